package io.weir.sessions.journal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The {@code journal-sync} thread: forces what the writer asks for, prepares segments, lets go of used ones.
 *
 * <p>Whatever fails here stops the journal, and this thread.
 */
final class JournalSync {
    private final FailureLatch latch;
    private final WriterWait wait;
    private final JournalListener listener;
    private final boolean announces;
    private final long idleNanos;
    private final boolean stepped;

    private @Nullable Thread thread;
    /** The writer, and what prepares segments for it, where whoever calls {@link #step} is this thread. */
    private @Nullable RecordSink sink;

    private @Nullable SegmentSupply supply;

    /** Written by the writer: sync up to here. */
    private volatile long requested;
    /** Written by journal-sync, or by the writer where nothing is synced and while this thread does not run. */
    private volatile long durable;
    /** Written by journal-sync: it sleeps, or is about to. */
    private volatile boolean idle;
    /** Written by both: there is something to do beside a sync. */
    private volatile boolean nudged;
    /** Written by the writer. */
    private volatile boolean stopping;

    /** Announces the durable position to the listener if {@code announces}. */
    JournalSync(
            FailureLatch latch,
            WriterWait wait,
            JournalListener listener,
            boolean announces,
            long idleNanos,
            boolean stepped) {
        this.latch = latch;
        this.wait = wait;
        this.listener = listener;
        this.announces = announces;
        this.idleNanos = idleNanos;
        this.stepped = stepped;
    }

    void start(RecordSink newSink, SegmentSupply newSupply) {
        requested = durable;
        sink = newSink;
        supply = newSupply;
        if (stepped) {
            wait.drive(this::step);
            return;
        }
        Thread started = new Thread(() -> run(newSink, newSupply), "journal-sync");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    /** One turn of the thread that there is not; returns whether it did anything. */
    boolean step() {
        if (!stepped || sink == null || supply == null) {
            throw new IllegalStateException("a thread does this");
        }
        if (latch.isStopped()) {
            return false;
        }
        try {
            return turn(sink, supply);
        } catch (IOException | RuntimeException | Error e) {
            latch.fail(e);
            return false;
        }
    }

    boolean isRunning() {
        return thread != null;
    }

    long durable() {
        return durable;
    }

    /** Publishes the durable position without this thread's help. */
    void setDurable(long position) {
        durable = position;
    }

    /** Asks for a sync of everything before this position. */
    void request(long position) {
        requested = position;
        wake();
    }

    /** Tells that a segment was taken, is needed, or is used up. */
    void nudge() {
        nudged = true;
        wake();
    }

    /** The thread looks for work once more before it sleeps, so a call that finds it awake need do nothing. */
    private void wake() {
        Thread running = thread;
        if (idle && running != null) {
            LockSupport.unpark(running);
        }
    }

    /** Stops the thread where it is; returns false if it does not end in time. What is requested may be left undone. */
    boolean stop(long maxNanos) {
        Thread running = thread;
        if (running == null) {
            return true;
        }
        stopping = true;
        LockSupport.unpark(running);
        try {
            running.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(maxNanos)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (running.isAlive()) {
            return false;
        }
        thread = null;
        return true;
    }

    private void run(RecordSink sink, SegmentSupply supply) {
        try {
            while (!stopping && !latch.isStopped()) {
                if (!turn(sink, supply)) {
                    sleep();
                }
            }
        } catch (Throwable e) {
            latch.fail(e);
        }
        wait.signal();
    }

    private boolean turn(RecordSink sink, SegmentSupply supply) throws IOException {
        nudged = false;
        boolean worked = sync(sink);
        worked |= sink.tidy();
        worked |= supply.step();
        wait.signal();
        return worked;
    }

    private boolean sync(RecordSink sink) throws IOException {
        long from = durable;
        long to = requested;
        if (to <= from) {
            return false;
        }
        sink.sync(from, to);
        if (latch.isStopped()) {
            return true;
        }
        durable = to;
        wait.signal();
        if (announces) {
            listener.durable(to);
        }
        return true;
    }

    private void sleep() {
        idle = true;
        if (requested <= durable && !nudged && !stopping) {
            LockSupport.parkNanos(this, idleNanos);
        }
        idle = false;
    }
}
