package io.weir.sessions.journal;

import java.util.function.Consumer;

/**
 * Hears what the journal reports.
 *
 * <p>Calls come from the {@code journal-sync} thread, except where said; a listener that touches the core hands them over
 * to the core thread itself and never blocks.
 */
public interface JournalListener {
    /** A listener that hears only of the failure: for tools and tests that look at a journal and nothing else. */
    static JournalListener ofFailure(Consumer<Throwable> failed) {
        return new JournalListener() {
            @Override
            public void durable(long position) {}

            @Override
            public void failed(Throwable cause) {
                failed.accept(cause);
            }

            @Override
            public void lowSpace(long freeBytes) {}

            @Override
            public void spaceRestored(long freeBytes) {}

            @Override
            public void stalled(long nanos) {}
        };
    }

    /** Everything before {@code position} is on the disk. Called for {@code GROUP} only. */
    void durable(long position);

    /**
     * The journal has stopped, for ever. Called once, from the {@code journal-sync} thread or from the writer's.
     */
    void failed(Throwable cause);

    /**
     * The disk has no room for another segment beside the reserve, or refused one. The prepared segments and the reserve are
     * still there: take no new work, finish what is open. A journal that is opened so says it from the thread that opens it.
     */
    void lowSpace(long freeBytes);

    /** After {@link #lowSpace} all segments are prepared again, and there is room for one more beside the reserve. */
    void spaceRestored(long freeBytes);

    /** The writer had to wait {@code nanos} for a segment to be prepared. Called from the writer's thread. */
    void stalled(long nanos);
}
