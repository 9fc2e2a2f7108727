package io.weir.risk;

/** What a quote is good for. */
public enum ReferenceState {
    /** Both sides, not crossed, young enough: its mid is a reference. */
    FRESH,
    /** Too old. */
    STALE,
    /** The bid is above the ask. */
    CROSSED,
    /** A side is missing, or there was never a quote. */
    NONE
}
