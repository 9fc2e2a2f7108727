package io.weir.gateway.fixlog;

import io.weir.fix.codec.Timestamps;
import io.weir.fix.settings.SessionSettings.CompIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * The log of one session: {@code SENDER-TARGET.log}, and a file for each day before ({@code SENDER-TARGET.2026-11-21.log}, UTC).
 *
 * <p>Its position file is written behind it. What a crash left behind the position is cut off and comes again from the journal,
 * so nothing is missing and nothing is there twice. Confined to the log thread.
 */
final class FixLogFile implements AutoCloseable {
    private static final int FULL = 64 << 10;

    private final Path current;
    private final Path positionFile;
    private final Path folder;
    private final String name;
    private final Line lines = new Line();
    private FileChannel channel;
    private long position;
    private int day;
    private FixLogPosition saved;

    private FixLogFile(Path folder, String name, FixLogPosition saved, FileChannel channel) {
        this.folder = folder;
        this.name = name;
        this.saved = saved;
        this.channel = channel;
        current = folder.resolve(name + ".log");
        positionFile = positionFile(folder, name);
        position = saved.position();
        day = saved.day();
    }

    /** Opens a log where it was left. */
    static FixLogFile open(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        FixLogPosition saved = FixLogPosition.read(positionFile(folder, name));
        if (saved.day() != 0 && Files.exists(dated(folder, name, saved.day()))) {
            // The day was put away, and the crash came before that could be noted.
            saved = new FixLogPosition(saved.position(), 0, 0);
        }
        FileChannel channel =
                FileChannel.open(folder.resolve(name + ".log"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long length = Math.min(saved.length(), channel.size());
        channel.truncate(length).position(length);
        return new FixLogFile(folder, name, saved, channel);
    }

    private static Path positionFile(Path folder, String name) {
        return folder.resolve("." + name + ".position");
    }

    /** SENDER-TARGET, each with its sub and location ids; nothing that a file name cannot hold. */
    static String nameOf(CompIds ids) {
        String ours = side(ids.senderCompId(), ids.senderSubId(), ids.senderLocationId());
        return ours + "-" + side(ids.targetCompId(), ids.targetSubId(), ids.targetLocationId());
    }

    private static String side(String compId, String subId, String locationId) {
        String all = compId + (subId.isEmpty() ? "" : "_" + subId) + (locationId.isEmpty() ? "" : "_" + locationId);
        return all.replaceAll("[^A-Za-z0-9._]", "_");
    }

    private static Path dated(Path folder, String name, int day) {
        String date = String.format(Locale.ROOT, "%04d-%02d-%02d", day / 10_000, day / 100 % 100, day % 100);
        return folder.resolve(name + "." + date + ".log");
    }

    /** The journal position that this log has everything before. */
    long position() {
        return position;
    }

    /** Begins the line of a record; the caller adds to it and ends it. */
    Line begin(long utcNanos, String direction) throws IOException {
        int today = Timestamps.dateOf(Math.floorDiv(utcNanos, Timestamps.DAY));
        if (day == 0) {
            day = today;
        } else if (today > day) {
            roll(today);
        }
        return lines.time(utcNanos).text(direction);
    }

    /** Everything before a journal position has been given. */
    void reached(long newPosition) throws IOException {
        position = newPosition;
        if (lines.length() > FULL) {
            flush();
        }
    }

    private void roll(int today) throws IOException {
        flush();
        save();
        channel.close();
        Files.move(current, dated(folder, name, day), StandardCopyOption.ATOMIC_MOVE);
        channel = FileChannel.open(current, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        day = today;
        save();
    }

    /** Hands what is there to the file. */
    void flush() throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(lines.bytes(), 0, lines.length());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        lines.clear();
    }

    /** Notes how far the file has come; it has been flushed. */
    void save() throws IOException {
        FixLogPosition now = new FixLogPosition(position, channel.position(), day);
        if (!now.equals(saved)) {
            now.write(positionFile);
            saved = now;
        }
    }

    /** Whether a save would only say that nothing has come meanwhile. */
    boolean isQuiet() throws IOException {
        return saved.day() == day && channel.position() == saved.length();
    }

    /** The journal has lost its end, with its machine's power: this log has more, and goes on from there. */
    void back(long journalEnd) {
        position = journalEnd;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
