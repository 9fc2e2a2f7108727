package io.weir.sessions.protocol;

import io.weir.fix.state.StateException;
import io.weir.fix.state.StateStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines that fire in the order (deadline, number), the same on every replay.
 *
 * <p>A binary heap over arrays. Nothing is canceled: a target that no longer waits ignores the argument it is called with,
 * which costs less than finding the timer. Confined to the core thread.
 */
public final class Timers {
    /** Something that waits for a deadline. */
    public interface Target {
        /** The deadline has passed; {@code argument} is what was given when it was set. */
        void onTimer(long argument, long deadline);
    }

    /** What targets are called where they are written down. */
    public interface Names {
        /**
         * The name of a target: what it is, and which one.
         *
         * @throws IllegalStateException if it has none
         */
        Name nameOf(Target target);

        /**
         * The target of a name; {@link Timers#NOBODY} for one that no longer waits for anything.
         *
         * @throws StateException if there is none
         */
        Target target(Name name);
    }

    /** The name of a target: what it is, and which one. */
    public record Name(String what, long which) {}

    /** A target that waits for nothing any more. */
    public static final Target NOBODY = (argument, deadline) -> {};

    /** No deadline. */
    public static final long NEVER = Long.MAX_VALUE;

    private long[] deadlines = new long[64];
    private long[] numbers = new long[64];
    private long[] arguments = new long[64];
    private @Nullable Target[] targets = new @Nullable Target[64];
    private int size;
    private long next;

    /** Sets a timer for a monotonic time in nanoseconds. */
    public void set(long deadline, Target target, long argument) {
        if (size == deadlines.length) {
            deadlines = Arrays.copyOf(deadlines, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
            arguments = Arrays.copyOf(arguments, size * 2);
            targets = Arrays.copyOf(targets, size * 2);
        }
        int at = size++;
        long number = next++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!before(deadline, number, parent)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        put(at, deadline, number, argument, target);
    }

    /** The earliest deadline, or {@link #NEVER}. */
    public long nextDeadline() {
        return size == 0 ? NEVER : deadlines[0];
    }

    /** Fires every timer due at a time, also those that fired ones set for it. */
    public void fire(long monoNanos) {
        while (size > 0 && deadlines[0] <= monoNanos) {
            Target target = targets[0];
            long argument = arguments[0];
            long deadline = deadlines[0];
            removeFirst();
            if (target != null) {
                target.onTimer(argument, deadline);
            }
        }
    }

    /** Timers set and not fired. */
    public int size() {
        return size;
    }

    /** Writes the timers as they lie in the heap, or reads them back; the targets must be there already. */
    public void state(StateStream state, Names names) {
        state.section("timers", 1, () -> {
            int count = state.count(size);
            if (state.isReading()) {
                size = count;
                targets = new @Nullable Target[Math.max(64, count)];
                deadlines = new long[targets.length];
                numbers = new long[targets.length];
                arguments = new long[targets.length];
            }
            for (int i = 0; i < count; i++) {
                deadlines[i] = state.of(deadlines[i]);
                numbers[i] = state.of(numbers[i]);
                arguments[i] = state.of(arguments[i]);
                targets[i] = target(state, names, targets[i]);
            }
            next = state.of(next);
        });
    }

    private static Target target(StateStream state, Names names, @Nullable Target target) {
        Name name = target == null ? new Name("", 0) : names.nameOf(target);
        Name named = new Name(state.of(name.what()), state.of(name.which()));
        return target == null ? names.target(named) : target;
    }

    /** A hash of all deadlines in order of their numbers' heap positions. */
    public long stateHash() {
        long hash = next;
        for (int i = 0; i < size; i++) {
            hash = hash * 31 + deadlines[i];
            hash = hash * 31 + numbers[i];
            hash = hash * 31 + arguments[i];
        }
        return hash;
    }

    private void removeFirst() {
        int last = --size;
        long deadline = deadlines[last];
        long number = numbers[last];
        long argument = arguments[last];
        Target target = targets[last];
        targets[last] = null;
        if (last == 0) {
            return;
        }
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= last) {
                break;
            }
            if (child + 1 < last && before(deadlines[child + 1], numbers[child + 1], child)) {
                child++;
            }
            if (before(deadline, number, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        put(at, deadline, number, argument, target);
    }

    private boolean before(long deadline, long number, int other) {
        return deadline != deadlines[other] ? deadline < deadlines[other] : number < numbers[other];
    }

    private void move(int from, int to) {
        deadlines[to] = deadlines[from];
        numbers[to] = numbers[from];
        arguments[to] = arguments[from];
        targets[to] = targets[from];
    }

    private void put(int at, long deadline, long number, long argument, @Nullable Target target) {
        deadlines[at] = deadline;
        numbers[at] = number;
        arguments[at] = argument;
        targets[at] = target;
    }
}
