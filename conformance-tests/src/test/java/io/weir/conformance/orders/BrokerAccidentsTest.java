package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import org.junit.jupiter.api.Test;

/** What brokers do that they should not: each accident is booked, told and, where a person should look, alerted. */
class BrokerAccidentsTest extends StageScenarios {
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
    void missedFillIsDerivedFromCumQtyAndComesLate() {
        BrokerOrder order = working();
        order.fillSilently(20, "9.9");
        order.fill(50, "10");
        oms.awaitCount(4);
        order.report("F")
                .with(17, order.orderId() + "-1")
                .with(32, 20)
                .with(31, "9.9")
                .send();
        order.fill(30, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=50 151=50 6=10 11=A 32=50 31=10",
                "8 150=F 39=1 14=70 151=30 6=9.97142857 11=A 32=20 31=9.9",
                "8 150=F 39=2 14=100 151=0 6=9.98 11=A 32=30 31=10");
        stage.expectOrders(ORDER);
        assertThat(stage.gateway().alerts()).hasSize(1).first().asString().contains("CumQty 70 is ahead of ours");
        assertThat(oms.messages().get(3).get(527)).isEmpty();
        assertThat(oms.messages().get(3).get(198)).isEqualTo(order.orderId());
    }

    @Test
    void missedFillsComeLateOneByOne() {
        BrokerOrder order = working();
        order.fillSilently(20, "9.9");
        order.fillSilently(10, "9.6");
        order.fill(50, "10");
        oms.awaitCount(4);
        order.report("F")
                .with(17, order.orderId() + "-1")
                .with(32, 20)
                .with(31, "9.9")
                .send();
        order.report("F")
                .with(17, order.orderId() + "-2")
                .with(32, 10)
                .with(31, "9.6")
                .send();
        order.fill(20, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=50 151=50 6=10 11=A 32=50 31=10",
                "8 150=F 39=1 14=80 151=20 6=9.925 11=A 32=30 31=9.8",
                "8 150=F 39=2 14=100 151=0 6=9.94 11=A 32=20 31=10");
        stage.expectOrders(ORDER);
    }

