package io.weir.algo;

import io.weir.fix.order.StateHash;
import io.weir.fix.state.StateStream;

/** Random numbers from a seed: SplitMix64 (Steele, Lea and Flood 2014), the same on each machine. */
final class Dice {
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private long state;

    /** Begins with a seed. */
    void seed(long seed) {
        state = seed;
    }

    /** A number from 0 to bound - 1; 0 where the bound is not above 1. */
    long below(long bound) {
        if (bound <= 1) {
            return 0;
        }
        state += GOLDEN_GAMMA;
        long fraction = StateHash.spread(state) >>> 1;
        return (Math.multiplyHigh(fraction, bound) << 1) | ((fraction * bound) >>> 63);
    }

    void state(StateStream stream) {
        state = stream.of(state);
    }

    long stateHash(long hash) {
        return StateHash.mix(hash, state);
    }
}
