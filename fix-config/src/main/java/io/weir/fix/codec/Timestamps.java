package io.weir.fix.codec;

/** UTCTimestamp fields (FIX 4.4: YYYYMMDD-HH:MM:SS with an optional fraction) as nanoseconds since the epoch, UTC. */
public final class Timestamps {
    /** Returned by {@link #parse} for anything that is not a UTCTimestamp. */
    public static final long INVALID = Long.MIN_VALUE;

    /** Nanoseconds of a second. */
    public static final long SECOND = 1_000_000_000L;

    /** Nanoseconds of a day. */
    public static final long DAY = 86_400L * SECOND;

    /** The longest text, with nanoseconds. */
    public static final int MAX_LENGTH = 27;

    private static final long[] FRACTION = {
        SECOND, 100_000_000L, 10_000_000L, 1_000_000L, 100_000L, 10_000L, 1_000L, 100L, 10L, 1L
    };

    private Timestamps() {}

    /**
     * Reads a timestamp with 0 to 9 digits of fraction; second 60 (a leap second) counts as the next minute's first.
     *
     * @return nanoseconds since 1970-01-01T00:00Z, or {@link #INVALID}
     */
    public static long parse(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length < 17 || bytes[start + 8] != '-' || bytes[start + 11] != ':' || bytes[start + 14] != ':') {
            return INVALID;
        }
        int year = number(bytes, start, 4);
        int month = number(bytes, start + 4, 2);
        int day = number(bytes, start + 6, 2);
        int hour = number(bytes, start + 9, 2);
        int minute = number(bytes, start + 12, 2);
        int second = number(bytes, start + 15, 2);
        if ((year | month | day | hour | minute | second) < 0
                || month < 1
                || month > 12
                || day < 1
                || day > daysOf(year, month)
                || hour > 23
                || minute > 59
                || second > 60) {
            return INVALID;
        }
        long nanos = (daysSinceEpoch(year, month, day) * 86_400L + hour * 3600L + minute * 60L + second) * SECOND;
        if (length == 17) {
            return nanos;
        }
        int digits = length - 18;
        if (bytes[start + 17] != '.' || digits < 1 || digits > 9) {
            return INVALID;
        }
        int fraction = number(bytes, start + 18, digits);
        return fraction < 0 ? INVALID : nanos + fraction * FRACTION[digits];
    }

    private static int number(byte[] bytes, int at, int width) {
        int value = 0;
        for (int p = at; p < at + width; p++) {
            int digit = bytes[p] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int daysOf(int year, int month) {
        return switch (month) {
            case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Days since 1970-01-01 of a date in the proleptic Gregorian calendar. */
    public static long daysSinceEpoch(int year, int month, int day) {
        // Years begin in March here, so that the leap day is the last of its year.
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    /** The date of a day since the epoch as year × 10000 + month × 100 + day. */
    public static int dateOf(long daysSinceEpoch) {
        long z = daysSinceEpoch + 719_468;
        long era = Math.floorDiv(z, 146_097L);
        long dayOfEra = z - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return (int) (year * 10_000 + month * 100 + day);
    }

    /**
     * Writes a timestamp.
     *
     * @param digits of the fraction: 0, 3, 6 or 9
     * @return the end offset
     */
    public static int write(byte[] bytes, int at, long utcNanos, int digits) {
        long days = Math.floorDiv(utcNanos, DAY);
        long ofDay = utcNanos - days * DAY;
        Ascii.writePadded(bytes, at, dateOf(days), 8);
        bytes[at + 8] = '-';
        int second = (int) (ofDay / SECOND);
        Ascii.writePadded(bytes, at + 9, second / 3600, 2);
        bytes[at + 11] = ':';
        Ascii.writePadded(bytes, at + 12, second / 60 % 60, 2);
        bytes[at + 14] = ':';
        Ascii.writePadded(bytes, at + 15, second % 60, 2);
        if (digits == 0) {
            return at + 17;
        }
        bytes[at + 17] = '.';
        Ascii.writePadded(bytes, at + 18, ofDay % SECOND / FRACTION[digits], digits);
        return at + 18 + digits;
    }

    /** The text of a timestamp with milliseconds. */
    public static String text(long utcNanos) {
        byte[] bytes = new byte[MAX_LENGTH];
        return Ascii.text(bytes, 0, write(bytes, 0, utcNanos, 3));
    }
}
