package io.weir.paper.market;

import io.weir.fix.order.StateHash;

/** A source of numbers that look random and follow from a seed (SplitMix64, Steele, Lea and Flood 2014). */
final class Seeds {
    private long state;

    Seeds(long seed) {
        state = seed;
    }

    /** Numbers of its own for each name, whatever other names there are. */
    static Seeds of(long seed, String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return new Seeds(StateHash.spread(seed + hash));
    }

    /** What the next number follows from. */
    long state() {
        return state;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        return StateHash.spread(state);
    }

    /** A number from 0 to below the bound. */
    long below(long bound) {
        return (next() >>> 1) % bound;
    }

    /** Whether a chance of so many in a hundred came true. */
    boolean chance(int percent) {
        return below(100) < percent;
    }
}
