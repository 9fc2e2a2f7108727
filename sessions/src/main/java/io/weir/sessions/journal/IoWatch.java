package io.weir.sessions.journal;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Times the one file operation that may be running, so that a thread that waits for it can tell when it hangs.
 *
 * <p>The thread that does the operations writes; the writer of the journal reads.
 */
final class IoWatch {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier nanoClock;
    private final long maxNanos;
    private volatile boolean running;
    private volatile long startedAt;

    IoWatch(LongSupplier nanoClock, long maxNanos) {
        this.nanoClock = nanoClock;
        this.maxNanos = maxNanos;
    }

    void begin() {
        startedAt = nanoClock.getAsLong();
        running = true;
    }

    /** Ends the operation, whatever became of it. */
    void end() {
        running = false;
    }

    /**
     * Checks the operation that is just ending.
     *
     * @throws IOException if it took too long
     */
    void check() throws IOException {
        if (isOverdue()) {
            throw overdue();
        }
    }

    boolean isOverdue() {
        return running && nanoClock.getAsLong() - startedAt > maxNanos;
    }

    IOException overdue() {
        return new IOException("a write or sync took longer than " + maxNanos / NANOS_PER_MILLI + " ms");
    }
}
