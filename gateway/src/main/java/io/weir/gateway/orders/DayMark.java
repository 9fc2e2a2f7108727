package io.weir.gateway.orders;

import io.weir.fix.order.FillTotal;
import io.weir.fix.state.StateStream;

/** Where the trading day began: what is from before it, and what is of today. Confined to the core thread. */
final class DayMark {
    /** When it began, monotonic. */
    private long rolledAt;
    /** The last id of ours before it: a fill that the client was told under a later one is of today. */
    private long lastId;

    /** A trading day begins. */
    void set(long monoNanos, long lastIdBefore) {
        rolledAt = monoNanos;
        lastId = lastIdBefore;
    }

    void adopt(DayMark before) {
        set(before.rolledAt, before.lastId);
    }

    /** Whether an order is from an earlier day. */
    boolean isEarlier(ParentOrder p) {
        return p.openedAt < rolledAt;
    }

    /** Whether an order may have outlived a day, and has. */
    boolean hasOutlived(ParentOrder p) {
        return p.timeInForce.outlivesDay() && isEarlier(p);
    }

    /** What was filled of an order today. */
    void sumToday(ParentOrder p, FillTotal into) {
        into.set(p.filled);
        for (ChildOrder child = p.firstChild; child != null; child = child.next) {
            for (int i = 0; i < child.fillCount(); i++) {
                if (child.fillReportedAs(i) <= lastId) {
                    into.remove(child.fillPriceE8(i), child.fillQtyE8(i));
                }
            }
        }
    }

    void state(StateStream state) {
        rolledAt = state.of(rolledAt);
        lastId = state.of(lastId);
    }

    long stateHash() {
        return rolledAt * 31 + lastId;
    }
}
