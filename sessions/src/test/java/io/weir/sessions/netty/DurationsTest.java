package io.weir.sessions.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DurationsTest {
    private final Durations durations = new Durations();

    private int bucketOf(long nanos) {
        durations.record(nanos);
        return IntStream.rangeClosed(0, Durations.BOUNDED)
                .filter(bucket -> durations.count(bucket) > 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void boundsGrowByHalfOrByAThird() {
        for (int bucket = 1; bucket < Durations.BOUNDED; bucket++) {
            long before = Durations.boundNanos(bucket - 1);
            assertThat(Durations.boundNanos(bucket)).isIn(before * 3 / 2, before / 3 * 4);
        }
        assertThat(Durations.boundNanos(0)).isEqualTo(1024);
        assertThat(Durations.boundNanos(Durations.BOUNDED - 1)).isEqualTo(1L << 34);
    }

    @Test
    void aDurationIsInTheFirstBucketThatCoversIt() {
        for (int bucket = 0; bucket < Durations.BOUNDED; bucket++) {
            long bound = Durations.boundNanos(bucket);
            assertThat(new DurationsTest().bucketOf(bound)).isEqualTo(bucket);
            assertThat(new DurationsTest().bucketOf(bound + 1)).isEqualTo(bucket + 1);
        }
    }

    @Test
    void whatIsTooLongForEveryBoundIsCountedBehindThem() {
        assertThat(bucketOf(Long.MAX_VALUE)).isEqualTo(Durations.BOUNDED);
    }

    @Test
    void theSumIsExact() {
        durations.record(5);
        durations.record(7_000_000);

        assertThat(durations.sumNanos()).isEqualTo(7_000_005);
    }
}
