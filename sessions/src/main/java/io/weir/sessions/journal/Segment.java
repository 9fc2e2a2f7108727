package io.weir.sessions.journal;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A segment that is open for writing.
 *
 * @param mapped its bytes, if it is written through a mapping
 */
record Segment(
        SegmentHeader header, SegmentFile file, @Nullable MappedByteBuffer mapped) {
    private static final int PAGE = 4096;

    /**
     * Opens the file for writing. A mapping is touched page by page behind {@code offset}, so that the writer meets no page
     * fault: on a write-protected page one costs microseconds.
     */
    static Segment open(SegmentHeader header, SegmentFile file, boolean map, int offset) throws IOException {
        if (!map) {
            return new Segment(header, file, null);
        }
        MappedByteBuffer mapped = file.map(header.segmentBytes());
        for (int page = (offset + PAGE - 1) / PAGE * PAGE; page < mapped.capacity(); page += PAGE) {
            mapped.put(page, (byte) 0);
        }
        return new Segment(header, file, mapped);
    }

    /** Unmaps and closes it. */
    void release() throws IOException {
        if (mapped != null) {
            Unmapping.unmap(mapped);
        }
        file.close();
    }
}
