package io.weir.sessions.journal;

/**
 * Hears what the journal reports.
 *
 * <p>Calls come from the {@code journal-sync} thread, except where said; a listener that touches the core hands them over
 * to the core thread itself and never blocks.
 */
public interface JournalListener {
    /** Everything before {@code position} is on the disk. Called for {@code GROUP} only. */
    void durable(long position);

    /**
     * The journal has stopped, for ever. Called once, from the {@code journal-sync} thread or from the writer's.
     */
    void failed(Throwable cause);

    /**
     * The disk has no room for another segment beside the reserve, or refused one. The prepared segments are still there:
     * take no new work, finish what is open.
     */
    void lowSpace(long freeBytes);

    /** There is room again after {@link #lowSpace}. */
    void spaceRestored(long freeBytes);

    /** The writer had to wait {@code nanos} for a segment to be prepared. Called from the writer's thread. */
    void stalled(long nanos);
}
