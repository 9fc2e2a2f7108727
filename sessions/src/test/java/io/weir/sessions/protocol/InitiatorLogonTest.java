package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** How a session begins where we connect. */
class InitiatorLogonTest {
    @Test
    void weConnectAtOnceAndProposeALogon() {
        Rig rig = Rig.initiator().started().pass(0);
        assertThat(rig.lines()).containsExactly("connect");

        rig.connected();
        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30");

        rig.in("35=A|34=1|98=0|108=30");
        assertThat(rig.lines()).containsExactly("app: logon");
        assertThat(rig.session().nextOut()).isEqualTo(2);
        assertThat(rig.session().nextIn()).isEqualTo(2);
    }

    @Test
    void resetOnLogonAsksForAResetEachTime() {
        Rig rig = Rig.initiator("ResetOnLogon=Y").connected();
        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30|141=Y");
        rig.in("35=A|34=1|98=0|108=30|141=Y").in("35=0|34=2").disconnected("gone");
        rig.lines();

        rig.connected().in("35=A|34=1|98=0|108=30|141=Y");

        assertThat(rig.lines()).containsExactly("app: epoch 2", "> 35=A|34=1|98=0|108=30|141=Y", "app: logon");
        assertThat(rig.session().nextIn()).isEqualTo(2);
        assertThat(rig.session().nextOut()).isEqualTo(2);
    }

    @Test
    void aResetThatTheyDoNotConfirmIsNoReset() {
        Rig rig = Rig.initiator("ResetOnLogon=Y").connected().in("35=A|34=9|98=0|108=30");

        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30|141=Y", "app: logon", "> 35=2|34=2|7=1|16=0");
    }

    @Test
    void aResetThatWeDidNotAskForCountsOurLogonAsTheFirst() {
        Rig rig = Rig.initiator().loggedOn().send("a").disconnected("gone").connected();
        rig.lines();

        rig.in("35=A|34=1|98=0|108=30|141=Y");

        assertThat(rig.lines()).containsExactly("app: epoch 2", "app: logon");
        rig.send("b");
        assertThat(rig.lines()).containsExactly("> 35=8|34=2|58=b");
    }

    @Test
    void anAnsweringLogonThatIsTooHighOpensAGap() {
        Rig rig = Rig.initiator().connected().in("35=A|34=3|98=0|108=30");

        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30", "app: logon", "> 35=2|34=2|7=1|16=0");
    }

    @Test
    void anAnsweringLogonThatIsTooLowEndsTheSession() {
        Rig rig =
                Rig.initiator().loggedOn().in("35=0|34=2").disconnected("gone").connected();
        rig.lines();

        rig.in("35=A|34=1|98=0|108=30");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=3|58=MsgSeqNum too low, expecting 3 but received 1",
                        "disconnect 2: MsgSeqNum too low, expecting 3 but received 1");
    }

    @Test
    void aLogonOfSomebodyElseEndsTheSession() {
        Rig rig = Rig.initiator().connected().in("35=A|34=1|49=OTHER|98=0|108=30");

        assertThat(rig.lines())
                .contains("disconnect 1: Invalid Logon message: CompID problem")
                .doesNotContain("app: logon");
    }

    @Test
    void aRefusalIsToldToTheOperators() {
        Rig rig = Rig.initiator().connected().in("35=5|34=1|58=MsgSeqNum too low, expecting 9 but received 1");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=A|34=1|98=0|108=30",
                        "disconnect 1: Logon refused: MsgSeqNum too low, expecting 9 but received 1");
        assertThat(rig.alerts()).containsExactly("Logon refused: MsgSeqNum too low, expecting 9 but received 1");
        assertThat(rig.session().nextIn()).isEqualTo(2);
    }

    @Test
    void silenceAfterOurLogonEndsTheConnection() {
        Rig rig = Rig.initiator("LogonTimeout=3").connected().pass(3.1);

        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30", "disconnect 1: no Logon in time");
    }

    @Test
    void credentialsAndUserTagsGoIntoTheLogonAndSecretsOnlyAsPlaceholders() {
        Rig rig = Rig.initiator("Username=joe", "Password=s3cret", "LogonTag=6001=desk", "LogonTag1=925=newer")
                .connected();

        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30|553=joe|554=***|925=***|6001=desk");
    }

    @Test
    void whatTheApplicationSendsDuringTheLogonWaitsForItsTurn() {
        Rig rig = Rig.initiator().connected().send("early");
        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30", "kept 35=8|34=2|58=early");

        rig.in("35=A|34=1|98=0|108=30").send("later").in("35=2|34=2|7=2|16=0");

        assertThat(rig.lines())
                .containsExactly("app: logon", "> 35=8|34=3|58=later", "app: asked for 2-3", "resend 2-3");
    }

    @Test
    void ordersBeginAtTheGateOnly() {
        Rig rig = Rig.initiator().connected();

        assertThatThrownBy(() -> rig.session().begin('D')).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rig.session().begin('G')).isInstanceOf(IllegalArgumentException.class);
    }
}
