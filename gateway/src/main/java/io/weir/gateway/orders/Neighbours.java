package io.weir.gateway.orders;

import io.weir.fix.codec.Ascii;

/**
 * A hash that keeps ids close which differ in their last two digits only, as ids do that a counterparty counts up.
 *
 * <p>A table over millions of ids costs a cache miss a look-up; with this one a hundred ids in a row share a few cache lines.
 */
final class Neighbours {
    /** The low bits of the hash, within which neighbours lie. */
    static final int BITS = 8;

    private static final int NIBBLE = 15;
    private static final int WINDOW = (1 << BITS) - 1;

    private Neighbours() {}

    /** A hash of 32 bits whose low bits the last two characters permute. */
    static long hash(byte[] bytes, int start, int end) {
        if (end - start < 2) {
            return Ascii.hash(bytes, start, end) >>> 32;
        }
        long before = Ascii.hash(bytes, start, end - 2) >>> 32;
        int last = ((bytes[end - 2] & NIBBLE) << 4) | (bytes[end - 1] & NIBBLE);
        return before ^ (last & WINDOW);
    }
}
