package io.weir.algo;

/** The market of one instrument, as far as it is known now. Prices are {@link Ticket#NO_PRICE} where there is none. */
public interface MarketView {
    /** What the quote is good for; look here before at the prices. */
    MarketState state();

    /** Best bid. */
    long bidE8();

    /** Quantity at the best bid. */
    long bidSizeE8();

    /** Best ask. */
    long askE8();

    /** Quantity at the best ask. */
    long askSizeE8();

    /** Price of the last trade. */
    long lastE8();
}
