package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a person does to a session. */
class SessionAdministrationTest {
    @Test
    void aDisabledSessionLogsOutAndLetsNobodyIn() {
        Rig rig = Rig.acceptor().loggedOn();

        rig.admin(rig.session()::disable).in("35=5|34=2").connected();

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=2|58=the session is disabled",
                        "disconnect 1: Logout received",
                        "app: logout, Logout received",
                        "disconnect 2: the session is disabled");
    }

    @Test
    void anEnabledSessionLetsThemInAgain() {
        Rig rig = Rig.acceptor().loggedOn();
        rig.admin(rig.session()::disable).in("35=5|34=2").admin(rig.session()::enable);
        rig.lines();

        rig.connected().in("35=A|34=3|98=0|108=30");

        assertThat(rig.lines()).containsExactly("> 35=A|34=3|98=0|108=30", "app: logon");
    }

    @Test
    void aDisabledInitiatorDoesNotConnectAndAnEnabledOneDoesAtOnce() {
        Rig rig = Rig.initiator().loggedOn();
        rig.admin(rig.session()::disable).in("35=5|34=2").pass(100);
        assertThat(rig.lines()).doesNotContain("connect");

        rig.admin(rig.session()::enable).pass(0);
        assertThat(rig.lines()).containsExactly("connect");
    }

    @Test
    void disablingDuringAnAttemptRefusesItsConnection() {
        Rig rig = Rig.initiator().started().pass(0);
        rig.admin(rig.session()::disable).connected();

        assertThat(rig.lines()).containsExactly("connect", "disconnect 1: the session is disabled");
        rig.pass(1000);
        assertThat(rig.lines()).isEmpty();
    }

    @Test
    void aResetEndsTheSessionAndBeginsANewEpoch() {
        Rig rig = Rig.acceptor().loggedOn();

        rig.admin(rig.session()::reset);

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=2|58=the sequence numbers are reset",
                        "disconnect 1: the sequence numbers are reset",
                        "app: logout, the sequence numbers are reset",
                        "app: epoch 2");
        rig.connected().in("35=A|34=1|98=0|108=30");
        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30", "app: logon");
    }

    @Test
    void higherNumbersStayInTheEpoch() {
        Rig rig = Rig.acceptor().loggedOn().disconnected("gone");
        rig.lines();

        rig.admin(() -> assertThat(rig.session().setNumbers(10, 20)).isTrue());
        rig.connected().in("35=A|34=20|98=0|108=30").in("35=2|34=21|7=1|16=0");

        assertThat(rig.lines())
                .containsExactly("> 35=A|34=10|98=0|108=30", "app: logon", "app: asked for 1-10", "resend 1-10");
        assertThat(rig.session().epoch()).isEqualTo(1);
    }

    @Test
    void aLowerOutboundNumberIsNeverGivenToOtherContentOfTheSameEpoch() {
        Rig rig = Rig.acceptor().loggedOn().send("a").send("b").disconnected("gone");
        rig.lines();

        rig.admin(() -> assertThat(rig.session().setNumbers(2, 2)).isTrue());
        rig.connected().in("35=A|34=2|98=0|108=30");

        assertThat(rig.lines()).containsExactly("app: epoch 2", "> 35=A|34=2|98=0|108=30", "app: logon");
    }

    @Test
    void aNumberThatCannotBeIsRefusedAndNothingHappens() {
        Rig rig = Rig.acceptor().loggedOn();

        assertThat(rig.session().setNumbers(0, 1)).isFalse();
        assertThat(rig.session().setNumbers(1, 0)).isFalse();
        assertThat(rig.session().setNumbers(1_000_000_000, 1)).isFalse();

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().isLoggedOn()).isTrue();
    }

    @Test
    void anApplicationMayCloseTheConnection() {
        Rig rig = Rig.acceptor().loggedOn();

        rig.admin(() -> rig.session().disconnect("a fault of the script"));

        assertThat(rig.lines())
                .containsExactly("disconnect 1: a fault of the script", "app: logout, a fault of the script");
    }

    @Test
    void otherSettingsGoOnWithTheNumbersAndNothingOfTheOldSessionIsHeardAgain() {
        Rig before = Rig.acceptor().loggedOn().send("a");
        Rig after = Rig.acceptor("CheckLatency=N");
        before.lines();

        before.admin(() -> after.layer().adopt(before.layer()));
        after.started();
        before.pass(1000);

        assertThat(before.lines()).isEmpty();
        assertThat(after.session().nextOut()).isEqualTo(3);
        assertThat(after.session().nextIn()).isEqualTo(2);
        assertThat(after.session().state()).isEqualTo(FixSession.State.DISCONNECTED);
    }

    @Test
    void aConnectionThatACrashCutOffIsReset() {
        Rig before = Rig.acceptor("ResetOnDisconnect=Y").loggedOn().send("a");
        Rig after = Rig.acceptor("ResetOnDisconnect=Y");

        before.admin(() -> after.layer().adopt(before.layer()));
        after.started();

        assertThat(after.session().nextOut()).isEqualTo(1);
        assertThat(after.session().epoch()).isEqualTo(2);
    }
}
