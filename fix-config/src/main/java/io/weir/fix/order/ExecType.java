package io.weir.fix.order;

import org.jspecify.annotations.Nullable;

/** ExecType (150). */
public enum ExecType {
    /** New. */
    NEW('0'),
    /** Partial fill: of older dialects, only read. */
    PARTIAL_FILL('1'),
    /** Fill: of older dialects, only read. */
    FILL('2'),
    /** Done for day. */
    DONE_FOR_DAY('3'),
    /** Canceled. */
    CANCELED('4'),
    /** Replaced. */
    REPLACED('5'),
    /** Pending cancel. */
    PENDING_CANCEL('6'),
    /** Stopped. */
    STOPPED('7'),
    /** Rejected. */
    REJECTED('8'),
    /** Suspended. */
    SUSPENDED('9'),
    /** Pending new. */
    PENDING_NEW('A'),
    /** Calculated. */
    CALCULATED('B'),
    /** Expired. */
    EXPIRED('C'),
    /** Restated. */
    RESTATED('D'),
    /** Pending replace. */
    PENDING_REPLACE('E'),
    /** Trade: a partial fill or a fill. */
    TRADE('F'),
    /** Trade correct. */
    TRADE_CORRECT('G'),
    /** Trade cancel: a bust. */
    TRADE_CANCEL('H'),
    /** Order status: the answer to a request. */
    ORDER_STATUS('I');

    private static final @Nullable ExecType[] BY_CODE = new @Nullable ExecType[128];

    static {
        for (ExecType value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final byte code;

    ExecType(char code) {
        this.code = (byte) code;
    }

    /** The character on the wire. */
    public byte code() {
        return code;
    }

    /** The value of a character on the wire, or null where it is none that we know. */
    public static @Nullable ExecType of(byte code) {
        return code < 0 ? null : BY_CODE[code];
    }
}
