package io.weir.fix.order;

import org.jspecify.annotations.Nullable;

/** OrdStatus (39). */
public enum OrdStatus {
    /** New. */
    NEW('0'),
    /** Partially filled. */
    PARTIALLY_FILLED('1'),
    /** Filled. */
    FILLED('2'),
    /** Done for day. */
    DONE_FOR_DAY('3'),
    /** Canceled. */
    CANCELED('4'),
    /** Replaced: of older dialects, only read. */
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
    /** Pending replace. */
    PENDING_REPLACE('E');

    private static final @Nullable OrdStatus[] BY_CODE = new @Nullable OrdStatus[128];

    static {
        for (OrdStatus value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final byte code;

    OrdStatus(char code) {
        this.code = (byte) code;
    }

    /** The character on the wire. */
    public byte code() {
        return code;
    }

    /** Whether nothing more is expected of an order in this state. */
    public boolean isTerminal() {
        return this == FILLED || this == CANCELED || this == REJECTED || this == EXPIRED;
    }

    /** The value of a character on the wire, or null where it is none that we know. */
    public static @Nullable OrdStatus of(byte code) {
        return code < 0 ? null : BY_CODE[code];
    }
}
