package io.weir.conformance.kill;

import io.weir.conformance.stage.Wire;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an OMS has sent and heard: every report is held against the life of its order when it comes, and the fills against the
 * broker's when all is quiet. One thread at a time.
 */
final class ClientLedger {
    /** A fill that the client was told, under the broker's ExecID (527). */
    record Fill(String order, BigDecimal qty, BigDecimal px) {}

    private static final int SHOWN = 5;

    private final Damages damages;
    private final Map<String, ClientOrder> byId = new HashMap<>();
    private final Map<String, ClientOrder> orders = new LinkedHashMap<>();
    private final Map<String, Fill> fills = new LinkedHashMap<>();
    private final Set<String> execIds = new HashSet<>();
    private int open;
    private long ended;

    ClientLedger(Damages damages) {
        this.damages = damages;
    }

    /** An order is sent. */
    ClientOrder order(String name, boolean algo, int qty) {
        ClientOrder order = new ClientOrder(name, algo, qty);
        byId.put(name, order);
        orders.put(name, order);
        open++;
        return order;
    }

    /** A cancel or a replace of an order is sent. */
    void request(ClientOrder order, String id, boolean replace, int qty) {
        order.requested(id, replace, qty);
        byId.put(id, order);
    }

    /**
     * A message has come.
     *
     * @return the order that it is about; where there is none, it is a damage already
     */
    Map.Entry<ClientOrder, Boolean> heard(Wire m) {
        ClientOrder order = byId.get(m.get(11));
        if (order == null || !(m.type().equals("8") || m.type().equals("9"))) {
            damages.wrong("the OMS got what belongs to no order of its: " + m);
            return Map.entry(new ClientOrder("none", false, 0), false);
        }
        boolean wasEnded = order.isEnded();
        if (m.type().equals("8") && !execIds.add(m.get(17))) {
            damages.duplicated("ExecID " + m.get(17) + " of " + order);
        }
        switch (order.heard(m)) {
            case NONE -> {}
            case REPEATED -> damages.duplicated("the last of " + order + ": " + m);
            case WRONG -> damages.wrong("the last of " + order + ": " + m);
        }
        if (m.get(150).equals("F")) {
            Fill fill = new Fill(order.name(), m.decimal(32), m.decimal(31));
            if (fills.put(m.get(527), fill) != null) {
                damages.duplicated("the broker's fill " + m.get(527) + " for " + order);
            }
        }
        boolean ends = order.isEnded() && !wasEnded;
        if (ends) {
            open--;
            ended++;
        }
        return Map.entry(order, ends);
    }

    /** How many orders have not ended. */
    int open() {
        return open;
    }

    /** How many orders have ended. */
    long ended() {
        return ended;
    }

    /** Whether every order has ended and every request is answered. */
    boolean isSettled() {
        return open == 0 && orders.values().stream().noneMatch(ClientOrder::isAsking);
    }

    /** The first of the orders that are not at an end, with their stories. */
    String unsettled() {
        return orders.values().stream()
                .filter(order -> !order.isEnded() || order.isAsking())
                .limit(SHOWN)
                .map(order -> "\n  " + order)
                .collect(Collectors.joining());
    }

    /** The orders since the books were last closed, by name. */
    Map<String, ClientOrder> orders() {
        return orders;
    }

    /** The fills since then, by the broker's ExecID. */
    Map<String, Fill> fills() {
        return fills;
    }

    /** Forgets what has been compared; only ExecIDs stay known. */
    void close() {
        byId.clear();
        orders.clear();
        fills.clear();
    }
}
