package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** NextExpectedMsgSeqNum (789): each Logon says what is missing, and nobody has to ask. */
class NextExpectedTest {
    private static final String KEY = "EnableNextExpectedMsgSeqNum=Y";

    @Test
    void anAcceptorSendsWhatTheLogonLacks() {
        Rig rig = Rig.acceptor(KEY).loggedOn().send("a").send("b").disconnected("gone");
        rig.lines();

        rig.connected().in("35=A|34=2|98=0|108=30|789=2");

        assertThat(rig.lines())
                .containsExactly("> 35=A|34=4|98=0|108=30|789=3", "app: asked for 2-4", "resend 2-4", "app: logon");
    }

    @Test
    void nothingIsResentWhereNothingLacks() {
        Rig rig = Rig.acceptor(KEY).connected().in("35=A|34=1|98=0|108=30|789=1");

        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30|789=2", "app: logon");
    }

    @Test
    void aNumberThatWeNeverSentIsRefused() {
        Rig rig = Rig.acceptor(KEY).connected().in("35=A|34=1|98=0|108=30|789=5");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=1|58=Tag 789 (NextExpectedMsgSeqNum) is higher than expected. Expected 1, Received 5",
                        "disconnect 1: Tag 789 (NextExpectedMsgSeqNum) is higher than expected. Expected 1, Received 5");
    }

    @Test
    void ourAnswerStandsForAResendRequest() {
        Rig rig = Rig.acceptor(KEY).connected().in("35=A|34=4|98=0|108=30|789=1");
        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30|789=1", "app: logon");

        rig.in("35=4|34=1|43=Y|123=Y|36=4");

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().nextIn()).isEqualTo(5);
    }

    @Test
    void anInitiatorSendsWhatTheAnswerLacks() {
        Rig rig = Rig.initiator(KEY)
                .connected()
                .in("35=A|34=1|98=0|108=30|789=2")
                .send("a")
                .disconnected("gone");
        rig.lines();

        rig.connected().in("35=A|34=2|98=0|108=30|789=2");

        assertThat(rig.lines())
                .containsExactly("> 35=A|34=3|98=0|108=30|789=2", "app: asked for 2-3", "resend 2-3", "app: logon");
    }

    @Test
    void aPartyThatDoesNotKnowItIsAskedAsEver() {
        Rig rig = Rig.acceptor(KEY).connected().in("35=A|34=4|98=0|108=30");

        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30|789=1", "app: logon", "> 35=2|34=2|7=1|16=0");
    }
}
