package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kill switch: one person engages it, two release it; in between nothing but cancels passes. */
class KillSwitchTest extends StageScenarios {
    @AfterEach
    void release() {
        stage.gateway().admin("amy", "release");
        stage.gateway().admin("bob", "release");
    }

    @Test
    void workingOrdersAreCanceledAndNewOnesRefused() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        order.fill(40, "10");
        oms.awaitCount(3);

        String answer = stage.gateway().kill("amy");
        oms.buy("B", "AAPL", 100, "10").send();
        oms.replace("R", "A", 150, "10").send();
        oms.awaitCount(5);
        order.canceled();

        assertThat(answer).contains("engaged", "1 open orders").contains("0 orders withheld");
        stage.expectReports(
                "8 150=A 39=A 14=0 151=100 6=0 11=A",
                "8 150=0 39=0 14=0 151=100 6=0 11=A",
                "8 150=F 39=1 14=40 151=60 6=10 11=A 32=40 31=10",
                "8 150=8 39=8 14=0 151=0 6=0 11=B 103=0 58=TE008",
                "9 39=1 11=R 41=A 434=2 102=2 58=TE008",
                "8 150=4 39=4 14=40 151=0 6=10 11=A 378=4 58=TE008");
        stage.expectOrders("D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=0", "F 11=c2 41=c1 38=100");
        stage.gateway().awaitAlert("flat");
    }

    @Test
    void clientsCancelPassesAndIsAnswered() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        oms.awaitCount(2);
        oms.cancel("C", "A").send();
        order.await("F", 1);
        stage.gateway().kill("amy");
        order.canceled();

        stage.expectReports(
                "8 150=A 39=A 14=0 151=100 6=0 11=A",
                "8 150=0 39=0 14=0 151=100 6=0 11=A",
                "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A",
                "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A");
        stage.expectOrders("D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=0", "F 11=c2 41=c1 38=100");
    }

    @Test
    void orderIsCanceledBehindItsReplace() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        oms.awaitCount(2);
        oms.replace("R", "A", 150, "10").send();
        order.await("G", 1);
        stage.gateway().kill("amy");
        order.replaced();
        order.canceled();

        stage.expectReports(
                "8 150=A 39=A 14=0 151=100 6=0 11=A",
                "8 150=0 39=0 14=0 151=100 6=0 11=A",
                "8 150=E 39=E 14=0 151=100 6=0 11=R 41=A",
                "8 150=5 39=0 14=0 151=150 6=0 11=R 41=A",
                "8 150=4 39=4 14=0 151=0 6=0 11=R 378=4 58=TE008");
        stage.expectOrders(
                "D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=0", "G 11=c2 41=c1 38=150 44=10", "F 11=c3 41=c2 38=150");
    }

    @Test
    void orderThatFillsWhileItIsKilledIsFilled() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        oms.awaitCount(2);
        stage.gateway().kill("amy");
        order.await("F", 1);
        order.fill(100, "10");
        order.cancelRejected(0, "too late");

        stage.expectReports(
                "8 150=A 39=A 14=0 151=100 6=0 11=A",
                "8 150=0 39=0 14=0 151=100 6=0 11=A",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.gateway().awaitAlert("flat");
    }

    @Test
    void releaseTakesTwoPrincipals() {
        assertThat(stage.gateway().admin("amy", "release")).isEqualTo("refused: the kill switch is not engaged");
        stage.gateway().kill("amy");
        assertThat(stage.gateway().admin("amy", "release")).contains("a second principal must ask");
        assertThat(stage.gateway().admin("amy", "release")).startsWith("refused: amy has asked already");
        oms.buy("A", "AAPL", 100, "10").send();
        oms.awaitCount(1);
        assertThat(stage.gateway().admin("bob", "release")).isEqualTo("kill switch released");
        oms.buy("B", "AAPL", 100, "10").send();
        broker.next().ack().fill(100, "10");

        stage.expectReports(
                "8 150=8 39=8 14=0 151=0 6=0 11=A 103=0 58=TE008",
                "8 150=A 39=A 14=0 151=100 6=0 11=B",
                "8 150=0 39=0 14=0 151=100 6=0 11=B",
                "8 150=F 39=2 14=100 151=0 6=10 11=B 32=100 31=10");
    }

    @Test
    void algoAndItsChildrenEnd() {
        oms.buy("A", "AAPL", 100, "10")
                .with(847, 1002)
                .parameter("DisplayQty", 7, 10)
                .send();
        BrokerOrder child = broker.next().ack();
        stage.gateway().kill("amy");
        child.canceled();

        stage.expectReports("8 150=0 39=0 14=0 151=100 6=0 11=A", "8 150=4 39=4 14=0 151=0 6=0 11=A 378=4 58=TE008");
        stage.expectOrders("D 11=c1 55=AAPL 54=1 38=10 40=2 44=10 59=0", "F 11=c2 41=c1 38=10");
    }
}
