package io.weir.algo;

/** The kind of a parameter's value: StrategyParameterType (959). */
public enum ParameterType {
    /** A whole number. */
    INT(1),
    /** A decimal. */
    FLOAT(6),
    /** A quantity. */
    QTY(7),
    /** A price. */
    PRICE(8),
    /** A fraction: 0.1 is 10 %. */
    PERCENTAGE(11),
    /** Y or N. */
    BOOLEAN(13),
    /** A text. */
    STRING(14),
    /** A UTCTimestamp. */
    UTC_TIMESTAMP(19);

    private final int code;

    ParameterType(int code) {
        this.code = code;
    }

    /** The value of StrategyParameterType (959). */
    public int code() {
        return code;
    }

    /** Whether its values have 8 decimals. */
    public boolean isDecimal() {
        return this == FLOAT || this == QTY || this == PRICE || this == PERCENTAGE;
    }
}
