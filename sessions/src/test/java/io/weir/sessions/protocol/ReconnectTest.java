package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An initiator's pauses between attempts. */
class ReconnectTest {
    @Test
    void aSingleIntervalDoublesUpToAMinute() {
        assertThat(pauses(Rig.initiator("ReconnectInterval=5"), 8)).containsExactly(5, 10, 20, 40, 60, 60, 60, 60);
    }

    @Test
    void anIntervalLongerThanAMinuteStaysAsItIs() {
        assertThat(pauses(Rig.initiator("ReconnectInterval=90"), 3)).containsExactly(90, 90, 90);
    }

    @Test
    void aListOfIntervalsIsFollowedAndItsLastRepeats() {
        assertThat(pauses(Rig.initiator("ReconnectInterval=1;2x3;30"), 6)).containsExactly(1, 3, 3, 30, 30, 30);
    }

    /** Seconds from each failure to the next attempt. */
    private static List<Integer> pauses(Rig rig, int attempts) {
        rig.started().pass(0);
        assertThat(rig.lines()).containsExactly("connect");
        List<Integer> pauses = new ArrayList<>();
        for (int i = 0; i < attempts; i++) {
            rig.unreachable();
            int seconds = 0;
            while (rig.lines().isEmpty()) {
                rig.pass(1);
                seconds++;
            }
            pauses.add(seconds);
        }
        return pauses;
    }

    @Test
    void aSessionThatWasUpIsTriedAgainSoon() {
        Rig rig = Rig.initiator().loggedOn().pass(11).disconnected("gone");
        rig.lines();

        rig.pass(0.9);
        assertThat(rig.lines()).isEmpty();

        rig.pass(0.2);
        assertThat(rig.lines()).containsExactly("connect");
    }

    @Test
    void aSessionThatBreaksOffEachTimeIsNotAStorm() {
        Rig rig = Rig.initiator().loggedOn().pass(2).disconnected("gone");
        rig.lines();

        rig.pass(4.9);
        assertThat(rig.lines()).isEmpty();

        rig.pass(0.2);
        assertThat(rig.lines()).containsExactly("connect");
    }

    @Test
    void aRefusedLogonCountsAsAFailure() {
        Rig rig = Rig.initiator("ReconnectInterval=5").started().pass(0);
        rig.connected().in("35=5|34=1|58=not today");
        rig.lines();

        rig.pass(4.9);
        assertThat(rig.lines()).isEmpty();

        rig.pass(0.2);
        assertThat(rig.lines()).containsExactly("connect");
    }

    @Test
    void aNewProcessConnectsAtOnce() {
        Rig rig = Rig.initiator().loggedOn();

        rig.started();
        assertThat(rig.lines()).containsExactly("app: logout, the gateway was restarted");

        rig.pass(0);
        assertThat(rig.lines()).containsExactly("connect");
    }

    @Test
    void theOperatorsHearOfAFailureOnceAMinute() {
        Rig rig = Rig.initiator("ReconnectInterval=1;1").started().pass(0);
        for (int i = 0; i < 70; i++) {
            rig.unreachable().pass(1);
        }

        assertThat(rig.alerts()).containsExactly("cannot connect", "cannot connect");
        rig.connected().in("35=A|34=1|98=0|108=30").disconnected("gone").pass(5).unreachable();
        assertThat(rig.alerts()).containsExactly("cannot connect");
    }

    @Test
    void anAnswerThatNobodyWaitsForIsNoFailure() {
        Rig rig = Rig.acceptor();

        rig.unreachable();

        assertThat(rig.lines()).isEmpty();
    }
}
