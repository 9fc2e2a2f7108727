package io.weir.sessions.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A file system in memory that knows what is forced, so that a power failure can be played: of what is not forced, any part
 * may be lost.
 */
final class MemoryFiles implements SegmentFiles {
    /** Called before each operation; may throw, block, or look at what a power failure would leave now. */
    interface Script {
        void before(String operation, Path path) throws IOException;
    }

    /** What tears: smaller than any disk's sector, to be on the safe side. */
    private static final int SECTOR = 64;

    private static final class Content {
        private volatile Path path;
        private byte[] now = new byte[0];
        private byte[] forced = new byte[0];
        /** Somebody else has the bytes of {@link #now}, too: they are copied before they change. */
        private boolean shared;

        Content(Path path) {
            this.path = path;
        }
    }

    private NavigableMap<Path, Content> names = new TreeMap<>();
    private NavigableMap<Path, Content> forcedNames = new TreeMap<>();
    private volatile Script script = (operation, path) -> {};
    private volatile Script readScript = (operation, path) -> {};
    private volatile long usableBytes = Long.MAX_VALUE / 2;
    private volatile int longestWrite = Integer.MAX_VALUE;

    void script(Script newScript) {
        script = newScript;
    }

    /** As {@link #script}, for the operations that only look. */
    void readScript(Script newScript) {
        readScript = newScript;
    }

    void usableBytes(long bytes) {
        usableBytes = bytes;
    }

    void longestWrite(int bytes) {
        longestWrite = bytes;
    }

    /** The files of a real directory, all forced, but for those that journal-sync may be preparing at this moment. */
    static MemoryFiles load(Path directory) throws IOException {
        MemoryFiles files = new MemoryFiles();
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : paths.filter(path -> !path.toString().endsWith(".preparing"))
                    .toList()) {
                files.put(path, Files.readAllBytes(path));
            }
        }
        return files;
    }

    /** The same files, all forced. */
    synchronized MemoryFiles copy() {
        MemoryFiles copy = new MemoryFiles();
        names.forEach((path, content) -> {
            Content same = new Content(path);
            same.now = content.now;
            same.forced = content.now;
            same.shared = true;
            content.shared = true;
            copy.names.put(path, same);
            copy.forcedNames.put(path, same);
        });
        return copy;
    }

    /** Whether these are the same files with the same bytes. */
    synchronized boolean isSame(MemoryFiles others) {
        return names.keySet().equals(others.names.keySet())
                && names.keySet().stream().allMatch(path -> Arrays.equals(content(path).now, others.content(path).now));
    }

    private Content content(Path path) {
        return Objects.requireNonNull(names.get(path), path::toString);
    }

    /** What a power failure might leave. */
    synchronized MemoryFiles afterPowerFailure(Random random) {
        MemoryFiles left = new MemoryFiles();
        (random.nextBoolean() ? names : forcedNames).forEach((path, content) -> left.put(path, torn(content, random)));
        return left;
    }

    private static byte[] torn(Content content, Random random) {
        int length = random.nextBoolean() ? content.now.length : content.forced.length;
        byte[] bytes = Arrays.copyOf(content.forced, length);
        int likelihood = random.nextInt(5);
        for (int at = 0; at < length; at += SECTOR) {
            int end = Math.min(Math.min(at + SECTOR, length), content.now.length);
            if (at < end && random.nextInt(4) < likelihood) {
                System.arraycopy(content.now, at, bytes, at, end - at);
            }
        }
        return bytes;
    }

    synchronized void put(Path path, byte[] bytes) {
        Content content = new Content(path);
        content.now = bytes.clone();
        content.forced = content.now;
        content.shared = true;
        names.put(path, content);
        forcedNames.put(path, content);
    }

    synchronized byte[] bytes(Path path) {
        return content(path).now.clone();
    }

    synchronized List<Path> paths() {
        return List.copyOf(names.keySet());
    }

    synchronized void remove(Path path) {
        names.remove(path);
        forcedNames.remove(path);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public Closeable lock(Path directory) throws IOException {
        return DirectoryLock.take(directory);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        readScript.before("list", directory);
        return paths();
    }

    @Override
    public SegmentFile create(Path path) throws IOException {
        script.before("create", path);
        synchronized (this) {
            Content content = new Content(path);
            names.put(path, content);
            return new MemoryFile(content);
        }
    }

    @Override
    public SegmentFile open(Path path) throws IOException {
        script.before("open", path);
        return existing(path);
    }

    @Override
    public SegmentFile openForReading(Path path) throws IOException {
        readScript.before("openForReading", path);
        return existing(path);
    }

    private synchronized SegmentFile existing(Path path) throws IOException {
        Content content = names.get(path);
        if (content == null) {
            throw new NoSuchFileException(path.toString());
        }
        return new MemoryFile(content);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        script.before("rename", from);
        synchronized (this) {
            Content content = Objects.requireNonNull(names.remove(from));
            content.path = to;
            names.put(to, content);
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        script.before("delete", path);
        synchronized (this) {
            names.remove(path);
        }
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        script.before("forceDirectory", directory);
        synchronized (this) {
            forcedNames = new TreeMap<>(names);
        }
    }

    @Override
    public long usableBytes(Path directory) {
        return usableBytes;
    }

    private final class MemoryFile implements SegmentFile {
        private final Content content;

        MemoryFile(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            synchronized (MemoryFiles.this) {
                return content.now.length;
            }
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            readScript.before("read", content.path);
            synchronized (MemoryFiles.this) {
                int length = (int) Math.min(into.remaining(), content.now.length - position);
                if (length <= 0) {
                    return -1;
                }
                into.put(content.now, (int) position, length);
                return length;
            }
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            script.before("write", content.path);
            synchronized (MemoryFiles.this) {
                int length = Math.min(from.remaining(), longestWrite);
                int end = (int) position + length;
                if (end > content.now.length || content.shared) {
                    content.now = Arrays.copyOf(content.now, Math.max(end, content.now.length));
                    content.shared = false;
                }
                from.get(content.now, (int) position, length);
                return length;
            }
        }

        @Override
        public void force(boolean metadata) throws IOException {
            script.before("force", content.path);
            synchronized (MemoryFiles.this) {
                content.forced = content.now;
                content.shared = true;
            }
        }

        @Override
        public MappedByteBuffer map(long size) {
            throw new UnsupportedOperationException("only a real file can be mapped");
        }

        @Override
        public void close() {}
    }
}
