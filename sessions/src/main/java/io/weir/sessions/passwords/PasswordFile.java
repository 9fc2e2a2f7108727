package io.weir.sessions.passwords;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of users and their passwords' hashes, a line each: {@code user:pbkdf2-sha256:iterations:salt:hash}.
 *
 * <p>Empty lines and lines that begin with # are kept as they are. It is read again when it has changed, and written whole:
 * beside, forced, renamed, with a lock against another process that does the same. Not safe for use by several threads.
 */
public final class PasswordFile {
    /** What a user may be called. */
    public static final String USER_EXPECTED = "1 to 64 printable characters without colon, the first no #";

    private static final String LINE_EXPECTED =
            "user:pbkdf2-sha256:iterations:salt:hash (./weir password USER writes it)";
    private static final long LARGEST = 4 << 20;
    private static final Set<PosixFilePermission> OURS_ALONE = PosixFilePermissions.fromString("rw-------");

    /** Threads of this process, which a file's lock does not keep apart. */
    private static final Object WRITING = new Object();

    /** What shows that a file has changed; the key is that of the file under the name, where the system has one. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {}

    private final Path path;
    private Map<String, PasswordHash> entries = Map.of();
    private @Nullable Stamp stamp;
    private PasswordHash nobody = PasswordHash.ofNobody(PasswordHash.ITERATIONS);

    /** A file that is read when it is first needed. */
    public PasswordFile(Path path) {
        this.path = path;
    }

    /** Whether a user may be called so. */
    public static boolean isUser(String name) {
        return name.matches("[!-~&&[^:#]]([ -~&&[^:]]{0,62}[!-~&&[^:]])?");
    }

    /**
     * Reads the file if it has changed since it was read.
     *
     * @throws PasswordFileException if it is not what it must be; then nobody is in it
     */
    public void refresh() throws PasswordFileException {
        Stamp now = stampNow();
        if (now.equals(stamp)) {
            return;
        }
        stamp = null;
        entries = Map.of();
        entries = parse(lines());
        stamp = now;
        int most = entries.values().stream()
                .mapToInt(PasswordHash::iterations)
                .max()
                .orElse(PasswordHash.ITERATIONS);
        if (most != nobody.iterations()) {
            nobody = PasswordHash.ofNobody(most);
        }
    }

    private Stamp stampNow() throws PasswordFileException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.size() > LARGEST) {
                throw new PasswordFileException(path, 0, "a file of at most 4 MiB");
            }
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (PasswordFileException tooLarge) {
            throw tooLarge;
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private PasswordFileException unreadable(IOException cause) {
        String why = cause instanceof NoSuchFileException
                ? "it does not exist"
                : cause instanceof FileSystemException detailed && detailed.getReason() != null
                        ? detailed.getReason()
                        : cause.getClass().getSimpleName();
        PasswordFileException exception = new PasswordFileException(path, 0, "a file that can be read, but " + why);
        exception.initCause(cause);
        return exception;
    }

    private List<String> lines() throws PasswordFileException {
        try {
            // Latin-1 reads any byte, so that what is wrong is told by line.
            return List.of(Files.readString(path, StandardCharsets.ISO_8859_1).split("\n", -1));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Map<String, PasswordHash> parse(List<String> lines) throws PasswordFileException {
        Map<String, PasswordHash> read = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            String user = userOf(line);
            PasswordHash hash = colon < 0 ? null : PasswordHash.parse(line.substring(colon + 1));
            if (hash == null) {
                throw new PasswordFileException(path, i + 1, LINE_EXPECTED);
            }
            if (!isUser(user)) {
                throw new PasswordFileException(path, i + 1, "a user of " + USER_EXPECTED);
            }
            if (read.put(user, hash) != null) {
                throw new PasswordFileException(path, i + 1, "each user once");
            }
        }
        return read;
    }

    private static String userOf(String line) {
        return line.substring(0, Math.max(line.indexOf(':'), 0));
    }

    /** Whether a user is in it. */
    public boolean has(String user) {
        return entries.containsKey(user);
    }

    /** The hash of a user's password; for one who is not in it one that no password has, and that takes as long. */
    PasswordHash hashOf(@Nullable String user) {
        PasswordHash hash = user == null ? null : entries.get(user);
        return hash == null ? nobody : hash;
    }

    /**
     * Writes a user's entry, in the place of an earlier one or at the end; the rest of the file stays. A file that is not
     * there is made, for its owner's eyes only. When this returns, it is on the disk.
     *
     * @throws PasswordFileException if the file is not what it must be, which leaves it as it is
     * @throws IOException if it cannot be written, which leaves it as it is
     */
    public void put(String user, PasswordHash hash) throws IOException {
        if (!isUser(user)) {
            throw new IllegalArgumentException("expected a user of " + USER_EXPECTED);
        }
        Path real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Path lock = real.resolveSibling(real.getFileName() + ".lock");
        synchronized (WRITING) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (!held.isValid()) {
                    throw new IOException(lock + " could not be locked");
                }
                write(real, replaced(user, user + ":" + hash.text()));
            }
        }
        stamp = null;
        refresh();
    }

    private List<String> replaced(String user, String entry) throws PasswordFileException {
        List<String> lines = new ArrayList<>(Files.exists(path) ? lines() : List.of());
        parse(lines);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.startsWith("#") && userOf(line).equals(user)) {
                lines.set(i, entry);
                return lines;
            }
        }
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        List<String> longer = new ArrayList<>(lines.subList(0, end));
        longer.add(entry);
        longer.add("");
        return longer;
    }

    private static void write(Path real, List<String> lines) throws IOException {
        Set<PosixFilePermission> permissions = Files.exists(real) ? Files.getPosixFilePermissions(real) : OURS_ALONE;
        Path beside = real.resolveSibling(real.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try {
            Files.createFile(beside, PosixFilePermissions.asFileAttribute(OURS_ALONE));
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                Files.setPosixFilePermissions(beside, permissions);
                channel.force(true);
            }
            Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
        Path directory = real.getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
