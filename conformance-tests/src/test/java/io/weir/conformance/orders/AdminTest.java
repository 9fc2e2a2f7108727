package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import org.junit.jupiter.api.Test;

/** What operators do to sessions while orders work. */
class AdminTest extends StageScenarios {
    private static final String NAME = "OMS1";

    @Test
    void commandsThatMakeNoSenseAreRefused() {
        assertThat(stage.gateway().admin("amy", "dance")).startsWith("refused: unknown command");
        assertThat(stage.gateway().admin("amy", "session-logout")).startsWith("refused: no session");
        assertThat(stage.gateway().admin("amy", "session-logout", "NOBODY")).startsWith("refused: no session");
        assertThat(stage.gateway().admin("amy", "session-set-numbers", NAME)).startsWith("refused: two numbers");
        assertThat(stage.gateway().admin("amy", "session-set-numbers", NAME, "0", "x"))
                .startsWith("refused: two numbers");
    }

    @Test
    void clientIsLoggedOutAndComesBackToItsReports() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        oms.awaitCount(2);
        stage.gateway().admin("amy", "session-disable", NAME);
        stage.awaitSession(0, false);
        oms.forgive();
        order.fill(100, "10");
        broker.fence();
        stage.gateway().admin("amy", "session-enable", NAME);
        stage.awaitAgain();

        stage.expectReports(
                "8 150=A 39=A 14=0 151=100 6=0 11=A",
                "8 150=0 39=0 14=0 151=100 6=0 11=A",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        assertThat(oms.last().isPossDup()).isTrue();
        oms.forgive();
    }

    @Test
    void brokerThatLostItsNumbersIsResetAndAskedForItsOrders() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        oms.awaitCount(2);
        broker.drop();
        stage.awaitSession(1, false);
        broker.loseStore();
        oms.cancel("C", "A").send();
        oms.awaitCount(3);
        stage.gateway().admin("amy", "session-reset", "BRKA");
        broker.start();
        stage.awaitAgain();
        order.await("F", 1);
        order.canceled();

        stage.expectReports(
                "8 150=A 39=A 14=0 151=100 6=0 11=A",
                "8 150=0 39=0 14=0 151=100 6=0 11=A",
                "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A",
                "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A");
        stage.expectOrders("D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=0", "H 11=c1", "F 11=c2 41=c1 38=100");
        broker.forgive();
    }
}
