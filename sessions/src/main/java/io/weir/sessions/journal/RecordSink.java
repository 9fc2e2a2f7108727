package io.weir.sessions.journal;

import java.io.IOException;

/** Where the writer's records go: into a mapped segment, or into memory that is written behind. */
interface RecordSink {
    /** Puts a record of the current segment. Called by the writer. */
    void put(long position, byte[] bytes, int offset, int length);

    /** Makes sure that there is a segment to go on in. Called by the writer. */
    void awaitNext() throws IOException;

    /** Leaves the current segment, written up to {@code from}, for the next one. Called by the writer. */
    void enterNext(long from, SegmentHeader next);

    /** Forces the range to the disk. Called by journal-sync; at open and close by the writer. */
    void sync(long from, long to) throws IOException;

    /** Lets go of what is no longer used; returns false if there was nothing. Called by journal-sync. */
    boolean tidy() throws IOException;

    /** Lets go of everything. */
    void release() throws IOException;
}
