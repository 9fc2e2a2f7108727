package io.weir.fix.order;

import org.jspecify.annotations.Nullable;

/** Side (54). */
public enum Side {
    /** Buy. */
    BUY('1'),
    /** Sell. */
    SELL('2'),
    /** Sell short. */
    SELL_SHORT('5'),
    /** Sell short exempt. */
    SELL_SHORT_EXEMPT('6');

    private static final @Nullable Side[] BY_CODE = new @Nullable Side[128];

    static {
        for (Side value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final byte code;

    Side(char code) {
        this.code = (byte) code;
    }

    /** The character on the wire. */
    public byte code() {
        return code;
    }

    /** Whether a fill takes quantity in. */
    public boolean isBuy() {
        return this == BUY;
    }

    /** The value of a character on the wire, or null where it is none that we know. */
    public static @Nullable Side of(byte code) {
        return code < 0 ? null : BY_CODE[code];
    }
}
