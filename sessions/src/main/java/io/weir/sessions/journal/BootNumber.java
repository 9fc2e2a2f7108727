package io.weir.sessions.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The file that counts how often the journal was opened: a line of the number and its checksum.
 *
 * <p>Order identifiers are built on this number, so it must never fall: it is written beside, forced and renamed, and a
 * line that does not check is refused rather than guessed.
 */
final class BootNumber {
    private static final int MAX_BYTES = 64;

    private final SegmentFiles files;
    private final Path directory;
    private final Path path;

    BootNumber(SegmentFiles files, Path directory) {
        this.files = files;
        this.directory = directory;
        this.path = directory.resolve("boot");
    }

    Path path() {
        return path;
    }

    /**
     * The number of the last boot, 0 if there was none.
     *
     * @throws JournalDamaged if the file does not hold a number
     */
    int read() throws IOException {
        String line;
        try (SegmentFile file = files.openForReading(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
            file.readAll(bytes, 0);
            line = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            return 0;
        }
        int space = line.indexOf(' ');
        try {
            int number = Integer.parseInt(line.substring(0, Math.max(space, 0)));
            if (number > 0 && line.equals(line(number))) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new JournalDamaged(path, 0, "it holds no boot number");
        }
        throw new JournalDamaged(path, 0, "its boot number does not match its checksum");
    }

    void write(int number) throws IOException {
        Path beside = directory.resolve("boot.tmp");
        try (SegmentFile file = files.create(beside)) {
            file.writeAll(ByteBuffer.wrap(line(number).getBytes(StandardCharsets.US_ASCII)), 0);
            file.force(true);
        }
        files.rename(beside, path);
        files.forceDirectory(directory);
    }

    private static String line(int number) {
        byte[] digits = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
        CRC32C crc = new CRC32C();
        crc.update(digits, 0, digits.length);
        return number + " " + Long.toHexString(crc.getValue()) + "\n";
    }
}
