package io.weir.paper.market;

import io.weir.fix.order.TimeInForce;
import org.jspecify.annotations.Nullable;

/**
 * A book of one symbol, matched by price, then time.
 *
 * <p>A trade happens at the price of the order that rests. An iceberg shows its display quantity; when that is gone it
 * shows the next part and queues again at the end of its level. A change keeps its place only where the price and the
 * display stay and the quantity falls. Steady state allocates nothing: orders and levels are pooled.
 */
public final class OrderBook {
    private final Ladder bids = new Ladder(true);
    private final Ladder asks = new Ladder(false);
    private final BookListener listener;
    private @Nullable BookOrder free;
    private long lastPriceE8 = BookOrder.NO_PRICE;

    /** A book without orders. */
    public OrderBook(BookListener listener) {
        this.listener = listener;
    }

    /**
     * Takes an order in, trades it with what it crosses, and keeps the rest where it may stay.
     *
     * @param buy the side
     * @param priceE8 the limit, or {@link BookOrder#NO_PRICE} for a market order, which never stays
     * @param qtyE8 the quantity, above 0
     * @param displayE8 what it may show at most, or 0 for all
     * @param timeInForce IOC never stays, FOK trades whole or not at all; others stay
     * @param owner who hears of it in the trades
     * @return the order that stays, or null
     */
    public @Nullable BookOrder enter(
            boolean buy, long priceE8, long qtyE8, long displayE8, TimeInForce timeInForce, @Nullable Object owner) {
        BookOrder order = take();
        order.buy = buy;
        order.priceE8 = priceE8;
        order.leavesE8 = qtyE8;
        order.displayE8 = displayE8;
        order.owner = owner;
        if (timeInForce == TimeInForce.FOK && !canFill(order)) {
            release(order);
            return null;
        }
        match(order);
        boolean stays = priceE8 != BookOrder.NO_PRICE
                && timeInForce != TimeInForce.IOC
                && timeInForce != TimeInForce.FOK
                && order.leavesE8 > 0;
        return rest(order, stays);
    }

    /** Takes an order out. */
    public void cancel(BookOrder order) {
        remove(order);
        release(order);
    }

    /**
     * Changes a resting order; it may trade at its new price.
     *
     * @param leavesE8 what is to be open, above 0
     * @return the order that stays, or null
     */
    public @Nullable BookOrder amend(BookOrder order, long priceE8, long leavesE8, long displayE8) {
        Level level = order.level;
        if (level == null) {
            throw new IllegalStateException("the order is not in the book");
        }
        if (priceE8 == order.priceE8 && displayE8 == order.displayE8 && leavesE8 <= order.leavesE8) {
            level.shownE8 -= order.shownE8;
            order.leavesE8 = leavesE8;
            order.shownE8 = Math.min(order.shownE8, leavesE8);
            level.shownE8 += order.shownE8;
            return order;
        }
        remove(order);
        order.priceE8 = priceE8;
        order.leavesE8 = leavesE8;
        order.displayE8 = displayE8;
        match(order);
        return rest(order, priceE8 != BookOrder.NO_PRICE && order.leavesE8 > 0);
    }

    /** How many levels a side has. */
    public int levels(boolean buy) {
        return side(buy).size();
    }

    /** The price of a level; 0 is the best. */
    public long priceE8(boolean buy, int level) {
        return side(buy).at(level).priceE8;
    }

    /** What a level shows; 0 is the best. */
    public long shownE8(boolean buy, int level) {
        return side(buy).at(level).shownE8;
    }

    /** How many orders a level has; 0 is the best. */
    public int orders(boolean buy, int level) {
        return side(buy).at(level).orders;
    }

    /** The best price of a side, or {@link BookOrder#NO_PRICE}. */
    public long bestE8(boolean buy) {
        Level best = side(buy).best();
        return best == null ? BookOrder.NO_PRICE : best.priceE8;
    }

    /** The price of the last trade, or {@link BookOrder#NO_PRICE}. */
    public long lastPriceE8() {
        return lastPriceE8;
    }

    private void match(BookOrder order) {
        Ladder against = side(!order.buy);
        while (order.leavesE8 > 0) {
            Level best = against.best();
            if (best == null || !order.crosses(best.priceE8)) {
                return;
            }
            BookOrder resting = best.first;
            if (resting == null) {
                throw new IllegalStateException("a level without orders");
            }
            trade(best, resting, order);
        }
    }

    private void trade(Level level, BookOrder resting, BookOrder order) {
        long qtyE8 = Math.min(order.leavesE8, resting.shownE8);
        long priceE8 = level.priceE8;
        order.leavesE8 -= qtyE8;
        resting.leavesE8 -= qtyE8;
        resting.shownE8 -= qtyE8;
        level.shownE8 -= qtyE8;
        lastPriceE8 = priceE8;
        listener.traded(resting, order, qtyE8, priceE8);
        if (resting.leavesE8 == 0) {
            cancel(resting);
        } else if (resting.shownE8 == 0) {
            level.remove(resting);
            resting.show();
            level.append(resting);
        }
    }

    private boolean canFill(BookOrder order) {
        Ladder against = side(!order.buy);
        long missingE8 = order.leavesE8;
        for (int i = 0; i < against.size(); i++) {
            Level level = against.at(i);
            if (!order.crosses(level.priceE8)) {
                return false;
            }
            for (BookOrder resting = level.first; resting != null; resting = resting.next) {
                missingE8 -= resting.leavesE8;
                if (missingE8 <= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private @Nullable BookOrder rest(BookOrder order, boolean stays) {
        if (!stays) {
            release(order);
            return null;
        }
        order.show();
        side(order.buy).demand(order.priceE8).append(order);
        return order;
    }

    private void remove(BookOrder order) {
        Level level = order.level;
        if (level == null) {
            throw new IllegalStateException("the order is not in the book");
        }
        level.remove(order);
        if (level.orders == 0) {
            side(order.buy).drop(level);
        }
    }

    private Ladder side(boolean buy) {
        return buy ? bids : asks;
    }

    private BookOrder take() {
        BookOrder order = free;
        if (order == null) {
            return new BookOrder();
        }
        free = order.next;
        order.next = null;
        return order;
    }

    private void release(BookOrder order) {
        order.owner = null;
        order.next = free;
        free = order;
    }
}
