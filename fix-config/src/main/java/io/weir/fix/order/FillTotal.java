package io.weir.fix.order;

import io.weir.fix.state.StateStream;

/**
 * What is filled of an order: the quantity, and the exact sum of price times quantity that AvgPx (6) comes from.
 *
 * <p>The sum is a signed number of 128 bits with 16 decimals. Since the quantity is held to a long, the sum cannot
 * overflow. Reused by its owner.
 */
public final class FillTotal {
    private long high;
    private long low;
    private long qtyE8;

    /** CumQty (14). */
    public long qtyE8() {
        return qtyE8;
    }

    /**
     * Counts a fill.
     *
     * @param fillQtyE8 LastQty (32), not negative
     * @return false, and nothing counted, where the quantity would not fit
     */
    public boolean add(long priceE8, long fillQtyE8) {
        if (qtyE8 + fillQtyE8 < qtyE8) {
            return false;
        }
        qtyE8 += fillQtyE8;
        plus(Math.multiplyHigh(priceE8, fillQtyE8), priceE8 * fillQtyE8);
        return true;
    }

    /**
     * Takes a fill back that was busted, or corrected and will be added anew.
     *
     * @return false, and nothing changed, where more would be taken than there is
     */
    public boolean remove(long priceE8, long fillQtyE8) {
        if (fillQtyE8 < 0 || fillQtyE8 > qtyE8) {
            return false;
        }
        qtyE8 -= fillQtyE8;
        if (qtyE8 == 0) {
            clear();
        } else {
            plus(Math.multiplyHigh(-priceE8, fillQtyE8), -priceE8 * fillQtyE8);
        }
        return true;
    }

    /** AvgPx (6): the sum over the quantity, rounded half up (away from zero) at 8 decimals; 0 where nothing is filled. */
    public long averageE8() {
        return qtyE8 == 0 ? 0 : quotient(high, low, qtyE8);
    }

    /**
     * The price of the fills that a counterparty's CumQty and AvgPx know of and we do not: (AvgPx x CumQty - ours) over
     * the difference of the quantities, rounded half up.
     *
     * @param cumQtyE8 CumQty (14) of the report, above ours
     * @param avgPxE8 AvgPx (6) of the report
     * @return the price, or AvgPx itself where the report's numbers do not agree with ours
     */
    public long missingPriceE8(long cumQtyE8, long avgPxE8) {
        long theirHigh = Math.multiplyHigh(avgPxE8, cumQtyE8);
        long theirLow = avgPxE8 * cumQtyE8;
        long restLow = theirLow - low;
        long restHigh = theirHigh - high - (Long.compareUnsigned(theirLow, low) < 0 ? 1 : 0);
        long price = restHigh < 0 ? 0 : quotient(restHigh, restLow, cumQtyE8 - qtyE8);
        return price > 0 ? price : avgPxE8;
    }

    /** Makes it the total of nothing. */
    public void clear() {
        high = 0;
        low = 0;
        qtyE8 = 0;
    }

    /** Takes over another total. */
    public void set(FillTotal other) {
        high = other.high;
        low = other.low;
        qtyE8 = other.qtyE8;
    }

    /** Writes this total, or reads it back. */
    public void state(StateStream state) {
        high = state.of(high);
        low = state.of(low);
        qtyE8 = state.of(qtyE8);
    }

    /** Adds this total to a state hash. */
    public long stateHash(long hash) {
        return StateHash.mix(StateHash.mix(StateHash.mix(hash, high), low), qtyE8);
    }

    private void plus(long addHigh, long addLow) {
        low += addLow;
        high += addHigh + (Long.compareUnsigned(low, addLow) < 0 ? 1 : 0);
    }

    /** The signed sum over a positive quantity, rounded half away from zero; 0 where it does not fit. */
    private static long quotient(long high, long low, long qty) {
        boolean negative = high < 0;
        long absLow = negative ? -low : low;
        long absHigh = negative ? ~high + (low == 0 ? 1 : 0) : high;
        if (absHigh >= qty) {
            return 0;
        }
        long floor = Products.divide(absHigh, absLow, qty);
        long rest = absLow - floor * qty;
        long rounded = floor + (rest >= qty - rest ? 1 : 0);
        return negative ? -rounded : rounded;
    }
}
