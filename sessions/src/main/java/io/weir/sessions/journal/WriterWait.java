package io.weir.sessions.journal;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lets the writer wait for the {@code journal-sync} thread, no longer than that makes progress. */
final class WriterWait {
    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    private final FailureLatch latch;
    private final IoWatch watch;
    private final LongSupplier nanoClock;
    private final JournalListener listener;
    /** Written by the writer, read by journal-sync. */
    private volatile @Nullable Thread waiting;
    /** Where there is no journal-sync thread: does its next turn. */
    private @Nullable BooleanSupplier turn;

    WriterWait(FailureLatch latch, IoWatch watch, LongSupplier nanoClock, JournalListener listener) {
        this.latch = latch;
        this.watch = watch;
        this.nanoClock = nanoClock;
        this.listener = listener;
    }

    /** Who waits does the turns that it waits for. */
    void drive(BooleanSupplier newTurn) {
        turn = newTurn;
    }

    /**
     * Returns when {@code done} holds. Called by the writer.
     *
     * @throws JournalFailed if the journal stopped before, or the operation that it waits for hangs
     */
    void until(BooleanSupplier done) {
        waiting = Thread.currentThread();
        try {
            while (!done.getAsBoolean()) {
                check();
                BooleanSupplier next = turn;
                if (next == null) {
                    LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
                } else if (!next.getAsBoolean() && !done.getAsBoolean()) {
                    check();
                    throw new IllegalStateException("the journal waits for what nobody does");
                }
            }
        } finally {
            waiting = null;
        }
    }

    /** Waits like {@link #until} for something that should have been there, and reports it. */
    void stalled(BooleanSupplier done) {
        long since = nanoClock.getAsLong();
        until(done);
        listener.stalled(nanoClock.getAsLong() - since);
    }

    /** Throws if the journal has stopped or must stop because an operation hangs. Called by the writer. */
    void check() {
        if (watch.isOverdue()) {
            latch.fail(watch.overdue());
        }
        latch.check();
    }

    /** Tells the writer to look again. Called by journal-sync after each step. */
    void signal() {
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
