package io.weir.sessions.snapshot;

import io.weir.fix.codec.Ascii;
import io.weir.fix.state.StateException;
import io.weir.fix.state.StateReader;
import io.weir.fix.state.StateStream;
import io.weir.fix.state.StateWriter;
import io.weir.sessions.journal.SegmentFile;
import io.weir.sessions.journal.SegmentFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The snapshots of a journal, in a folder beside its segments: the two newest.
 *
 * <p>A file is {@code WEIRSNAP}, the header, the state, and the SHA-256 of all that. It is written under another name, forced,
 * renamed, and the folder is forced: a file with a snapshot's name is whole, unless the disk damages it, which the hash tells.
 * Used by one thread at a time.
 */
public final class SnapshotStore {
    /** The name of the folder in the journal's directory. */
    public static final String FOLDER = "snapshots";

    private static final byte[] MAGIC = Ascii.bytes("WEIRSNAP");
    private static final int HASH_BYTES = 32;
    private static final int KEPT = 2;
    private static final String SUFFIX = ".snapshot";
    private static final String UNFINISHED = ".part";

    private final Path folder;
    private final SegmentFiles files;
    private final StateWriter writer = new StateWriter();

    /** The snapshots of the journal in a directory. */
    public SnapshotStore(Path journal) {
        this(journal, SegmentFiles.disk());
    }

    /** The same on another file system. */
    public SnapshotStore(Path journal, SegmentFiles files) {
        folder = journal.resolve(FOLDER);
        this.files = files;
    }

    /** The files, the newest first; none where there is no folder. */
    public List<Path> newestFirst() throws IOException {
        List<Path> found = new ArrayList<>();
        try {
            for (Path file : files.list(folder)) {
                if (file.toString().endsWith(SUFFIX)) {
                    found.add(file);
                }
            }
        } catch (NoSuchFileException none) {
            return List.of();
        }
        found.sort(Comparator.comparing(Path::getFileName).reversed());
        return Collections.unmodifiableList(found);
    }

    /**
     * Writes a snapshot, and deletes all but the newest two.
     *
     * @param state writes the state
     * @return the file
     */
    public Path write(Snapshot.Header header, Consumer<StateStream> state) throws IOException {
        writer.clear();
        writer.bytes(MAGIC, MAGIC.length);
        header.write(writer);
        state.accept(writer);
        byte[] hash = hash(writer.buffer(), writer.length());
        files.createDirectory(folder);
        String name = String.format(Locale.ROOT, "%020d%s", header.position(), SUFFIX);
        Path unfinished = folder.resolve(name + UNFINISHED);
        try (SegmentFile file = files.create(unfinished)) {
            file.writeAll(ByteBuffer.wrap(writer.buffer(), 0, writer.length()), 0);
            file.writeAll(ByteBuffer.wrap(hash), writer.length());
            file.force(true);
        }
        Path whole = folder.resolve(name);
        files.rename(unfinished, whole);
        files.forceDirectory(folder);
        List<Path> all = newestFirst();
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            files.delete(old);
        }
        return whole;
    }

    /** Deletes what is of a position behind the journal's end: the journal has lost it, and will write it otherwise. */
    public void forgetBehind(long end) throws IOException {
        for (Path file : newestFirst()) {
            String name = String.valueOf(file.getFileName());
            String digits = name.substring(0, name.length() - SUFFIX.length());
            if (!digits.matches("\\d{20}") || Long.parseLong(digits) > end) {
                files.delete(file);
            }
        }
    }

    /**
     * Reads a snapshot, whole.
     *
     * @throws StateException if it is damaged, or of a schema that this build does not read
     */
    public static Snapshot read(Path file) throws IOException {
        return read(SegmentFiles.disk(), file);
    }

    /** How many bytes one of these has. */
    public long size(Path file) throws IOException {
        try (SegmentFile open = files.openForReading(file)) {
            return open.size();
        }
    }

    /** Reads one of these. */
    public Snapshot load(Path file) throws IOException {
        return read(files, file);
    }

    private static Snapshot read(SegmentFiles files, Path file) throws IOException {
        byte[] bytes;
        try (SegmentFile open = files.openForReading(file)) {
            bytes = new byte[Math.toIntExact(open.size())];
            open.readAll(ByteBuffer.wrap(bytes), 0);
        }
        int length = bytes.length - HASH_BYTES;
        if (length < MAGIC.length || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new StateException(file + " is no snapshot");
        }
        if (!Arrays.equals(hash(bytes, length), Arrays.copyOfRange(bytes, length, bytes.length))) {
            throw new StateException(file + " is damaged: its SHA-256 is another one");
        }
        StateReader state = new StateReader(bytes, MAGIC.length, length);
        return new Snapshot(Snapshot.Header.read(state), state);
    }

    private static byte[] hash(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
