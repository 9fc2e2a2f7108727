package io.weir.risk;

import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.StateHash;
import io.weir.fix.state.StateStream;
import java.util.List;

/**
 * The price that each instrument's orders are measured against: the mid of a fresh uncrossed quote, else a last trade
 * that is not too old, else the previous close, else none.
 *
 * <p>Confined to the core thread.
 */
public final class ReferencePrices {
    private static final int BID = 0;
    private static final int ASK = 1;
    private static final int QUOTE_NANOS = 2;
    private static final int LAST = 3;
    private static final int LAST_NANOS = 4;
    private static final int CLOSE = 5;
    /** One cache line for each instrument. */
    private static final int STRIDE = 8;

    private final long[] rows;
    private long maxAgeNanos;

    /**
     * Begins with the previous closes.
     *
     * @param instruments by dense number
     */
    public ReferencePrices(List<Instrument> instruments, long maxAgeNanos) {
        rows = new long[instruments.size() * STRIDE];
        this.maxAgeNanos = maxAgeNanos;
        for (int i = 0; i < instruments.size(); i++) {
            rows[i * STRIDE + CLOSE] = instruments.get(i).previousCloseE8();
        }
    }

    /** A quote; a side that is not there is 0 or {@link OrderIntent#NO_PRICE}. */
    public void quote(int instrument, long bidE8, long askE8, long monoNanos) {
        int row = instrument * STRIDE;
        rows[row + BID] = Math.max(0, bidE8);
        rows[row + ASK] = Math.max(0, askE8);
        rows[row + QUOTE_NANOS] = monoNanos;
    }

    /** A trade of the market. */
    public void trade(int instrument, long priceE8, long monoNanos) {
        int row = instrument * STRIDE;
        rows[row + LAST] = Math.max(0, priceE8);
        rows[row + LAST_NANOS] = monoNanos;
    }

    /** The close of the day before; 0 where it is unknown. */
    public void previousClose(int instrument, long priceE8) {
        rows[instrument * STRIDE + CLOSE] = Math.max(0, priceE8);
    }

    /** How old a quote or a trade may be from now on. */
    public void maxAge(long nanos) {
        maxAgeNanos = nanos;
    }

    /** What the last quote is good for. */
    public ReferenceState state(int instrument, long monoNanos) {
        int row = instrument * STRIDE;
        long bid = rows[row + BID];
        long ask = rows[row + ASK];
        if (bid == 0 || ask == 0) {
            return ReferenceState.NONE;
        }
        if (monoNanos - rows[row + QUOTE_NANOS] > maxAgeNanos) {
            return ReferenceState.STALE;
        }
        return bid > ask ? ReferenceState.CROSSED : ReferenceState.FRESH;
    }

    /** Whether a quote of at least one side is not too old, and not crossed. */
    public boolean hasFreshQuote(int instrument, long monoNanos) {
        int row = instrument * STRIDE;
        long bid = rows[row + BID];
        long ask = rows[row + ASK];
        return (bid != 0 || ask != 0)
                && (bid == 0 || ask == 0 || bid <= ask)
                && monoNanos - rows[row + QUOTE_NANOS] <= maxAgeNanos;
    }

    /** Whether a last trade is not too old. */
    public boolean hasFreshTrade(int instrument, long monoNanos) {
        int row = instrument * STRIDE;
        return rows[row + LAST] != 0 && monoNanos - rows[row + LAST_NANOS] <= maxAgeNanos;
    }

    /** The last bid, or 0. */
    public long bidE8(int instrument) {
        return rows[instrument * STRIDE + BID];
    }

    /** The last offer, or 0. */
    public long askE8(int instrument) {
        return rows[instrument * STRIDE + ASK];
    }

    /** The price of the last trade, or 0. */
    public long lastE8(int instrument) {
        return rows[instrument * STRIDE + LAST];
    }

    /** The reference price, or {@link OrderIntent#NO_PRICE}. */
    public long referenceE8(int instrument, long monoNanos) {
        int row = instrument * STRIDE;
        if (state(instrument, monoNanos) == ReferenceState.FRESH) {
            long bid = rows[row + BID];
            return bid + (rows[row + ASK] - bid) / 2;
        }
        long last = rows[row + LAST];
        if (last != 0 && monoNanos - rows[row + LAST_NANOS] <= maxAgeNanos) {
            return last;
        }
        long close = rows[row + CLOSE];
        return close == 0 ? OrderIntent.NO_PRICE : close;
    }

    void state(StateStream state) {
        maxAgeNanos = state.of(maxAgeNanos);
        state.all(rows);
    }

    long stateHash(long seed) {
        long hash = StateHash.mix(seed, maxAgeNanos);
        for (long value : rows) {
            hash = StateHash.mix(hash, value);
        }
        return hash;
    }
}
