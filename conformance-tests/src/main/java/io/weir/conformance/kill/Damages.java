package io.weir.conformance.kill;

import java.util.ArrayList;
import java.util.List;

/** What went wrong in a run, sorted and counted. Any thread. */
final class Damages {
    private static final int KEPT = 50;

    private final List<String> first = new ArrayList<>();
    private long lost;
    private long duplicated;
    private long wrong;

    Damages() {}

    /** Something that was said or done once has not come. */
    synchronized void lost(String what) {
        lost++;
        keep("lost: " + what);
    }

    /** Something came, or counted, twice. */
    synchronized void duplicated(String what) {
        duplicated++;
        keep("duplicated: " + what);
    }

    /** Something is neither lost nor duplicated, and not right. */
    synchronized void wrong(String what) {
        wrong++;
        keep("wrong: " + what);
    }

    private void keep(String what) {
        if (first.size() < KEPT) {
            first.add(what);
        }
    }

    /** Whether there are none. */
    synchronized boolean isEmpty() {
        return lost + duplicated + wrong == 0;
    }

    /** How many, by kind. */
    synchronized String counts() {
        return lost + " lost, " + duplicated + " duplicated" + (wrong == 0 ? "" : ", " + wrong + " wrong");
    }

    /** The first of them. */
    synchronized List<String> list() {
        return new ArrayList<>(first);
    }
}
