package io.weir.paper.market;

import io.weir.fix.order.StateHash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The desk's orders by client and ClOrdID, and the open ones by age.
 *
 * <p>Finished orders stay until the end of the day, at most so many; beyond that the oldest is forgotten.
 */
final class TicketFile {
    private static final int MOST_FINISHED = 200_000;

    private final Map<String, Ticket> byId = new LinkedHashMap<>();
    private final Set<Ticket> open = new LinkedHashSet<>();
    private final Deque<Ticket> finished = new ArrayDeque<>();

    @Nullable
    Ticket find(String client, String clOrdID) {
        return byId.get(key(client, clOrdID));
    }

    void add(Ticket ticket) {
        open.add(ticket);
        name(ticket, ticket.clOrdID);
    }

    /** Knows an order by one more ClOrdID. */
    void name(Ticket ticket, String clOrdID) {
        byId.put(key(ticket.client, clOrdID), ticket);
        ticket.ids.add(clOrdID);
    }

    /** Forgets one ClOrdID, as if it had never come. */
    void unname(Ticket ticket, String clOrdID) {
        byId.remove(key(ticket.client, clOrdID));
        ticket.ids.remove(clOrdID);
    }

    /** An order may trade again. */
    void reopen(Ticket ticket) {
        finished.remove(ticket);
        open.add(ticket);
    }

    void finish(Ticket ticket) {
        if (!open.remove(ticket)) {
            return;
        }
        finished.add(ticket);
        if (finished.size() > MOST_FINISHED) {
            forget(finished.remove());
        }
    }

    /** Forgets an order with all its ClOrdIDs. */
    void forget(Ticket ticket) {
        open.remove(ticket);
        for (String id : ticket.ids) {
            byId.remove(key(ticket.client, id));
        }
        ticket.ids.clear();
    }

    void forgetFinished() {
        for (Ticket ticket : finished) {
            forget(ticket);
        }
        finished.clear();
    }

    int openCount() {
        return open.size();
    }

    /** The open orders, oldest first. */
    List<Ticket> open() {
        return new ArrayList<>(open);
    }

    long stateHash(long seed) {
        long hash = StateHash.mix(seed, finished.size());
        for (Ticket ticket : open) {
            hash = StateHash.mix(StateHash.mix(hash, ticket.orderId), ticket.clOrdID);
            hash = StateHash.mix(StateHash.mix(hash, ticket.cumE8()), ticket.leavesE8());
        }
        return hash;
    }

    private static String key(String client, String clOrdID) {
        return client + '\u0001' + clOrdID;
    }
}
