package io.weir.fix.order;

import org.jspecify.annotations.Nullable;

/** TimeInForce (59). */
public enum TimeInForce {
    /** Day. */
    DAY('0'),
    /** Good till cancel. */
    GTC('1'),
    /** At the opening. */
    AT_OPEN('2'),
    /** Immediate or cancel. */
    IOC('3'),
    /** Fill or kill. */
    FOK('4'),
    /** Good till date. */
    GTD('6'),
    /** At the close. */
    AT_CLOSE('7');

    private static final @Nullable TimeInForce[] BY_CODE = new @Nullable TimeInForce[128];

    static {
        for (TimeInForce value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final byte code;

    TimeInForce(char code) {
        this.code = (byte) code;
    }

    /** The character on the wire. */
    public byte code() {
        return code;
    }

    /** Whether an order for it may live on when the trading day ends: good till cancel, good till date. */
    public boolean outlivesDay() {
        return this == GTC || this == GTD;
    }

    /** The value of a character on the wire, or null where it is none that we know. */
    public static @Nullable TimeInForce of(byte code) {
        return code < 0 ? null : BY_CODE[code];
    }
}
