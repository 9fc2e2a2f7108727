package io.weir.algo;

import io.weir.fix.order.Products;
import io.weir.fix.order.StateHash;
import io.weir.fix.state.StateStream;

/**
 * Keeps the children within what an amendment has left of their parent.
 *
 * <p>Where an answer of the broker has to come first, it asks to look again, after a pause that doubles from a tenth of a
 * second to a minute: that bounds the messages to a broker who refuses or undoes what we ask for.
 */
final class Restraint {
    private static final long PAUSE_NANOS = 100_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

    private long lookMono = Ticket.NEVER;
    private long pauseNanos = PAUSE_NANOS;

    /** When to look again, or {@link Ticket#NEVER} where all is well. */
    long lookMono() {
        return lookMono;
    }

    void state(StateStream state) {
        lookMono = state.of(lookMono);
        pauseNanos = state.of(pauseNanos);
    }

    long stateHash(long hash) {
        return StateHash.mix(StateHash.mix(hash, lookMono), pauseNanos);
    }

    /**
     * Brings the children back into what the parent allows after an amendment: no more than its quantity, none beyond its
     * limit. The newest give way first.
     *
     * @param mostLiveE8 what may be live at most, where that is less than the parent's quantity
     */
    void bringBack(Ticket ticket, long mostLiveE8) {
        // What is pending is left alone, and taken for what will be gone: mostly it is the cancel of just this excess.
        long excess = excess(ticket, mostLiveE8) - pendingLeaves(ticket);
        long limit = ticket.limitPriceE8();
        boolean unsettled = false;
        for (int i = ticket.liveChildren() - 1; i >= 0; i--) {
            long child = ticket.child(i);
            long leaves = ticket.childLeavesE8(child);
            long price = ticket.childPriceE8(child);
            boolean beyond = isBeyond(ticket, price, limit);
            if (ticket.isChildPending(child)) {
                unsettled |= beyond;
                continue;
            }
            if (leaves == 0) {
                continue;
            }
            long give = Math.min(
                    leaves,
                    Products.ceilTo(Math.max(0, excess), ticket.instrument().lotE8()));
            excess -= give;
            if (give == leaves || (beyond && price == Ticket.NO_PRICE)) {
                ticket.cancel(child);
            } else if (give > 0 || beyond) {
                ticket.replace(child, leaves - give, beyond ? limit : price);
            }
        }
        if (unsettled || excess(ticket, mostLiveE8) > 0) {
            lookMono = ticket.monoNanos() + pauseNanos;
            pauseNanos = Math.min(LONGEST_PAUSE_NANOS, pauseNanos * 2);
        } else {
            lookMono = Ticket.NEVER;
            pauseNanos = PAUSE_NANOS;
        }
    }

    private static long pendingLeaves(Ticket ticket) {
        long leaves = 0;
        for (int i = 0; i < ticket.liveChildren(); i++) {
            long child = ticket.child(i);
            leaves += ticket.isChildPending(child) ? ticket.childLeavesE8(child) : 0;
        }
        return leaves;
    }

    private static long excess(Ticket ticket, long mostLiveE8) {
        return Math.max(-Children.free(ticket), ticket.liveQtyE8() - mostLiveE8);
    }

    private static boolean isBeyond(Ticket ticket, long price, long limit) {
        if (limit == Ticket.NO_PRICE) {
            return false;
        }
        return price == Ticket.NO_PRICE || (ticket.side().isBuy() ? price > limit : price < limit);
    }
}
