package io.weir.sessions.journal;

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

    private Journal() {}

    /**
     * Opens the journal in the settings' directory: locks it, finds its end, cuts a torn tail, counts the boot.
     *
     * <p>Recovery then replays with {@link #reader()} and goes on with {@link #append}.
     *
     * @throws JournalDamaged if a part is missing or damaged that must be whole
     * @throws JournalException if another process, or this one, has it open, or if a file cannot be read or written
     */
    public static Journal open(JournalSettings settings, JournalListener listener) {
        throw new UnsupportedOperationException();
    }

    /** How often this journal was opened, this time included: 1 at first. On the disk before this is returned. */
    public int bootNumber() {
        throw new UnsupportedOperationException();
    }

    /** What opening found. */
    public RecoveryReport recovery() {
        throw new UnsupportedOperationException();
    }

    /** A reader of this journal from its beginning; usable on any one thread while this one writes. */
    public JournalReader reader() {
        throw new UnsupportedOperationException();
    }

    /** The longest payload that fits: {@link #MAX_PAYLOAD_BYTES}, less if the segments are smaller. */
    public int maxPayloadBytes() {
        throw new UnsupportedOperationException();
    }

    /**
     * Appends a record and returns its position.
     *
     * @param source the session or connection that it is about
     * @param aux a number of the type's own, such as a sequence number
     * @throws IllegalArgumentException if the payload is longer than {@link #maxPayloadBytes()}
     * @throws JournalFailed if the journal has stopped
     */
    public long append(
            RecordType type, int source, long aux, long monoNanos, long utcNanos, byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    /** The position behind the last record: where the next one goes, unless that needs a new segment. */
    public long position() {
        throw new UnsupportedOperationException();
    }

    /** Everything before this position is as safe as the durability promises. */
    public long durablePosition() {
        throw new UnsupportedOperationException();
    }

    /** Forces everything, writes the final mark and lets go of the directory. After a failure only the latter. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
