package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Heartbeats and test requests (FIX 4.4 volume 2, session test cases 4, 5, 6). */
class KeepAliveTest {
    @Test
    void aHeartbeatAfterEachIntervalOfOurSilence() {
        Rig rig = Rig.acceptor().loggedOn().pass(29.9).in("35=0|34=2");
        assertThat(rig.lines()).isEmpty();

        rig.pass(0.2);
        assertThat(rig.lines()).containsExactly("> 35=0|34=2");

        rig.pass(15).in("35=0|34=3").pass(15);
        assertThat(rig.lines()).containsExactly("> 35=0|34=3");
    }

    @Test
    void whatWeSendPutsTheHeartbeatOff() {
        Rig rig = Rig.acceptor().loggedOn().pass(20).in("35=0|34=2").send("a");
        rig.lines();

        rig.pass(29.9).in("35=0|34=3");
        assertThat(rig.lines()).isEmpty();

        rig.pass(0.2);
        assertThat(rig.lines()).containsExactly("> 35=0|34=3");
    }

    @Test
    void aTestRequestIsAnsweredWithItsId() {
        Rig rig = Rig.acceptor().loggedOn().in("35=1|34=2|112=are you there");

        assertThat(rig.lines()).containsExactly("> 35=0|34=2|112=are you there");
    }

    @Test
    void withoutDictionaryATestRequestWithoutIdIsAnswered() {
        Rig rig = Rig.acceptor("UseDataDictionary=N").loggedOn().in("35=1|34=2");

        assertThat(rig.lines()).containsExactly("> 35=0|34=2");
    }

    @Test
    void silenceAsksForASignOfLifeAndThenEndsTheSession() {
        Rig rig = Rig.acceptor().loggedOn().pass(44.9);
        assertThat(rig.lines()).containsExactly("> 35=0|34=2");

        rig.pass(0.2);
        assertThat(rig.lines()).containsExactly("> 35=1|34=3|112=TEST");

        rig.pass(26.8);
        assertThat(rig.lines()).isEmpty();

        rig.pass(0.2);
        assertThat(rig.lines())
                .containsExactly(
                        "disconnect 1: no message for 72000 ms, heartbeat interval 30 s",
                        "app: logout, no message for 72000 ms, heartbeat interval 30 s");
    }

    @Test
    void anyMessageIsASignOfLife() {
        Rig rig = Rig.acceptor().loggedOn().pass(50).in("35=0|34=2").pass(44.9);

        assertThat(rig.lines()).containsExactly("> 35=0|34=2", "> 35=1|34=3|112=TEST", "> 35=0|34=4");

        rig.pass(0.2);
        assertThat(rig.lines()).containsExactly("> 35=1|34=5|112=TEST");
    }

    @Test
    void theMultipliersOfTheSettingsCount() {
        Rig rig = Rig.acceptor("TestRequestDelayMultiplier=0.2", "HeartBeatTimeoutMultiplier=0.5")
                .loggedOn()
                .pass(36.1);
        assertThat(rig.lines()).containsExactly("> 35=0|34=2", "> 35=1|34=3|112=TEST");

        rig.pass(9);
        assertThat(rig.lines()).first().isEqualTo("disconnect 1: no message for 45000 ms, heartbeat interval 30 s");
    }

    @Test
    void anIntervalOfZeroMeansNoHeartbeats() {
        Rig rig = Rig.acceptor().connected().in("35=A|34=1|98=0|108=0");
        rig.lines();

        rig.pass(3600);

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().isLoggedOn()).isTrue();
    }

    @Test
    void aStandstillOfTheProcessIsNotTheirSilence() {
        Rig rig = Rig.acceptor().loggedOn().standStill(60).wake();
        assertThat(rig.lines()).containsExactly("> 35=0|34=2");

        rig.in("35=0|34=2").pass(1);

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().isLoggedOn()).isTrue();
    }

    @Test
    void theirSilenceBeyondAStandstillEndsTheSession() {
        Rig rig = Rig.acceptor().loggedOn().standStill(100).wake().pass(0.6);

        assertThat(rig.lines())
                .startsWith("> 35=0|34=2", "disconnect 1: no message for 100500 ms, heartbeat interval 30 s");
    }

    @Test
    void aStandstillDuringTheLogonDoesNotEndIt() {
        Rig rig = Rig.initiator().connected().standStill(15).wake().in("35=A|34=1|98=0|108=30");

        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30", "app: logon");
    }

    @Test
    void lastMsgSeqNumProcessedIsInEachHeaderWhereItIsWanted() {
        Rig rig = Rig.acceptor("EnableLastMsgSeqNumProcessed=Y").connected().in("35=A|34=1|98=0|108=30");
        rig.in("35=0|34=2").in("35=1|34=3|112=x").send("a");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=A|34=1|369=1|98=0|108=30",
                        "app: logon",
                        "> 35=0|34=2|369=3|112=x",
                        "> 35=8|34=3|369=3|58=a");
    }
}
