package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How often a counterparty gets what it asks for again. */
class ResendAnswersTest {
    private int theirs = 2;

    private Rig sent(int messages, String... keys) {
        Rig rig = Rig.acceptor(keys).loggedOn();
        for (int i = 0; i < messages; i++) {
            rig.send("m" + i);
        }
        rig.lines();
        return rig;
    }

    private Rig ask(Rig rig, int begin, int end) {
        return rig.in("35=2|34=" + theirs++ + "|7=" + begin + "|16=" + end);
    }

    private static List<String> resends(Rig rig) {
        return rig.lines().stream().filter(line -> line.startsWith("resend")).toList();
    }

    @Test
    void theSameRequestAgainIsAnsweredOnce() {
        Rig rig = sent(5);
        for (int i = 0; i < 1000; i++) {
            ask(rig, 2, 0);
        }

        assertThat(resends(rig)).containsExactly("resend 2-6");
        assertThat(rig.alerts())
                .containsExactly(
                        "asks for the same messages again and again; within 10 s it gets no more than 8 answers");
        assertThat(rig.session().isLoggedOn()).isTrue();
    }

    @Test
    void theSameRequestAfterThePauseIsAnsweredAgain() {
        Rig rig = sent(5);
        ask(rig, 2, 0);
        ask(rig.pass(9.9), 2, 0);
        assertThat(resends(rig)).containsExactly("resend 2-6");

        ask(rig.pass(0.1), 2, 0);

        assertThat(resends(rig)).containsExactly("resend 2-6");
        assertThat(rig.alerts()).isEmpty();
    }

    @Test
    void thePauseBeginsWhenTheAnswerHasLeft() {
        Rig rig = sent(5).slowResends();
        ask(rig, 2, 0);
        ask(rig.pass(25), 2, 0);
        ask(rig.streamed().pass(5), 2, 0);

        assertThat(resends(rig)).containsExactly("resend 2-6");
    }

    @Test
    void anotherRequestWaitsForTheAnswerThatIsUnderWay() {
        Rig rig = sent(5).slowResends();
        ask(rig, 2, 4);
        ask(rig, 5, 5);
        assertThat(resends(rig)).containsExactly("resend 2-4");

        rig.streamed();

        assertThat(resends(rig)).containsExactly("resend 5-5");
    }

    @Test
    void requestsThatWaitAndOverlapGetOneAnswer() {
        Rig rig = sent(50).slowResends();
        ask(rig, 2, 4);
        for (int begin = 10; begin < 40; begin++) {
            ask(rig, begin, begin + 5);
        }
        ask(rig, 50, 0);
        rig.streamed().streamed().streamed();

        assertThat(resends(rig)).containsExactly("resend 2-4", "resend 10-44", "resend 50-51");
    }

    @Test
    void whereAllPlacesAreTakenTheLastTwoBecomeOneRange() {
        Rig rig = sent(100).slowResends();
        ask(rig, 2, 2);
        for (int begin = 10; begin < 100; begin += 10) {
            ask(rig, begin, begin);
        }
        for (int i = 0; i < 8; i++) {
            rig.streamed();
        }

        assertThat(resends(rig))
                .startsWith("resend 2-2", "resend 10-10")
                .endsWith("resend 70-70", "resend 80-90")
                .hasSize(9);
    }

    @Test
    void aRecoveryInChunksIsNeverHeldUp() {
        Rig rig = sent(500);
        for (int begin = 2; begin < 500; begin++) {
            ask(rig, begin, begin);
        }

        assertThat(resends(rig)).hasSize(498);
        assertThat(rig.alerts()).isEmpty();
    }

    @Test
    void moreThanEightAnswersToOverlappingRequestsWaitForTheEndOfThePause() {
        Rig rig = sent(30);
        for (int end = 3; end < 30; end++) {
            ask(rig, 2, end);
        }
        assertThat(resends(rig)).hasSize(8).last().isEqualTo("resend 2-10");
        assertThat(rig.alerts()).hasSize(1);

        rig.pass(9.9);
        assertThat(resends(rig)).isEmpty();

        rig.pass(0.2);
        assertThat(resends(rig)).containsExactly("resend 2-29");
        assertThat(rig.session().isLoggedOn()).isTrue();
    }

    @Test
    void theOperatorsHearOfItOnceAMinuteAtMost() {
        Rig rig = sent(30);
        for (int second = 0; second < 50; second++) {
            for (int i = 0; i < 20; i++) {
                ask(rig, 1 + i % 20, 0);
            }
            rig.pass(1);
        }

        assertThat(rig.alerts()).hasSize(1);
        assertThat(resends(rig).size()).isLessThanOrEqualTo(6 * ResendAnswers.MOST);
    }

    @Test
    void aNewConnectionAsksAnew() {
        Rig rig = sent(5);
        ask(rig, 2, 0);
        rig.disconnected("gone").loggedOn();
        theirs = 4;
        ask(rig, 2, 0);

        assertThat(resends(rig)).containsExactly("resend 2-7");
    }

    @Test
    void anAnswerOfTheEpochBeforeThatLeavesLateIsNotTheNewOne() {
        Rig rig = sent(5).slowResends();
        ask(rig, 1, 0);
        rig.in("35=A|34=1|98=0|108=30|141=Y").send("new");
        theirs = 2;
        ask(rig, 1, 0);
        assertThat(resends(rig)).containsExactly("resend 1-6", "resend 1-2");

        rig.streamed();
        ask(rig, 2, 0);
        assertThat(resends(rig)).isEmpty();

        rig.streamed();
        assertThat(resends(rig)).containsExactly("resend 2-2");
    }

    @Test
    void twoSidesThatAskForEverEnd() {
        Rig rig = sent(5, "SendRedundantResendRequests=Y");
        for (int number = 10; number < 200; number++) {
            rig.in("35=2|34=" + number + "|7=2|16=0");
        }

        assertThat(rig.lines().stream().filter(line -> line.contains("35=2|"))).hasSize(1);
    }
}
