package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Wire;
import org.junit.jupiter.api.Test;

/** The lives of plain orders: filled, rejected, ended by the broker. */
class PlainOrdersTest extends StageScenarios {
    private static final String PENDING_NEW = "8 150=A 39=A 14=0 151=100 6=0 11=A";
    private static final String NEW = "8 150=0 39=0 14=0 151=100 6=0 11=A";
    private static final String ORDER = "D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=0";

    @Test
    void limitOrderIsFilled() {
        oms.buy("A", "AAPL", 100, "10.5").send();
        BrokerOrder order = broker.next().ack();
        String execId = order.fill(100, "10.25");

        stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10.25 11=A 32=100 31=10.25");
        stage.expectOrders("D 11=c1 55=AAPL 54=1 38=100 40=2 44=10.5 59=0");
        Wire fill = oms.last();
        assertThat(fill.get(527)).isEqualTo(execId);
        assertThat(fill.get(198)).isEqualTo(order.orderId());
        assertThat(fill.show(1, 55, 54, 38, 40, 44, 59)).isEqualTo("8 1=ACC1 55=AAPL 54=1 38=100 40=2 44=10.5 59=0");
        assertThat(fill.get(60)).isNotEmpty();
    }

    @Test
    void partialFillsMakeAnExactAverage() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        order.fill(1, "10");
        order.fill(2, "9.99");
        order.fill(97, "9.98");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=1 151=99 6=10 11=A 32=1 31=10",
                "8 150=F 39=1 14=3 151=97 6=9.99333333 11=A 32=2 31=9.99",
                "8 150=F 39=2 14=100 151=0 6=9.9804 11=A 32=97 31=9.98");
        stage.expectOrders(ORDER);
    }

    @Test
    void marketOrderHasNoPrice() {
        oms.buyAtMarket("A", "AAPL", 100).send();
        broker.next().ack().fill(100, "10.07");

        stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10.07 11=A 32=100 31=10.07");
        stage.expectOrders("D 11=c1 55=AAPL 54=1 38=100 40=1 59=0");
    }

    @Test
    void sellOrderKeepsItsSideAndAccount() {
        oms.buy("A", "AAPL", 100, "10").with(54, 2).with(1, "ACC2").send();
        broker.next().ack().fill(100, "10");

        stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.expectOrders("D 11=c1 55=AAPL 54=2 38=100 40=2 44=10 59=0");
        assertThat(broker.messages().get(0).get(1)).isEqualTo("ACC2");
        assertThat(oms.last().show(1, 54)).isEqualTo("8 1=ACC2 54=2");
    }

    @Test
    void immediateOrCancelIsPartlyFilled() {
        oms.buy("A", "AAPL", 100, "10").with(59, 3).send();
        BrokerOrder order = broker.next().ack();
        order.fill(40, "9.5");
        order.unsolicitedCancel("the rest of an IOC");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=40 151=60 6=9.5 11=A 32=40 31=9.5",
                "8 150=4 39=4 14=40 151=0 6=9.5 11=A 58=the rest of an IOC");
        stage.expectOrders("D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=3");
    }

    @Test
    void fillOrKillIsRejectedByTheBroker() {
        oms.buy("A", "AAPL", 100, "10").with(59, 4).send();
        broker.next().reject(0, "cannot fill at once");

        stage.expectReports(PENDING_NEW, "8 150=8 39=8 14=0 151=0 6=0 11=A 103=0 58=cannot fill at once");
        stage.expectOrders("D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=4");
    }

    @Test
    void brokersRejectKeepsItsReason() {
        oms.buy("A", "AAPL", 100, "10").send();
        broker.next().reject(4, "too late today");

        stage.expectReports(PENDING_NEW, "8 150=8 39=8 14=0 151=0 6=0 11=A 103=4 58=too late today");
        stage.expectOrders(ORDER);
    }

    @Test
    void brokerCancelsByItself() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        order.fill(10, "10");
        order.unsolicitedCancel("trading desk");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=10 151=90 6=10 11=A 32=10 31=10",
                "8 150=4 39=4 14=10 151=0 6=10 11=A 58=trading desk");
        stage.expectOrders(ORDER);
    }

    @Test
    void dayOrderIsDoneForTheDay() {
        oms.buy("A", "AAPL", 100, "10").send();
        broker.next().ack().ended("3");

        stage.expectReports(PENDING_NEW, NEW, "8 150=3 39=3 14=0 151=0 6=0 11=A");
        stage.expectOrders(ORDER);
        assertThat(stage.gateway().openOrders()).isZero();
    }

    @Test
    void dayOrderExpires() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        order.fill(60, "10");
        order.ended("C");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=60 151=40 6=10 11=A 32=60 31=10",
                "8 150=C 39=C 14=60 151=0 6=10 11=A");
        stage.expectOrders(ORDER);
    }

    @Test
    void fillComesBeforeTheAck() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next();
        order.fill(40, "10");
        order.report("0").with(39, "1").send();
        order.fill(60, "10");

        stage.expectReports(
                PENDING_NEW,
                "8 150=F 39=1 14=40 151=60 6=10 11=A 32=40 31=10",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=60 31=10");
        stage.expectOrders(ORDER);
    }

    @Test
    void brokerChangesTheQuantityByItself() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        order.restate(80);
        order.fill(80, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=D 39=0 14=0 151=80 6=0 11=A 378=5",
                "8 150=F 39=2 14=80 151=0 6=10 11=A 32=80 31=10");
        stage.expectOrders(ORDER);
    }

    @Test
    void brokersPendingStatesStayWithUs() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next();
        order.report("A").with(39, "A").send();
        order.ack();
        oms.awaitCount(2);
        oms.cancel("C", "A").send();
        order.await("F", 1);
        order.pendingCancel();
        order.canceled();

        stage.expectReports(
                PENDING_NEW, NEW, "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A", "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A");
        stage.expectOrders(ORDER, "F 11=c2 41=c1 38=100");
    }
}
