package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import org.junit.jupiter.api.Test;

/** Appendix D, groups A (vanilla), B (cancel), F (reject), G (status), I (time in force). */
class AppendixDOrdersTest extends AppendixD {
    @Test
    void a1aFilledOrder() {
        BrokerOrder order = working();
        order.fill(2_000, "10");
        order.fill(1_000, "10");
        order.fill(7_000, "10");

        told(
                "8 150=F 39=1 14=2000 151=8000 6=10 11=X 32=2000 31=10",
                "8 150=F 39=1 14=3000 151=7000 6=10 11=X 32=1000 31=10",
                "8 150=F 39=2 14=10000 151=0 6=10 11=X 32=7000 31=10");
        stage.expectOrders(ORDER);
    }

    @Test
    void a1bPartFilledDayOrderDoneForDay() {
        BrokerOrder order = working();
        order.fill(2_000, "10");
        order.fill(1_000, "10");
        order.ended("3");

        told(
                "8 150=F 39=1 14=2000 151=8000 6=10 11=X 32=2000 31=10",
                "8 150=F 39=1 14=3000 151=7000 6=10 11=X 32=1000 31=10",
                "8 150=3 39=3 14=3000 151=0 6=10 11=X");
        stage.expectOrders(ORDER);
    }

    @Test
    void b1aCancelOfAZeroFilledOrder() {
        BrokerOrder order = working();
        oms.cancel("Y", "X").send();
        order.await("F", 1);
        order.pendingCancel();
        order.canceled();

        told("8 150=6 39=6 14=0 151=10000 6=0 11=Y 41=X", "8 150=4 39=4 14=0 151=0 6=0 11=Y 41=X");
        stage.expectOrders(ORDER, "F 11=c2 41=c1 38=10000");
    }

    @Test
    void b1bCancelOfAPartFilledOrderThatExecutesMeanwhile() {
        BrokerOrder order = workingAndFilled(2_000);
        oms.cancel("Y", "X").send();
        order.await("F", 1);
        order.fill(3_000, "10");
        order.pendingCancel();
        order.fill(500, "10");
        order.canceled();

        told(
                "8 150=F 39=1 14=2000 151=8000 6=10 11=X 32=2000 31=10",
                "8 150=6 39=6 14=2000 151=8000 6=10 11=Y 41=X",
                "8 150=F 39=6 14=5000 151=5000 6=10 11=X 32=3000 31=10",
                "8 150=F 39=6 14=5500 151=4500 6=10 11=X 32=500 31=10",
                "8 150=4 39=4 14=5500 151=0 6=10 11=Y 41=X");
        stage.expectOrders(ORDER, "F 11=c2 41=c1 38=10000");
    }

    @Test
    void b1cOrderIsFilledBeforeItsCancelIsAccepted() {
        BrokerOrder order = workingAndFilled(2_000);
        oms.cancel("Y", "X").send();
        order.await("F", 1);
        order.fill(3_000, "10");
        order.pendingCancel();
        order.fill(5_000, "10");
        order.cancelRejected(0, "too late");

        told(
                "8 150=F 39=1 14=2000 151=8000 6=10 11=X 32=2000 31=10",
                "8 150=6 39=6 14=2000 151=8000 6=10 11=Y 41=X",
                "8 150=F 39=6 14=5000 151=5000 6=10 11=X 32=3000 31=10",
                "8 150=F 39=6 14=10000 151=0 6=10 11=X 32=5000 31=10",
                "9 39=2 11=Y 41=X 434=1 102=0 58=TE014");
        stage.expectOrders(ORDER, "F 11=c2 41=c1 38=10000");
    }

    @Test
    void b1dCancelOfAnOrderThatIsNotAcknowledged() {
        oms.buy("X", "AAPL", 10_000, "10").send();
        BrokerOrder order = broker.next();
        oms.cancel("Y", "X").send();
        order.await("F", 1);
        order.pendingCancel();
        order.canceled();

        stage.expectReports(
                PENDING_NEW, "8 150=6 39=6 14=0 151=10000 6=0 11=Y 41=X", "8 150=4 39=4 14=0 151=0 6=0 11=Y 41=X");
        stage.expectOrders(ORDER, "F 11=c2 41=c1 38=10000");
    }

    @Test
    void b1eCancelCrossesTheAcknowledgment() {
        oms.buy("X", "AAPL", 10_000, "10").send();
        BrokerOrder order = broker.next();
        oms.cancel("Y", "X").send();
        order.await("F", 1);
        order.ack();
        order.pendingCancel();
        order.canceled();

        stage.expectReports(
                PENDING_NEW,
                "8 150=6 39=6 14=0 151=10000 6=0 11=Y 41=X",
                "8 150=0 39=6 14=0 151=10000 6=0 11=X",
                "8 150=4 39=4 14=0 151=0 6=0 11=Y 41=X");
        stage.expectOrders(ORDER, "F 11=c2 41=c1 38=10000");
    }

