package io.weir.sessions.journal;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file that counts how often the journal was opened.
 *
 * <p>Order identifiers are built on this number, so it must never fall.
 */
final class BootNumber {
    private final CheckedLine line;

    BootNumber(SegmentFiles files, Path directory) {
        line = new CheckedLine(files, directory, "boot", "boot number");
    }

    Path path() {
        return line.path();
    }

    /**
     * The number of the last boot, 0 if there was none.
     *
     * @throws JournalDamaged if the file does not hold a number
     */
    int read() throws IOException {
        @Nullable String text = line.read();
        if (text == null) {
            return 0;
        }
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw line.unreadable();
        }
        return Integer.parseInt(text);
    }

    void write(int number) throws IOException {
        line.write(Integer.toString(number));
    }
}
