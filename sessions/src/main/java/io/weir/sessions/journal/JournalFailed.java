package io.weir.sessions.journal;

/** The journal has stopped after a failed or stalled write, and takes nothing any more. */
public final class JournalFailed extends JournalException {
    private static final long serialVersionUID = 1L;

    JournalFailed(Throwable cause) {
        super("the journal has stopped: " + cause.getMessage(), cause);
    }
}
