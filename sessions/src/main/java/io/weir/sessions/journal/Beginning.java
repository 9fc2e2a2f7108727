package io.weir.sessions.journal;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a journal begins whose first segments were retired: what is before is gone on purpose, and what is behind must be there.
 *
 * @param position of the first byte of the first segment that is kept
 * @param number of that segment
 */
record Beginning(long position, int number) {
    /** Nothing was retired. */
    static final Beginning ALL = new Beginning(0, 1);

    private static CheckedLine line(SegmentDirectory segments) {
        return new CheckedLine(segments.files(), segments.path(), "begin", "beginning");
    }

    /**
     * What the file says; {@link #ALL} where there is none.
     *
     * @throws JournalDamaged if the file does not hold a beginning
     */
    static Beginning read(SegmentDirectory segments) throws IOException {
        CheckedLine line = line(segments);
        @Nullable String text = line.read();
        if (text == null) {
            return ALL;
        }
        if (!text.matches("\\d{1,18} [1-9]\\d{0,8}")) {
            throw line.unreadable();
        }
        int space = text.indexOf(' ');
        return new Beginning(Long.parseLong(text.substring(0, space)), Integer.parseInt(text.substring(space + 1)));
    }

    void write(SegmentDirectory segments) throws IOException {
        line(segments).write(position + " " + number);
    }

    static Path path(SegmentDirectory segments) {
        return line(segments).path();
    }
}
