package io.weir.sessions.protocol;

import io.weir.fix.state.StateStream;

/**
 * The time of the event that is being applied; the only time that the core knows. Confined to the core thread.
 */
public final class Turn {
    private long monoNanos;
    private long utcNanos;

    /** Begins the turn of an event. */
    public void begin(long mono, long utc) {
        monoNanos = mono;
        utcNanos = utc;
    }

    /** Writes the time, or reads it back. */
    public void state(StateStream state) {
        monoNanos = state.of(monoNanos);
        utcNanos = state.of(utcNanos);
    }

    /** Monotonic nanoseconds, continued across boots: for timers and rates. */
    public long monoNanos() {
        return monoNanos;
    }

    /** Nanoseconds since the epoch, UTC: for what is written on the wire, and for schedules. */
    public long utcNanos() {
        return utcNanos;
    }
}
