package io.weir.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    private static int takes(TokenBucket bucket, long at, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += bucket.take(at) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void aBurstThenTheRate() {
        TokenBucket bucket = new TokenBucket(new MessageRate(10, 5));

        assertThat(takes(bucket, 0, 10)).isEqualTo(5);
        assertThat(takes(bucket, SECOND / 10 - 1, 10)).isEqualTo(0);
        assertThat(takes(bucket, SECOND / 10, 10)).isEqualTo(1);
        assertThat(takes(bucket, SECOND, 10)).isEqualTo(5);
        assertThat(takes(bucket, 1000 * SECOND, 10)).isEqualTo(5);
    }

    @Test
    void threeASecondAreThreeInEverySecondForEver() {
        TokenBucket bucket = new TokenBucket(new MessageRate(3, 1));
        long taken = 0;
        for (long at = 0; at < 1000 * SECOND; at += SECOND / 1000) {
            taken += bucket.take(at) ? 1 : 0;
        }
        assertThat(taken).isBetween(2990L, 3001L);
        TokenBucket sparse = new TokenBucket(new MessageRate(3, 3));
        for (long second = 0; second < 1000; second++) {
            assertThat(takes(sparse, second * SECOND, 4)).isEqualTo(3);
        }
    }

    @Test
    void timeThatGoesBackAddsNothing() {
        TokenBucket bucket = new TokenBucket(new MessageRate(10, 1));

        assertThat(bucket.take(SECOND)).isTrue();
        assertThat(bucket.take(SECOND / 2)).isFalse();
        assertThat(bucket.take(SECOND + SECOND / 10 - 1)).isFalse();
        assertThat(bucket.take(SECOND + SECOND / 10)).isTrue();
    }

    @Test
    void whatOnlyCountsIsNeverOwed() {
        TokenBucket bucket = new TokenBucket(new MessageRate(1, 2));
        for (int i = 0; i < 100; i++) {
            bucket.count(0);
        }

        assertThat(bucket.take(0)).isFalse();
        assertThat(bucket.take(SECOND)).isTrue();
    }

    @Test
    void unlimitedIsUnlimited() {
        TokenBucket bucket = new TokenBucket(MessageRate.UNLIMITED);

        assertThat(takes(bucket, 0, 100_000)).isEqualTo(100_000);
    }

    @Test
    void theLargestRatesDoNotOverflow() {
        TokenBucket bucket = new TokenBucket(new MessageRate(MessageRate.MAX, MessageRate.MAX));

        assertThat(takes(bucket, -5, 1000)).isEqualTo(1000);
        assertThat(takes(bucket, Long.MAX_VALUE - 10, 1000)).isEqualTo(1000);
    }

    @Test
    void everyAnswerAgreesWithBigIntegers() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long rate = 1L + random.nextInt(50);
            long burst = 1L + random.nextInt(20);
            TokenBucket bucket = new TokenBucket(new MessageRate(rate, burst));
            BigInteger full = BigInteger.valueOf(burst * SECOND);
            BigInteger level = full;
            long at = 0;
            for (int i = 0; i < 500; i++) {
                long step = random.nextInt(3) == 0 ? 0 : random.nextLong() >>> (30 + random.nextInt(30));
                at += step;
                level = level.add(BigInteger.valueOf(step).multiply(BigInteger.valueOf(rate)))
                        .min(full);
                boolean expected = level.compareTo(BigInteger.valueOf(SECOND)) >= 0;
                assertThat(bucket.take(at)).as("seed %d, step %d", seed, i).isEqualTo(expected);
                level = expected ? level.subtract(BigInteger.valueOf(SECOND)) : level;
            }
        }
    }
}
