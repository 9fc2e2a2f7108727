package io.weir.fix.order;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.Timestamps;

/** Numbers and times as the texts of FIX fields, for the rooms that see orders and no bytes. */
public final class FieldText {
    /** What a text gives that is not of its kind. */
    public static final long INVALID = Long.MIN_VALUE;

    private FieldText() {}

    /** The shortest text of a value with 8 decimals; of one that is not there, "none". */
    public static String decimal(long valueE8) {
        return valueE8 == INVALID ? "none" : Decimals.text(valueE8);
    }

    /** A notional with its 2 decimals. */
    public static String amount(long notionalE2) {
        long cents = Math.abs(notionalE2 % 100);
        String sign = notionalE2 < 0 && notionalE2 > -100 ? "-" : "";
        return sign + notionalE2 / 100 + (cents < 10 ? ".0" : ".") + cents;
    }

    /** A decimal with 8 decimals, or {@link #INVALID}. */
    public static long parseDecimal(String text) {
        return Decimals.parse(text);
    }

    /** A UTCTimestamp as nanoseconds since the epoch, or {@link #INVALID}. */
    public static long parseTimestamp(String text) {
        byte[] bytes = Ascii.bytes(text);
        return Timestamps.parse(bytes, 0, bytes.length);
    }

    /** A UTCTimestamp of nanoseconds since the epoch. */
    public static String timestamp(long utcNanos) {
        return Timestamps.text(utcNanos);
    }
}
