package io.weir.conformance.simulation;

import java.util.PriorityQueue;

/** What will happen, by time and then in the order in which it was planned. */
final class Schedule {
    private record Planned(long at, long number, Runnable what) {}

    private final PriorityQueue<Planned> planned = new PriorityQueue<>(
            (a, b) -> a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.number(), b.number()));
    private long next;

    void at(long nanos, Runnable what) {
        planned.add(new Planned(nanos, next++, what));
    }

    /** When the next thing happens; {@link Long#MAX_VALUE} for never. */
    long next() {
        Planned first = planned.peek();
        return first == null ? Long.MAX_VALUE : first.at();
    }

    /** Takes the next thing, to be run. */
    Runnable take() {
        return planned.remove().what();
    }
}
