package io.weir.conformance.simulation;

import java.util.HashMap;
import java.util.Map;

/** What a broker's words about one child add up to, counted without the order path's help. Shares. */
final class BrokerWords {
    final int place;
    final String root;
    long total;
    /** A bust or a correction named a fill that was never reported: the sum may stay wrong. */
    boolean disputed;

    /** Of the total, what was only seen in CumQty. */
    private long derived;

    private final Map<String, long[]> execs = new HashMap<>();

    BrokerWords(int place, String root) {
        this.place = place;
        this.root = root;
    }

    void fill(String exec, long qty, long cum) {
        long late = Math.max(0, Math.min(Math.min(qty, derived), total + qty - cum));
        derived -= late;
        total += qty - late;
        execs.put(exec, new long[] {qty});
        atLeast(cum);
    }

    void atLeast(long cum) {
        derived += Math.max(0, cum - total);
        total = Math.max(total, cum);
    }

    /** A bust (0) or a correction of a fill, by its ExecID or by that of its last correction. */
    void change(String reference, String exec, long qty) {
        long[] known = execs.get(reference);
        if (known == null || known[0] == 0) {
            disputed = true;
            return;
        }
        total += qty - known[0];
        known[0] = qty;
        execs.put(exec, known);
    }
}
