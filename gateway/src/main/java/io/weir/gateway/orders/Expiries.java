package io.weir.gateway.orders;

import io.weir.fix.order.OrdStatus;
import io.weir.fix.state.StateStream;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;

/**
 * The ends of good till date orders: their broker's word (150=C) is awaited, then asked for, then they expire, as DAY orders do.
 *
 * <p>One timer, for the earliest step of any order; it looks again at least each hour, as the wall clock may be set, and when a process
 * begins, as monotonic time stood still while there was none. Confined to the core thread.
 */
final class Expiries implements Timers.Target {
    private static final long SECOND = 1_000_000_000L;
    private static final long LOOK_AGAIN = 3600 * SECOND;
    private static final long ANSWER_PATIENCE = 60 * SECOND;
    private static final String TEXT = "TE006 the order was good till now";

    private final Turn turn;
    private final Timers timers;
    private final OrderTable table;
    private final Children children;
    private final Parents parents;
    private final long graceNanos;
    /** The deadline that is waited for, or {@link Timers#NEVER}. */
    private long wake = Timers.NEVER;

    Expiries(Turn turn, Timers timers, OrderTable table, Children children, Parents parents, long graceNanos) {
        this.turn = turn;
        this.timers = timers;
        this.table = table;
        this.children = children;
        this.parents = parents;
        this.graceNanos = graceNanos;
    }

    /** An order may end at a time (nanoseconds UTC). */
    void note(long expiresAt) {
        if (expiresAt != TradingCalendar.NEVER) {
            wakeAt(expiresAt);
        }
    }

    private void wakeAt(long utcNanos) {
        long wait = Math.max(0, Math.min(utcNanos - turn.utcNanos(), LOOK_AGAIN));
        long deadline = turn.monoNanos() + wait;
        if (deadline < wake) {
            wake = deadline;
            timers.set(deadline, this, deadline);
        }
    }

    @Override
    public void onTimer(long argument, long deadline) {
        if (deadline == wake) {
            look();
        }
    }

    /** Takes each order's next step that is due by the wall clock, and waits for the earliest of the others. */
    void look() {
        wake = Timers.NEVER;
        long next = TradingCalendar.NEVER;
        for (ParentOrder p : table.open()) {
            if (p.expiresAt != TradingCalendar.NEVER) {
                step(p);
                next = p.isOpen() ? Math.min(next, nextStep(p)) : next;
            }
        }
        if (next != TradingCalendar.NEVER) {
            wakeAt(Math.max(next, turn.utcNanos() + 1));
        }
    }

    private long nextStep(ParentOrder p) {
        if (p.held) {
            // Nobody else will end it.
            return p.expiresAt;
        }
        return p.expiryAskedAt == 0 ? p.expiresAt + graceNanos : p.expiryAskedAt + ANSWER_PATIENCE;
    }

    private void step(ParentOrder p) {
        if (turn.utcNanos() < nextStep(p)) {
            return;
        }
        if (p.liveChildren == 0) {
            parents.end(p, OrdStatus.EXPIRED, TEXT);
        } else if (p.expiryAskedAt == 0) {
            p.expiryAskedAt = turn.utcNanos();
            for (ChildOrder child = p.firstChild; child != null; child = child.next) {
                if (child.isLive()) {
                    children.ask(child);
                }
            }
        } else {
            parents.abandonToBroker(p, TEXT);
        }
    }

    void state(StateStream state) {
        wake = state.of(wake);
    }

    long stateHash() {
        return wake;
    }
}
