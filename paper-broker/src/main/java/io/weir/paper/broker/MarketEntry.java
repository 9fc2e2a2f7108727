package io.weir.paper.broker;

/**
 * An entry of a market data message.
 *
 * @param action MDUpdateAction (279)
 * @param type MDEntryType (269)
 * @param priceE8 MDEntryPx (270), or {@link #NONE}
 * @param sizeE8 MDEntrySize (271), or {@link #NONE}
 * @param orders NumberOfOrders (346), or 0
 * @param utcNanos MDEntryDate and MDEntryTime (272, 273) of a trade, or 0
 */
record MarketEntry(char action, char type, long priceE8, long sizeE8, int orders, long utcNanos) {
    static final long NONE = Long.MIN_VALUE;

    static final char ADD = '0';
    static final char CHANGE = '1';
    static final char DELETE = '2';

    static final char BID = '0';
    static final char OFFER = '1';
    static final char TRADE = '2';
    static final char OPENING = '4';
    static final char HIGH = '7';
    static final char LOW = '8';
    static final char VOLUME = 'B';

    /** Every type that the broker has. */
    static final String TYPES = "012478B";
}
