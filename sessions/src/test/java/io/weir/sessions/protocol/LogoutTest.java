package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Logout from either side (FIX 4.4 volume 2, session test cases 12, 13). */
class LogoutTest {
    @Test
    void theirLogoutIsAnsweredAndEndsTheConnection() {
        Rig rig = Rig.acceptor().loggedOn().in("35=5|34=2|58=bye");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=2", "disconnect 1: Logout received: bye", "app: logout, Logout received: bye");
        assertThat(rig.session().nextIn()).isEqualTo(3);
    }

    @Test
    void theirLogoutIsTakenEvenInAGap() {
        Rig rig = Rig.acceptor().loggedOn().in("35=5|34=7");

        assertThat(rig.lines()).first().isEqualTo("> 35=5|34=2");
        assertThat(rig.session().nextIn()).isEqualTo(2);
    }

    @Test
    void aLogoutThatIsTooLowIsTakenAsQuickFixDoes() {
        Rig rig = Rig.acceptor().loggedOn().in("35=5|34=1");

        assertThat(rig.lines()).startsWith("> 35=5|34=2", "disconnect 1: Logout received");
    }

    @Test
    void aLogoutThatIsTooLowIsAnErrorByTheStandard() {
        Rig rig = Rig.acceptor("WeirProfile=strict").loggedOn().in("35=5|34=1");

        assertThat(rig.lines()).startsWith("> 35=5|34=2|58=MsgSeqNum too low, expecting 2 but received 1");
    }

    @Test
    void theirLogoutIsAnsweredAndTheyEndTheConnectionByTheStandard() {
        Rig rig = Rig.acceptor("WeirProfile=strict").loggedOn().in("35=5|34=2");
        assertThat(rig.lines()).containsExactly("> 35=5|34=2");

        rig.send("late").in("35=5|34=3").disconnected("the counterparty closed the connection");

        assertThat(rig.lines())
                .containsExactly("kept 35=8|34=3|58=late", "app: logout, the counterparty closed the connection");
        assertThat(rig.session().nextIn()).isEqualTo(4);
    }

    @Test
    void numbersBeginAgainBehindTheEndOfTheConnectionByTheStandard() {
        Rig rig = Rig.acceptor("WeirProfile=strict", "ResetOnLogout=Y", "LogoutTimeout=2")
                .loggedOn()
                .in("35=5|34=2")
                .pass(1.9);
        assertThat(rig.lines()).containsExactly("> 35=5|34=2");

        rig.pass(0.2);

        assertThat(rig.lines().get(0))
                .isEqualTo("disconnect 1: the counterparty did not end the connection after its Logout");
        assertThat(rig.session().nextOut()).isEqualTo(1);
    }

    @Test
    void ourLogoutWaitsForTheAnswer() {
        Rig rig = Rig.acceptor().loggedOn();
        rig.admin(() -> rig.session().logout("end of day"));
        assertThat(rig.lines()).containsExactly("> 35=5|34=2|58=end of day");

        rig.in("35=H|34=2|11=A|55=IBM|54=1").in("35=5|34=3");

        assertThat(rig.lines())
                .containsExactly(
                        "app: 35=H|34=2|11=A|55=IBM|54=1",
                        "disconnect 1: Logout received",
                        "app: logout, Logout received");
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForLong() {
        Rig rig = Rig.acceptor("LogoutTimeout=2").loggedOn();
        rig.admin(() -> rig.session().logout("end of day")).pass(2.1);

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=2|58=end of day",
                        "disconnect 1: no answer to the Logout in time",
                        "app: logout, no answer to the Logout in time");
    }

    @Test
    void whatIsSentAfterOurLogoutWaitsForTheNextSession() {
        Rig rig = Rig.acceptor().loggedOn();
        rig.admin(() -> rig.session().logout("")).send("late");

        assertThat(rig.lines()).containsExactly("> 35=5|34=2", "kept 35=8|34=3|58=late");
    }

    @Test
    void resetOnLogoutBeginsANewEpochBehindIt() {
        Rig rig = Rig.acceptor("ResetOnLogout=Y").loggedOn().in("35=5|34=2");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=2", "disconnect 1: Logout received", "app: logout, Logout received", "app: epoch 2");
        assertThat(rig.session().nextIn()).isEqualTo(1);
    }

    @Test
    void aConnectionThatEndsWithoutLogoutIsAnEndAllTheSame() {
        Rig rig = Rig.acceptor().loggedOn().disconnected("reset by peer");

        assertThat(rig.lines()).containsExactly("app: logout, reset by peer");
        assertThat(rig.session().state()).isEqualTo(FixSession.State.DISCONNECTED);
    }
}
