package io.weir.sessions.sequencer;

import io.weir.fix.state.StateStream;

/** A core whose state can be kept in a snapshot. */
public interface KeptCore extends Core {
    /** Writes all of the state, or reads it back into a core to which nothing has happened. */
    void state(StateStream state);

    /** The trading day; a snapshot is taken when it has changed. */
    long day();
}
