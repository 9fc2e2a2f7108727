package io.weir.sessions.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The segments in a journal's directory, by the position at which each begins; the file name tells it. */
final class SegmentDirectory {
    private static final String SUFFIX = ".journal";
    private static final String PREPARING = ".preparing";
    private static final int DIGITS = 19;

    private final SegmentFiles files;
    private final Path directory;

    SegmentDirectory(SegmentFiles files, Path directory) {
        this.files = files;
        this.directory = directory;
    }

    SegmentFiles files() {
        return files;
    }

    Path path() {
        return directory;
    }

    /** The file of the segment that begins at this position. */
    Path path(long start) {
        return directory.resolve(name(start));
    }

    /** Where this segment is while it is not ready. */
    Path preparingPath(long start) {
        return directory.resolve(name(start) + PREPARING);
    }

    private static String name(long start) {
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", start) + SUFFIX;
    }

    /** Where the segments begin, ascending. */
    List<Long> starts() throws IOException {
        List<Long> starts = new ArrayList<>();
        for (Path path : files.list(directory)) {
            String name = String.valueOf(path.getFileName());
            if (name.endsWith(SUFFIX)) {
                starts.add(start(path, name));
            }
        }
        starts.sort(null);
        return starts;
    }

    private static long start(Path path, String name) {
        String digits = name.substring(0, name.length() - SUFFIX.length());
        try {
            long start = Long.parseLong(digits);
            if (start >= 0 && name.equals(name(start))) {
                return start;
            }
        } catch (NumberFormatException e) {
            throw new JournalDamaged(path, 0, "its name is not a position");
        }
        throw new JournalDamaged(path, 0, "its name is not a position");
    }

    /**
     * Reads a segment's header.
     *
     * @throws JournalDamaged if it is none, or not of this segment
     */
    SegmentHeader header(SegmentFile file, long start) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
        file.readAll(bytes, 0);
        if (bytes.hasRemaining()) {
            throw new JournalDamaged(path(start), start, "its header is cut off");
        }
        try {
            SegmentHeader header = SegmentHeader.decode(bytes.array());
            if (header.start() != start) {
                throw new JournalDamaged(
                        path(start), start, "its header says that it begins at position " + header.start());
            }
            return header;
        } catch (IllegalArgumentException e) {
            throw new JournalDamaged(path(start), start, String.valueOf(e.getMessage()));
        }
    }

    /** Deletes what an interrupted preparation left. */
    void deletePreparing() throws IOException {
        for (Path path : files.list(directory)) {
            if (path.toString().endsWith(PREPARING)) {
                files.delete(path);
            }
        }
    }

    /** Forces each segment that has bytes in the range. */
    void force(long from, long to) throws IOException {
        List<Long> starts = starts();
        for (int i = 0; i < starts.size(); i++) {
            long end = i + 1 < starts.size() ? starts.get(i + 1) : Long.MAX_VALUE;
            if (starts.get(i) < to && end > from) {
                try (SegmentFile file = files.open(path(starts.get(i)))) {
                    file.force(false);
                }
            }
        }
    }
}
