package io.weir.sessions.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;

/** An open file of the journal: the few operations that it needs, so that tests can let each of them fail. */
public interface SegmentFile extends AutoCloseable {
    long size() throws IOException;

    /** Reads at the position; returns how many bytes, or -1 at the end of the file. */
    int read(ByteBuffer into, long position) throws IOException;

    /** Writes at the position; returns how many bytes, which may be fewer than there are. */
    int write(ByteBuffer from, long position) throws IOException;

    void force(boolean metadata) throws IOException;

    MappedByteBuffer map(long size) throws IOException;

    /** Reads until the buffer is full or the file ends. */
    default void readAll(ByteBuffer into, long position) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int read = read(into, at);
            if (read <= 0) {
                return;
            }
            at += read;
        }
    }

    /** Writes all that remains. */
    default void writeAll(ByteBuffer from, long position) throws IOException {
        long at = position;
        while (from.hasRemaining()) {
            int written = write(from, at);
            if (written <= 0) {
                throw new IOException("nothing could be written at offset " + at);
            }
            at += written;
        }
    }

    @Override
    void close() throws IOException;
}
