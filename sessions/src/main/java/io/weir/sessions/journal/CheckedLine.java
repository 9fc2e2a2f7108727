package io.weir.sessions.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A small file of one line and its checksum, which is replaced as a whole: written beside, forced and renamed. A line that does
 * not check is refused rather than guessed.
 */
final class CheckedLine {
    private static final int MAX_BYTES = 64;

    private final SegmentFiles files;
    private final Path directory;
    private final Path path;
    private final String what;

    /** The line in a file of this name, which holds {@code what}. */
    CheckedLine(SegmentFiles files, Path directory, String name, String what) {
        this.files = files;
        this.directory = directory;
        this.path = directory.resolve(name);
        this.what = what;
    }

    Path path() {
        return path;
    }

    /** What the line says, or null where there is no such file. */
    @Nullable
    String read() throws IOException {
        String line;
        try (SegmentFile file = files.openForReading(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
            file.readAll(bytes, 0);
            line = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            return null;
        }
        String text = line.substring(0, Math.max(line.lastIndexOf(' '), 0));
        if (text.isEmpty()) {
            throw unreadable();
        }
        if (!line.equals(line(text))) {
            throw new JournalDamaged(path, 0, "its " + what + " does not match its checksum");
        }
        return text;
    }

    /** The line checks, and says nothing that makes sense; or there is none. */
    JournalDamaged unreadable() {
        return new JournalDamaged(path, 0, "it holds no " + what);
    }

    void write(String text) throws IOException {
        Path beside = directory.resolve(path.getFileName() + ".tmp");
        try (SegmentFile file = files.create(beside)) {
            file.writeAll(ByteBuffer.wrap(line(text).getBytes(StandardCharsets.US_ASCII)), 0);
            file.force(true);
        }
        files.rename(beside, path);
        files.forceDirectory(directory);
    }

    private static String line(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return text + " " + Long.toHexString(crc.getValue()) + "\n";
    }
}
