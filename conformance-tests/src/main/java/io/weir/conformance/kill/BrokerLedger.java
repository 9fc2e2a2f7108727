package io.weir.conformance.kill;

import io.weir.conformance.stage.Wire;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a broker was asked and has done; says at once what came twice. One thread at a time. */
final class BrokerLedger {
    /** A fill that the broker has reported. */
    record Fill(String parent, BigDecimal qty, BigDecimal px) {}

    private final Damages damages;
    private final Map<String, BrokerChild> byId = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Fill> fills = new LinkedHashMap<>();
    private final Map<String, Integer> childrenOf = new HashMap<>();
    private final Set<BrokerChild> live = new HashSet<>();
    private long children;
    private long requests;
    private long allFills;

    BrokerLedger(Damages damages) {
        this.damages = damages;
    }

    /** A new order, a cancel or a replace has come: never under a known ClOrdID, never as a possible duplicate. */
    void asked(Wire m) {
        if (!ids.add(m.get(11))) {
            damages.duplicated("the broker got ClOrdID " + m.get(11) + " again: " + m);
        }
        if (m.isPossDup()) {
            damages.duplicated("the broker got a " + m.type() + " by resend: " + m);
        }
        if (!m.type().equals("D")) {
            requests++;
        }
    }

    /** A new order is in the book; an order that no algo works has one child, ever. */
    void took(BrokerChild child, String id, boolean plain) {
        byId.put(id, child);
        live.add(child);
        children++;
        if (childrenOf.merge(child.parent(), 1, Integer::sum) > 1 && plain) {
            damages.duplicated("the broker got a second order for " + child.parent());
        }
    }

    /** The order has one more ClOrdID. */
    void renamed(BrokerChild child, String id) {
        byId.put(id, child);
    }

    /** The order of a ClOrdID, or null. */
    @Nullable
    BrokerChild find(String id) {
        return byId.get(id);
    }

    /** A fill is reported. */
    void filled(BrokerChild child, String execId, int qty, BigDecimal px) {
        fills.put(execId, new Fill(child.parent(), BigDecimal.valueOf(qty), px));
        allFills++;
        ended(child);
    }

    /** An order may have ended. */
    void ended(BrokerChild child) {
        if (!child.isLive()) {
            live.remove(child);
        }
    }

    /** The orders that may still be filled. */
    Set<BrokerChild> live() {
        return live;
    }

    /** The fills since the books were last closed, by ExecID. */
    Map<String, Fill> fills() {
        return fills;
    }

    /** How many orders, cancels with replaces, and fills there were in all. */
    String totals() {
        return children + " orders at the broker, " + requests + " cancels and replaces, " + allFills + " fills";
    }

    /** Forgets what has been compared; only ClOrdIDs stay known. */
    void close() {
        byId.clear();
        fills.clear();
        childrenOf.clear();
    }
}
