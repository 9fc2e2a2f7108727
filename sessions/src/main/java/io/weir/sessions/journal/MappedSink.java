package io.weir.sessions.journal;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records go straight into the mapped segment: they are in the page cache at once and survive the process.
 *
 * <p>The length is stored last, with release semantics, so a reader sees a whole record or none. Used segments are
 * unmapped by {@code journal-sync}.
 */
final class MappedSink implements RecordSink {
    private static final VarHandle LENGTH = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final SegmentDirectory segments;
    private final SegmentSupply supply;
    private final JournalSync sync;
    private final WriterWait wait;
    private final Queue<Segment> used;

    private Segment current;
    private MappedByteBuffer mapped;
    private long start;
    private @Nullable Segment next;

    /** As journal-sync lets go of a segment before each that it prepares, no more than the prepared ones and two wait. */
    MappedSink(
            SegmentDirectory segments,
            Segment current,
            int preparedSegments,
            SegmentSupply supply,
            JournalSync sync,
            WriterWait wait) {
        this.segments = segments;
        this.supply = supply;
        this.sync = sync;
        this.wait = wait;
        this.used = new ArrayBlockingQueue<>(preparedSegments + 2);
        this.current = current;
        this.mapped = Objects.requireNonNull(current.mapped());
        this.start = current.header().start();
    }

    @Override
    public void put(long position, byte[] bytes, int offset, int length) {
        int at = (int) (position - start);
        mapped.put(at + Integer.BYTES, bytes, offset + Integer.BYTES, length - Integer.BYTES);
        LENGTH.setRelease(mapped, at, RecordLayout.getInt(bytes, offset));
    }

    @Override
    public void awaitNext() throws IOException {
        next = supply.poll();
        if (next == null && !sync.isRunning()) {
            next = supply.take();
        } else if (next == null) {
            supply.need();
            sync.nudge();
            BooleanSupplier isThere = () -> {
                next = supply.poll();
                return next != null;
            };
            wait.stalled(isThere);
        }
    }

    @Override
    public void enterNext(long from, SegmentHeader header) {
        Segment entered = Objects.requireNonNull(next);
        if (!used.offer(current)) {
            throw new IllegalStateException("journal-sync does not release used segments");
        }
        current = entered;
        mapped = Objects.requireNonNull(entered.mapped());
        start = header.start();
        next = null;
        sync.nudge();
    }

    @Override
    public void sync(long from, long to) throws IOException {
        segments.force(from, to);
    }

    @Override
    public boolean tidy() throws IOException {
        Segment segment = used.poll();
        if (segment == null) {
            return false;
        }
        segment.release();
        return true;
    }

    @Override
    public void release() throws IOException {
        boolean more = true;
        while (more) {
            more = tidy();
        }
        current.release();
        if (next != null) {
            next.release();
        }
    }
}
