package io.weir.sessions.netty;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in buckets, two for each power of two: what is read from it is at most half too large.
 *
 * <p>One thread records, which allocates nothing and waits for nobody; any thread reads, and may miss what comes meanwhile.
 */
public final class Durations {
    private static final int FIRST_POWER = 10;
    private static final int POWERS = 25;

    /** Buckets with a bound: from 1 microsecond to 17 seconds. What is longer is in one more. */
    public static final int BOUNDED = 2 * POWERS - 1;

    private final AtomicLongArray counts = new AtomicLongArray(BOUNDED + 1);
    private final AtomicLong sum = new AtomicLong();

    void record(long nanos) {
        int bucket = bucketOf(nanos);
        counts.setOpaque(bucket, counts.getPlain(bucket) + 1);
        sum.setOpaque(sum.getPlain() + nanos);
    }

    private static int bucketOf(long nanos) {
        if (nanos <= 1L << FIRST_POWER) {
            return 0;
        }
        int power = 63 - Long.numberOfLeadingZeros(nanos - 1);
        boolean lowerHalf = nanos <= 3L << (power - 1);
        return Math.min(2 * (power - FIRST_POWER) + (lowerHalf ? 1 : 2), BOUNDED);
    }

    /** The longest duration that a bucket counts, in nanoseconds; for all but the last bucket. */
    public static long boundNanos(int bucket) {
        int power = FIRST_POWER + bucket / 2;
        return bucket % 2 == 0 ? 1L << power : 3L << (power - 1);
    }

    /** How many durations are in a bucket, from 0 to {@link #BOUNDED}. */
    public long count(int bucket) {
        return counts.getOpaque(bucket);
    }

    /** The sum of all durations, in nanoseconds. */
    public long sumNanos() {
        return sum.getOpaque();
    }
}
