package io.weir.sessions.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The file system as the journal uses it: the disk, or a double that fails when a test says so. */
public interface SegmentFiles {
    /** The real file system. */
    static SegmentFiles disk() {
        return DiskFiles.INSTANCE;
    }

    /** Makes the directory durably where it is not there. */
    void createDirectory(Path directory) throws IOException;

    /**
     * Takes the directory for this writer alone, until it is closed.
     *
     * @throws JournalException if another one has it
     */
    Closeable lock(Path directory) throws IOException;

    /** The files in the directory, in no order. */
    List<Path> list(Path directory) throws IOException;

    /** Creates the file, or empties it, for reading and writing. */
    SegmentFile create(Path path) throws IOException;

    /** Opens an existing file for reading and writing. */
    SegmentFile open(Path path) throws IOException;

    SegmentFile openForReading(Path path) throws IOException;

    /** Renames atomically, in place of what is there. */
    void rename(Path from, Path to) throws IOException;

    void delete(Path path) throws IOException;

    /** Makes created, renamed and deleted names durable. */
    void forceDirectory(Path directory) throws IOException;

    /** How many bytes this process may still write to the directory's file system. */
    long usableBytes(Path directory) throws IOException;
}
