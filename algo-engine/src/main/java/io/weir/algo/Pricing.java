package io.weir.algo;

import io.weir.fix.order.Products;

/** Prices of children: on the tick, within the parent's limit. */
final class Pricing {
    private Pricing() {}

    /** The near touch within the limit; without a usable quote the limit; {@link Ticket#NO_PRICE} without either. */
    static long near(Ticket ticket) {
        MarketView market = ticket.market();
        if (!market.state().isUsable()) {
            return ticket.limitPriceE8();
        }
        return within(ticket, ticket.side().isBuy() ? market.bidE8() : market.askE8());
    }

    /** The far touch within the limit, which a child at it takes; {@link Ticket#NO_PRICE} without a usable quote. */
    static long far(Ticket ticket) {
        MarketView market = ticket.market();
        if (!market.state().isUsable()) {
            return Ticket.NO_PRICE;
        }
        return within(ticket, ticket.side().isBuy() ? market.askE8() : market.bidE8());
    }

    /** A price moved by ticks away from the market. */
    static long awayBy(Ticket ticket, long priceE8, long ticks) {
        long distance = ticks * ticket.instrument().tickE8();
        return ticket.side().isBuy() ? Math.max(ticket.instrument().tickE8(), priceE8 - distance) : priceE8 + distance;
    }

    /** Whether a price takes more of the market than another. */
    static boolean isMoreAggressive(Ticket ticket, long priceE8, long thanE8) {
        return ticket.side().isBuy() ? priceE8 > thanE8 : priceE8 < thanE8;
    }

    /** A market price on our tick, rounded to the harmless side, within the limit. */
    private static long within(Ticket ticket, long priceE8) {
        long tick = ticket.instrument().tickE8();
        long limit = ticket.limitPriceE8();
        if (ticket.side().isBuy()) {
            long price = Products.floorTo(priceE8, tick);
            return limit == Ticket.NO_PRICE ? price : Math.min(limit, price);
        }
        long price = Products.ceilTo(priceE8, tick);
        return limit == Ticket.NO_PRICE ? price : Math.max(limit, price);
    }
}
