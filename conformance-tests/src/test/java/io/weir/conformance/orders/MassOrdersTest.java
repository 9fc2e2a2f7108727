package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import org.junit.jupiter.api.Test;

/** Mass cancel (35=q) and mass status (35=AF). */
class MassOrdersTest extends StageScenarios {
    private static final String AAPL = "D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=0";
    private static final String MSFT = "D 11=c2 55=MSFT 54=1 38=100 40=2 44=20 59=0";

    private BrokerOrder working(String name, String symbol, String price) {
        oms.buy(name, symbol, 100, price).send();
        BrokerOrder order = broker.next().ack();
        oms.await(name, "8 150=0");
        return order;
    }

    @Test
    void everyOrderIsCanceledAndReportsForItself() {
        BrokerOrder first = working("A", "AAPL", "10");
        BrokerOrder second = working("B", "MSFT", "20");
        second.fill(40, "20");
        oms.awaitCount(5);
        oms.massCancel("M", 7).send();
        first.canceled();
        second.canceled();

        oms.awaitCount(10);
        stage.settle();
        assertThat(oms.lines().get(5)).isEqualTo("r 11=M 530=7 531=7 533=2 534=2");
        assertThat(oms.messages().get(5).all(41)).containsExactly(oms.id("A"), oms.id("B"));
        assertThat(oms.lines("A"))
                .containsExactly(
                        "8 150=A 39=A 14=0 151=100 6=0 11=A",
                        "8 150=0 39=0 14=0 151=100 6=0 11=A",
                        "8 150=6 39=6 14=0 151=100 6=0 11=M 41=A",
                        "8 150=4 39=4 14=0 151=0 6=0 11=M 41=A");
        assertThat(oms.lines("B"))
                .containsExactly(
                        "8 150=A 39=A 14=0 151=100 6=0 11=B",
                        "8 150=0 39=0 14=0 151=100 6=0 11=B",
                        "8 150=F 39=1 14=40 151=60 6=20 11=B 32=40 31=20",
                        "8 150=6 39=6 14=40 151=60 6=20 11=M 41=B",
                        "8 150=4 39=4 14=40 151=0 6=20 11=M 41=B");
        stage.expectOrders(AAPL, MSFT, "F 11=c3 41=c1 38=100", "F 11=c4 41=c2 38=100");
    }

    @Test
    void scopeThatWeDoNotHaveIsRefused() {
        BrokerOrder order = working("A", "AAPL", "10");
        oms.massCancel("M", 3).send();
        oms.massCancel("N", 1).with(55, "ZZZ").send();

        stage.expectReports(
                "8 150=A 39=A 14=0 151=100 6=0 11=A",
                "8 150=0 39=0 14=0 151=100 6=0 11=A",
                "r 11=M 530=3 531=0 532=0 58=TE001",
                "r 11=N 530=1 531=0 532=1 58=TE001");
        stage.expectOrders(AAPL);
        order.unsolicitedCancel("end");
    }

    @Test
    void openOrdersAreToldAndTheLastIsMarked() {
        BrokerOrder first = working("A", "AAPL", "10");
        BrokerOrder second = working("B", "MSFT", "20");
        oms.massStatus("Q", 7).send();
        oms.awaitCount(6);
        oms.massStatus("R", 1).with(55, "AAPL").send();
        oms.awaitCount(7);
        oms.massStatus("S", 1).with(55, "LOTS").send();
        oms.awaitCount(8);
        oms.massStatus("T", 8).send();
        oms.awaitCount(9);
        stage.settle();

        assertThat(oms.lines().subList(4, 9))
                .containsExactly(
                        "8 150=I 39=0 14=0 151=100 6=0 11=A 584=Q 911=2 912=N",
                        "8 150=I 39=0 14=0 151=100 6=0 11=B 584=Q 911=2 912=Y",
                        "8 150=I 39=0 14=0 151=100 6=0 11=A 584=R 911=1 912=Y",
                        "8 150=I 39=8 14=0 151=0 6=0 103=5 584=S 911=0 912=Y 58=TE014",
                        "j 372=AF 380=0 58=TE001");
        stage.expectOrders(AAPL, MSFT);
        first.unsolicitedCancel("end");
        second.unsolicitedCancel("end");
    }
}
