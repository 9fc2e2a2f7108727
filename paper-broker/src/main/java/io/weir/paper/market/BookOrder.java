package io.weir.paper.market;

import org.jspecify.annotations.Nullable;

/**
 * An order as a book sees it: a side, a limit and what is still open.
 *
 * <p>Pooled by its book: a reference is valid until the order has nothing left or is cancelled.
 */
public final class BookOrder {
    /** The limit of an order that has none. */
    public static final long NO_PRICE = Long.MIN_VALUE;

    boolean buy;
    long priceE8;
    long leavesE8;
    long shownE8;
    long displayE8;
    /** Where the owner keeps it; the book does not look at it. */
    int slot;

    @Nullable
    Object owner;

    @Nullable
    Level level;

    @Nullable
    BookOrder previous;

    @Nullable
    BookOrder next;

    BookOrder() {}

    /** Whether it buys. */
    public boolean buy() {
        return buy;
    }

    /** The limit, or {@link #NO_PRICE} for a market order. */
    public long priceE8() {
        return priceE8;
    }

    /** What is open, the hidden part included. */
    public long leavesE8() {
        return leavesE8;
    }

    /** What the book shows of it. */
    public long shownE8() {
        return shownE8;
    }

    /** What it may show at most (MaxFloor); 0 for all. */
    public long displayE8() {
        return displayE8;
    }

    /** Whoever entered it. */
    public @Nullable Object owner() {
        return owner;
    }

    /** Whether a resting order at this price is good enough for it. */
    boolean crosses(long restingE8) {
        return priceE8 == NO_PRICE || (buy ? restingE8 <= priceE8 : restingE8 >= priceE8);
    }

    /** Shows as much as it may of what is open. */
    void show() {
        shownE8 = displayE8 == 0 ? leavesE8 : Math.min(displayE8, leavesE8);
    }
}
