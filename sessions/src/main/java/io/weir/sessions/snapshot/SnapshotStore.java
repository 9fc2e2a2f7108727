package io.weir.sessions.snapshot;

import io.weir.fix.codec.Ascii;
import io.weir.fix.state.StateException;
import io.weir.fix.state.StateReader;
import io.weir.fix.state.StateStream;
import io.weir.fix.state.StateWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    private final StateWriter writer = new StateWriter();

    /** The snapshots of the journal in a directory. */
    public SnapshotStore(Path journal) {
        folder = journal.resolve(FOLDER);
    }

    /** The files, the newest first; none where there is no folder. */
    public List<Path> newestFirst() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                all.forEach(files::add);
            }
        }
        files.sort(Comparator.comparing(Path::getFileName).reversed());
        return Collections.unmodifiableList(files);
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
        Files.createDirectories(folder);
        String name = String.format(Locale.ROOT, "%020d%s", header.position(), SUFFIX);
        Path unfinished = folder.resolve(name + UNFINISHED);
        try (FileChannel file = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            writeAll(file, ByteBuffer.wrap(writer.buffer(), 0, writer.length()));
            writeAll(file, ByteBuffer.wrap(hash));
            file.force(true);
        }
        Path whole = folder.resolve(name);
        Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force();
        List<Path> all = newestFirst();
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            Files.deleteIfExists(old);
        }
        return whole;
    }

    private static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private void force() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Deletes what is of a position behind the journal's end: the journal has lost it, and will write it otherwise. */
    public void forgetBehind(long end) throws IOException {
        for (Path file : newestFirst()) {
            String name = String.valueOf(file.getFileName());
            String digits = name.substring(0, name.length() - SUFFIX.length());
            if (!digits.matches("\\d{20}") || Long.parseLong(digits) > end) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * Reads a snapshot, whole.
     *
     * @throws StateException if it is damaged, or of a schema that this build does not read
     */
    public static Snapshot read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
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
