package io.weir.sessions.sequencer;

/** Replay produced something else than the journal holds: the start is refused, before anything is sent. */
public final class ReplayDivergence extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The same, where another build wrote the journal. */
    ReplayDivergence(ReplayDivergence found, String writtenBy, String build) {
        super(
                found.getMessage() + "; the journal was written by build " + writtenBy + " and this is " + build
                        + ": start build " + writtenBy + " once, stop it in order, and start this one then",
                found);
    }

    ReplayDivergence(long position, String expected, String produced) {
        super("replay differs from the journal at position " + position + ": the journal has " + expected
                + ", replay produced " + produced);
    }
}
