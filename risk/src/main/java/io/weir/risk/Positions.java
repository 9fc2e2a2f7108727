package io.weir.risk;

import io.weir.fix.order.Instrument;
import io.weir.fix.order.Products;
import io.weir.fix.order.StateHash;
import io.weir.fix.state.StateStream;
import java.util.List;

/**
 * What has been traded in each instrument since the ledger began, and so what is held.
 *
 * <p>Every fill counts, one of an ended or an unknown order too. A sum that would not fit a long stays at the largest
 * one: a broker's absurd quantity must not turn a position around. Confined to the core thread.
 */
public final class Positions {
    private final long[] multipliersE8;
    private final long[] boughtE8;
    private final long[] soldE8;
    private final long[] turnoverE2;

    /** Nothing traded. */
    public Positions(List<Instrument> instruments) {
        int count = instruments.size();
        multipliersE8 = new long[count];
        boughtE8 = new long[count];
        soldE8 = new long[count];
        turnoverE2 = new long[count];
        for (int i = 0; i < count; i++) {
            multipliersE8[i] = instruments.get(i).multiplierE8();
        }
    }

    void filled(int instrument, boolean buys, long qtyE8, long priceE8) {
        long[] side = buys ? boughtE8 : soldE8;
        side[instrument] = add(side[instrument], qtyE8);
        turnoverE2[instrument] = add(turnoverE2[instrument], notional(instrument, qtyE8, priceE8));
    }

    void busted(int instrument, boolean buys, long qtyE8, long priceE8) {
        long[] side = buys ? boughtE8 : soldE8;
        side[instrument] = Math.max(0, side[instrument] - qtyE8);
        turnoverE2[instrument] = Math.max(0, turnoverE2[instrument] - notional(instrument, qtyE8, priceE8));
    }

    /** How many instruments there are. */
    public int size() {
        return boughtE8.length;
    }

    /** Quantity bought. */
    public long boughtE8(int instrument) {
        return boughtE8[instrument];
    }

    /** Quantity sold, short or not. */
    public long soldE8(int instrument) {
        return soldE8[instrument];
    }

    /** Bought less sold. */
    public long netE8(int instrument) {
        return boughtE8[instrument] - soldE8[instrument];
    }

    /** Notional of all that was traded. */
    public long turnoverE2(int instrument) {
        return turnoverE2[instrument];
    }

    private long notional(int instrument, long qtyE8, long priceE8) {
        long notional = Products.notionalE2(priceE8, qtyE8, multipliersE8[instrument]);
        return notional == Products.OVERFLOW ? Long.MAX_VALUE : notional;
    }

    private static long add(long sum, long more) {
        return sum + more < sum ? Long.MAX_VALUE : sum + more;
    }

    void state(StateStream state) {
        state.all(boughtE8);
        state.all(soldE8);
        state.all(turnoverE2);
    }

    long stateHash(long seed) {
        long hash = seed;
        for (int i = 0; i < boughtE8.length; i++) {
            hash = StateHash.mix(StateHash.mix(StateHash.mix(hash, boughtE8[i]), soldE8[i]), turnoverE2[i]);
        }
        return hash;
    }
}
