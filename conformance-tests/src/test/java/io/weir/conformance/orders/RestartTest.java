package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Waiting;
import io.weir.conformance.stage.Wire;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** The gateway stops and starts again on its journal: orders survive, numbers go on, nothing happens twice. */
class RestartTest extends StageScenarios {
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
    void openOrderSurvivesAndNumbersGoOn() {
        BrokerOrder order = working();
        order.fill(30, "10");
        oms.awaitCount(3);
        int omsIn = oms.nextIn();
        int brokerIn = broker.nextIn();
        stage.restartGateway();
        broker.awaitCount(2);
        order.fill(30, "9.9");
        oms.awaitCount(4);
        oms.replace("R", "A", 120, "10").send();
        order.replaced();
        oms.awaitCount(6);
        order.fill(60, "9.8");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=30 151=70 6=10 11=A 32=30 31=10",
                "8 150=F 39=1 14=60 151=40 6=9.95 11=A 32=30 31=9.9",
                "8 150=E 39=E 14=60 151=40 6=9.95 11=R 41=A",
                "8 150=5 39=1 14=60 151=60 6=9.95 11=R 41=A",
                "8 150=F 39=2 14=120 151=0 6=9.875 11=R 32=60 31=9.8");
        stage.expectOrders(ORDER, "H 11=c1", "G 11=c2 41=c1 38=120 44=10");
        assertThat(oms.nextIn()).isGreaterThan(omsIn);
        assertThat(broker.nextIn()).isGreaterThan(brokerIn);
        assertThat(oms.messages().stream().noneMatch(Wire::isPossDup)).isTrue();
    }

    @Test
    void whatBothSidesSayWhileItIsDownIsHeardAfterwards() {
        BrokerOrder order = working();
        stage.gateway().close();
        order.fill(30, "10");
        oms.cancel("C", "A").send();
        stage.gateway().start();
        stage.awaitAgain();
        order.await("F", 1);
        order.canceled();

        oms.await("A", "8 150=4");
        assertThat(oms.lines())
                .hasSize(5)
                .startsWith(PENDING_NEW, NEW)
                .endsWith("8 150=4 39=4 14=30 151=0 6=10 11=C 41=A");
        assertThat(broker.messages().stream().filter(m -> m.type().equals("D"))).hasSize(1);
        assertThat(broker.messages().stream().filter(m -> m.type().equals("F"))).hasSize(1);
    }

    @Test
    void reportsThatTheOmsNeverGotComeAfterTheRestart() {
        BrokerOrder order = working();
        oms.drop();
        stage.awaitSession(0, false);
        order.fill(100, "10");
        broker.fence();
        stage.gateway().close();
        stage.gateway().start();
        oms.start();
        stage.awaitAgain();

        stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        assertThat(oms.last().isPossDup()).isTrue();
        stage.expectOrders(ORDER);
    }

    @Test
    void unansweredOrderIsAskedForAndNotSentAgain() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next();
        stage.restartGateway();
        broker.awaitCount(2);
        order.ack();
        order.fill(100, "10");

        oms.await("A", "8 150=F 39=2");
        stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.expectOrders(ORDER, "H 11=c1");
    }

    @Test
    void pendingCancelSurvives() {
        BrokerOrder order = working();
        oms.cancel("C", "A").send();
        order.await("F", 1);
        stage.restartGateway();
        order.canceled();

        stage.expectReports(
                PENDING_NEW, NEW, "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A", "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A");
        stage.expectOrders(ORDER, "F 11=c2 41=c1 38=100", "H 11=c1");
    }

    @Test
    void clOrdIdsAndExecIdsAreRemembered() {
        BrokerOrder order = working();
        order.fill("ONCE", 40, "10").send();
        oms.awaitCount(3);
        stage.restartGateway();
        oms.buy("A", "AAPL", 100, "10").send();
        order.report("F").with(17, "ONCE").with(32, 40).with(31, "10").send();
        order.fill("THEN", 60, "10").send();

        oms.await("A", "8 150=F 39=2");
        stage.settle();
        assertThat(oms.lines())
                .containsExactlyInAnyOrder(
                        PENDING_NEW,
                        NEW,
                        "8 150=F 39=1 14=40 151=60 6=10 11=A 32=40 31=10",
                        "8 150=8 39=8 14=0 151=0 6=0 11=A 103=6 58=TE012",
                        "8 150=F 39=2 14=100 151=0 6=10 11=A 32=60 31=10");
    }

    @Test
    void severalRestartsInARow() {
        BrokerOrder order = working();
        stage.restartGateway();
        stage.restartGateway();
        order.fill(50, "10");
        oms.awaitCount(3);
        stage.restartGateway();
        order.fill(50, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=50 151=50 6=10 11=A 32=50 31=10",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=50 31=10");
    }

    @Test
    void killSurvives() {
        BrokerOrder order = working();
        stage.gateway().kill("amy");
        order.await("F", 1);
        stage.restartGateway();
        order.canceled();
        oms.awaitCount(3);
        oms.buy("B", "AAPL", 100, "10").send();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=4 39=4 14=0 151=0 6=0 11=A 378=4 58=TE008",
                "8 150=8 39=8 14=0 151=0 6=0 11=B 103=0 58=TE008");
        stage.gateway().admin("amy", "release");
        stage.gateway().admin("bob", "release");
    }

    @Test
    void twapGoesOn() {
        broker.onNew(child -> {
            child.ack();
            child.fill(child.leaves().longValue(), "10");
        });
        oms.buy("A", "AAPL", 103, "10")
                .with(847, 1001)
                .parameter("Slices", 1, 4)
                .parameter("DurationSeconds", 1, 6)
                .parameter("Jitter", 13, "N")
                .send();
        oms.awaitCount(2);
        stage.restartGateway();
        oms.await("A", "8 150=F 39=2");

        assertThat(oms.last().show(14, 151, 6)).isEqualTo("8 14=103 151=0 6=10");
        assertThat(broker.orders().stream()
                        .map(child -> child.order().decimal(38))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("103");
    }

    @Test
    void icebergGoesOn() {
        oms.buy("A", "AAPL", 100, "10").with(111, 60).send();
        BrokerOrder first = broker.next().ack();
        stage.restartGateway();
        broker.awaitCount(2);
        first.fill(60, "10");
        broker.next().ack().fill(40, "10");

        stage.expectReports(
                NEW,
                "8 150=F 39=1 14=60 151=40 6=10 11=A 32=60 31=10",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=40 31=10");
        stage.expectOrders(
                "D 11=c1 55=AAPL 54=1 38=60 40=2 44=10 59=0", "H 11=c1", "D 11=c2 55=AAPL 54=1 38=40 40=2 44=10 59=0");
    }

    @Test
    void stopsWhileMessagesFly() {
        broker.onNew(child -> {
            child.ack();
            child.fill(child.leaves().longValue(), "10");
        });
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 10; i++) {
                oms.buy("F" + round + i, "AAPL", 10, "10").send();
            }
            stage.restartGateway();
        }
        Waiting.until("the end of all orders", () -> oms.finished() == 30);

        long filled = oms.messages().stream()
                .filter(m -> m.get(150).equals("F"))
                .map(m -> m.decimal(32))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .longValue();
        assertThat(broker.orders()).hasSize((int) filled / 10);
        assertThat(stage.gateway().openOrders()).isZero();
    }
}
