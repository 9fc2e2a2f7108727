package io.weir.algo;

import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Side;
import io.weir.fix.order.TimeInForce;

/**
 * What an algo sees of its parent order, and what it may do for it.
 *
 * <p>The gateway implements it; an algo gets it with each call and does not keep it. Quantities and prices have 8
 * decimals, times are nanoseconds. What is seen follows what is done at once: a child placed counts as live in the same
 * call. Children have numbers from 1 in the order of their placing, never reused within the parent.
 */
public interface Ticket {
    /** A price that is not there. */
    long NO_PRICE = OrderIntent.NO_PRICE;

    /** A time that is not there. */
    long NEVER = Long.MAX_VALUE;

    /** Monotonic time of the event. */
    long monoNanos();

    /** Wall clock time of the event. */
    long utcNanos();

    /** What is traded. */
    Instrument instrument();

    /** The parent's side. */
    Side side();

    /** The parent's quantity, as amended. */
    long orderQtyE8();

    /** What is filled of the parent. */
    long cumQtyE8();

    /**
     * What the children may still fill: the leaves of all that are live, pending or in doubt, the larger one while a
     * replacement is pending. Not above what the parent has left, but for a broker's overfill.
     */
    long liveQtyE8();

    /** The parent's limit, as amended, or {@link #NO_PRICE}. */
    long limitPriceE8();

    /** When it may begin (168), or when it was accepted. */
    long startMonoNanos();

    /** When it must have ended (126), or {@link #NEVER}. */
    long endMonoNanos();

    /** The parent's parameters, as amended. */
    AlgoParameters parameters();

    /** The market now. */
    MarketView market();

    /** The seed of this order's random choices: the same after a restart, another for each order. */
    long seed();

    // Children that have not ended, oldest first.

    /** How many there are. */
    int liveChildren();

    /** The number of one. */
    long child(int index);

    /** What one may still fill; 0 where it has ended. */
    long childLeavesE8(long child);

    /** Its price, or {@link #NO_PRICE} for a market order; with a replacement pending, the new one. */
    long childPriceE8(long child);

    /** Whether a cancel or a replacement of it waits for its answer, or it is in doubt: better left alone until then. */
    boolean isChildPending(long child);

    // What may be done.

    /**
     * Sends a child.
     *
     * @param priceE8 its limit, or {@link #NO_PRICE} where the type has none
     * @return its number; a refusal by the gate comes later as {@link ChildEvent.Kind#REFUSED}
     */
    long place(long qtyE8, OrdType type, long priceE8, TimeInForce timeInForce);

    /** Cancels a child. Without effect where it has ended or its cancel is pending. */
    void cancel(long child);

    /**
     * Replaces a child's leaves and price.
     *
     * @param leavesE8 what it shall fill beside what it has filled; the owner adds that for OrderQty (38)
     */
    void replace(long child, long leavesE8, long priceE8);

    /** Asks for a wake-up, in place of the one asked for before; {@link #NEVER} for none. One that is past comes at once. */
    void wakeAt(long monoNanos);

    /** Ends the parent: live children are cancelled, and when all have ended the rest expires (150=C). */
    void finish(String reason);

    /** Records why, for people: the audit and the order's story. */
    void explain(String why);
}
