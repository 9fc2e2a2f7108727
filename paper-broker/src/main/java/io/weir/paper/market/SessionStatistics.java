package io.weir.paper.market;

/** What a symbol has traded in a day. */
public final class SessionStatistics {
    private long openE8;
    private long highE8;
    private long lowE8;
    private long lastE8;
    private long lastQtyE8;
    private long lastUtcNanos;
    private long volumeE8;
    private long trades;

    SessionStatistics() {}

    void traded(long priceE8, long qtyE8, long utcNanos) {
        if (trades == 0) {
            openE8 = priceE8;
            highE8 = priceE8;
            lowE8 = priceE8;
        }
        highE8 = Math.max(highE8, priceE8);
        lowE8 = Math.min(lowE8, priceE8);
        lastE8 = priceE8;
        lastQtyE8 = qtyE8;
        lastUtcNanos = utcNanos;
        volumeE8 += qtyE8;
        trades++;
    }

    void nextDay() {
        trades = 0;
        volumeE8 = 0;
    }

    /** Trades of the day; where there are none, the prices are those of the day before, or 0. */
    public long trades() {
        return trades;
    }

    /** First price. */
    public long openE8() {
        return openE8;
    }

    /** Highest price. */
    public long highE8() {
        return highE8;
    }

    /** Lowest price. */
    public long lowE8() {
        return lowE8;
    }

    /** Last price. */
    public long lastE8() {
        return lastE8;
    }

    /** Quantity of the last trade. */
    public long lastQtyE8() {
        return lastQtyE8;
    }

    /** Time of the last trade. */
    public long lastUtcNanos() {
        return lastUtcNanos;
    }

    /** Quantity traded. */
    public long volumeE8() {
        return volumeE8;
    }
}
