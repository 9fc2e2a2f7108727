package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import org.junit.jupiter.api.Test;

/** Cancels (35=F): at every moment of an order's life. */
class CancelsTest extends StageScenarios {
    private static final String PENDING_NEW = "8 150=A 39=A 14=0 151=100 6=0 11=A";
    private static final String NEW = "8 150=0 39=0 14=0 151=100 6=0 11=A";
    private static final String PENDING_CANCEL = "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A";
    private static final String ORDER = "D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=0";
    private static final String CANCEL = "F 11=c2 41=c1 38=100";

    private BrokerOrder working() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        oms.awaitCount(2);
        return order;
    }

    @Test
    void workingOrderIsCanceled() {
        BrokerOrder order = working();
        oms.cancel("C", "A").send();
        order.canceled();

        stage.expectReports(PENDING_NEW, NEW, PENDING_CANCEL, "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A");
        stage.expectOrders(ORDER, CANCEL);
    }

    @Test
    void partlyFilledOrderIsCanceledWhileItFills() {
        BrokerOrder order = working();
        order.fill(30, "10");
        oms.awaitCount(3);
        oms.cancel("C", "A").send();
        order.await("F", 1);
        order.fill(20, "9.9");
        order.canceled();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=30 151=70 6=10 11=A 32=30 31=10",
                "8 150=6 39=6 14=30 151=70 6=10 11=C 41=A",
                "8 150=F 39=6 14=50 151=50 6=9.96 11=A 32=20 31=9.9",
                "8 150=4 39=4 14=50 151=0 6=9.96 11=C 41=A");
        stage.expectOrders(ORDER, CANCEL);
    }

    @Test
    void cancelMeetsTheFill() {
        BrokerOrder order = working();
        oms.cancel("C", "A").send();
        order.await("F", 1);
        order.fill(100, "10");
        order.cancelRejected(0, "too late");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_CANCEL,
                "8 150=F 39=6 14=100 151=0 6=10 11=A 32=100 31=10",
                "9 39=2 11=C 41=A 434=1 102=0 58=TE014");
        stage.expectOrders(ORDER, CANCEL);
        assertThat(stage.gateway().alerts()).isEmpty();
    }

    @Test
    void cancelComesBeforeTheAck() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next();
        oms.cancel("C", "A").send();
        order.await("F", 1);
        order.ack();
        order.canceled();

        stage.expectReports(
                PENDING_NEW,
                PENDING_CANCEL,
                "8 150=0 39=6 14=0 151=100 6=0 11=A",
                "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A");
        stage.expectOrders(ORDER, CANCEL);
    }

    @Test
    void orderIsRejectedWhileItsCancelIsOnTheWay() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next();
        oms.cancel("C", "A").send();
        order.await("F", 1);
        order.reject(0, "no");
        order.cancelRejected(1, "unknown order");

        stage.expectReports(
                PENDING_NEW,
                PENDING_CANCEL,
                "8 150=8 39=8 14=0 151=0 6=0 11=A 103=0 58=no",
                "9 39=8 11=C 41=A 434=1 102=0 58=TE014");
        stage.expectOrders(ORDER, CANCEL);
    }

    @Test
    void brokerRefusesToCancelWithoutAWord() {
        BrokerOrder order = working();
        oms.cancel("C", "A").send();
        order.cancelRejected(2, "");
        oms.awaitCount(4);
        order.fill(100, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_CANCEL,
                "9 39=0 11=C 41=A 434=1 102=2",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.expectOrders(ORDER, CANCEL);
    }

    @Test
    void brokerRefusesToCancelAndTheOrderWorksOn() {
        BrokerOrder order = working();
        oms.cancel("C", "A").send();
        order.cancelRejected(2, "not now");
        oms.awaitCount(4);
        oms.cancel("C2", "A").send();
        order.await("F", 2);
        order.canceled();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_CANCEL,
                "9 39=0 11=C 41=A 434=1 102=2 58=not now",
                "8 150=6 39=6 14=0 151=100 6=0 11=C2 41=A",
                "8 150=4 39=4 14=0 151=0 6=0 11=C2 41=A");
        stage.expectOrders(ORDER, CANCEL, "F 11=c3 41=c1 38=100");
    }

    @Test
    void secondCancelWhileOneIsPending() {
        BrokerOrder order = working();
        oms.cancel("C", "A").send();
        oms.cancel("C2", "A").send();
        oms.awaitCount(4);
        order.canceled();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                PENDING_CANCEL,
                "9 39=6 11=C2 41=A 434=1 102=3 58=TE014",
                "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A");
        stage.expectOrders(ORDER, CANCEL);
    }

    @Test
    void finishedOrderIsNotCanceled() {
        BrokerOrder order = working();
        order.fill(100, "10");
        oms.awaitCount(3);
        oms.cancel("C", "A").send();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10",
                "9 39=2 11=C 41=A 434=1 102=0 58=TE014");
        stage.expectOrders(ORDER);
    }

    @Test
    void unknownOrderIsNotCanceled() {
        oms.cancel("C", "NOBODY").send();

        stage.expectReports("9 39=8 11=C 41=NOBODY 434=1 102=1 58=TE014");
        assertThat(oms.last().get(37)).isEqualTo("NONE");
        stage.expectOrders();
    }

    @Test
    void cancelUnderAUsedClOrdId() {
        BrokerOrder order = working();
        oms.cancel("A", "A").send();
        oms.awaitCount(3);
        order.fill(100, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "9 39=0 11=A 41=A 434=1 102=6 58=TE012",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.expectOrders(ORDER);
    }

    @Test
    void brokerCancelsByItselfWhileTheCancelIsOnTheWay() {
        BrokerOrder order = working();
        oms.cancel("C", "A").send();
        order.await("F", 1);
        order.unsolicitedCancel("desk");
        order.cancelRejected(0, "too late");

        stage.expectReports(PENDING_NEW, NEW, PENDING_CANCEL, "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A 58=desk");
        stage.expectOrders(ORDER, CANCEL);
    }
}
