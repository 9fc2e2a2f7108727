package io.weir.conformance.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How often each thing has happened, and in how many worlds. */
final class Coverage {
    private static final class Count {
        private long times;
        private long worlds;
    }

    private final Map<Happening, Count> counts = new EnumMap<>(Happening.class);

    private Count of(Happening what) {
        return counts.computeIfAbsent(what, none -> new Count());
    }

    /** It has happened once more, in the one world that this is of. */
    void note(Happening what) {
        Count count = of(what);
        count.times++;
        count.worlds = 1;
    }

    /** Adds what has happened elsewhere. */
    void add(Coverage other) {
        other.counts.forEach((what, theirs) -> {
            Count count = of(what);
            count.times += theirs.times;
            count.worlds += theirs.worlds;
        });
    }

    /** What has never happened. */
    List<Happening> missing() {
        List<Happening> missing = new ArrayList<>();
        for (Happening each : Happening.values()) {
            if (of(each).times == 0) {
                missing.add(each);
            }
        }
        return Collections.unmodifiableList(missing);
    }

    /** A line for each: what, how often, in how many worlds. */
    String table() {
        StringBuilder text = new StringBuilder();
        for (Happening each : Happening.values()) {
            Count count = of(each);
            text.append(String.format(
                    Locale.ROOT, "%-28s %,12d times in %,9d seeds%n", each.words(), count.times, count.worlds));
        }
        return text.toString();
    }
}
