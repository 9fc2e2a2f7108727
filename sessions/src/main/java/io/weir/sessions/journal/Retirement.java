package io.weir.sessions.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of a journal's first segments: deletes them, or moves them to an archive.
 *
 * <p>First the new beginning is on the disk, then the segments go, the oldest first. A crash in between leaves segments before
 * the beginning; the next time takes them along. Confined to one thread, which is not the writer's.
 */
final class Retirement {
    private final SegmentDirectory segments;
    /** Written by the thread that retires. */
    private volatile Beginning beginning;

    Retirement(SegmentDirectory segments, Beginning beginning) {
        this.segments = segments;
        this.beginning = beginning;
    }

    long beginning() {
        return beginning.position();
    }

    /** The last beginning of a segment before which every record is older than a time. */
    long olderThan(long utcNanos) throws IOException {
        long older = beginning.position();
        try (JournalReader reader = new JournalReader(segments, null)) {
            for (long start : segments.starts()) {
                if (start <= older) {
                    continue;
                }
                reader.seek(start);
                if (!reader.next() || reader.utcNanos() > utcNanos) {
                    return older;
                }
                older = start;
            }
        }
        return older;
    }

    int retire(long upTo, @Nullable Path archive) throws IOException {
        List<Long> starts = segments.starts();
        long first = beginning.position();
        for (long start : starts) {
            first = start <= upTo ? Math.max(first, start) : first;
        }
        if (first > beginning.position()) {
            Beginning next = new Beginning(first, numberOf(first));
            next.write(segments);
            beginning = next;
        }
        int gone = 0;
        for (long start : starts) {
            if (start < first) {
                letGo(segments.path(start), archive);
                gone++;
            }
        }
        if (gone > 0) {
            segments.files().forceDirectory(segments.path());
        }
        return gone;
    }

    private int numberOf(long start) throws IOException {
        try (SegmentFile file = segments.files().openForReading(segments.path(start))) {
            return segments.header(file, start).number();
        }
    }

    private void letGo(Path segment, @Nullable Path archive) throws IOException {
        if (archive == null) {
            segments.files().delete(segment);
            return;
        }
        segments.files().createDirectory(archive);
        segments.files().rename(segment, archive.resolve(segment.getFileName()));
        segments.files().forceDirectory(archive);
    }
}
