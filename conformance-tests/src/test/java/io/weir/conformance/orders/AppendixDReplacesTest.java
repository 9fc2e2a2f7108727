package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import org.junit.jupiter.api.Test;

/** Appendix D, groups C (replaces of quantity and price) and D (several of them). */
class AppendixDReplacesTest extends AppendixD {
    private static final String THOUSAND = "8 150=F 39=1 14=1000 151=9000 6=10 11=X 32=1000 31=10";
    private static final String PENDING_REPLACE = "8 150=E 39=E 14=1000 151=9000 6=10 11=Y 41=X";

    @Test
    void c1aZeroFilledOrderGrows() {
        BrokerOrder order = working();
        oms.replace("Y", "X", 11_000, "10").send();
        order.replaced();
        order.fill(1_000, "10");
        order.fill(2_000, "10");
        await(4);

        told(
                "8 150=E 39=E 14=0 151=10000 6=0 11=Y 41=X",
                "8 150=5 39=0 14=0 151=11000 6=0 11=Y 41=X",
                "8 150=F 39=1 14=1000 151=10000 6=10 11=Y 32=1000 31=10",
                "8 150=F 39=1 14=3000 151=8000 6=10 11=Y 32=2000 31=10");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=11000 44=10");
        order.unsolicitedCancel("end");
    }

    @Test
    void c1bPartFilledOrderGrowsAndExecutesMeanwhile() {
        BrokerOrder order = workingAndFilled(1_000);
        oms.replace("Y", "X", 12_000, "10").send();
        order.await("G", 1);
        order.fill(100, "10");
        order.replaced();
        order.fill(10_900, "10");

        told(
                THOUSAND,
                PENDING_REPLACE,
                "8 150=F 39=E 14=1100 151=8900 6=10 11=X 32=100 31=10",
                "8 150=5 39=1 14=1100 151=10900 6=10 11=Y 41=X",
                "8 150=F 39=2 14=12000 151=0 6=10 11=Y 32=10900 31=10");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=12000 44=10");
    }

    @Test
    void c1cFilledOrderDoesNotGrow() {
        workingAndFilled(10_000);
        oms.replace("Y", "X", 12_000, "10").send();

        told("8 150=F 39=2 14=10000 151=0 6=10 11=X 32=10000 31=10", "9 39=2 11=Y 41=X 434=2 102=0 58=TE014");
        stage.expectOrders(ORDER);
    }

    @Test
    void c2aReplaceOfThePriceMeetsTheFill() {
        BrokerOrder order = workingAndFilled(1_000);
        oms.replace("Y", "X", 10_000, "10.1").send();
        order.await("G", 1);
        order.fill(9_000, "10");
        order.replaceRejected(0, "too late");

        told(
                THOUSAND,
                PENDING_REPLACE,
                "8 150=F 39=E 14=10000 151=0 6=10 11=X 32=9000 31=10",
                "9 39=2 11=Y 41=X 434=2 102=0 58=TE014");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=10000 44=10.1");
    }

    @Test
    void c3aOrderShrinksToMoreThanIsFilledAndFills() {
        BrokerOrder order = working();
        oms.replace("Y", "X", 8_000, "10").send();
        order.await("G", 1);
        order.fill(1_000, "10");
        order.replaced();
        order.fill(7_000, "10");

        told(
                "8 150=E 39=E 14=0 151=10000 6=0 11=Y 41=X",
                "8 150=F 39=E 14=1000 151=9000 6=10 11=X 32=1000 31=10",
                "8 150=5 39=1 14=1000 151=7000 6=10 11=Y 41=X",
                "8 150=F 39=2 14=8000 151=0 6=10 11=Y 32=7000 31=10");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=8000 44=10");
    }

