package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The process ends: sessions log out, and none begins before the next process has. */
class DrainTest {
    @Test
    void aSessionThatIsUpLogsOutAndWaitsForTheAnswer() {
        Rig rig = Rig.acceptor().loggedOn().drain();
        assertThat(rig.lines()).containsExactly("> 35=5|34=2|58=the gateway stops");

        rig.in("35=5|34=2");
        assertThat(rig.lines()).containsExactly("disconnect 1: Logout received", "app: logout, Logout received");
    }

    @Test
    void itDoesNotWaitForEver() {
        Rig rig = Rig.acceptor("LogoutTimeout=3").loggedOn().drain().pass(3.1);

        assertThat(rig.lines()).contains("disconnect 1: no answer to the Logout in time");
    }

    @Test
    void aSessionThatIsLoggingOutStillGetsItsAnswer() {
        Rig rig = Rig.acceptor().loggedOn();
        rig.admin(() -> rig.session().logout("enough")).drain();
        assertThat(rig.lines()).containsExactly("> 35=5|34=2|58=enough");

        rig.in("35=5|34=2");
        assertThat(rig.lines()).contains("disconnect 1: Logout received");
    }

    @Test
    void nobodyIsLetInMeanwhile() {
        Rig rig = Rig.acceptor().drain().connected();

        assertThat(rig.lines()).containsExactly("disconnect 1: the gateway stops");
    }

    @Test
    void anInitiatorDoesNotComeBackBeforeTheNextProcess() {
        Rig rig = Rig.initiator().started().pass(0).connected().in("35=A|34=1|98=0|108=30");
        rig.lines();
        rig.drain().in("35=5|34=2").pass(3600);
        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=2|58=the gateway stops",
                        "disconnect 1: Logout received",
                        "app: logout, Logout received");

        rig.started().pass(0);
        assertThat(rig.lines()).containsExactly("connect");
    }

    @Test
    void anInitiatorThatIsConnectingIsNotLetIn() {
        Rig rig = Rig.initiator().started().pass(0).drain().connected();

        assertThat(rig.lines()).containsExactly("connect", "disconnect 1: the gateway stops");
    }
}
