package io.weir.gateway.orders;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.StateHash;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.ClientLink;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Mass cancels of clients (35=q): answered at once by 35=r, then carried out order by order, each as if it had been canceled by
 * a request of its own.
 *
 * <p>What would keep the core from others for long goes in steps of {@link #STEP} orders, one a millisecond; an order that waits
 * for its turn takes no other request. Confined to the core thread.
 */
final class MassCancels implements Timers.Target {
    /** Orders that are canceled in one go: a few milliseconds' work. */
    static final int STEP = 500;

    private static final long PAUSE = 1_000_000L;
    private static final int NOT_SUPPORTED = 0;
    private static final int UNKNOWN_SECURITY = 1;
    private static final int UNKNOWN_TRADING_SESSION = 6;

    private final Turn turn;
    private final Timers timers;
    private final OrderTable table;
    private final ClOrdIds clOrdIds;
    private final MassScope scope;
    private final Parents parents;
    private final MassReports reports;
    private final Deque<Job> jobs = new ArrayDeque<>();
    private boolean armed;

    /** A mass cancel that is under way. */
    private static final class Job {
        final ByteText clOrdId = new ByteText();
        final long[] orders;
        int next;

        Job(long[] orders) {
            this.orders = orders;
        }
    }

    MassCancels(
            Turn turn,
            Timers timers,
            OrderTable table,
            ClOrdIds clOrdIds,
            MassScope scope,
            Parents parents,
            MassReports reports) {
        this.turn = turn;
        this.timers = timers;
        this.table = table;
        this.clOrdIds = clOrdIds;
        this.scope = scope;
        this.parents = parents;
        this.reports = reports;
    }

    /** An OrderMassCancelRequest that has its ClOrdID. */
    void request(ClientLink client, FixMessage m) {
        int session = client.session().index();
        int id = m.find(Tags.CL_ORD_ID);
        long used = clOrdIds.used(session, m.buffer(), m.valueStart(id), m.valueEnd(id), table);
        if (used != Ids.NONE) {
            again(client, m, used);
            return;
        }
        MassScope.Fault fault = scope.read(client, m, Tags.MASS_CANCEL_REQUEST_TYPE);
        if (fault != MassScope.Fault.NONE) {
            String text = MassScope.text(fault, m, Tags.MASS_CANCEL_REQUEST_TYPE);
            reports.cancelRefused(client, m, reason(fault), text);
            return;
        }
        Job job = new Job(take(scope.orders(client)));
        job.clOrdId.set(m, id);
        long number = reports.canceled(client, m, job.orders, "");
        clOrdIds.add(session, m.buffer(), m.valueStart(id), m.valueEnd(id), number);
        if (job.orders.length > 0) {
            jobs.addLast(job);
        }
        if (!armed) {
            step();
        }
    }

    /** The ClOrdID was used: by a mass cancel that has had its effect, where the client is not sure, or by something else. */
    private void again(ClientLink client, FixMessage m, long used) {
        boolean ours = table.parent(used) == null;
        MassScope.Fault fault = scope.read(client, m, Tags.MASS_CANCEL_REQUEST_TYPE);
        if (m.flag(Tags.POSS_RESEND) && ours && fault == MassScope.Fault.NONE) {
            reports.canceled(client, m, new long[0], "TE012 this mass cancel has had its effect");
        } else {
            reports.cancelRefused(
                    client, m, MassReports.OTHER, "TE012 ClOrdID (11) is used: " + m.textOf(Tags.CL_ORD_ID));
        }
    }

    private static int reason(MassScope.Fault fault) {
        return switch (fault) {
            case TYPE -> NOT_SUPPORTED;
            case SECURITY -> UNKNOWN_SECURITY;
            case SESSION -> UNKNOWN_TRADING_SESSION;
            default -> MassReports.OTHER;
        };
    }

    /** Those whose cancel is not pending already; they take no other request from now on. */
    private long[] take(long[] orders) {
        int count = 0;
        for (long number : orders) {
            ParentOrder p = table.parent(number);
            if (p != null && !p.pendingCancel && !p.inMassCancel) {
                p.inMassCancel = true;
                orders[count++] = number;
            }
        }
        return Arrays.copyOf(orders, count);
    }

    private void step() {
        int left = STEP;
        while (left > 0 && !jobs.isEmpty()) {
            Job job = jobs.getFirst();
            ParentOrder p = table.parent(job.orders[job.next++]);
            if (p != null && p.isOpen() && p.inMassCancel) {
                left--;
                parents.massCancel(p, job.clOrdId);
            }
            if (job.next == job.orders.length) {
                jobs.removeFirst();
            }
        }
        armed = !jobs.isEmpty();
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
        int count = state.count(jobs.size());
        Iterator<Job> each = jobs.iterator();
        for (int i = 0; i < count; i++) {
            Job given = state.isReading() ? new Job(new long[0]) : each.next();
            int orders = state.count(given.orders.length);
            Job job = state.isReading() ? new Job(new long[orders]) : given;
            state.first(job.orders, orders);
            job.clOrdId.state(state);
            job.next = state.of(job.next);
            if (state.isReading()) {
                jobs.addLast(job);
            }
        }
    }

    long stateHash() {
        long hash = StateHash.mix(StateHash.SEED, armed);
        for (Job job : jobs) {
            hash = StateHash.mix(hash, job.clOrdId.hash());
            hash = StateHash.mix(hash, job.next);
            for (long number : job.orders) {
                hash = StateHash.mix(hash, number);
            }
        }
        return hash;
    }
}