    @Test
    void cancelReportKnowsOfAMissedFill() {
        BrokerOrder order = working();
        order.fillSilently(20, "9.9");
        order.unsolicitedCancel("desk");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=20 151=80 6=9.9 11=A 32=20 31=9.9",
                "8 150=4 39=4 14=20 151=0 6=9.9 11=A 58=desk");
        stage.expectOrders(ORDER);
    }

    @Test
    void executionOfAnUnknownOrderIsKeptAndAlerted() {
        BrokerOrder order = working();
        order.report("F")
                .with(11, "NOBODYS")
                .with(17, "U1")
                .with(32, 10)
                .with(31, "10")
                .with(14, 10)
                .send();
        order.fill(100, "10");

        stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.gateway().awaitAlert("reports an order that we do not know");
        long unknown = stage.gateway().view(core -> core.flow().unknownExecutions());
        assertThat(unknown).isOne();
    }

    @Test
    void fillOfAPartlyFilledOrderIsBusted() {
        BrokerOrder order = working();
        String first = order.fill(30, "10");
        order.fill(20, "9.9");
        order.bust(first);
        order.fill(80, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=30 151=70 6=10 11=A 32=30 31=10",
                "8 150=F 39=1 14=50 151=50 6=9.96 11=A 32=20 31=9.9",
                "8 150=H 39=1 14=20 151=80 6=9.9 11=A 32=30 31=10",
                "8 150=F 39=2 14=100 151=0 6=9.98 11=A 32=80 31=10");
        assertThat(oms.messages().get(4).get(19))
                .isEqualTo(oms.messages().get(2).get(17));
        stage.expectOrders(ORDER);
    }

    @Test
    void onlyFillIsBusted() {
        BrokerOrder order = working();
        order.bust(order.fill(30, "10"));
        order.unsolicitedCancel("desk");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=30 151=70 6=10 11=A 32=30 31=10",
                "8 150=H 39=0 14=0 151=100 6=0 11=A 32=30 31=10",
                "8 150=4 39=4 14=0 151=0 6=0 11=A 58=desk");
    }

    @Test
    void filledOrderIsBustedAndWorksAgain() {
        BrokerOrder order = working();
        String execId = order.fill(60, "10");
        order.fill(40, "10");
        order.bust(execId);
        oms.awaitCount(5);
        assertThat(stage.gateway().openOrders()).isOne();
        oms.cancel("C", "A").send();
        order.canceled();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=60 151=40 6=10 11=A 32=60 31=10",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=40 31=10",
                "8 150=H 39=1 14=40 151=60 6=10 11=A 32=60 31=10",
                "8 150=6 39=6 14=40 151=60 6=10 11=C 41=A",
                "8 150=4 39=4 14=40 151=0 6=10 11=C 41=A");
        stage.expectOrders(ORDER, "F 11=c2 41=c1 38=100");
    }

    @Test
    void canceledOrderStaysCanceledWhenAFillIsBusted() {
        BrokerOrder order = working();
        String execId = order.fill(60, "10");
        order.unsolicitedCancel("desk");
        order.report("H")
                .with(19, execId)
                .with(32, 60)
                .with(31, "10")
                .with(14, 0)
                .with(6, 0)
                .send();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=60 151=40 6=10 11=A 32=60 31=10",
                "8 150=4 39=4 14=60 151=0 6=10 11=A 58=desk",
                "8 150=H 39=4 14=0 151=0 6=0 11=A 32=60 31=10");
    }

    @Test
    void fillIsCorrected() {
        BrokerOrder order = working();
        order.correct(order.fill(100, "10"), "9.95");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10",
                "8 150=G 39=2 14=100 151=0 6=9.95 11=A 32=100 31=9.95");
        assertThat(oms.last().get(19)).isEqualTo(oms.messages().get(2).get(17));
    }

    @Test
    void brokerFillsTooMuch() {
        BrokerOrder order = working();
        order.fill(120, "10");

        stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=120 151=0 6=10 11=A 32=120 31=10");
        stage.gateway().awaitAlert("is overfilled: 120 of 100");
    }

    @Test
    void fillComesAfterTheCancel() {
        BrokerOrder order = working();
        oms.cancel("C", "A").send();
        order.canceled();
        oms.awaitCount(4);
        order.fill("LATE", 10, "10").with(39, "4").with(151, 0).send();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A",
                "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A",
                "8 150=F 39=4 14=10 151=0 6=10 11=C 32=10 31=10");
        stage.gateway().awaitAlert("was filled for another 10");
    }

    @Test
    void brokerRejectsTheMessageOfAnOrder() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next();
        order.businessReject("D");

        stage.expectReports(PENDING_NEW, "8 150=8 39=8 14=0 151=0 6=0 11=A 103=0 58=TE007");
        stage.gateway().awaitAlert("rejects our message");
    }

    @Test
    void brokerRejectsTheMessageOfAReplace() {
        BrokerOrder order = working();
        oms.replace("R", "A", 150, "10").send();
        order.await("G", 1);
        order.businessReject("G");
        order.fill(100, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=E 39=E 14=0 151=100 6=0 11=R 41=A",
                "9 39=0 11=R 41=A 434=2 102=99 58=not understood",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
    }

    @Test
    void brokerReportsAnOrderAsFilledThatWeBelieveIsNot() {
        BrokerOrder order = working();
        order.fill("ODD", 60, "10").with(39, "2").with(151, 0).send();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=60 151=40 6=10 11=A 32=60 31=10",
                "8 150=4 39=4 14=60 151=0 6=10 11=A 58=the broker reports the order as filled");
    }

    @Test
    void brokerLowersTheQuantityToWhatIsFilled() {
        BrokerOrder order = working();
        order.fill(60, "10");
        order.restate(60);

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=60 151=40 6=10 11=A 32=60 31=10",
                "8 150=D 39=2 14=60 151=0 6=10 11=A 378=5");
        assertThat(stage.gateway().openOrders()).isZero();
    }

    @Test
    void absurdQuantitiesStopNothing() {
        BrokerOrder order = working();
        order.fill(90_000_000_000L, "10");
        order.fill(90_000_000_000L, "10");
        stage.settle();
        oms.buy("B", "AAPL", 100, "10").send();
        broker.next().ack().fill(100, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=2 14=90000000000 151=0 6=10 11=A 32=90000000000 31=10",
                "8 150=A 39=A 14=0 151=100 6=0 11=B",
                "8 150=0 39=0 14=0 151=100 6=0 11=B",
                "8 150=F 39=2 14=100 151=0 6=10 11=B 32=100 31=10");
        stage.gateway().awaitAlert("cannot be booked");
    }

    @Test
    void reportsThatMakeNoSenseAreAlerted() {
        BrokerOrder order = working();
        order.report("F").with(17, "NOQTY").with(31, "10").send();
        order.report("F").with(17, "MINUS").with(32, -5).with(31, "10").send();
        order.report("H").with(17, "NOREF").send();
        order.report("G")
                .with(17, "WRONG")
                .with(19, "NOBODYS")
                .with(32, 5)
                .with(31, "10")
                .send();
        order.fill(100, "10");

        stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        assertThat(stage.gateway().alerts()).hasSizeGreaterThanOrEqualTo(4);
    }
}
