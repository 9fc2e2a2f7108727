package io.weir.conformance.orders;

import io.weir.conformance.stage.BrokerOrder;
import org.junit.jupiter.api.Test;

/** Appendix D, groups E (unsolicited), J (corrected and busted executions), K (trading halts), L (the rest). */
class AppendixDEventsTest extends AppendixD {
    private static final String THOUSAND = "8 150=F 39=1 14=1000 151=9000 6=10 11=X 32=1000 31=10";

    /** An order that only the telephone has seen: kept and alerted, for no client of ours asked for it. */
    @Test
    void e1aTelephonedOrder() {
        BrokerOrder order = working();
        order.report("0").with(11, "PHONE").with(37, "PHONED").send();
        stage.gateway().awaitAlert("reports an order that we do not know");

        told();
        stage.expectOrders(ORDER);
        order.unsolicitedCancel("end");
    }

    @Test
    void e1bUnsolicitedCancelOfAPartFilledOrder() {
        workingAndFilled(1_000).unsolicitedCancel("the desk");

        told(THOUSAND, "8 150=4 39=4 14=1000 151=0 6=10 11=X 58=the desk");
        stage.expectOrders(ORDER);
    }

    @Test
    void e1cUnsolicitedReplacementOfAPartFilledOrder() {
        BrokerOrder order = workingAndFilled(1_000);
        order.restate(9_000, 2);
        order.fill(8_000, "10");

        told(
                THOUSAND,
                "8 150=D 39=1 14=1000 151=8000 6=10 11=X 378=2",
                "8 150=F 39=2 14=9000 151=0 6=10 11=X 32=8000 31=10");
        stage.expectOrders(ORDER);
    }

    @Test
    void e1dUnsolicitedReductionOfTheQuantity() {
        BrokerOrder order = working();
        order.restate(5_000, 5);
        order.fill(5_000, "10");

        told("8 150=D 39=0 14=0 151=5000 6=0 11=X 378=5", "8 150=F 39=2 14=5000 151=0 6=10 11=X 32=5000 31=10");
        stage.expectOrders(ORDER);
    }

    @Test
    void j1aFilledOrderWhoseExecutionsAreCorrectedAndCanceled() {
        BrokerOrder order = working();
        String first = order.fill(1_000, "10");
        String second = order.fill(9_000, "10");
        await(2);
        order.correct(first, 1_000, "9.5");
        order.bust(second);
        await(4);
        order.fill(9_000, "10");

        told(
                THOUSAND,
                "8 150=F 39=2 14=10000 151=0 6=10 11=X 32=9000 31=10",
                "8 150=G 39=2 14=10000 151=0 6=9.95 11=X 32=1000 31=9.5",
                "8 150=H 39=1 14=1000 151=9000 6=9.5 11=X 32=9000 31=10",
                "8 150=F 39=2 14=10000 151=0 6=9.95 11=X 32=9000 31=10");
        stage.expectOrders(ORDER);
    }

    @Test
    void j1bCanceledOrderWithABustAndANewExecution() {
        BrokerOrder order = working();
        String execId = order.fill(5_000, "10");
        await(1);
        oms.cancel("Y", "X").send();
        order.canceled();
        await(3);
        order.report("H")
                .with(19, execId)
                .with(32, 5_000)
                .with(31, "10")
                .with(14, 0)
                .with(6, 0)
                .send();
        order.report("F")
                .with(17, "NEW")
                .with(32, 4_000)
                .with(31, "10")
                .with(14, 4_000)
                .with(6, 10)
                .send();

        told(
                "8 150=F 39=1 14=5000 151=5000 6=10 11=X 32=5000 31=10",
                "8 150=6 39=6 14=5000 151=5000 6=10 11=Y 41=X",
                "8 150=4 39=4 14=5000 151=0 6=10 11=Y 41=X",
                "8 150=H 39=4 14=0 151=0 6=0 11=Y 32=5000 31=10",
                "8 150=F 39=4 14=4000 151=0 6=10 11=Y 32=4000 31=10");
        stage.expectOrders(ORDER, "F 11=c2 41=c1 38=10000");
        stage.gateway().awaitAlert("was filled for another 4000");
    }

    /** A halt is the broker's: the order stands where it stood. */
    @Test
    void k1aTradingHaltAndReinstatement() {
        BrokerOrder order = workingAndFilled(1_000);
        order.report("9").with(39, "9").send();
        order.restate(10_000, 8);
        order.fill(9_000, "10");

        told(
                THOUSAND,
                "8 150=D 39=1 14=1000 151=9000 6=10 11=X 378=8",
                "8 150=F 39=2 14=10000 151=0 6=10 11=X 32=9000 31=10");
        stage.expectOrders(ORDER);
    }

    @Test
    void k1bTradingHaltAndCancel() {
        BrokerOrder order = workingAndFilled(1_000);
        order.report("9").with(39, "9").send();
        order.unsolicitedCancel("trading halt");

        told(THOUSAND, "8 150=4 39=4 14=1000 151=0 6=10 11=X 58=trading halt");
        stage.expectOrders(ORDER);
    }

    /** A guarantee is the broker's: the client hears of the execution. */
    @Test
    void l1aGuaranteeOfExecution() {
        BrokerOrder order = working();
        order.report("7").with(39, "7").with(32, 1_000).with(31, "10").send();
        order.fill(1_000, "9.9");
        await(1);

        told("8 150=F 39=1 14=1000 151=9000 6=9.9 11=X 32=1000 31=9.9");
        stage.expectOrders(ORDER);
        order.unsolicitedCancel("end");
    }

    @Test
    void l1bCashOrderQty() {
        oms.buyAtMarket("X", "AAPL", 1).without(38).with(152, 10_000).send();

        stage.expectReports("8 150=8 39=8 14=0 151=0 6=0 11=X 103=11 58=TE001");
        stage.expectOrders();
    }
}
