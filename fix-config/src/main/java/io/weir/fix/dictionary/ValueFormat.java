package io.weir.fix.dictionary;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whether bytes are a value of a data type. */
final class ValueFormat {
    private static final int LONGEST_INT = 18;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    private static final long COLON_LANES = 0x0000ff0000ff0000L;
    /** What a colon is above a zero, in the third and the sixth byte. */
    private static final long COLONS = 0x00000a00000a0000L;

    private ValueFormat() {}

    /** A field's value may be anything: nothing to check. */
    static final byte ANY = 0;

    private static final byte CHAR = 1;
    private static final byte BOOLEAN = 2;
    private static final byte INT = 3;
    private static final byte UNSIGNED = 4;
    private static final byte DECIMAL = 5;
    private static final byte CURRENCY = 6;
    private static final byte COUNTRY = 7;
    private static final byte TIMESTAMP = 8;
    private static final byte DATE = 9;
    private static final byte TIME = 10;
    private static final byte MONTH_YEAR = 11;

    /** The number of the check that a type asks for: what {@link #matches} switches on, without a detour. */
    static byte of(FieldType type) {
        return switch (type) {
            case STRING, DATA, MULTIPLEVALUESTRING, EXCHANGE -> ANY;
            case CHAR -> CHAR;
            case BOOLEAN -> BOOLEAN;
            case INT -> INT;
            case LENGTH, SEQNUM, NUMINGROUP -> UNSIGNED;
            case FLOAT, PRICE, PRICEOFFSET, QTY, AMT, PERCENTAGE -> DECIMAL;
            case CURRENCY -> CURRENCY;
            case COUNTRY -> COUNTRY;
            case UTCTIMESTAMP -> TIMESTAMP;
            case UTCDATEONLY, LOCALMKTDATE -> DATE;
            case UTCTIMEONLY -> TIME;
            case MONTHYEAR -> MONTH_YEAR;
        };
    }

    /** Whether bytes[start, end), not empty, passes a check. */
    static boolean matches(int check, byte[] bytes, int start, int end) {
        return switch (check) {
            case CHAR -> end - start == 1;
            case BOOLEAN -> end - start == 1 && (bytes[start] == 'Y' || bytes[start] == 'N');
            case INT -> isInt(bytes, start, end);
            case UNSIGNED -> isUnsigned(bytes, start, end);
            case DECIMAL -> isDecimal(bytes, start, end);
            case CURRENCY -> end - start == 3 && areLetters(bytes, start, end);
            case COUNTRY -> end - start == 2 && areLetters(bytes, start, end);
            case TIMESTAMP -> isTimestamp(bytes, start, end);
            case DATE -> end - start == 8 && isDate(bytes, start);
            case TIME -> isTime(bytes, start, end);
            case MONTH_YEAR -> isMonthYear(bytes, start, end);
            default -> true;
        };
    }

    private static boolean isInt(byte[] bytes, int start, int end) {
        return isUnsigned(bytes, bytes[start] == '-' ? start + 1 : start, end);
    }

    private static boolean isUnsigned(byte[] bytes, int start, int end) {
        if (start >= end || end - start > LONGEST_INT) {
            return false;
        }
        for (int p = start; p < end; p++) {
            if (!isDigit(bytes[p])) {
                return false;
            }
        }
        return true;
    }

    /** Digits with at most one point among them and a minus before them: no plus, no exponent. */
    private static boolean isDecimal(byte[] bytes, int start, int end) {
        int p = bytes[start] == '-' ? start + 1 : start;
        int digits = end - p;
        boolean point = false;
        for (; p < end; p++) {
            if (isDigit(bytes[p])) {
                continue;
            }
            if (bytes[p] != '.' || point) {
                return false;
            }
            point = true;
            digits--;
        }
        return digits > 0;
    }

    private static boolean areLetters(byte[] bytes, int start, int end) {
        for (int p = start; p < end; p++) {
            int upper = bytes[p] & ~0x20;
            if (upper < 'A' || upper > 'Z') {
                return false;
            }
        }
        return true;
    }

    private static boolean isTimestamp(byte[] bytes, int start, int end) {
        return end - start >= 17 && bytes[start + 8] == '-' && isDate(bytes, start) && isTime(bytes, start + 9, end);
    }

    private static boolean isDate(byte[] bytes, int at) {
        long digits = (long) LONGS.get(bytes, at) - ZEROS;
        if (!areDigits(digits)) {
            return false;
        }
        long pairs = pairs(digits);
        int month = (int) (pairs >>> 32) & 0xff;
        int day = (int) (pairs >>> 48) & 0xff;
        if (month < 1 || month > 12 || day < 1) {
            return false;
        }
        return day <= 28 || day <= daysOf((int) (pairs & 0xff) * 100 + ((int) (pairs >>> 16) & 0xff), month);
    }

    /** Whether each byte is 0 to 9. */
    private static boolean areDigits(long bytes) {
        return ((bytes | (bytes + 0x7676767676767676L)) & 0x8080808080808080L) == 0;
    }

    /** In each byte the number of two digits that begins there, as long as it is below 256. */
    private static long pairs(long digits) {
        return digits * 10 + (digits >>> 8);
    }

    private static int daysOf(int year, int month) {
        return switch (month) {
            case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** HH:MM:SS with 0, 3, 6 or 9 digits of fraction; second 60 is a leap second. */
    private static boolean isTime(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length < 8) {
            return false;
        }
        // The colons become zeros, then all eight bytes are digits.
        long digits = (long) LONGS.get(bytes, start) - ZEROS - COLONS;
        if ((digits & COLON_LANES) != 0 || !areDigits(digits)) {
            return false;
        }
        long pairs = pairs(digits);
        if ((pairs & 0xff) > 23 || ((pairs >>> 24) & 0xff) > 59 || ((pairs >>> 48) & 0xff) > 60) {
            return false;
        }
        if (length == 8) {
            return true;
        }
        int fraction = length - 9;
        return bytes[start + 8] == '.'
                && (fraction == 3 || fraction == 6 || fraction == 9)
                && isUnsigned(bytes, start + 9, end);
    }

    /** YYYYMM, YYYYMMDD, or YYYYMMwN with N from 1 to 5. */
    private static boolean isMonthYear(byte[] bytes, int start, int end) {
        if (end - start == 8) {
            return bytes[start + 6] == 'w'
                    ? isMonth(bytes, start) && bytes[start + 7] >= '1' && bytes[start + 7] <= '5'
                    : isDate(bytes, start);
        }
        return end - start == 6 && isMonth(bytes, start);
    }

    private static boolean isMonth(byte[] bytes, int at) {
        int month = pair(bytes, at + 4);
        return (pair(bytes, at) | pair(bytes, at + 2)) >= 0 && month >= 1 && month <= 12;
    }

    /** Two digits as a number; negative where they are none. */
    private static int pair(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
