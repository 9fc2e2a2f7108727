package io.weir.fix.order;

/**
 * A hash over state, the same on each JVM and in each run: replay and snapshots are compared by it.
 *
 * <p>Begin with {@link #SEED} and mix in one value after the other, in a defined order. Not cryptographic.
 */
public final class StateHash {
    /** The hash of nothing. */
    public static final long SEED = 0x9E37_79B9_7F4A_7C15L;

    private StateHash() {}

    /** Mixes in a value. */
    public static long mix(long hash, long value) {
        return spread(Long.rotateLeft(hash, 23) + value);
    }

    /** Mixes in a truth. */
    public static long mix(long hash, boolean value) {
        return mix(hash, value ? 1 : 2);
    }

    /** Mixes in a text. */
    public static long mix(long hash, String text) {
        long result = mix(hash, text.length());
        for (int i = 0; i < text.length(); i++) {
            result = mix(result, text.charAt(i));
        }
        return result;
    }

    /** Spreads the bits of a value over the whole word (the finaliser of SplitMix64; Steele, Lea and Flood 2014). */
    public static long spread(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