    @Test
    void c3bOrderShrinksToWhatIsFilledMeanwhile() {
        BrokerOrder order = working();
        oms.replace("Y", "X", 7_000, "10").send();
        order.await("G", 1);
        order.fill(7_000, "10");
        order.replaced();

        told(
                "8 150=E 39=E 14=0 151=10000 6=0 11=Y 41=X",
                "8 150=F 39=E 14=7000 151=3000 6=10 11=X 32=7000 31=10",
                "8 150=5 39=2 14=7000 151=0 6=10 11=Y 41=X");
        assertThat(oms.last().show(38)).isEqualTo("8 38=7000");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=7000 44=10");
    }

    @Test
    void c3cOrderShrinksToLessThanIsFilledMeanwhile() {
        BrokerOrder order = working();
        oms.replace("Y", "X", 7_000, "10").send();
        order.await("G", 1);
        order.fill(8_000, "10");
        order.replaced();

        told(
                "8 150=E 39=E 14=0 151=10000 6=0 11=Y 41=X",
                "8 150=F 39=E 14=8000 151=2000 6=10 11=X 32=8000 31=10",
                "8 150=5 39=2 14=8000 151=0 6=10 11=Y 41=X");
        assertThat(oms.last().show(38)).isEqualTo("8 38=8000");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=7000 44=10");
    }

    @Test
    void d1aOneReplaceIsAcceptedAndThenAnother() {
        BrokerOrder order = workingAndFilled(1_000);
        oms.replace("Y", "X", 8_000, "10").send();
        order.await("G", 1);
        order.fill(500, "10");
        order.replaced();
        order.fill(2_000, "10");
        await(5);
        oms.replace("Z", "Y", 6_000, "10").send();
        order.await("G", 2);
        order.fill(500, "10");
        order.replaced();
        order.fill(2_000, "10");

        told(
                THOUSAND,
                PENDING_REPLACE,
                "8 150=F 39=E 14=1500 151=8500 6=10 11=X 32=500 31=10",
                "8 150=5 39=1 14=1500 151=6500 6=10 11=Y 41=X",
                "8 150=F 39=1 14=3500 151=4500 6=10 11=Y 32=2000 31=10",
                "8 150=E 39=E 14=3500 151=4500 6=10 11=Z 41=Y",
                "8 150=F 39=E 14=4000 151=4000 6=10 11=Y 32=500 31=10",
                "8 150=5 39=1 14=4000 151=2000 6=10 11=Z 41=Y",
                "8 150=F 39=2 14=6000 151=0 6=10 11=Z 32=2000 31=10");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=8000 44=10", "G 11=c3 41=c2 38=6000 44=10");
    }

    /** The first replace is refused by us, by a limit, so that the order never becomes pending. */
    @Test
    void d1bOneReplaceIsRejectedBeforeItIsPendingAndAnotherAccepted() {
        BrokerOrder order = workingAndFilled(1_000);
        oms.replace("Y", "X", 200_000, "10").send();
        await(2);
        order.fill(500, "10");
        await(3);
        oms.replace("Z", "X", 6_000, "10").send();
        order.replaced();
        order.fill(4_500, "10");

        told(
                THOUSAND,
                "9 39=1 11=Y 41=X 434=2 102=99 58=TE003",
                "8 150=F 39=1 14=1500 151=8500 6=10 11=X 32=500 31=10",
                "8 150=E 39=E 14=1500 151=8500 6=10 11=Z 41=X",
                "8 150=5 39=1 14=1500 151=4500 6=10 11=Z 41=X",
                "8 150=F 39=2 14=6000 151=0 6=10 11=Z 32=4500 31=10");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=6000 44=10");
    }

    @Test
    void d1cOneReplaceIsRejectedWhenItIsPendingAndAnotherAccepted() {
        BrokerOrder order = workingAndFilled(1_000);
        oms.replace("Y", "X", 8_000, "10").send();
        order.await("G", 1);
        order.fill(500, "10");
        order.replaceRejected(2, "not now");
        await(4);
        oms.replace("Z", "X", 6_000, "10").send();
        order.await("G", 2);
        order.replaced();
        order.fill(4_500, "10");

        told(
                THOUSAND,
                PENDING_REPLACE,
                "8 150=F 39=E 14=1500 151=8500 6=10 11=X 32=500 31=10",
                "9 39=1 11=Y 41=X 434=2 102=2 58=not now",
                "8 150=E 39=E 14=1500 151=8500 6=10 11=Z 41=X",
                "8 150=5 39=1 14=1500 151=4500 6=10 11=Z 41=X",
                "8 150=F 39=2 14=6000 151=0 6=10 11=Z 32=4500 31=10");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=8000 44=10", "G 11=c3 41=c1 38=6000 44=10");
    }

