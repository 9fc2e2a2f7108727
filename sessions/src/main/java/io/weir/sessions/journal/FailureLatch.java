package io.weir.sessions.journal;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Remembers the first failure, for ever. Any thread may fail it; the writer checks it. */
final class FailureLatch {
    private final JournalListener listener;
    private final AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();

    FailureLatch(JournalListener listener) {
        this.listener = listener;
    }

    /** Stops the journal; only the first call counts and is reported. */
    void fail(Throwable failure) {
        if (cause.compareAndSet(null, failure)) {
            listener.failed(failure);
        }
    }

    /** Stops the journal because it was closed, which is nothing to report. */
    void close() {
        cause.compareAndSet(null, new IllegalStateException("it was closed"));
    }

    boolean isStopped() {
        return cause.get() != null;
    }

    /** Throws if the journal has stopped. */
    void check() {
        Throwable failure = cause.get();
        if (failure != null) {
            throw new JournalFailed(failure);
        }
    }
}
