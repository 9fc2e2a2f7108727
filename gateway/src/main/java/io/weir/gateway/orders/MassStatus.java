package io.weir.gateway.orders;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.StateHash;
import io.weir.fix.state.StateException;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.ClientLink;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mass status requests of clients (35=AF): a report of each open order in the scope.
 *
 * <p>At most {@link #STEP} reports in one go and then as many every {@link #PAUSE} nanoseconds, so that neither the core nor a
 * client's connection is flooded: 50,000 orders take five seconds. One request of a client at a time; what is left of it when its
 * session ends is dropped, for the client will ask again. Confined to the core thread.
 */
final class MassStatus implements Timers.Target {
    /** Reports in one go. */
    static final int STEP = 100;

    /** Between two goes. */
    static final long PAUSE = 10_000_000L;

    private static final int OTHER = 0;
    private static final int UNKNOWN_SECURITY = 2;
    private static final int NOT_AVAILABLE = 4;
    private static final int MISSING_FIELD = 5;
    private static final int NOT_AUTHORIZED = 6;

    private final Turn turn;
    private final Timers timers;
    private final OrderTable table;
    private final MassScope scope;
    private final ClientReports reports;
    private final MassReports none;
    private final List<Job> jobs = new ArrayList<>();
    private long count;

    /** A request that is being answered. */
    private static final class Job {
        final long number;
        final ClientLink client;
        final ByteText request = new ByteText();
        final long[] orders;
        int next;

        Job(long number, ClientLink client, long[] orders) {
            this.number = number;
            this.client = client;
            this.orders = orders;
        }
    }

    MassStatus(Turn turn, Timers timers, OrderTable table, MassScope scope, ClientReports reports, MassReports none) {
        this.turn = turn;
        this.timers = timers;
        this.table = table;
        this.scope = scope;
        this.reports = reports;
        this.none = none;
    }

    /** An OrderMassStatusRequest that has its id. */
    void request(ClientLink client, FixMessage m) {
        MassScope.Fault fault = scope.read(client, m, Tags.MASS_STATUS_REQ_TYPE);
        if (fault == MassScope.Fault.SECURITY && !m.has(Tags.SYMBOL)) {
            reports.businessReject(
                    client.session(), m, MISSING_FIELD, "Conditionally Required Field Missing (" + Tags.SYMBOL + ")");
        } else if (fault != MassScope.Fault.NONE) {
            String text = MassScope.text(fault, m, Tags.MASS_STATUS_REQ_TYPE);
            reports.businessReject(client.session(), m, reason(fault), text);
        } else if (find(client) >= 0) {
            reports.businessReject(
                    client.session(), m, NOT_AVAILABLE, "the answer to " + jobs.get(find(client)).request + " goes on");
        } else {
            Job job = new Job(++count, client, scope.orders(client));
            job.request.set(m, m.find(Tags.MASS_STATUS_REQ_ID));
            jobs.add(job);
            step(job);
        }
    }

    private static int reason(MassScope.Fault fault) {
        return switch (fault) {
            case SECURITY -> UNKNOWN_SECURITY;
            case ACCOUNT -> NOT_AUTHORIZED;
            default -> OTHER;
        };
    }

    private int find(ClientLink client) {
        for (int i = 0; i < jobs.size(); i++) {
            if (jobs.get(i).client == client) {
                return i;
            }
        }
        return -1;
    }

    private void step(Job job) {
        int total = job.orders.length;
        int left = STEP;
        ParentOrder p = next(job);
        if (p == null) {
            none.noOrders(job.client, job.request);
        }
        while (p != null && left > 0) {
            left--;
            ParentOrder after = next(job);
            reports.massStatus(p, job.request, total, after == null);
            p = after;
        }
        if (p == null) {
            jobs.remove(job);
        } else {
            job.next--;
            timers.set(turn.monoNanos() + PAUSE, this, job.number);
        }
    }

    /** The next order that is still known; one that has ended long ago is not waited for. */
    private @Nullable ParentOrder next(Job job) {
        while (job.next < job.orders.length) {
            ParentOrder p = table.parent(job.orders[job.next++]);
            if (p != null) {
                return p;
            }
        }
        return null;
    }

    @Override
    public void onTimer(long number, long deadline) {
        for (int i = 0; i < jobs.size(); i++) {
            if (jobs.get(i).number == number) {
                step(jobs.get(i));
                return;
            }
        }
    }

    /** A client's session has ended. */
    void left(ClientLink client) {
        int at = find(client);
        if (at >= 0) {
            jobs.remove(at);
        }
    }

    void state(StateStream state, OrderParties parties) {
        count = state.of(count);
        int under = state.count(jobs.size());
        for (int i = 0; i < under; i++) {
            Job given = state.isReading() ? null : jobs.get(i);
            long number = state.of(given == null ? 0 : given.number);
            ClientLink client = parties.client(state, given == null ? null : given.client);
            int orders = state.count(given == null ? 0 : given.orders.length);
            if (client == null) {
                throw new StateException("a mass status request of nobody");
            }
            Job job = given == null ? new Job(number, client, new long[orders]) : given;
            state.first(job.orders, orders);
            job.request.state(state);
            job.next = state.of(job.next);
            if (state.isReading()) {
                jobs.add(job);
            }
        }
    }

    long stateHash() {
        long hash = StateHash.mix(StateHash.SEED, count);
        for (Job job : jobs) {
            hash = StateHash.mix(hash, job.number);
            hash = StateHash.mix(hash, job.client.index());
            hash = StateHash.mix(hash, job.request.hash());
            hash = StateHash.mix(hash, job.next);
            for (long number : job.orders) {
                hash = StateHash.mix(hash, number);
            }
        }
        return hash;
    }
}
