package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How a session begins where the counterparty connects (FIX 4.4 volume 2, session test cases 1B, 1S). */
class AcceptorLogonTest {
    @Test
    void aLogonIsAnsweredWithItsHeartbeatInterval() {
        Rig rig = Rig.acceptor().connected().in("35=A|34=1|98=0|108=20");

        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=20", "app: logon");
        assertThat(rig.session().nextIn()).isEqualTo(2);
        assertThat(rig.session().state()).isEqualTo(FixSession.State.LOGGED_ON);
    }

    @Test
    void numbersGoOnAfterABreak() {
        Rig rig = Rig.acceptor().loggedOn().disconnected("gone");
        rig.lines();

        rig.connected().in("35=A|34=2|98=0|108=30");

        assertThat(rig.lines()).containsExactly("> 35=A|34=2|98=0|108=30", "app: logon");
    }

    @Test
    void aLogonThatIsTooHighIsAnsweredAndTheGapAskedFor() {
        Rig rig = Rig.acceptor().connected().in("35=A|34=4|98=0|108=30");

        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30", "app: logon", "> 35=2|34=2|7=1|16=0");

        rig.in("35=4|34=1|43=Y|123=Y|36=4");

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().nextIn()).isEqualTo(5);
    }

    @Test
    void aLogonThatIsTooLowIsRefusedWithTheNumberExpected() {
        Rig rig = Rig.acceptor().loggedOn().in("35=0|34=2").disconnected("gone");
        rig.lines();

        rig.connected().in("35=A|34=2|98=0|108=30");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=2|58=MsgSeqNum too low, expecting 3 but received 2",
                        "disconnect 2: MsgSeqNum too low, expecting 3 but received 2");
        assertThat(rig.session().nextIn()).isEqualTo(3);
    }

    @Test
    void aResetBeginsANewEpochOnBothSides() {
        Rig rig = Rig.acceptor().loggedOn().send("a").disconnected("gone");
        rig.lines();

        rig.connected().in("35=A|34=1|98=0|108=30|141=Y");

        assertThat(rig.lines()).containsExactly("app: epoch 2", "> 35=A|34=1|98=0|108=30|141=Y", "app: logon");
        assertThat(rig.session().epoch()).isEqualTo(2);
    }

    @Test
    void aResetWithAnotherNumberThanOneIsRefused() {
        Rig rig = Rig.acceptor().connected().in("35=A|34=5|98=0|108=30|141=Y");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=1|58=Invalid Logon message: ResetSeqNumFlag=Y with MsgSeqNum other than 1",
                        "disconnect 1: Invalid Logon message: ResetSeqNumFlag=Y with MsgSeqNum other than 1");
    }

    @Test
    void resetOnLogonResetsWithoutBeingAsked() {
        Rig rig = Rig.acceptor("ResetOnLogon=Y").loggedOn().send("a").disconnected("gone");
        rig.lines();

        rig.connected().in("35=A|34=1|98=0|108=30");

        assertThat(rig.lines()).containsExactly("app: epoch 2", "> 35=A|34=1|98=0|108=30", "app: logon");
    }

    @Test
    void resetOnDisconnectResetsWhenTheConnectionEnds() {
        Rig rig = Rig.acceptor("ResetOnDisconnect=Y").loggedOn().send("a");
        rig.lines();

        rig.disconnected("gone");

        assertThat(rig.lines()).containsExactly("app: epoch 2", "app: logout, gone");
        assertThat(rig.session().nextOut()).isEqualTo(1);
    }

    @Test
    void anythingButALogonEndsTheConnectionWithoutAnAnswer() {
        Rig rig = Rig.acceptor().connected().in("35=0|34=1");

        assertThat(rig.lines()).containsExactly("disconnect 1: the first message is no Logon");
        assertThat(rig.session().nextIn()).isEqualTo(1);
    }

    @Test
    void aLogonOfAnotherIsRefused() {
        Rig rig = Rig.acceptor().connected().in("35=A|34=1|49=OTHER|98=0|108=30");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=1|58=Invalid Logon message: CompID problem",
                        "disconnect 1: Invalid Logon message: CompID problem");
    }

    @Test
    void aLogonOfAnotherFixVersionIsRefused() {
        Rig rig = Rig.acceptor().connected().in("8=FIX.4.2|35=A|34=1|98=0|108=30");

        assertThat(rig.lines())
                .containsExactly("> 35=5|34=1|58=Incorrect BeginString", "disconnect 1: Incorrect BeginString");
    }

    @Test
    void aLogonWithAWrongClockIsRefused() {
        Rig rig = Rig.acceptor().connected().in("35=A|34=1|52=20260302-11:57:59|98=0|108=30");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=1|58=Invalid Logon message: SendingTime accuracy problem, field=52",
                        "disconnect 1: Invalid Logon message: SendingTime accuracy problem, field=52");
    }

    @Test
    void aLogonWithoutHeartbeatIntervalIsRefused() {
        Rig rig = Rig.acceptor().connected().in("35=A|34=1|98=0");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=1|58=Invalid Logon message: Required tag missing, field=108",
                        "disconnect 1: Invalid Logon message: Required tag missing, field=108");
    }

    @Test
    void aHeartbeatIntervalThatNobodyCanMeanIsRefused() {
        assertThat(Rig.acceptor().connected().in("35=A|34=1|98=0|108=-1").lines())
                .first()
                .isEqualTo("> 35=5|34=1|58=HeartBtInt must not be negative");
        assertThat(Rig.acceptor()
                        .connected()
                        .in("35=A|34=1|98=0|108=99999999999")
                        .lines())
                .first()
                .isEqualTo("> 35=5|34=1|58=HeartBtInt must be at most 86400");
    }

    @Test
    void aLogonWithoutNumberIsRefused() {
        Rig rig = Rig.acceptor().connected().in("35=A|98=0|108=30");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=1|58=Received message without MsgSeqNum",
                        "disconnect 1: Received message without MsgSeqNum");
    }

    @Test
    void aLogonThatTheDictionaryRefusesIsRefusedWithItsReason() {
        Rig rig = Rig.acceptor().connected().in("35=A|34=1|98=9|108=30");

        assertThat(rig.lines())
                .first()
                .isEqualTo("> 35=5|34=1|58=Invalid Logon message: Value is incorrect (out of range) for this tag,"
                        + " field=98");
    }

    @Test
    void aSecondConnectionIsRefusedAndTheFirstStays() {
        Rig rig = Rig.acceptor().loggedOn();

        rig.connected();

        assertThat(rig.lines()).containsExactly("disconnect 2: the session is connected already");
        assertThat(rig.alerts()).containsExactly("the session is connected already");
        assertThat(rig.session().connection()).isEqualTo(1);
        assertThat(rig.session().isLoggedOn()).isTrue();
    }

    @Test
    void aConnectionThatNeverLogsOnIsClosed() {
        Rig rig = Rig.acceptor("LogonTimeout=5").connected().pass(5.1);

        assertThat(rig.lines()).containsExactly("disconnect 1: no Logon in time");
    }

    @Test
    void aTimerOfTheConnectionBeforeDoesNotEndTheNextOne() {
        Rig rig = Rig.acceptor().loggedOn().pass(25).disconnected("gone").connected();
        rig.lines();

        rig.pass(9);

        assertThat(rig.lines()).isEmpty();
        rig.in("35=A|34=2|98=0|108=30");
        assertThat(rig.session().isLoggedOn()).isTrue();
    }

    @Test
    void withoutSequenceNumberValidationNumbersAreTakenAsTheyCome() {
        Rig rig = Rig.acceptor("ValidateSequenceNumbers=N").connected().in("35=A|34=7|98=0|108=30");

        rig.in("35=0|34=3").in("35=1|34=20|112=x");

        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30", "app: logon", "> 35=0|34=2|112=x");
        assertThat(rig.session().nextIn()).isEqualTo(21);
    }
}
