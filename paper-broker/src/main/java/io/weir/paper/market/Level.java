package io.weir.paper.market;

import org.jspecify.annotations.Nullable;

/** The orders of one side at one price, oldest first. */
final class Level {
    long priceE8;
    /** Sum of what its orders show. */
    long shownE8;

    int orders;

    @Nullable
    BookOrder first;

    @Nullable
    BookOrder last;

    /** The next free level, while it is in the pool. */
    @Nullable
    Level nextFree;

    void append(BookOrder order) {
        BookOrder before = last;
        order.level = this;
        order.previous = before;
        order.next = null;
        if (before == null) {
            first = order;
        } else {
            before.next = order;
        }
        last = order;
        orders++;
        shownE8 += order.shownE8;
    }

    void remove(BookOrder order) {
        BookOrder before = order.previous;
        BookOrder after = order.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        order.level = null;
        order.previous = null;
        order.next = null;
        orders--;
        shownE8 -= order.shownE8;
    }
}
