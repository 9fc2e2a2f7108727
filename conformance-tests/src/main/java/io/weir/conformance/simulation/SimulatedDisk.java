package io.weir.conformance.simulation;

import io.weir.sessions.journal.SegmentFile;
import io.weir.sessions.journal.SegmentFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A file system in memory that knows what is forced. A killed process leaves what it has written; a power failure leaves, of
 * what is not forced, any sectors and any names.
 */
final class SimulatedDisk implements SegmentFiles {
    /** Told of each operation that changes something, before it; may throw, or let time pass. */
    interface Faults {
        void before(String operation) throws IOException;
    }

    /** What tears: smaller than any disk's sector, to be on the safe side. */
    private static final int SECTOR = 64;

    private static final class Content {
        private byte[] now = {};
        private byte[] forced = {};
        /** Where the two may differ. */
        private int dirtyFrom;

        private int dirtyTo;

        void written(int from, int to) {
            dirtyFrom = dirtyFrom == dirtyTo ? from : Math.min(dirtyFrom, from);
            dirtyTo = Math.max(dirtyTo, to);
        }

        void force() {
            if (forced.length != now.length) {
                forced = Arrays.copyOf(forced, now.length);
            }
            System.arraycopy(now, dirtyFrom, forced, dirtyFrom, dirtyTo - dirtyFrom);
            dirtyFrom = 0;
            dirtyTo = 0;
        }

        void tear(SplittableRandom random) {
            int length = random.nextBoolean() ? now.length : forced.length;
            byte[] left = Arrays.copyOf(forced, length);
            int likelihood = random.nextInt(5);
            for (int at = dirtyFrom / SECTOR * SECTOR; at < Math.min(dirtyTo, length); at += SECTOR) {
                int end = Math.min(at + SECTOR, Math.min(length, now.length));
                if (random.nextInt(4) < likelihood) {
                    System.arraycopy(now, at, left, at, end - at);
                }
            }
            now = left;
            forced = left.clone();
            dirtyFrom = 0;
            dirtyTo = 0;
        }
    }

    private Map<Path, Content> names = new TreeMap<>();
    private Map<Path, Content> forcedNames = new TreeMap<>();
    private Faults faults = operation -> {};
    private long usableBytes = Long.MAX_VALUE / 2;
    private int longestWrite = Integer.MAX_VALUE;

    void faults(Faults newFaults) {
        faults = newFaults;
    }

    void usableBytes(long bytes) {
        usableBytes = bytes;
    }

    /** From now on a write takes at most so many bytes. */
    void longestWrite(int bytes) {
        longestWrite = bytes;
    }

    /** A bit of a file turns, wherever it is. */
    void rot(Path path, SplittableRandom random) {
        Content content = names.get(path);
        if (content != null && content.now.length > 0) {
            int at = random.nextInt(content.now.length);
            content.now[at] ^= (byte) (1 << random.nextInt(8));
            content.forced = content.now.clone();
        }
    }

    /** The power fails and comes back. */
    void losePower(SplittableRandom random) {
        names = new TreeMap<>(random.nextBoolean() ? names : forcedNames);
        names.values().forEach(content -> content.tear(random));
        forcedNames = new TreeMap<>(names);
    }

    @Override
    public void createDirectory(Path directory) {}

    @Override
    public Closeable lock(Path directory) {
        return () -> {};
    }

    @Override
    public List<Path> list(Path directory) {
        return names.keySet().stream()
                .filter(each -> directory.equals(each.getParent()))
                .toList();
    }

    @Override
    public SegmentFile create(Path path) throws IOException {
        faults.before("create");
        Content content = new Content();
        names.put(path, content);
        return new File(content);
    }

    @Override
    public SegmentFile open(Path path) throws IOException {
        Content content = names.get(path);
        if (content == null) {
            throw new NoSuchFileException(path.toString());
        }
        return new File(content);
    }

    @Override
    public SegmentFile openForReading(Path path) throws IOException {
        return open(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        faults.before("rename");
        Content content = names.remove(from);
        if (content == null) {
            throw new NoSuchFileException(from.toString());
        }
        names.put(to, content);
    }

    @Override
    public void delete(Path path) {
        names.remove(path);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        faults.before("force");
        forcedNames = new TreeMap<>(names);
    }

    @Override
    public long usableBytes(Path directory) {
        return usableBytes;
    }

    private final class File implements SegmentFile {
        private final Content content;

        File(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.now.length;
        }

        @Override
        public int read(ByteBuffer into, long position) {
            int length = (int) Math.min(into.remaining(), content.now.length - position);
            if (length <= 0) {
                return -1;
            }
            into.put(content.now, (int) position, length);
            return length;
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            faults.before("write");
            int length = Math.min(from.remaining(), longestWrite);
            int at = (int) position;
            if (at + length > content.now.length) {
                content.now = Arrays.copyOf(content.now, at + length);
            }
            from.get(content.now, at, length);
            content.written(at, at + length);
            return length;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            faults.before("force");
            content.force();
        }

        @Override
        public MappedByteBuffer map(long size) {
            throw new UnsupportedOperationException("only a real file can be mapped");
        }

        @Override
        public void close() {}
    }
}
