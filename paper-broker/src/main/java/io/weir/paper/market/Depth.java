package io.weir.paper.market;

/** The best levels of both sides of a book at one moment; reused from one to the next. */
public final class Depth {
    private final Side bids;
    private final Side asks;

    /** Room for so many levels a side. */
    public Depth(int levels) {
        bids = new Side(levels);
        asks = new Side(levels);
    }

    /** How many levels a side has. */
    public int levels(boolean buy) {
        return side(buy).size;
    }

    /** The price of a level; 0 is the best. */
    public long priceE8(boolean buy, int level) {
        return side(buy).prices[level];
    }

    /** What a level shows. */
    public long qtyE8(boolean buy, int level) {
        return side(buy).quantities[level];
    }

    /** How many orders a level has. */
    public int orders(boolean buy, int level) {
        return side(buy).orders[level];
    }

    /** The level of a price, or -1. */
    public int find(boolean buy, long priceE8) {
        Side side = side(buy);
        for (int i = 0; i < side.size; i++) {
            if (side.prices[i] == priceE8) {
                return i;
            }
        }
        return -1;
    }

    void take(OrderBook book) {
        bids.take(book, true);
        asks.take(book, false);
    }

    private Side side(boolean buy) {
        return buy ? bids : asks;
    }

    private static final class Side {
        private final long[] prices;
        private final long[] quantities;
        private final int[] orders;
        private int size;

        Side(int levels) {
            prices = new long[levels];
            quantities = new long[levels];
            orders = new int[levels];
        }

        void take(OrderBook book, boolean buy) {
            size = Math.min(prices.length, book.levels(buy));
            for (int i = 0; i < size; i++) {
                prices[i] = book.priceE8(buy, i);
                quantities[i] = book.shownE8(buy, i);
                orders[i] = book.orders(buy, i);
            }
        }
    }
}
