package io.weir.fix.order;

import org.jspecify.annotations.Nullable;

/** OrdType (40). */
public enum OrdType {
    /** Market. */
    MARKET('1'),
    /** Limit. */
    LIMIT('2'),
    /** Stop. */
    STOP('3'),
    /** Stop limit. */
    STOP_LIMIT('4'),
    /** Pegged. */
    PEGGED('P');

    private static final @Nullable OrdType[] BY_CODE = new @Nullable OrdType[128];

    static {
        for (OrdType value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final byte code;

    OrdType(char code) {
        this.code = (byte) code;
    }

    /** The character on the wire. */
    public byte code() {
        return code;
    }

    /** Whether an order of this type carries a limit price (44). */
    public boolean hasLimit() {
        return this == LIMIT || this == STOP_LIMIT;
    }

    /** The value of a character on the wire, or null where it is none that we know. */
    public static @Nullable OrdType of(byte code) {
        return code < 0 ? null : BY_CODE[code];
    }
}
