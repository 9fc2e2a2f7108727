package io.weir.sessions.sequencer;

/** Replay produced something else than the journal holds: the start is refused, before anything is sent. */
public final class ReplayDivergence extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReplayDivergence(long position, String expected, String produced) {
        super("replay differs from the journal at position " + position + ": the journal has " + expected
                + ", replay produced " + produced);
    }
}
