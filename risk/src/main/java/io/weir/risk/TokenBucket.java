package io.weir.risk;

import io.weir.fix.order.StateHash;
import io.weir.fix.state.StateStream;

/**
 * A rate limit on event time.
 *
 * <p>The level is counted in billionths of a message, so that each nanosecond adds exactly {@code perSecond} of them and
 * nothing is ever rounded. Time that goes back adds nothing. Confined to the core thread.
 */
public final class TokenBucket {
    private static final long MESSAGE = 1_000_000_000L;

    private final long perSecond;
    private final long capacity;
    private long level;
    private long updatedNanos = Long.MIN_VALUE;

    /** A full bucket. */
    public TokenBucket(MessageRate rate) {
        perSecond = rate.perSecond();
        capacity = rate.burst() * MESSAGE;
        level = capacity;
    }

    /** Whether a message would be within the rate. */
    public boolean has(long monoNanos) {
        if (perSecond == 0) {
            return true;
        }
        refill(monoNanos);
        return level >= MESSAGE;
    }

    /** Counts a message if it is within the rate; says whether it was. */
    public boolean take(long monoNanos) {
        if (!has(monoNanos)) {
            return false;
        }
        if (perSecond != 0) {
            level -= MESSAGE;
        }
        return true;
    }

    /** Counts a message that passes in any case: what it lacks is forgiven, the level stays at zero. */
    public void count(long monoNanos) {
        if (perSecond != 0) {
            refill(monoNanos);
            level = Math.max(0, level - MESSAGE);
        }
    }

    private void refill(long monoNanos) {
        if (updatedNanos == Long.MIN_VALUE) {
            updatedNanos = monoNanos;
            return;
        }
        long elapsed = monoNanos - updatedNanos;
        if (elapsed <= 0) {
            return;
        }
        updatedNanos = monoNanos;
        long missing = capacity - level;
        level = elapsed > missing / perSecond ? capacity : level + elapsed * perSecond;
    }

    void state(StateStream state) {
        level = state.of(level);
        updatedNanos = state.of(updatedNanos);
    }

    long stateHash(long hash) {
        return StateHash.mix(StateHash.mix(hash, level), updatedNanos);
    }
}
