package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import org.junit.jupiter.api.Test;

/** Replaces (35=G): accepted, refused, met by fills, by cancels and by each other. */
class ReplacesTest extends StageScenarios {
    private static final String PENDING_NEW = "8 150=A 39=A 14=0 151=100 6=0 11=A";
    private static final String NEW = "8 150=0 39=0 14=0 151=100 6=0 11=A";
    private static final String PENDING_REPLACE = "8 150=E 39=E 14=0 151=100 6=0 11=R 41=A";
    private static final String ORDER = "D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=0";

    private BrokerOrder working() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        oms.awaitCount(2);
        return order;
    }

    private BrokerOrder workingAndFilled(long qty) {
        BrokerOrder order = working();
        order.fill(qty, "10");
        oms.awaitCount(3);
        return order;
    }

    @Test
    void quantityGoesUp() {
        BrokerOrder order = working();
        oms.replace("R", "A", 150, "10").send();
        order.replaced();
        order.fill(150, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_REPLACE,
                "8 150=5 39=0 14=0 151=150 6=0 11=R 41=A",
                "8 150=F 39=2 14=150 151=0 6=10 11=R 32=150 31=10");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=150 44=10");
        assertThat(oms.last().show(38, 44)).isEqualTo("8 38=150 44=10");
    }

    @Test
    void quantityGoesDownBetweenFills() {
        BrokerOrder order = workingAndFilled(40);
        oms.replace("R", "A", 60, "10").send();
        order.await("G", 1);
        order.fill(5, "9.9");
        order.replaced();
        order.fill(15, "9.9");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=40 151=60 6=10 11=A 32=40 31=10",
                "8 150=E 39=E 14=40 151=60 6=10 11=R 41=A",
                "8 150=F 39=E 14=45 151=55 6=9.98888889 11=A 32=5 31=9.9",
                "8 150=5 39=1 14=45 151=15 6=9.98888889 11=R 41=A",
                "8 150=F 39=2 14=60 151=0 6=9.96666667 11=R 32=15 31=9.9");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=60 44=10");
    }

    @Test
    void priceChangesAndTheChainGoesOn() {
        BrokerOrder order = working();
        oms.replace("R", "A", 100, "10.1").send();
        order.replaced();
        oms.awaitCount(4);
        oms.replace("R2", "R", 100, "10.2").send();
        order.await("G", 2);
        order.replaced();
        oms.awaitCount(6);
        oms.cancel("C", "R2").send();
        order.canceled();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_REPLACE,
                "8 150=5 39=0 14=0 151=100 6=0 11=R 41=A",
                "8 150=E 39=E 14=0 151=100 6=0 11=R2 41=R",
                "8 150=5 39=0 14=0 151=100 6=0 11=R2 41=R",
                "8 150=6 39=6 14=0 151=100 6=0 11=C 41=R2",
                "8 150=4 39=4 14=0 151=0 6=0 11=C 41=R2");
        stage.expectOrders(
                ORDER, "G 11=c2 41=c1 38=100 44=10.1", "G 11=c3 41=c2 38=100 44=10.2", "F 11=c4 41=c3 38=100");
    }

    @Test
    void oldClOrdIdNoLongerNamesTheOrder() {
        BrokerOrder order = working();
        oms.replace("R", "A", 100, "10.1").send();
        order.replaced();
        oms.awaitCount(4);
        oms.cancel("C", "A").send();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_REPLACE,
                "8 150=5 39=0 14=0 151=100 6=0 11=R 41=A",
                "9 39=8 11=C 41=A 434=1 102=1 58=TE014");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=100 44=10.1");
        order.unsolicitedCancel("end");
    }

    @Test
    void brokerRefusesTheReplace() {
        BrokerOrder order = working();
        oms.replace("R", "A", 150, "10").send();
        order.replaceRejected(2, "no more");
        order.fill(100, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_REPLACE,
                "9 39=0 11=R 41=A 434=2 102=2 58=no more",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=150 44=10");
    }

    @Test
    void secondReplaceWhileOneIsPending() {
        BrokerOrder order = working();
        oms.replace("R", "A", 150, "10").send();
        oms.replace("R2", "A", 160, "10").send();
        oms.awaitCount(4);
        order.replaced();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_REPLACE,
                "9 39=E 11=R2 41=A 434=2 102=3 58=TE014",
                "8 150=5 39=0 14=0 151=150 6=0 11=R 41=A");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=150 44=10");
        order.unsolicitedCancel("end");
    }

    @Test
    void cancelWaitsBehindAReplace() {
        BrokerOrder order = working();
        oms.replace("R", "A", 150, "10").send();
        order.await("G", 1);
        oms.cancel("C", "A").send();
        oms.awaitCount(4);
        order.replaced();
        order.canceled();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_REPLACE,
                "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A",
                "8 150=5 39=6 14=0 151=150 6=0 11=R 41=A",
                "8 150=4 39=4 14=0 151=0 6=0 11=C 41=R");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=150 44=10", "F 11=c3 41=c2 38=150");
    }

    @Test
    void cancelNamesTheReplaceThatIsPending() {
        BrokerOrder order = working();
        oms.replace("R", "A", 150, "10").send();
        order.await("G", 1);
        oms.cancel("C", "R").send();
        oms.awaitCount(4);
        order.replaceRejected(0, "too late");
        order.canceled();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_REPLACE,
                "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A",
                "9 39=6 11=R 41=A 434=2 102=0 58=too late",
                "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=150 44=10", "F 11=c3 41=c1 38=100");
    }

    @Test
    void replaceToWhatIsFilledFillsTheOrder() {
        BrokerOrder order = workingAndFilled(40);
        oms.replace("R", "A", 30, "10").send();
        order.canceled();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=40 151=60 6=10 11=A 32=40 31=10",
                "8 150=E 39=E 14=40 151=60 6=10 11=R 41=A",
                "8 150=5 39=2 14=40 151=0 6=10 11=R 41=A");
        stage.expectOrders(ORDER, "F 11=c2 41=c1 38=100");
        assertThat(oms.last().show(38)).isEqualTo("8 38=40");
    }

    @Test
    void replaceToWhatIsFilledIsRefusedWithTheCancelBehindIt() {
        BrokerOrder order = workingAndFilled(40);
        oms.replace("R", "A", 40, "10").send();
        order.cancelRejected(2, "not now");
        order.fill(60, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=40 151=60 6=10 11=A 32=40 31=10",
                "8 150=E 39=E 14=40 151=60 6=10 11=R 41=A",
                "9 39=1 11=R 41=A 434=2 102=2 58=not now",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=60 31=10");
        stage.expectOrders(ORDER, "F 11=c2 41=c1 38=100");
    }

    @Test
    void orderFillsWhileItGrowsAndWorksOn() {
        BrokerOrder order = working();
        oms.replace("R", "A", 150, "10").send();
        order.await("G", 1);
        order.fill(100, "10");
        oms.awaitCount(4);
        order.replaced();
        order.fill(50, "9.7");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_REPLACE,
                "8 150=F 39=E 14=100 151=0 6=10 11=A 32=100 31=10",
                "8 150=5 39=1 14=100 151=50 6=10 11=R 41=A",
                "8 150=F 39=2 14=150 151=0 6=9.9 11=R 32=50 31=9.7");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=150 44=10");
    }

    @Test
    void orderFillsBeforeTheReplaceArrives() {
        BrokerOrder order = working();
        oms.replace("R", "A", 150, "10").send();
        order.await("G", 1);
        order.fill(100, "10");
        order.replaceRejected(0, "too late");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_REPLACE,
                "8 150=F 39=E 14=100 151=0 6=10 11=A 32=100 31=10",
                "9 39=2 11=R 41=A 434=2 102=0 58=too late");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=150 44=10");
        assertThat(stage.gateway().openOrders()).isZero();
    }

    @Test
    void replaceBeforeTheAck() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next();
        oms.replace("R", "A", 150, "10").send();
        order.await("G", 1);
        order.ack();
        order.replaced();

        stage.expectReports(
                PENDING_NEW,
                PENDING_REPLACE,
                "8 150=0 39=E 14=0 151=100 6=0 11=A",
                "8 150=5 39=0 14=0 151=150 6=0 11=R 41=A");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=150 44=10");
        order.unsolicitedCancel("end");
    }

    @Test
    void brokerCancelsWhileAReplaceIsPending() {
        BrokerOrder order = working();
        oms.replace("R", "A", 150, "10").send();
        order.await("G", 1);
        order.unsolicitedCancel("desk");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_REPLACE,
                "8 150=4 39=4 14=0 151=0 6=0 11=A 58=desk",
                "9 39=4 11=R 41=A 434=2 102=0 58=TE014");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=150 44=10");
    }

    @Test
    void replaceMayNotChangeTheSide() {
        BrokerOrder order = working();
        oms.replace("R", "A", 100, "10").with(54, 2).send();

        stage.expectReports(PENDING_NEW, NEW, "9 39=0 11=R 41=A 434=2 102=99 58=TE001");
        stage.expectOrders(ORDER);
        order.unsolicitedCancel("end");
    }

    @Test
    void riskRefusesTheReplace() {
        BrokerOrder order = working();
        oms.replace("R", "A", 20_000, "10").send();
        oms.awaitCount(3);
        oms.replace("R2", "A", 100, "12").send();

        stage.expectReports(
                PENDING_NEW, NEW, "9 39=0 11=R 41=A 434=2 102=99 58=TE003", "9 39=0 11=R2 41=A 434=2 102=99 58=TE010");
        stage.expectOrders(ORDER);
        order.unsolicitedCancel("end");
    }
}
