package io.weir.gateway.orders;

import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.StateHash;
import io.weir.fix.settings.CancelOnDisconnect;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.ClientLink;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Clients whose session is gone: cancels their orders when they have not come back in time, where their session asks for that.
 *
 * <p>The window begins when the session ends, also by a restart of ours; it is a timer like any other, and goes on over a
 * restart. Confined to the core thread.
 */
final class AbsentClients implements Timers.Target {
    private static final long SECOND = 1_000_000_000L;

    private final Turn turn;
    private final Timers timers;
    private final OrderTable table;
    private final Parents parents;
    private final Children.Alerts alerts;
    /** By session; null where it is no client's. */
    private @Nullable ClientLink[] clients;
    /** When the client's window ends, by session; {@link Timers#NEVER} while none is open. */
    private long[] deadlines;
    /** Sessions that are ending by a Logout, in this very event. */
    private int loggingOut = -1;

    AbsentClients(
            Turn turn,
            Timers timers,
            OrderTable table,
            Parents parents,
            Children.Alerts alerts,
            @Nullable ClientLink[] clients) {
        this.turn = turn;
        this.timers = timers;
        this.table = table;
        this.parents = parents;
        this.alerts = alerts;
        this.clients = clients.clone();
        deadlines = new long[clients.length];
        Arrays.fill(deadlines, Timers.NEVER);
    }

    /** A session belongs to a client from now on, or to nobody. */
    void belongs(int session, @Nullable ClientLink client) {
        if (session >= clients.length) {
            int before = clients.length;
            clients = Arrays.copyOf(clients, session + 1);
            deadlines = Arrays.copyOf(deadlines, session + 1);
            Arrays.fill(deadlines, before, session + 1, Timers.NEVER);
        }
        clients[session] = client;
    }

    /** A Logout has come on a session, whose end follows. */
    void saysGoodbye(int session) {
        loggingOut = session;
    }

    /** A client's session has ended. */
    void left(ClientLink client) {
        int session = client.session().index();
        boolean goodbye = loggingOut == session;
        loggingOut = -1;
        CancelOnDisconnect rule = client.cancelOnDisconnect();
        if (!rule.isOn() || (goodbye && !rule.onLogout())) {
            return;
        }
        deadlines[session] = turn.monoNanos() + rule.windowSeconds() * SECOND;
        int orders = count(client, rule);
        if (orders > 0 && rule.windowSeconds() > 0) {
            alerts.alert("client " + client.settings().compId() + " is gone with " + orders
                    + " open orders; they are canceled in " + rule.windowSeconds() + " s unless it comes back");
        }
        if (rule.windowSeconds() == 0) {
            cancel(session, client, rule);
        } else {
            timers.set(deadlines[session], this, session);
        }
    }

    /** A client is logged on. */
    void back(ClientLink client) {
        int session = client.session().index();
        if (deadlines[session] == Timers.NEVER) {
            return;
        }
        deadlines[session] = Timers.NEVER;
        int orders = count(client, client.cancelOnDisconnect());
        if (orders > 0) {
            alerts.alert("client " + client.settings().compId() + " is back in time; its " + orders
                    + " open orders work on");
        }
    }

    @Override
    public void onTimer(long session, long deadline) {
        int index = (int) session;
        ClientLink client = clients[index];
        if (client != null && deadlines[index] == deadline) {
            cancel(index, client, client.cancelOnDisconnect());
        }
    }

    private void cancel(int session, ClientLink client, CancelOnDisconnect rule) {
        deadlines[session] = Timers.NEVER;
        int orders = count(client, rule);
        if (orders == 0) {
            return;
        }
        alerts.alert("client " + client.settings().compId() + " has been gone for " + rule.windowSeconds() + " s; "
                + orders + " open orders are being canceled");
        String text = "the session has been down for " + rule.windowSeconds() + " s";
        for (ParentOrder p : table.open()) {
            if (p.client == client && rule.covers(p.timeInForce)) {
                parents.end(p, OrdStatus.CANCELED, text);
            }
        }
    }

    private int count(ClientLink client, CancelOnDisconnect rule) {
        int orders = 0;
        for (ParentOrder p = table.firstOpen(); p != null; p = p.nextOpen) {
            orders += p.client == client && rule.covers(p.timeInForce) ? 1 : 0;
        }
        return orders;
    }

    void state(StateStream state) {
        state.all(deadlines);
        loggingOut = state.of(loggingOut);
    }

    long stateHash() {
        long hash = StateHash.SEED;
        for (long deadline : deadlines) {
            hash = StateHash.mix(hash, deadline);
        }
        return hash;
    }
}
