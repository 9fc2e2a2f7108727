package io.weir.sessions.journal;

import io.weir.fix.settings.Durability;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The append-only journal of one gateway, open for writing.
 *
 * <p>A position is a byte offset in the whole journal, over all segments; it only grows. One thread appends, ends batches
 * and closes. {@link #durablePosition()}, {@link #position()} and {@link #bootNumber()} may be read from any thread.
 *
 * <p>A record at {@code p} may be relied on once {@code durablePosition() > p}: durable positions lie between records.
 */
public final class Journal implements AutoCloseable {
    /** The longest payload of a record, where the segments are large enough for it. */
    public static final int MAX_PAYLOAD_BYTES = 1 << 20;

    private static final VarHandle POSITION = positionHandle();
    private static final byte[] NOTHING = new byte[0];
    private static final int FIRST_SCRATCH_BYTES = 16 << 10;
    private static final int PAYLOAD = RecordChecksum.PREFIX_BYTES + RecordLayout.HEADER_BYTES;

    private final Closeable lock;
    private final SegmentDirectory segments;
    private final Retirement retirement;
    private final SegmentSupply supply;
    private final RecordSink sink;
    private final JournalSync sync;
    private final FailureLatch latch;
    private final WriterWait waiting;
    private final LongSupplier written;
    private final BooleanSupplier batchIsDurable;

    private final Durability durability;
    private final byte markFlags;
    private final long maxSyncNanos;
    private final int maxPayloadBytes;
    private final int boot;
    private final RecoveryReport recovery;

    private final RecordChecksum checksum = new RecordChecksum();
    /** The segment's generation, then the record that is being made. */
    private byte[] scratch = new byte[FIRST_SCRATCH_BYTES];

    private SegmentHeader segment;
    private final long segmentBytes;
    /** Written by the writer with release semantics; {@link #position()} reads it from any thread. */
    private long position;

    private long batchEnd;
    private long marked;
    private long monoNanos;
    private long utcNanos;
    private boolean closed;

    private Journal(JournalParts parts) {
        lock = parts.lock();
        segments = parts.segments();
        retirement = parts.retirement();
        supply = parts.supply();
        sink = parts.sink();
        sync = parts.sync();
        latch = parts.latch();
        waiting = parts.waiting();
        batchIsDurable = () -> sync.durable() >= batchEnd;
        written = sink instanceof StagedSink staged ? staged::written : this::position;

        durability = parts.settings().durability();
        markFlags = durability == Durability.NONE ? 0 : RecordLayout.FLAG_SYNCED;
        maxSyncNanos = parts.settings().maxSyncNanos();
        segmentBytes = parts.settings().segmentBytes();
        maxPayloadBytes = maxPayloadBytes(parts);
        boot = parts.boot();
        recovery = parts.recovered().report();

        segment = parts.recovered().active();
        position = recovery.endPosition();
        monoNanos = parts.recovered().monoNanos();
        utcNanos = parts.recovered().utcNanos();
    }

    private static int maxPayloadBytes(JournalParts parts) {
        long room = parts.settings().segmentBytes() - SegmentHeader.BYTES;
        if (parts.sink() instanceof StagedSink) {
            room = Math.min(room, parts.host().stageBytes());
        }
        return (int) Math.min(MAX_PAYLOAD_BYTES, room - RecordLayout.HEADER_BYTES);
    }

    /**
     * Opens the journal in the settings' directory: locks it, finds its end, cuts a torn tail, counts the boot.
     *
     * <p>Recovery then replays with {@link #reader()} and goes on with {@link #append}.
     *
     * @throws JournalDamaged if a part is missing or damaged that must be whole
     * @throws JournalException if another process, or this one, has it open, or if a file cannot be read or written
     */
    public static Journal open(JournalSettings settings, JournalListener listener) {
        return open(settings, listener, JournalHost.machine());
    }

    /** The same on another machine than this one. */
    public static Journal open(JournalSettings settings, JournalListener listener, JournalHost host) {
        try {
            Journal journal = new Journal(new JournalOpening(settings, listener, host).open());
            journal.begin();
            return journal;
        } catch (IOException e) {
            throw new JournalException("the journal " + settings.directory() + " cannot be opened: " + e, e);
        }
    }

    /** Marks on the disk that all before is durable, and how what follows is written; then lets journal-sync run. */
    private void begin() throws IOException {
        try {
            sync.setDurable(position);
            long from = position;
            mark(markFlags);
            sink.sync(from, position);
            sync.setDurable(position);
            batchEnd = position;
        } catch (IOException | RuntimeException e) {
            latch.close();
            close();
            throw e;
        }
        sync.start(sink, supply);
    }

    /** How often this journal was opened, this time included: 1 at first. On the disk before it is known here. */
    public int bootNumber() {
        return boot;
    }

    /** What opening found. */
    public RecoveryReport recovery() {
        return recovery;
    }

    /**
     * A reader of this journal from its beginning; usable on any one thread while this one writes. It shows what is in the
     * files: with durability {@code NONE} each record at once, else those that {@code journal-sync} has written.
     */
    public JournalReader reader() {
        return new JournalReader(segments, written);
    }

    /** Where the journal begins: 0, or the beginning of the first segment that was not retired. Any thread. */
    public long beginning() {
        return retirement.beginning();
    }

    /**
     * The last beginning of a segment before which every record is older than a time. On the thread that retires.
     *
     * @throws JournalException if the journal cannot be read
     */
    public long olderThan(long utcNanos) {
        try {
            return retirement.olderThan(utcNanos);
        } catch (IOException e) {
            throw new JournalException("the journal " + segments.path() + " cannot be read: " + e, e);
        }
    }

    /**
     * Lets go of the segments that end at or before a position; a recovery from the beginning is not possible after that. On
     * one thread, which is not the writer's.
     *
     * @param archive where they are moved, on the same file system; null deletes them
     * @return how many segments are gone
     * @throws JournalException if a file cannot be written, moved or deleted; what is left goes the next time
     */
    public int retire(long upTo, @Nullable Path archive) {
        try {
            // The segment that is being written stays, also where its end is reached.
            return retirement.retire(Math.min(upTo, durablePosition() - 1), archive);
        } catch (IOException e) {
            throw new JournalException("segments of the journal " + segments.path() + " cannot be retired: " + e, e);
        }
    }

    /** The longest payload that fits: {@link #MAX_PAYLOAD_BYTES}, less if the segments are smaller. */
    public int maxPayloadBytes() {
        return maxPayloadBytes;
    }

    /**
     * Appends a record and returns its position.
     *
     * @param source the session or connection that it is about
     * @param aux a number of the type's own, such as a sequence number
     * @throws IllegalArgumentException if the payload is longer than {@link #maxPayloadBytes()}, or the type is one of the
     *     journal's own
     * @throws JournalFailed if the journal has stopped
     */
    public long append(
            RecordType type,
            int source,
            long aux,
            long monoNanos,
            long utcNanos,
            byte[] bytes,
            int offset,
            int length) {
        return append(type, source, aux, monoNanos, utcNanos, bytes, offset, length, NOTHING, 0, 0);
    }

    /** Appends a record whose payload is {@code head} followed by {@code body}. */
    public long append(
            RecordType type,
            int source,
            long aux,
            long monoNanos,
            long utcNanos,
            byte[] head,
            int headOffset,
            int headLength,
            byte[] body,
            int bodyOffset,
            int bodyLength) {
        latch.check();
        if (type.isHousekeeping()) {
            throw new IllegalArgumentException(type + " is the journal's own");
        }
        if ((long) headLength + bodyLength > maxPayloadBytes) {
            throw new IllegalArgumentException(
                    "a payload of " + headLength + " + " + bodyLength + " bytes, at most " + maxPayloadBytes + " fit");
        }
        int length = headLength + bodyLength;
        byte[] record = scratchFor(length);
        System.arraycopy(head, headOffset, record, PAYLOAD, headLength);
        System.arraycopy(body, bodyOffset, record, PAYLOAD + headLength, bodyLength);
        this.monoNanos = monoNanos;
        this.utcNanos = utcNanos;
        return write(type, (byte) 0, source, aux, length);
    }

    private byte[] scratchFor(int payloadLength) {
        int needed = PAYLOAD + RecordLayout.aligned(payloadLength);
        if (needed > scratch.length) {
            scratch = Arrays.copyOf(scratch, PAYLOAD + RecordLayout.aligned(maxPayloadBytes));
        }
        return scratch;
    }

    /** Writes the record whose payload is in the scratch. */
    private long write(RecordType type, byte flags, int source, long aux, int payloadLength) {
        int aligned = RecordLayout.aligned(RecordLayout.HEADER_BYTES + payloadLength);
        if (aligned > segment.end() - position) {
            roll();
        }
        long at = position;
        encode(type, flags, source, aux, payloadLength);
        put(aligned);
        return at;
    }

    private void encode(RecordType type, byte flags, int source, long aux, int payloadLength) {
        byte[] bytes = scratch;
        int length = RecordLayout.HEADER_BYTES + payloadLength;
        int record = RecordChecksum.PREFIX_BYTES;
        RecordLayout.putLong(bytes, 0, segment.generation());
        RecordLayout.putInt(bytes, record + RecordLayout.LENGTH, length);
        RecordLayout.putInt(bytes, record + RecordLayout.CRC, 0);
        bytes[record + RecordLayout.TYPE] = type.code();
        bytes[record + RecordLayout.FLAGS] = flags;
        RecordLayout.putShort(bytes, record + RecordLayout.RESERVED, (short) 0);
        RecordLayout.putInt(bytes, record + RecordLayout.SOURCE, source);
        RecordLayout.putLong(bytes, record + RecordLayout.POSITION, position);
        RecordLayout.putLong(bytes, record + RecordLayout.MONO_NANOS, monoNanos);
        RecordLayout.putLong(bytes, record + RecordLayout.UTC_NANOS, utcNanos);
        RecordLayout.putLong(bytes, record + RecordLayout.AUX, aux);
        for (int i = record + length; i < record + RecordLayout.aligned(length); i++) {
            bytes[i] = 0;
        }
        RecordLayout.putInt(bytes, record + RecordLayout.CRC, checksum.ofPrefixed(bytes, length));
    }

    private void put(int aligned) {
        try {
            sink.put(position, scratch, RecordChecksum.PREFIX_BYTES, aligned);
        } catch (InternalError e) {
            // The file under the mapping has shrunk, or its disk could not be read.
            latch.fail(e);
            latch.check();
        }
        POSITION.setRelease(this, position + aligned);
    }

    /** Goes on in the next segment. Where a record's header fits, a filler says so; it leaves the scratch's payload. */
    private void roll() {
        try {
            sink.awaitNext();
        } catch (IOException e) {
            latch.fail(e);
            latch.check();
        }
        SegmentHeader next = SegmentHeader.of(segmentBytes, boot, segment.number() + 1, segment.end());
        if (segment.end() - position >= RecordLayout.HEADER_BYTES) {
            encode(RecordType.Filler, (byte) 0, 0, 0, 0);
            put(RecordLayout.HEADER_BYTES);
        }
        sink.enterNext(position, next);
        segment = next;
        POSITION.setRelease(this, next.firstRecord());
    }

    /**
     * Ends a batch. {@code NONE}: {@link #durablePosition()} follows at once. {@code GROUP}: asks for a sync, which the
     * listener hears of. {@code ALWAYS}: returns when all that was appended is durable.
     *
     * <p>Costs nothing when nothing was appended, and notices a sync that hangs: call it at each turn of the loop.
     *
     * @throws JournalFailed if the journal has stopped
     */
    public void endBatch() {
        switch (durability) {
            case NONE -> {
                latch.check();
                if (position != batchEnd) {
                    batchEnd = position;
                    sync.setDurable(position);
                }
            }
            case GROUP -> {
                waiting.check();
                requestSync();
            }
            case ALWAYS -> {
                waiting.check();
                requestSync();
                waiting.until(batchIsDurable);
            }
        }
    }

    /**
     * Does what {@code journal-sync} would do next; for a {@link JournalHost#stepped()} host alone.
     *
     * @return whether there was something to do
     */
    public boolean step() {
        return sync.step();
    }

    private void requestSync() {
        if (position == batchEnd) {
            return;
        }
        if (sync.durable() > marked) {
            mark(markFlags);
        }
        batchEnd = position;
        sync.request(position);
    }

    /** Appends the durable position that is known now. */
    private void mark(byte flags) {
        marked = sync.durable();
        write(RecordType.Durable, flags, boot, marked, 0);
    }

    /** The position behind the last record: where the next one goes, unless that needs a new segment. */
    public long position() {
        return (long) POSITION.getAcquire(this);
    }

    /** Everything before this position is as safe as the durability promises. */
    public long durablePosition() {
        return sync.durable();
    }

    /**
     * Forces everything, writes the final mark and lets go of the directory. After a failure only the latter; and while a
     * write hangs not even that, as it may still reach the file.
     *
     * @throws JournalFailed if the final sync failed
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted();
        try {
            closeParts();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeParts() {
        if (!sync.stop(maxSyncNanos)) {
            latch.fail(new IOException("journal-sync hangs"));
            return;
        }
        try (lock) {
            try {
                finish();
            } finally {
                sink.release();
                supply.release();
            }
        } catch (IOException e) {
            latch.fail(e);
            throw new JournalFailed(e);
        }
    }

    private void finish() throws IOException {
        if (latch.isStopped()) {
            return;
        }
        // Without syncs the durable position is only a promise of the page cache; the last mark is where it was forced.
        sink.sync(durability == Durability.NONE ? marked : sync.durable(), position);
        sync.setDurable(position);
        long from = position;
        mark((byte) (markFlags | RecordLayout.FLAG_CLOSED));
        sink.sync(from, position);
        sync.setDurable(position);
        latch.close();
    }

    private static VarHandle positionHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(Journal.class, "position", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
