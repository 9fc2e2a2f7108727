package io.weir.fix.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as text and numbers. FIX text is read and written as ISO 8859-1, one byte a character. */
public final class Ascii {
    /** The field delimiter. */
    public static final byte SOH = 1;

    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LANES = 0x00ff00ff00ff00ffL;
    /** The two digits of 0 to 99, as a little-endian short holds them. */
    private static final short[] PAIRS = new short[100];
    /** 10 to the power of the index. */
    private static final long[] POWERS = new long[19];

    static {
        for (int i = 0; i < PAIRS.length; i++) {
            PAIRS[i] = (short) (('0' + i / 10) | (('0' + i % 10) << 8));
        }
        long power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private Ascii() {}

    /** The bytes of a text. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The text of bytes from start to end. */
    public static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** Bytes of a message written with {@code |} for SOH. */
    public static byte[] fix(String text) {
        return bytes(text.replace('|', '\u0001'));
    }

    /** A message as text with {@code |} for SOH. */
    public static String readable(byte[] bytes, int start, int end) {
        return text(bytes, start, end).replace('\u0001', '|');
    }

    /** Whether two ranges hold the same bytes. */
    public static boolean equal(byte[] a, int aStart, int aEnd, byte[] b, int bStart, int bEnd) {
        return Arrays.equals(a, aStart, aEnd, b, bStart, bEnd);
    }

    /** Decimal digits of a non-negative number. */
    public static int digits(long value) {
        int digits = 1;
        while (digits < POWERS.length && value >= POWERS[digits]) {
            digits++;
        }
        return digits;
    }

    /** Writes a number; returns the end offset. */
    public static int writeLong(byte[] bytes, int at, long value) {
        int p = at;
        long rest = value;
        if (rest < 0) {
            bytes[p++] = '-';
            rest = -rest;
        }
        int digits = digits(rest);
        writePadded(bytes, p, rest, digits);
        return p + digits;
    }

    /** Writes the low digits of a non-negative number with leading zeros. */
    public static void writePadded(byte[] bytes, int at, long value, int width) {
        long rest = value;
        int p = at + width;
        while (p - at >= 2) {
            long next = rest / 100;
            p -= 2;
            SHORTS.set(bytes, p, PAIRS[(int) (rest - next * 100)]);
            rest = next;
        }
        if (p > at) {
            bytes[at] = (byte) ('0' + rest % 10);
        }
    }

    /** Reads an unsigned number of at most 18 digits; -1 for anything else. */
    public static long parseUnsigned(byte[] bytes, int start, int end) {
        if (start >= end || end - start > 18) {
            return -1;
        }
        long value = 0;
        for (int p = start; p < end; p++) {
            int digit = bytes[p] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** The sum of the bytes from start to end, each taken as 0 to 255 (FIX CheckSum before the modulus). */
    public static int sum(byte[] bytes, int start, int end) {
        int total = 0;
        int p = start;
        while (p + 8 <= end) {
            // Each of the four 16-bit lanes takes two bytes a step: 120 steps cannot overflow one.
            int stop = Math.min(end - 7, p + 960);
            long lanes = 0;
            for (; p < stop; p += 8) {
                long word = (long) LONGS.get(bytes, p);
                lanes += (word & LANES) + ((word >>> 8) & LANES);
            }
            total += (int) ((lanes & 0xffff) + ((lanes >>> 16) & 0xffff) + ((lanes >>> 32) & 0xffff) + (lanes >>> 48));
        }
        for (; p < end; p++) {
            total += bytes[p] & 0xff;
        }
        return total;
    }

    /** A 64-bit hash of a range, never 0. */
    public static long hash(byte[] bytes, int start, int end) {
        long hash = (end - start) * 0x9E3779B97F4A7C15L;
        int p = start;
        for (; p + 8 <= end; p += 8) {
            hash = (hash ^ (long) LONGS.get(bytes, p)) * 0xff51afd7ed558ccdL;
            hash ^= hash >>> 29;
        }
        long tail = 0;
        for (; p < end; p++) {
            tail = (tail << 8) | (bytes[p] & 0xff);
        }
        hash = (hash ^ tail) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