    /** The second replace has to wait for the first, and the client brings it again. */
    @Test
    void d2aReplacesFollowEachOtherAndAreProcessedOneByOne() {
        BrokerOrder order = workingAndFilled(1_000);
        oms.replace("Y", "X", 8_000, "10").send();
        oms.replace("Z", "Y", 7_000, "10").send();
        await(3);
        order.replaced();
        await(4);
        oms.replace("ZZ", "Y", 7_000, "10").send();
        order.await("G", 2);
        order.replaced();
        order.fill(6_000, "10");

        told(
                THOUSAND,
                PENDING_REPLACE,
                "9 39=E 11=Z 41=X 434=2 102=3 58=TE014",
                "8 150=5 39=1 14=1000 151=7000 6=10 11=Y 41=X",
                "8 150=E 39=E 14=1000 151=7000 6=10 11=ZZ 41=Y",
                "8 150=5 39=1 14=1000 151=6000 6=10 11=ZZ 41=Y",
                "8 150=F 39=2 14=7000 151=0 6=10 11=ZZ 32=6000 31=10");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=8000 44=10", "G 11=c3 41=c2 38=7000 44=10");
    }

    /** No two replaces are ever pending at once. */
    @Test
    void d2bSecondReplaceDoesNotBecomePendingBesideTheFirst() {
        BrokerOrder order = workingAndFilled(1_000);
        oms.replace("Y", "X", 8_000, "10").send();
        order.await("G", 1);
        order.fill(500, "10");
        await(3);
        oms.replace("Z", "Y", 7_000, "10").send();
        await(4);
        order.replaced();
        order.fill(6_500, "10");

        told(
                THOUSAND,
                PENDING_REPLACE,
                "8 150=F 39=E 14=1500 151=8500 6=10 11=X 32=500 31=10",
                "9 39=E 11=Z 41=X 434=2 102=3 58=TE014",
                "8 150=5 39=1 14=1500 151=6500 6=10 11=Y 41=X",
                "8 150=F 39=2 14=8000 151=0 6=10 11=Y 32=6500 31=10");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=8000 44=10");
    }

    @Test
    void d2cReplacesFollowEachOtherAndBothAreRejected() {
        BrokerOrder order = workingAndFilled(1_000);
        oms.replace("Y", "X", 8_000, "10").send();
        oms.replace("Z", "Y", 7_000, "10").send();
        await(3);
        order.replaceRejected(2, "not now");
        await(4);
        order.fill(9_000, "10");

        told(
                THOUSAND,
                PENDING_REPLACE,
                "9 39=E 11=Z 41=X 434=2 102=3 58=TE014",
                "9 39=1 11=Y 41=X 434=2 102=2 58=not now",
                "8 150=F 39=2 14=10000 151=0 6=10 11=X 32=9000 31=10");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=8000 44=10");
    }

    @Test
    void d2dSecondReplaceIsRejectedWhileTheFirstIsPending() {
        BrokerOrder order = workingAndFilled(1_000);
        oms.replace("Y", "X", 8_000, "10").send();
        oms.replace("Z", "Y", 7_000, "10").send();
        await(3);
        order.replaced();
        order.fill(2_000, "10");
        await(5);

        told(
                THOUSAND,
                PENDING_REPLACE,
                "9 39=E 11=Z 41=X 434=2 102=3 58=TE014",
                "8 150=5 39=1 14=1000 151=7000 6=10 11=Y 41=X",
                "8 150=F 39=1 14=3000 151=5000 6=10 11=Y 32=2000 31=10");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=8000 44=10");
        order.unsolicitedCancel("end");
    }
}
