package io.weir.paper.market;

import io.weir.fix.order.StateHash;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The time, and what is to happen when: earliest first, and what is due together in the order in which it was planned.
 */
final class Timetable {
    /** Something planned. */
    @FunctionalInterface
    interface Task {
        /** Happens, at the time for which it was planned or when the time came to it. */
        void happen(long utcNanos);
    }

    /** The due time of an empty timetable. */
    static final long NEVER = Long.MAX_VALUE;

    private long[] dues = new long[64];
    private long[] numbers = new long[64];
    private @Nullable Task[] tasks = new @Nullable Task[64];
    private int size;
    private long planned;
    private long nowUtcNanos = Long.MIN_VALUE;

    /** The time of what is happening, else of the last {@link #advance}. */
    long nowUtcNanos() {
        return nowUtcNanos;
    }

    /** Lets all happen that is due up to a time; the time never goes back. */
    void advance(long utcNanos) {
        while (size > 0 && dues[0] <= utcNanos) {
            nowUtcNanos = Math.max(nowUtcNanos, dues[0]);
            take().happen(nowUtcNanos);
        }
        nowUtcNanos = Math.max(nowUtcNanos, utcNanos);
    }

    /** The earliest time of all, or {@link #NEVER}. */
    long dueUtcNanos() {
        return size == 0 ? NEVER : dues[0];
    }

    long stateHash() {
        return StateHash.mix(StateHash.mix(StateHash.mix(StateHash.SEED, size), planned), nowUtcNanos);
    }

    void plan(long utcNanos, Task task) {
        if (size == tasks.length) {
            dues = Arrays.copyOf(dues, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
            tasks = Arrays.copyOf(tasks, size * 2);
        }
        int place = size++;
        long number = planned++;
        while (place > 0) {
            int parent = (place - 1) / 2;
            if (!before(utcNanos, number, parent)) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        set(place, utcNanos, number, task);
    }

    private Task take() {
        Task first = Objects.requireNonNull(tasks[0]);
        size--;
        long due = dues[size];
        long number = numbers[size];
        Task task = Objects.requireNonNull(tasks[size]);
        tasks[size] = null;
        if (size > 0) {
            sink(due, number, task);
        }
        return first;
    }

    private void sink(long due, long number, Task task) {
        int place = 0;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && before(dues[child + 1], numbers[child + 1], child)) {
                child++;
            }
            if (before(due, number, child)) {
                break;
            }
            move(child, place);
            place = child;
        }
        set(place, due, number, task);
    }

    private boolean before(long due, long number, int place) {
        return due < dues[place] || (due == dues[place] && number < numbers[place]);
    }

    private void move(int from, int to) {
        dues[to] = dues[from];
        numbers[to] = numbers[from];
        tasks[to] = tasks[from];
    }

    private void set(int place, long due, long number, Task task) {
        dues[place] = due;
        numbers[place] = number;
        tasks[place] = task;
    }
}
