package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import org.junit.jupiter.api.Test;

/** What comes twice counts once; and questions for where an order stands. */
class DuplicatesTest extends StageScenarios {
    private static final String PENDING_NEW = "8 150=A 39=A 14=0 151=100 6=0 11=A";
    private static final String NEW = "8 150=0 39=0 14=0 151=100 6=0 11=A";
    private static final String ORDER = "D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=0";

    private BrokerOrder working() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        oms.awaitCount(2);
        return order;
    }

    @Test
    void usedClOrdIdLeavesTheLiveOrderAlone() {
        BrokerOrder order = working();
        oms.buy("A", "AAPL", 70, "9").send();
        oms.awaitCount(3);
        order.fill(100, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=8 39=8 14=0 151=0 6=0 11=A 103=6 58=TE012",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.expectOrders(ORDER);
        assertThat(oms.messages().get(2).get(37))
                .isNotEqualTo(oms.messages().get(1).get(37));
    }

    @Test
    void clOrdIdOfAFinishedOrderIsUsed() {
        working().fill(100, "10");
        oms.awaitCount(3);
        oms.buy("A", "AAPL", 100, "10").send();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10",
                "8 150=8 39=8 14=0 151=0 6=0 11=A 103=6 58=TE012");
        stage.expectOrders(ORDER);
    }

    @Test
    void possibleResendOfAKnownOrderGetsItsStatus() {
        BrokerOrder order = working();
        order.fill(30, "10");
        oms.awaitCount(3);
        oms.buy("A", "AAPL", 100, "10").header(97, "Y").send();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=30 151=70 6=10 11=A 32=30 31=10",
                "8 150=I 39=1 14=30 151=70 6=10 11=A");
        stage.expectOrders(ORDER);
        order.unsolicitedCancel("end");
    }

    @Test
    void possibleResendOfANewOrderIsAnOrder() {
        oms.buy("A", "AAPL", 100, "10").header(97, "Y").send();
        broker.next().ack().fill(100, "10");

        stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.expectOrders(ORDER);
    }

    @Test
    void possibleResendOfACancelGetsTheStatus() {
        BrokerOrder order = working();
        oms.cancel("C", "A").send();
        oms.cancel("C", "A").header(97, "Y").send();
        oms.awaitCount(4);
        order.canceled();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A",
                "8 150=I 39=6 14=0 151=100 6=0 11=A",
                "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A");
        stage.expectOrders(ORDER, "F 11=c2 41=c1 38=100");
    }

    @Test
    void executionComesTwice() {
        BrokerOrder order = working();
        order.fill("SAME-1", 30, "10").send();
        order.report("F").with(17, "SAME-1").with(32, 30).with(31, "10").send();
        order.fill("SAME-2", 70, "10").send();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=30 151=70 6=10 11=A 32=30 31=10",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=70 31=10");
        stage.expectOrders(ORDER);
    }

    @Test
    void ackComesTwice() {
        BrokerOrder order = working();
        order.ack();
        order.fill(100, "10");
        order.report("0").with(39, "0").send();

        stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.expectOrders(ORDER);
    }

    @Test
    void statusOfAnOrder() {
        BrokerOrder order = working();
        order.fill(30, "9.98");
        oms.awaitCount(3);
        oms.status("A").with(790, "Q1").send();
        oms.awaitCount(4);
        order.fill(70, "9.98");
        oms.awaitCount(5);
        oms.status("A").send();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=30 151=70 6=9.98 11=A 32=30 31=9.98",
                "8 150=I 39=1 14=30 151=70 6=9.98 11=A",
                "8 150=F 39=2 14=100 151=0 6=9.98 11=A 32=70 31=9.98",
                "8 150=I 39=2 14=100 151=0 6=9.98 11=A");
        assertThat(oms.messages().get(3).show(17, 790)).isEqualTo("8 17=0 790=Q1");
        assertThat(oms.last().show(17, 790)).isEqualTo("8 17=0");
        stage.expectOrders(ORDER);
    }

    @Test
    void statusOfAnUnknownOrder() {
        oms.status("NOBODY").with(790, "Q1").send();

        stage.expectReports("8 150=I 39=8 14=0 151=0 6=0 11=NOBODY 103=5 58=TE014");
        assertThat(oms.last().show(37, 17, 790)).isEqualTo("8 37=NONE 17=0 790=Q1");
    }
}
