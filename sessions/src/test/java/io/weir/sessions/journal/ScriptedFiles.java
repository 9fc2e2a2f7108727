package io.weir.sessions.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A file system that asks a script before each operation, forces included, which it does not carry out. */
final class ScriptedFiles implements SegmentFiles {
    /** Called before each operation; may throw. */
    interface Script {
        /** Says how many bytes a write may write at most; of no meaning for others. */
        int before(String operation, Path path) throws IOException;
    }

    private final SegmentFiles files;
    private final Script script;

    ScriptedFiles(SegmentFiles files, Script script) {
        this.files = files;
        this.script = script;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        script.before("create directory", directory);
        files.createDirectory(directory);
    }

    @Override
    public Closeable lock(Path directory) throws IOException {
        script.before("lock", directory);
        return files.lock(directory);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        script.before("list", directory);
        return files.list(directory);
    }

    @Override
    public SegmentFile create(Path path) throws IOException {
        script.before("create", path);
        return new ScriptedFile(files.create(path), path, script);
    }

    @Override
    public SegmentFile open(Path path) throws IOException {
        script.before("open", path);
        return new ScriptedFile(files.open(path), path, script);
    }

    @Override
    public SegmentFile openForReading(Path path) throws IOException {
        script.before("open", path);
        return new ScriptedFile(files.openForReading(path), path, script);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        script.before("rename", from);
        files.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        script.before("delete", path);
        files.delete(path);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        script.before("force directory", directory);
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        script.before("free space", directory);
        return files.usableBytes(directory);
    }

    private record ScriptedFile(SegmentFile file, Path path, Script script) implements SegmentFile {
        @Override
        public long size() throws IOException {
            script.before("size", path);
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            script.before("read", path);
            return file.read(into, position);
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            int most = script.before("write", path);
            int limit = from.limit();
            from.limit(from.position() + Math.min(from.remaining(), most));
            try {
                return file.write(from, position);
            } finally {
                from.limit(limit);
            }
        }

        @Override
        public void force(boolean metadata) throws IOException {
            script.before("force", path);
        }

        @Override
        public MappedByteBuffer map(long size) throws IOException {
            script.before("map", path);
            return file.map(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
            script.before("close", path);
        }
    }
}
