package io.weir.sessions.journal;

import io.weir.fix.settings.Durability;
import java.nio.file.Path;

/**
 * How a journal is kept.
 *
 * @param directory where the segments are; created if absent
 * @param segmentBytes the size of a segment, a multiple of 4096 from 4096 to 1 GiB; new segments only, old ones keep theirs
 * @param durability what {@link Journal#endBatch()} waits for or requests
 * @param preparedSegments how many empty segments are kept ready ahead of the writer, at least 1
 * @param maxSyncNanos a force, or a preparation without progress, that takes longer stops the journal
 * @param minFreeBytes the free space to keep beside the next segment; less than that is reported as low space
 */
public record JournalSettings(
        Path directory,
        long segmentBytes,
        Durability durability,
        int preparedSegments,
        long maxSyncNanos,
        long minFreeBytes) {
    public static final long DEFAULT_SEGMENT_BYTES = 64L << 20;
    public static final int DEFAULT_PREPARED_SEGMENTS = 2;
    public static final long DEFAULT_MAX_SYNC_NANOS = 10_000_000_000L;
    public static final long DEFAULT_MIN_FREE_BYTES = 256L << 20;

    private static final long PAGE = 4096;
    private static final long MAX_SEGMENT_BYTES = 1L << 30;

    public JournalSettings {
        if (segmentBytes < PAGE || segmentBytes > MAX_SEGMENT_BYTES || segmentBytes % PAGE != 0) {
            throw new IllegalArgumentException(
                    "segmentBytes is " + segmentBytes + ", expected a multiple of 4096 from 4096 to 1 GiB");
        }
        if (preparedSegments < 1) {
            throw new IllegalArgumentException("preparedSegments is " + preparedSegments + ", expected at least 1");
        }
        if (maxSyncNanos <= 0) {
            throw new IllegalArgumentException("maxSyncNanos is " + maxSyncNanos + ", expected more than 0");
        }
        if (minFreeBytes < 0) {
            throw new IllegalArgumentException("minFreeBytes is " + minFreeBytes + ", expected 0 or more");
        }
    }

    /** The defaults: 64 MiB segments, two of them prepared, ten seconds for a force, 256 MiB kept free. */
    public static JournalSettings of(Path directory, Durability durability) {
        return new JournalSettings(
                directory,
                DEFAULT_SEGMENT_BYTES,
                durability,
                DEFAULT_PREPARED_SEGMENTS,
                DEFAULT_MAX_SYNC_NANOS,
                DEFAULT_MIN_FREE_BYTES);
    }
}
