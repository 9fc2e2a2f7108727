package io.weir.sessions.protocol;

import io.weir.fix.settings.SessionSettings;
import io.weir.fix.state.StateStream;
import java.util.List;

/**
 * The pauses of an initiator between its attempts to connect.
 *
 * <p>A list of intervals is followed and its last one repeats; a single one doubles from failure to failure up to a minute.
 * A session that was up is tried again sooner, but not at once: one that breaks off each time would be a storm of logons.
 */
final class Reconnect {
    private static final long SECOND = 1_000_000_000L;
    private static final long CAP = 60 * SECOND;
    private static final long STEADY = 10 * SECOND;
    private static final int DOUBLINGS = 6;

    private final List<Integer> seconds;
    private int failures;

    Reconnect(SessionSettings settings) {
        seconds = settings.connection().reconnectIntervalSeconds();
    }

    /** A person or a new process begins anew. */
    void begin() {
        failures = 0;
    }

    /** The pause after a session that had been up for a time. */
    long afterSession(long upNanos) {
        failures = 0;
        return Math.min(upNanos >= STEADY ? SECOND : 5 * SECOND, seconds.get(0) * SECOND);
    }

    /** The pause after an attempt that came to nothing. */
    long afterFailure() {
        int before = failures++;
        if (seconds.size() > 1) {
            return seconds.get(Math.min(before, seconds.size() - 1)) * SECOND;
        }
        long interval = seconds.get(0) * SECOND;
        return Math.min(interval << Math.min(before, DOUBLINGS), Math.max(interval, CAP));
    }

    void state(StateStream state) {
        failures = state.of(failures);
    }
}
