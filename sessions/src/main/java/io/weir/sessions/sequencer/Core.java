package io.weir.sessions.sequencer;

/**
 * Everything that decides: a pure function of the events applied so far.
 *
 * <p>Its outputs go to the {@link Outlet} that it was made with, during {@link #apply}. It knows no clock, socket, thread,
 * file or random of its own.
 */
public interface Core {
    /** Applies an event; timers due at its time fire first. */
    void apply(Event event);

    /** The earliest deadline that the core waits for, or {@link Long#MAX_VALUE}. */
    long nextDeadline();

    /** A hash of the whole state: equal for equal journals. */
    long stateHash();
}
