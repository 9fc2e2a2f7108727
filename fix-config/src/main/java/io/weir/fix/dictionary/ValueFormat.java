package io.weir.fix.dictionary;

/** Whether bytes are a value of a data type. */
final class ValueFormat {
    private static final int LONGEST_INT = 18;

    private ValueFormat() {}

    /** Whether bytes[start, end), not empty, is a value of a type. */
    static boolean matches(FieldType type, byte[] bytes, int start, int end) {
        return switch (type) {
            case STRING, DATA, MULTIPLEVALUESTRING, EXCHANGE -> true;
            case CHAR -> end - start == 1;
            case BOOLEAN -> end - start == 1 && (bytes[start] == 'Y' || bytes[start] == 'N');
            case INT -> isInt(bytes, start, end);
            case LENGTH, SEQNUM, NUMINGROUP -> isUnsigned(bytes, start, end);
            case FLOAT, PRICE, PRICEOFFSET, QTY, AMT, PERCENTAGE -> isDecimal(bytes, start, end);
            case CURRENCY -> end - start == 3 && areLetters(bytes, start, end);
            case COUNTRY -> end - start == 2 && areLetters(bytes, start, end);
            case UTCTIMESTAMP -> isTimestamp(bytes, start, end);
            case UTCDATEONLY, LOCALMKTDATE -> end - start == 8 && isDate(bytes, start);
            case UTCTIMEONLY -> isTime(bytes, start, end);
            case MONTHYEAR -> isMonthYear(bytes, start, end);
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
        int century = pair(bytes, at);
        int year = pair(bytes, at + 2);
        int month = pair(bytes, at + 4);
        int day = pair(bytes, at + 6);
        if ((century | year) < 0 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        return day <= 28 || day <= daysOf(century * 100 + year, month);
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
        if (length < 8 || bytes[start + 2] != ':' || bytes[start + 5] != ':') {
            return false;
        }
        int hour = pair(bytes, start);
        int minute = pair(bytes, start + 3);
        int second = pair(bytes, start + 6);
        if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 60) {
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
