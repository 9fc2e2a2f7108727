package io.weir.fix.settings;

import io.weir.fix.codec.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations, sizes, amounts and fractions as people write them. */
public final class Units {
    /** Returned for a text that is not a value of the asked kind, or does not fit. */
    public static final long INVALID = Long.MIN_VALUE;

    /** What a duration looks like, for an error message. */
    public static final String DURATION = "a duration like 250ms, 30s, 5m or 2h";

    /** What a size looks like, for an error message. */
    public static final String SIZE = "a size like 512KiB, 64MiB or 1GiB";

    private static final Pattern PARTS = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)\\s*([A-Za-zµ]+)");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Units() {}

    /** A duration in nanoseconds: a number with ns, us, ms, s, m, h or d; a bare 0 is none. */
    public static long durationNanos(String text) {
        return scaled(text, unit -> switch (unit) {
            case "ns" -> 1L;
            case "us", "µs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m", "min" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default -> 0L;
        });
    }

    /** A size in bytes: a number with B, KiB, MiB or GiB (powers of 1024), KB, MB or GB (of 1000). */
    public static long sizeBytes(String text) {
        return scaled(text, unit -> switch (unit) {
            case "B" -> 1L;
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            case "KB", "kB" -> 1_000L;
            case "MB" -> 1_000_000L;
            case "GB" -> 1_000_000_000L;
            default -> 0L;
        });
    }

    private interface Unit {
        long factorOf(String unit);
    }

    private static long scaled(String text, Unit unit) {
        String trimmed = text.strip();
        if (trimmed.equals("0")) {
            return 0;
        }
        Matcher parts = PARTS.matcher(trimmed);
        if (!parts.matches()) {
            return INVALID;
        }
        long factor = unit.factorOf(parts.group(2));
        return factor == 0 ? INVALID : exact(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(factor)));
    }

    /** A decimal with at most 8 decimals, times 10^8; underscores and commas between digits are not taken. */
    public static long decimalE8(String text) {
        return Decimals.parse(text.strip());
    }

    /** An amount with at most 2 decimals, times 100. */
    public static long amountE2(String text) {
        String trimmed = text.strip();
        return trimmed.matches("-?\\d{1,18}(\\.\\d{1,2})?")
                ? exact(new BigDecimal(trimmed).multiply(HUNDRED))
                : INVALID;
    }

    /** A fraction times 10^8: 0.10, or 10 %. */
    public static long fractionE8(String text) {
        String trimmed = text.strip();
        if (!trimmed.endsWith("%")) {
            return decimalE8(trimmed);
        }
        long percentE8 = decimalE8(trimmed.substring(0, trimmed.length() - 1));
        return percentE8 == INVALID || percentE8 % 100 != 0 ? INVALID : percentE8 / 100;
    }

    private static long exact(BigDecimal value) {
        try {
            BigInteger whole = value.toBigIntegerExact();
            return whole.bitLength() < Long.SIZE ? whole.longValue() : INVALID;
        } catch (ArithmeticException notWhole) {
            return INVALID;
        }
    }
}
