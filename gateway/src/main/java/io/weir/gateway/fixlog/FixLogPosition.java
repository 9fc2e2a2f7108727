package io.weir.gateway.fixlog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How far a log file has come: written beside it, so that a restart goes on where it was.
 *
 * @param position the journal position up to which the log has everything
 * @param length the bytes of the log then
 * @param day the day of its lines, year × 10000 + month × 100 + day; 0 while it has none
 */
record FixLogPosition(long position, long length, int day) {
    static final FixLogPosition BEGINNING = new FixLogPosition(0, 0, 0);

    static FixLogPosition read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return BEGINNING;
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        String[] words = text.split(" ", -1);
        try {
            return new FixLogPosition(Long.parseLong(words[0]), Long.parseLong(words[1]), Integer.parseInt(words[2]));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException(file + " holds no position of a log: " + text, e);
        }
    }

    void write(Path file) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, position + " " + length + " " + day + "\n", StandardCharsets.US_ASCII);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
