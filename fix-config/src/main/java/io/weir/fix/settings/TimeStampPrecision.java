package io.weir.fix.settings;

/** TimeStampPrecision: the digits behind the second in the timestamps that we send. */
public enum TimeStampPrecision {
    SECONDS(0),
    MILLIS(3),
    MICROS(6),
    NANOS(9);

    private final int digits;

    TimeStampPrecision(int digits) {
        this.digits = digits;
    }

    /** Digits of the fraction. */
    public int digits() {
        return digits;
    }
}
