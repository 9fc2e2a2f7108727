package io.weir.paper.market;

import io.weir.fix.order.FillTotal;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.TimeInForce;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's order, as the desk keeps it through its life. */
final class Ticket {
    /** How far its life has come, whatever is pending. */
    enum State {
        /** It may still trade. */
        OPEN,
        /** All of it has traded. */
        FILLED,
        /** Nothing more today. */
        DONE,
        /** Taken out. */
        CANCELED,
        /** Its time is over. */
        EXPIRED,
        /** Never taken. */
        REJECTED
    }

    final String client;
    final String account;
    final String orderId;
    final String firstClOrdID;
    /** Every ClOrdID by which the desk knows it. */
    final List<String> ids = new ArrayList<>(2);

    final FillTotal fills = new FillTotal();
    Terms terms;
    /** The last accepted one of the chain. */
    String clOrdID;

    State state = State.OPEN;
    boolean acked;
    /** Whether it has been handed to the book. */
    boolean worked;
    /** Whether it waits for the last trade to reach its stop price. */
    boolean held;

    boolean older;

    /** A state beside its life: stopped, suspended or calculated. */
    @Nullable
    OrdStatus mark;

    @Nullable
    BookOrder resting;

    @Nullable
    Change change;

    /** Whether the client has been told that the change is pending. */
    boolean changeShown;

    @Nullable
    Execution lastFill;

    /** Whether its reports are held back, and which are. */
    boolean muted;

    final Deque<Consumer<MarketListener>> unsent = new ArrayDeque<>();

    Ticket(String orderId, NewOrder order) {
        this.client = order.client();
        this.account = order.account();
        this.orderId = orderId;
        this.firstClOrdID = order.clOrdID();
        this.clOrdID = order.clOrdID();
        this.terms = order.terms();
    }

    boolean open() {
        return state == State.OPEN;
    }

    /** What may still trade; a done-for-day order that lives on keeps it. */
    long leavesE8() {
        boolean resumes = state == State.DONE && terms.timeInForce() == TimeInForce.GTC;
        return state == State.OPEN || resumes ? Math.max(0, terms.qtyE8() - cumE8()) : 0;
    }

    /** What has traded (CumQty). */
    long cumE8() {
        return fills.qtyE8();
    }

    /** Brings its state in line with what has traded. */
    void settle() {
        if (state == State.OPEN && cumE8() >= terms.qtyE8()) {
            state = State.FILLED;
        } else if (state == State.FILLED && cumE8() < terms.qtyE8()) {
            state = State.OPEN;
        }
    }

    /** OrdStatus (39), by the precedence of FIX 4.4 (volume 4, order state change matrices). */
    OrdStatus status() {
        Change pending = changeShown ? change : null;
        if (pending != null) {
            return pending.replaces() ? OrdStatus.PENDING_REPLACE : OrdStatus.PENDING_CANCEL;
        }
        if (state == State.DONE) {
            return OrdStatus.DONE_FOR_DAY;
        }
        OrdStatus beside = mark;
        if (beside != null && (state == State.OPEN || beside == OrdStatus.CALCULATED)) {
            return beside;
        }
        return switch (state) {
            case FILLED -> OrdStatus.FILLED;
            case DONE -> OrdStatus.DONE_FOR_DAY;
            case CANCELED -> OrdStatus.CANCELED;
            case EXPIRED -> OrdStatus.EXPIRED;
            case REJECTED -> OrdStatus.REJECTED;
            case OPEN -> cumE8() > 0 ? OrdStatus.PARTIALLY_FILLED : acked ? OrdStatus.NEW : OrdStatus.PENDING_NEW;
        };
    }
}
