package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** TestMessageIndicator (464): a test session and a production session never meet. */
class TestSessionTest {
    private static final String PRODUCTION = "This is a production session: TestMessageIndicator (464) must not be Y";
    private static final String TEST = "This is a test session: TestMessageIndicator (464) must be Y";

    @Test
    void aTestLogonIsRefusedByAProductionSession() {
        Rig rig = Rig.acceptor().connected().in("35=A|34=1|98=0|108=30|464=Y");

        assertThat(rig.lines()).containsExactly("> 35=5|34=1|58=" + PRODUCTION, "disconnect 1: " + PRODUCTION);
    }

    @Test
    void aProductionLogonIsRefusedByATestSession() {
        Rig rig = Rig.acceptor("WeirTestSession=Y").connected().in("35=A|34=1|98=0|108=30|464=N");

        assertThat(rig.lines()).containsExactly("> 35=5|34=1|58=" + TEST, "disconnect 1: " + TEST);
    }

    @Test
    void twoTestSessionsMeetAndSaySo() {
        Rig rig = Rig.acceptor("WeirTestSession=Y").connected().in("35=A|34=1|98=0|108=30|464=Y");

        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30|464=Y", "app: logon");
    }

    @Test
    void anInitiatorLogsOutWhereTheAnswerDoesNotMatch() {
        Rig rig = Rig.initiator("WeirTestSession=Y").started().pass(0).connected();
        assertThat(rig.lines()).containsExactly("connect", "> 35=A|34=1|98=0|108=30|464=Y");

        rig.in("35=A|34=1|98=0|108=30");
        assertThat(rig.lines()).containsExactly("> 35=5|34=2|58=" + TEST, "disconnect 1: " + TEST);
    }

    @Test
    void aProductionInitiatorLogsOutOfATestAcceptor() {
        Rig rig = Rig.initiator().started().pass(0).connected();
        rig.lines();

        rig.in("35=A|34=1|98=0|108=30|464=Y");
        assertThat(rig.lines()).containsExactly("> 35=5|34=2|58=" + PRODUCTION, "disconnect 1: " + PRODUCTION);
    }
}