    @Test
    void b1fCancelOfAnUnknownOrder() {
        oms.cancel("Y", "X").send();

        stage.expectReports("9 39=8 11=Y 41=X 434=1 102=1 58=TE014");
        assertThat(oms.last().get(37)).isEqualTo("NONE");
        stage.expectOrders();
    }

    @Test
    void f1aDuplicateClOrdId() {
        BrokerOrder order = working();
        oms.buy("X", "AAPL", 15_000, "10").send();
        await(1);

        told("8 150=8 39=8 14=0 151=0 6=0 11=X 103=6 58=TE012");
        stage.expectOrders(ORDER);
        order.unsolicitedCancel("end");
    }

    @Test
    void f1bPossResendAndDuplicateClOrdId() {
        BrokerOrder order = working();
        oms.buy("X", "AAPL", 10_000, "10").header(97, "Y").send();
        oms.buy("Y", "AAPL", 15_000, "10").header(97, "Y").send();
        BrokerOrder second = broker.next().ack();
        await(3);
        oms.buy("X", "AAPL", 20_000, "10").send();
        await(4);

        told(
                "8 150=I 39=0 14=0 151=10000 6=0 11=X",
                "8 150=A 39=A 14=0 151=15000 6=0 11=Y",
                "8 150=0 39=0 14=0 151=15000 6=0 11=Y",
                "8 150=8 39=8 14=0 151=0 6=0 11=X 103=6 58=TE012");
        stage.expectOrders(ORDER, "D 11=c2 55=AAPL 54=1 38=15000 40=2 44=10 59=0");
        order.unsolicitedCancel("end");
        second.unsolicitedCancel("end");
    }

    @Test
    void f1cOrderWasSubmittedVerbally() {
        oms.buy("X", "AAPL", 10_000, "10").send();
        broker.next().reject(7, "on the pad already");

        stage.expectReports(PENDING_NEW, "8 150=8 39=8 14=0 151=0 6=0 11=X 103=7 58=on the pad already");
        stage.expectOrders(ORDER);
    }

    @Test
    void g1aStatusOfAnUnknownOrder() {
        oms.status("X").send();

        stage.expectReports("8 150=I 39=8 14=0 151=0 6=0 11=X 103=5 58=TE014");
        assertThat(oms.last().get(17)).isEqualTo("0");
        stage.expectOrders();
    }

    @Test
    void g1bNothingDoneInResponseToAStatusRequest() {
        BrokerOrder order = working();
        oms.status("X").send();
        await(1);

        told("8 150=I 39=0 14=0 151=10000 6=0 11=X");
        stage.expectOrders(ORDER);
        order.unsolicitedCancel("end");
    }

    @Test
    void g1cStatusThroughoutAnOrdersLife() {
        oms.buy("X", "AAPL", 10_000, "10").send();
        BrokerOrder order = broker.next();
        oms.status("X").send();
        oms.awaitCount(2);
        order.ack();
        oms.awaitCount(3);
        oms.status("X").send();
        oms.awaitCount(4);
        order.fill(2_000, "10");
        oms.awaitCount(5);
        oms.status("X").send();
        oms.awaitCount(6);
        order.fill(8_000, "10");
        oms.awaitCount(7);
        oms.status("X").send();

        stage.expectReports(
                PENDING_NEW,
                "8 150=I 39=A 14=0 151=10000 6=0 11=X",
                NEW,
                "8 150=I 39=0 14=0 151=10000 6=0 11=X",
                "8 150=F 39=1 14=2000 151=8000 6=10 11=X 32=2000 31=10",
                "8 150=I 39=1 14=2000 151=8000 6=10 11=X",
                "8 150=F 39=2 14=10000 151=0 6=10 11=X 32=8000 31=10",
                "8 150=I 39=2 14=10000 151=0 6=10 11=X");
        stage.expectOrders(ORDER);
    }

    @Test
    void i1aFillOrKillCannotBeFilled() {
        oms.buy("X", "AAPL", 10_000, "10").with(59, 4).send();
        broker.next().ack().unsolicitedCancel("killed");

        told("8 150=4 39=4 14=0 151=0 6=0 11=X 58=killed");
        stage.expectOrders("D 11=c1 55=AAPL 54=1 38=10000 40=2 44=10 59=4");
    }

    @Test
    void i1bImmediateOrCancelFindsPartOfIt() {
        oms.buy("X", "AAPL", 10_000, "10").with(59, 3).send();
        BrokerOrder order = broker.next().ack();
        order.fill(1_000, "10");
        order.unsolicitedCancel("the rest");

        told(
                "8 150=F 39=1 14=1000 151=9000 6=10 11=X 32=1000 31=10",
                "8 150=4 39=4 14=1000 151=0 6=10 11=X 58=the rest");
        stage.expectOrders("D 11=c1 55=AAPL 54=1 38=10000 40=2 44=10 59=3");
    }
}
