package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimersTest {
    private final Timers timers = new Timers();
    private final List<String> fired = new ArrayList<>();
    private final Timers.Target target = (argument, deadline) -> fired.add(argument + "@" + deadline);

    @Test
    void equalDeadlinesFireInTheOrderInWhichTheyWereSet() {
        timers.set(5, target, 1);
        timers.set(3, target, 2);
        timers.set(5, target, 3);
        timers.set(3, target, 4);

        timers.fire(5);

        assertThat(fired).containsExactly("2@3", "4@3", "1@5", "3@5");
    }

    @Test
    void onlyWhatIsDueFires() {
        timers.set(5, target, 1);
        timers.set(6, target, 2);

        timers.fire(5);

        assertThat(fired).containsExactly("1@5");
        assertThat(timers.nextDeadline()).isEqualTo(6);
        assertThat(timers.size()).isEqualTo(1);
    }

    @Test
    void whatATimerSetsForNowFiresInTheSameTurn() {
        timers.set(5, (argument, deadline) -> timers.set(4, target, 9), 0);

        timers.fire(5);

        assertThat(fired).containsExactly("9@4");
        assertThat(timers.nextDeadline()).isEqualTo(Timers.NEVER);
    }

    @Test
    void manyFireAsASortedListWould() {
        Random random = new Random(20260302);
        List<long[]> expected = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            long deadline = random.nextInt(300);
            timers.set(deadline, target, i);
            expected.add(new long[] {deadline, i});
        }
        expected.sort(Comparator.<long[]>comparingLong(each -> each[0]).thenComparingLong(each -> each[1]));

        for (int now = 0; now < 300; now += 7) {
            timers.fire(now);
        }
        timers.fire(300);

        assertThat(fired)
                .containsExactlyElementsOf(
                        expected.stream().map(each -> each[1] + "@" + each[0]).toList());
    }

    @Test
    void equalHistoriesHaveEqualHashes() {
        Timers other = new Timers();
        for (int i = 0; i < 100; i++) {
            timers.set(i * 31 % 50, target, i);
            other.set(i * 31 % 50, (argument, deadline) -> {}, i);
        }
        timers.fire(20);
        other.fire(20);

        assertThat(timers.stateHash()).isEqualTo(other.stateHash());
        timers.set(60, target, 1);
        assertThat(timers.stateHash()).isNotEqualTo(other.stateHash());
    }
}
