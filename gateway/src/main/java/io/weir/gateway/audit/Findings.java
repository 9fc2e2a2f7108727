package io.weir.gateway.audit;

import java.util.ArrayList;
import java.util.List;

/** What the rules found: all is counted, the first thousand are kept. */
final class Findings {
    private static final int KEPT = 1000;

    private final List<Finding> kept = new ArrayList<>();
    private long count;

    void add(Rule rule, Entry entry, String what) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(new Finding(rule.sentence(), entry.position(), entry.utcNanos(), what));
        }
    }

    long count() {
        return count;
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }
}
