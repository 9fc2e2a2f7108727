package io.weir.fix.codec;

/**
 * Decimals of prices and quantities as longs with 8 decimals (FIX 4.4 float fields: an optional minus, digits, at most
 * one point, no exponent).
 */
public final class Decimals {
    /** Returned by {@link #parse} for anything that is not a decimal of at most 8 significant decimals in range. */
    public static final long INVALID = Long.MIN_VALUE;

    /** One, as a decimal. */
    public static final long ONE = 100_000_000L;

    /** The digits behind the point. */
    public static final int SCALE = 8;

    /** The longest text of a decimal: sign, 11 digits, point, 8 digits. */
    public static final int MAX_LENGTH = 21;

    private static final long[] POWERS = new long[SCALE + 1];

    static {
        long power = 1;
        for (int i = 0; i <= SCALE; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private Decimals() {}

    /**
     * Reads a decimal.
     *
     * @return the value times 10^8, or {@link #INVALID} (empty, not a number, overflow, or a non-zero ninth decimal)
     */
    public static long parse(byte[] bytes, int start, int end) {
        int at = start;
        boolean negative = at < end && bytes[at] == '-';
        if (negative) {
            at++;
        }
        int first = at;
        long value = 0;
        while (at < end) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (value > 92_233_720_368L) {
                return INVALID;
            }
            value = value * 10 + digit;
            at++;
        }
        int digits = at - first;
        if (value > 92_233_720_367L) {
            return INVALID;
        }
        if (at == end) {
            return digits == 0 ? INVALID : signed(value * ONE, negative);
        }
        return bytes[at] == '.' ? fraction(bytes, at + 1, end, value, digits, negative) : INVALID;
    }

    private static long fraction(byte[] bytes, int start, int end, long whole, int digits, boolean negative) {
        long value = whole;
        int at = start;
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            boolean beyond = at - start >= SCALE;
            if (digit < 0 || digit > 9 || (beyond && digit != 0)) {
                return INVALID;
            }
            if (!beyond) {
                value = value * 10 + digit;
            }
        }
        int decimals = at - start;
        if (digits + decimals == 0) {
            return INVALID;
        }
        return signed(value * POWERS[SCALE - Math.min(decimals, SCALE)], negative);
    }

    private static long signed(long value, boolean negative) {
        return negative ? -value : value;
    }

    /** Writes the shortest form of a decimal; returns the end offset. Needs {@link #MAX_LENGTH} bytes of room. */
    public static int write(byte[] bytes, int at, long value) {
        int p = at;
        long rest = value;
        if (rest < 0) {
            bytes[p++] = '-';
            rest = -rest;
        }
        p = Ascii.writeLong(bytes, p, rest / ONE);
        long fraction = rest % ONE;
        if (fraction == 0) {
            return p;
        }
        bytes[p++] = '.';
        int width = SCALE;
        while (fraction % 10 == 0) {
            fraction /= 10;
            width--;
        }
        Ascii.writePadded(bytes, p, fraction, width);
        return p + width;
    }

    /** Reads a decimal from text; {@link #INVALID} as for {@link #parse(byte[], int, int)}. */
    public static long parse(String text) {
        byte[] bytes = Ascii.bytes(text);
        return parse(bytes, 0, bytes.length);
    }

    /** The shortest text of a decimal. */
    public static String text(long value) {
        byte[] bytes = new byte[MAX_LENGTH];
        return Ascii.text(bytes, 0, write(bytes, 0, value));
    }
}
