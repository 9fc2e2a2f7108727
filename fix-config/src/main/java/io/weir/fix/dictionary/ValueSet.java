package io.weir.fix.dictionary;

import io.weir.fix.codec.Ascii;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The values that an enumerated field may have. Immutable. */
final class ValueSet {
    private final List<String> values;
    private final boolean multiple;
    /** Values of one character, a bit for each ASCII code. */
    private final long low;

    private final long high;
    /** Longer values, open addressing; an empty array where there are none. */
    private final byte[][] table;

    /** These values; a field of multiple values has several of them, separated by single spaces. */
    ValueSet(Collection<String> values, boolean multiple) {
        this.values = List.copyOf(values);
        this.multiple = multiple;
        long lowBits = 0;
        long highBits = 0;
        int longer = 0;
        for (String value : values) {
            if (value.length() != 1) {
                longer++;
            } else if (value.charAt(0) < 64) {
                lowBits |= 1L << value.charAt(0);
            } else if (value.charAt(0) < 128) {
                highBits |= 1L << value.charAt(0);
            }
        }
        low = lowBits;
        high = highBits;
        table = new byte[longer == 0 ? 0 : Integer.highestOneBit(longer * 4)][];
        for (String value : values) {
            if (value.length() != 1) {
                byte[] bytes = Ascii.bytes(value);
                table[slotOf(bytes, 0, bytes.length)] = bytes;
            }
        }
    }

    private int slotOf(byte[] bytes, int start, int end) {
        int mask = table.length - 1;
        int slot = (int) Ascii.hash(bytes, start, end) & mask;
        while (table[slot] != null && !Arrays.equals(table[slot], 0, table[slot].length, bytes, start, end)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Whether bytes[start, end) is one of the values, or several where the field takes several. */
    boolean contains(byte[] bytes, int start, int end) {
        return multiple ? containsEach(bytes, start, end) : containsOne(bytes, start, end);
    }

    private boolean containsOne(byte[] bytes, int start, int end) {
        if (end - start == 1) {
            byte b = bytes[start];
            return b >= 0 && (((b < 64 ? low : high) >>> b) & 1) != 0;
        }
        return table.length != 0 && table[slotOf(bytes, start, end)] != null;
    }

    private boolean containsEach(byte[] bytes, int start, int end) {
        int from = start;
        for (int p = start; p < end; p++) {
            if (bytes[p] == ' ') {
                if (!containsOne(bytes, from, p)) {
                    return false;
                }
                from = p + 1;
            }
        }
        return from == end || containsOne(bytes, from, end);
    }

    /** The values, in the order of the dictionary. */
    List<String> values() {
        return values;
    }
}
