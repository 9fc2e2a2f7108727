package io.weir.algo;

/** What the quote of an instrument is good for. */
public enum MarketState {
    /** Both sides, young enough. */
    FRESH,
    /** Too old. */
    STALE,
    /** Bid and ask are the same. */
    LOCKED,
    /** The bid is above the ask. */
    CROSSED,
    /** A side is missing, or there was never a quote. */
    NONE,
    /** Trading is halted. */
    HALTED;

    /** Whether bid and ask are prices to trade by. */
    public boolean isUsable() {
        return this == FRESH || this == LOCKED;
    }
}
