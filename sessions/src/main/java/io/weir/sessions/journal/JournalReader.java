package io.weir.sessions.journal;

import java.nio.file.Path;

/**
 * A reader of a journal's records in order: at recovery, beside a running writer, or of a stopped journal.
 *
 * <p>Confined to one thread. Reads with plain reads into a reused buffer and allocates nothing per record.
 *
 * <pre>{@code
 * try (JournalReader reader = JournalReader.open(directory)) {
 *     while (reader.next()) {
 *         ...
 *     }
 * }
 * }</pre>
 */
public final class JournalReader implements AutoCloseable {
    private JournalReader() {}

    /**
     * Opens the journal in the directory at its beginning.
     *
     * @throws JournalException if there is no directory
     */
    public static JournalReader open(Path directory) {
        throw new UnsupportedOperationException();
    }

    /**
     * The next {@link #next()} shows the record at this position, or the first one behind it if the position is 0, a
     * segment's beginning or the journal's end. Any other position is the caller's mistake and is reported as damage.
     *
     * @throws JournalException if the journal begins after this position
     */
    public void seek(long position) {
        throw new UnsupportedOperationException();
    }

    /** Shows only records that end at or before {@code limit}; {@link Long#MAX_VALUE}, the initial value, for all. */
    public void limit(long limit) {
        throw new UnsupportedOperationException();
    }

    /**
     * Moves to the next record, housekeeping included, fillers not.
     *
     * @return false at the limit or at the end of the data; the next call looks again, so a live journal can be followed
     * @throws JournalDamaged if what follows is neither a whole record nor untouched space
     */
    public boolean next() {
        throw new UnsupportedOperationException();
    }

    public RecordType type() {
        throw new UnsupportedOperationException();
    }

    public int source() {
        throw new UnsupportedOperationException();
    }

    public long aux() {
        throw new UnsupportedOperationException();
    }

    public long monoNanos() {
        throw new UnsupportedOperationException();
    }

    public long utcNanos() {
        throw new UnsupportedOperationException();
    }

    /** Where this record begins. */
    public long position() {
        throw new UnsupportedOperationException();
    }

    /** Where the next record is looked for: behind this one. */
    public long nextPosition() {
        throw new UnsupportedOperationException();
    }

    /** The array that holds this record's payload from {@link #offset()} on, valid until the next call of next or seek. */
    public byte[] bytes() {
        throw new UnsupportedOperationException();
    }

    public int offset() {
        throw new UnsupportedOperationException();
    }

    public int length() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
