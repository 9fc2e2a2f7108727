package io.weir.sessions.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A file system whose writes and forces are timed by an {@link IoWatch}; one that took too long fails. */
final class WatchedFiles implements SegmentFiles {
    private final SegmentFiles files;
    private final IoWatch watch;

    WatchedFiles(SegmentFiles files, IoWatch watch) {
        this.files = files;
        this.watch = watch;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        files.createDirectory(directory);
    }

    @Override
    public Closeable lock(Path directory) throws IOException {
        return files.lock(directory);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return files.list(directory);
    }

    @Override
    public SegmentFile create(Path path) throws IOException {
        return new WatchedFile(files.create(path), watch);
    }

    @Override
    public SegmentFile open(Path path) throws IOException {
        return new WatchedFile(files.open(path), watch);
    }

    @Override
    public SegmentFile openForReading(Path path) throws IOException {
        return files.openForReading(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        files.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        files.delete(path);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        watch.begin();
        try {
            files.forceDirectory(directory);
            watch.check();
        } finally {
            watch.end();
        }
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return files.usableBytes(directory);
    }

    private record WatchedFile(SegmentFile file, IoWatch watch) implements SegmentFile {
        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            watch.begin();
            try {
                int written = file.write(from, position);
                watch.check();
                return written;
            } finally {
                watch.end();
            }
        }

        @Override
        public void force(boolean metadata) throws IOException {
            watch.begin();
            try {
                file.force(metadata);
                watch.check();
            } finally {
                watch.end();
            }
        }

        @Override
        public MappedByteBuffer map(long size) throws IOException {
            return file.map(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
