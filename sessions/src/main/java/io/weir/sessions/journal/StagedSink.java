package io.weir.sessions.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * Records go into a ring in memory, which {@code journal-sync} writes to the segments before it forces them.
 *
 * <p>Why not into a mapped segment as without syncs: a sync write-protects the pages that it has written, so the writer
 * meets a page fault after each of them. On ext4 that cost the writer 6 to 60 µs for a batch and made the sync three times
 * as long as write and fdatasync of the same bytes. Nothing is lost by it: bytes leave only when they are durable.
 *
 * <p>A position's place in the ring is its low bits. The first eight bytes of a stretch are written last: until then
 * readers find nothing there, and then all of it.
 */
final class StagedSink implements RecordSink {
    private static final byte[] ZEROS = new byte[4096];

    private final SegmentSupply supply;
    private final JournalSync sync;
    private final WriterWait wait;
    private final ByteBuffer ring;
    /** The same memory with a position and a limit for journal-sync. */
    private final ByteBuffer source;

    private final int mask;

    /** Used by journal-sync. */
    private Segment current;
    /** Written by journal-sync, read by the writer and by readers. */
    private volatile long written;
    /** What the writer last saw of it. */
    private long writtenSeen;

    StagedSink(
            Segment current, long position, int stageBytes, SegmentSupply supply, JournalSync sync, WriterWait wait) {
        this.current = current;
        this.supply = supply;
        this.sync = sync;
        this.wait = wait;
        this.ring = ByteBuffer.allocateDirect(stageBytes);
        this.source = ring.duplicate();
        this.mask = stageBytes - 1;
        this.written = position;
        this.writtenSeen = position;
    }

    @Override
    public void put(long position, byte[] bytes, int offset, int length) {
        if (position + length - writtenSeen > ring.capacity()) {
            awaitRoom(position, length);
        }
        int at = (int) position & mask;
        int first = Math.min(length, ring.capacity() - at);
        ring.put(at, bytes, offset, first);
        if (first < length) {
            ring.put(0, bytes, offset + first, length - first);
        }
    }

    private void awaitRoom(long position, int length) {
        writtenSeen = written;
        if (position + length - writtenSeen <= ring.capacity()) {
            return;
        }
        sync.request(position);
        BooleanSupplier hasRoom = () -> position + length - written <= ring.capacity();
        wait.stalled(hasRoom);
        writtenSeen = written;
    }

    /** The segment is a matter of journal-sync; it takes the next one before it writes that this one is left. */
    @Override
    public void awaitNext() {}

    @Override
    public void enterNext(long from, SegmentHeader next) {
        for (long at = from; at < next.start(); at += ZEROS.length) {
            put(at, ZEROS, 0, (int) Math.min(ZEROS.length, next.start() - at));
        }
    }

    long written() {
        return written;
    }

    @Override
    public void sync(long from, long to) throws IOException {
        long at = from;
        while (at < to) {
            SegmentHeader header = current.header();
            if (to <= header.end()) {
                write(at, to);
                current.file().force(false);
                at = to;
            } else {
                Segment next = supply.take();
                write(at, header.end());
                current.file().force(false);
                current.file().close();
                current = next;
                at = next.header().firstRecord();
            }
            written = at;
        }
    }

    private void write(long from, long to) throws IOException {
        if (from == to) {
            return;
        }
        write(from + Long.BYTES, to, current);
        write(from, from + Long.BYTES, current);
        written = to;
        wait.signal();
    }

    private void write(long from, long to, Segment segment) throws IOException {
        long at = from;
        while (at < to) {
            int inRing = (int) at & mask;
            int length = (int) Math.min(to - at, ring.capacity() - inRing);
            source.limit(inRing + length).position(inRing);
            segment.file().writeAll(source, at - segment.header().start());
            at += length;
        }
    }

    @Override
    public boolean tidy() {
        return false;
    }

    @Override
    public void release() throws IOException {
        current.release();
    }
}
