package io.weir.gateway.orders;

import io.weir.fix.order.StateHash;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.ClientLink;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Tells clients of their orders that live on in a new trading day (150=D, 378=1): when the day begins, or when they log on in it.
 *
 * <p>Never while a client is away: a session that begins anew with the day would lose it. {@link #STEP} orders in one go and as
 * many every {@link #PAUSE} nanoseconds. Confined to the core thread.
 */
final class Renewals implements Timers.Target {
    /** Reports in one go. */
    static final int STEP = 100;

    /** Between two goes. */
    static final long PAUSE = 10_000_000L;

    private final Turn turn;
    private final Timers timers;
    private final OrderTable table;
    private final ClientReports reports;
    private final Deque<Long> queue = new ArrayDeque<>();
    private boolean armed;

    Renewals(Turn turn, Timers timers, OrderTable table, ClientReports reports) {
        this.turn = turn;
        this.timers = timers;
        this.table = table;
        this.reports = reports;
    }

    /** A trading day begins. */
    void roll() {
        for (ParentOrder p = table.firstOpen(); p != null; p = p.nextOpen) {
            if (p.timeInForce.outlivesDay()) {
                p.doneForDay = false;
                if (p.renewal == ParentOrder.Renewal.TOLD) {
                    p.renewal = ParentOrder.Renewal.DUE;
                    queue(p);
                }
            }
        }
        begin();
    }

    /** A client is there. */
    void back(ClientLink client) {
        for (ParentOrder p = table.firstOpen(); p != null; p = p.nextOpen) {
            if (p.client == client) {
                queue(p);
            }
        }
        begin();
    }

    private void queue(ParentOrder p) {
        if (p.renewal == ParentOrder.Renewal.DUE && p.client().session().isLoggedOn()) {
            p.renewal = ParentOrder.Renewal.QUEUED;
            queue.addLast(p.number);
        }
    }

    private void begin() {
        if (!armed) {
            step();
        }
    }

    private void step() {
        for (int left = STEP; left > 0 && !queue.isEmpty(); left--) {
            ParentOrder p = table.parent(queue.removeFirst());
            if (p == null || p.renewal != ParentOrder.Renewal.QUEUED) {
                continue;
            }
            if (!p.isOpen()) {
                p.renewal = ParentOrder.Renewal.TOLD;
            } else if (p.client().session().isLoggedOn()) {
                p.renewal = ParentOrder.Renewal.TOLD;
                reports.renewed(p);
            } else {
                p.renewal = ParentOrder.Renewal.DUE;
            }
        }
        armed = !queue.isEmpty();
        if (armed) {
            timers.set(turn.monoNanos() + PAUSE, this, 0);
        }
    }

    @Override
    public void onTimer(long argument, long deadline) {
        step();
    }

    void state(StateStream state) {
        armed = state.of(armed);
        int count = state.count(queue.size());
        Iterator<Long> each = queue.iterator();
        for (int i = 0; i < count; i++) {
            long number = state.of(state.isReading() ? 0L : each.next());
            if (state.isReading()) {
                queue.addLast(number);
            }
        }
    }

    long stateHash() {
        long hash = StateHash.mix(StateHash.SEED, armed);
        for (long number : queue) {
            hash = StateHash.mix(hash, number);
        }
        return hash;
    }
}
