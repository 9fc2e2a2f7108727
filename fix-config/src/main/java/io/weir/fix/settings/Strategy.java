package io.weir.fix.settings;

import org.jspecify.annotations.Nullable;

/** The algos by their TargetStrategy (847). */
public enum Strategy {
    /** No algo: a plain order. */
    NONE(0),
    VWAP(1),
    POV(2),
    AUTO(1000),
    TWAP(1001),
    ICEBERG(1002),
    OPPORTUNISTIC(1003),
    ADAPTIVE_VWAP(1004),
    MIDPOINT_PEG(1005),
    SPREAD_AWARE(1006),
    AUCTION(1007),
    POSITION_SQUARING(1008),
    PYRAMIDING(1009),
    IMPLEMENTATION_SHORTFALL(1010),
    LIMIT(1011),
    MARKET(1012);

    private static final Strategy[] VALUES = values();

    private final int code;

    Strategy(int code) {
        this.code = code;
    }

    /** TargetStrategy (847). */
    public int code() {
        return code;
    }

    /** The algo of a TargetStrategy, or null where we have none. */
    public static @Nullable Strategy of(long code) {
        for (Strategy value : VALUES) {
            if (value.code == code) {
                return value;
            }
        }
        return null;
    }
}
