package io.weir.algo;

import io.weir.fix.order.Verdict;

/**
 * What happened to a child.
 *
 * <p>One object is filled again and again by its owner and is valid only during the call that it is passed to. By then
 * the ticket shows the child as it is after the event.
 */
public final class ChildEvent {
    /** The kinds of events. */
    public enum Kind {
        /** The broker took it. */
        ACCEPTED,
        /** It was filled, in part or (leaves 0) wholly; no {@link #DONE} follows a whole fill. */
        FILLED,
        /** It ended unfilled: canceled by us or by the broker, expired, done for the day. */
        DONE,
        /** The gate refused it, or its replacement; see the verdict. A refused new child has ended. */
        REFUSED,
        /** The broker rejected it; see ordRejReason. It has ended. */
        REJECTED,
        /** The broker took its replacement, or restated it. */
        REPLACED,
        /** The broker refused its cancel or its replacement; it works on as it was. */
        CANCEL_REJECTED
    }

    /** What happened. */
    public Kind kind = Kind.ACCEPTED;
    /** To which child. */
    public long child;
    /** LastQty (32) of a fill, else 0. */
    public long lastQtyE8;
    /** LastPx (31) of a fill, else {@link Ticket#NO_PRICE}. */
    public long lastPxE8 = Ticket.NO_PRICE;
    /** What it may still fill. */
    public long leavesE8;
    /** The gate's answer with {@link Kind#REFUSED}, else {@link Verdict#PASSED}. */
    public Verdict verdict = Verdict.PASSED;
    /** OrdRejReason (103) with {@link Kind#REJECTED}, else -1. */
    public int ordRejReason = -1;
    /** With {@link Kind#DONE}: whether we had asked for the cancel. */
    public boolean asked;

    /** Makes it the event of a child, with nothing else said. */
    public ChildEvent set(Kind newKind, long newChild, long newLeavesE8) {
        kind = newKind;
        child = newChild;
        leavesE8 = newLeavesE8;
        lastQtyE8 = 0;
        lastPxE8 = Ticket.NO_PRICE;
        verdict = Verdict.PASSED;
        ordRejReason = -1;
        asked = false;
        return this;
    }
}
