package io.weir.sessions.journal;

import io.weir.fix.settings.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Prepares segments ahead of the writer: real blocks, forced, under their final name, mapped and touched.
 *
 * <p>A segment is prepared in small steps. Where the same thread also syncs, each is forced, so that a group commit waits
 * for one step at most and not for the disk to take the whole segment. It is written beside and renamed when complete, so a
 * segment under its own name is always whole.
 *
 * <p>Confined to the {@code journal-sync} thread while that runs, except {@link #poll} and {@link #need}.
 */
final class SegmentSupply {
    private static final int STEP_BYTES = 256 << 10;

    private final SegmentDirectory segments;
    private final JournalSettings settings;
    private final JournalListener listener;
    private final LongSupplier nanoClock;
    private final long spaceRetryNanos;
    private final int boot;
    private final boolean map;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(STEP_BYTES);

    private final Queue<Segment> ready;
    private SegmentHeader next;
    private @Nullable SegmentFile preparing;
    private long prepared;
    private boolean low;
    private long lookAgainAt;
    /** Somebody waits for the next segment: the reserve may be used. Written by the writer too. */
    private volatile boolean needed;

    SegmentSupply(
            SegmentDirectory segments,
            JournalSettings settings,
            JournalListener listener,
            JournalHost host,
            int boot,
            @Nullable SegmentHeader last) {
        this.segments = segments;
        this.settings = settings;
        this.listener = listener;
        this.nanoClock = host.nanoClock();
        this.spaceRetryNanos = host.spaceRetryNanos();
        this.boot = boot;
        this.map = settings.durability() == Durability.NONE;
        this.ready = new ArrayBlockingQueue<>(settings.preparedSegments());
        this.next = last == null
                ? SegmentHeader.of(settings.segmentBytes(), boot, 1, 0)
                : SegmentHeader.of(settings.segmentBytes(), boot, last.number() + 1, last.end());
    }

    /** The next segment if it is ready. Any one thread. */
    @Nullable
    Segment poll() {
        return ready.poll();
    }

    /** Asks for a segment even at the expense of the reserve. Any thread. */
    void need() {
        needed = true;
    }

    /** Prepares the next segment here and now unless it is ready. Only where the stepping thread is the caller. */
    Segment take() throws IOException {
        for (; ; ) {
            Segment segment = ready.poll();
            if (segment != null) {
                return segment;
            }
            needed = true;
            step();
        }
    }

    /**
     * Does a bounded piece of work; returns false if there is none.
     *
     * @throws IOException if writing failed, or if there is no space and somebody waits
     */
    boolean step() throws IOException {
        if (preparing == null) {
            boolean wanted = ready.size() < settings.preparedSegments();
            boolean enough = look(wanted);
            if (!wanted || !(enough || needed)) {
                return false;
            }
            prepared = 0;
        }
        try {
            if (preparing == null) {
                preparing = segments.files().create(segments.preparingPath(next.start()));
            }
            write(preparing);
            return true;
        } catch (IOException e) {
            if (needed || !isOutOfSpace(e)) {
                throw e;
            }
            abandon();
            report(segments.files().usableBytes(segments.path()));
            return false;
        }
    }

    /**
     * Looks whether there is room for another segment beside the reserve: before each, and now and then, as others fill the
     * disk, too. Low space ends when all segments are prepared and there is room for one more: so at least a segment is
     * written between two changes.
     */
    private boolean look(boolean wanted) throws IOException {
        boolean due = nanoClock.getAsLong() - lookAgainAt >= 0;
        if (!due && (low || !wanted)) {
            return false;
        }
        long usable;
        try {
            usable = segments.files().usableBytes(segments.path());
        } catch (IOException e) {
            if (wanted) {
                throw e;
            }
            // Nothing is written now, so nothing is lost: without a descriptor left, for one, nobody can look.
            lookAgainAt = nanoClock.getAsLong() + spaceRetryNanos;
            return false;
        }
        boolean enough = usable >= settings.minFreeBytes() + settings.segmentBytes();
        if (!enough) {
            report(usable);
        } else if (low && !wanted) {
            low = false;
            listener.spaceRestored(usable);
        }
        lookAgainAt = nanoClock.getAsLong() + spaceRetryNanos;
        return enough;
    }

    /** Looks at the disk's room before anything is written: a journal that opens on a full disk says so at once. */
    void begin() throws IOException {
        lookAgainAt = nanoClock.getAsLong();
        look(true);
    }

    private void report(long usable) {
        lookAgainAt = nanoClock.getAsLong() + spaceRetryNanos;
        if (!low) {
            low = true;
            listener.lowSpace(usable);
        }
    }

    /** The message is the operating system's; where it is in another language, the free space decides. */
    private boolean isOutOfSpace(IOException e) throws IOException {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("quota exceeded")
                || segments.files().usableBytes(segments.path()) < settings.segmentBytes() - prepared;
    }

    private void abandon() throws IOException {
        SegmentFile file = preparing;
        preparing = null;
        if (file != null) {
            file.close();
        }
        segments.files().delete(segments.preparingPath(next.start()));
    }

    private void write(SegmentFile file) throws IOException {
        zeros.clear().limit((int) Math.min(STEP_BYTES, next.segmentBytes() - prepared));
        int step = zeros.limit();
        file.writeAll(zeros, prepared);
        if (!map) {
            file.force(false);
        }
        prepared += step;
        if (prepared == next.segmentBytes()) {
            finish(file);
        }
    }

    private void finish(SegmentFile file) throws IOException {
        file.writeAll(ByteBuffer.wrap(next.encode()), 0);
        file.force(true);
        segments.files().rename(segments.preparingPath(next.start()), segments.path(next.start()));
        segments.files().forceDirectory(segments.path());
        Segment segment = Segment.open(next, file, map, SegmentHeader.BYTES);
        preparing = null;
        needed = false;
        next = SegmentHeader.of(settings.segmentBytes(), boot, next.number() + 1, next.end());
        ready.add(segment);
        // Look at once whether there is room for the next one, or again.
        lookAgainAt = nanoClock.getAsLong();
    }

    /** Closes what nobody took. The files stay: the next boot deletes them. */
    void release() throws IOException {
        for (Segment segment = ready.poll(); segment != null; segment = ready.poll()) {
            segment.release();
        }
        if (preparing != null) {
            abandon();
        }
    }
}
