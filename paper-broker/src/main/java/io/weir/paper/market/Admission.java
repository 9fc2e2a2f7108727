package io.weir.paper.market;

import io.weir.fix.order.OrdType;
import io.weir.fix.order.TimeInForce;
import org.jspecify.annotations.Nullable;

/** What the desk takes, and what it does not. */
final class Admission {
    /** The largest quantity that it takes: a hundred million. */
    private static final long MOST_QTY_E8 = 100_000_000L * 100_000_000L;

    /**
     * Why terms are not taken.
     *
     * @param reason OrdRejReason (103)
     * @param text Text (58)
     */
    record Objection(int reason, String text) {}

    private Admission() {}

    /** What speaks against terms, or null. */
    static @Nullable Objection objection(Terms terms, Listing listing) {
        TimeInForce time = terms.timeInForce();
        boolean timeKnown = time == TimeInForce.DAY
                || time == TimeInForce.GTC
                || time == TimeInForce.IOC
                || time == TimeInForce.FOK;
        if (terms.ordType() == OrdType.PEGGED) {
            return new Objection(11, "pegged orders are not supported");
        }
        if (!timeKnown) {
            return new Objection(11, "TimeInForce " + (char) time.code() + " is not supported");
        }
        if (terms.qtyE8() <= 0 || terms.qtyE8() % listing.lotE8() != 0) {
            return new Objection(13, "the quantity is not a positive multiple of the lot");
        }
        if (terms.qtyE8() > MOST_QTY_E8) {
            return new Objection(3, "the quantity exceeds 100000000");
        }
        if (terms.displayE8() < 0 || terms.displayE8() % listing.lotE8() != 0) {
            return new Objection(13, "the display quantity is not a multiple of the lot");
        }
        return price(terms, listing);
    }

    private static @Nullable Objection price(Terms terms, Listing listing) {
        OrdType type = terms.ordType();
        if (type.hasLimit() && !onGrid(terms.priceE8(), listing)) {
            return new Objection(99, "a price on the tick is expected");
        }
        if (type != OrdType.LIMIT && type != OrdType.MARKET && !onGrid(terms.stopPxE8(), listing)) {
            return new Objection(99, "a stop price on the tick is expected");
        }
        return null;
    }

    private static boolean onGrid(long priceE8, Listing listing) {
        return priceE8 > 0 && priceE8 % listing.tickE8() == 0;
    }
}
