package io.weir.fix.codec;

/** Indexes the fields of a framed message. */
public final class FixParser {
    /** How a parse ended. */
    public enum Result {
        /** Every field is indexed. */
        OK,
        /** A field has no {@code tag=}, or its tag is no number: SessionRejectReason 0. */
        INVALID_TAG,
        /** A data field does not end where its length field says, or the message has too many fields. */
        GARBLED
    }

    /** Data fields of FIX 4.4 by their length fields; data may contain SOH. */
    private static final int[][] DATA = {
        {90, 91},
        {93, 89},
        {95, 96},
        {212, 213},
        {348, 349},
        {350, 351},
        {352, 353},
        {354, 355},
        {356, 357},
        {358, 359},
        {360, 361},
        {362, 363},
        {364, 365},
        {445, 446},
        {618, 619},
        {621, 622}
    };

    private static final int MAX_LENGTH_TAG = 622;
    private static final short[] DATA_OF = new short[MAX_LENGTH_TAG];

    static {
        for (int[] pair : DATA) {
            DATA_OF[pair[0]] = (short) pair[1];
        }
    }

    private FixParser() {}

    /** The data field that follows a length field (FIX 4.4 volume 1, data type "data"), or 0. */
    public static int dataTagOf(int lengthTag) {
        return lengthTag >= 0 && lengthTag < MAX_LENGTH_TAG ? DATA_OF[lengthTag] : 0;
    }

    /** Indexes the message in bytes[start, end); the last byte must be SOH. */
    public static Result parse(byte[] bytes, int start, int end, FixMessage into) {
        into.clear(bytes, start, end - start);
        int p = start;
        int dataTag = 0;
        int dataLength = 0;
        while (p < end) {
            int tag = 0;
            int digits = p;
            byte c;
            while ((c = bytes[p]) != '=') {
                int digit = c - '0';
                if (digit < 0 || digit > 9 || p - digits >= 9) {
                    return Result.INVALID_TAG;
                }
                tag = tag * 10 + digit;
                if (++p == end) {
                    return Result.INVALID_TAG;
                }
            }
            if (p == digits) {
                return Result.INVALID_TAG;
            }
            int value = ++p;
            if (tag == dataTag && dataTag != 0) {
                p = value + dataLength;
                if (p >= end || bytes[p] != Ascii.SOH) {
                    return Result.GARBLED;
                }
            } else {
                while (p < end && bytes[p] != Ascii.SOH) {
                    p++;
                }
                if (p == end) {
                    return Result.GARBLED;
                }
            }
            if (into.fieldCount() == FixMessage.MAX_FIELDS) {
                return Result.GARBLED;
            }
            into.add(tag, value, p);
            dataTag = dataTagOf(tag);
            if (dataTag != 0) {
                long announced = Ascii.parseUnsigned(bytes, value, p);
                dataTag = announced < 0 ? 0 : dataTag;
                dataLength = (int) Math.min(announced, end - start);
            }
            p++;
        }
        return Result.OK;
    }
}
