package io.weir.sessions.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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
    private final SegmentDirectory segments;
    /** Everything before this is whole: a writer in this process says how far it has written. */
    private final @Nullable LongSupplier written;

    private @Nullable SegmentReader segment;
    private long limit = Long.MAX_VALUE;
    private long next;
    private boolean fromBeginning = true;

    private byte[] bytes = new byte[RecordLayout.HEADER_BYTES];
    private int at;
    private int recordLength = RecordLayout.HEADER_BYTES;
    private RecordType type = RecordType.Filler;

    JournalReader(SegmentDirectory segments, @Nullable LongSupplier written) {
        this.segments = segments;
        this.written = written;
    }

    /**
     * Opens the journal in the directory at its beginning.
     *
     * @throws JournalException if there is no directory
     */
    public static JournalReader open(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new JournalException("there is no journal directory " + directory);
        }
        return new JournalReader(new SegmentDirectory(DiskFiles.INSTANCE, directory), null);
    }

    /** The same in another file system. */
    public static JournalReader open(SegmentFiles files, Path directory) {
        return new JournalReader(new SegmentDirectory(files, directory), null);
    }

    /**
     * The next {@link #next()} shows the record at this position, or the first one behind it if the position is 0, a
     * segment's beginning or the journal's end. Any other position is the caller's mistake and is reported as damage.
     *
     * @throws JournalException if the journal begins after this position
     */
    public void seek(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("there is no position " + position);
        }
        try {
            closeSegment();
            fromBeginning = false;
            next = position;
            enter();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Shows only records that end at or before {@code limit}; {@link Long#MAX_VALUE}, the initial value, for all. */
    public void limit(long limit) {
        this.limit = limit;
    }

    /**
     * Moves to the next record, housekeeping included, fillers not.
     *
     * @return false at the limit or at the end of the data; the next call looks again, so a live journal can be followed
     * @throws JournalDamaged if what follows is neither a whole record nor untouched space
     */
    public boolean next() {
        try {
            return advance();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private boolean advance() throws IOException {
        long whole = written == null ? 0 : written.getAsLong();
        long bound = written == null ? limit : Math.min(limit, whole);
        while (next < bound) {
            SegmentReader current = segment == null ? enter() : segment;
            if (current == null) {
                return false;
            }
            long start = current.header().start();
            switch (current.look((int) (next - start))) {
                case RECORD -> {
                    return show(current, bound);
                }
                case END -> {
                    if (!follow(current)) {
                        return false;
                    }
                }
                case NOTHING -> {
                    if (next < whole) {
                        throw new JournalDamaged(segments.path(start), next, "nothing is there, but it was written");
                    }
                    return false;
                }
                case DAMAGE, UNKNOWN -> throw new JournalDamaged(segments.path(start), next, current.damage());
            }
        }
        return false;
    }

    private boolean show(SegmentReader current, long bound) {
        long end = next + RecordLayout.aligned(current.recordLength());
        if (end > bound) {
            return false;
        }
        bytes = current.bytes();
        at = current.recordAt();
        recordLength = current.recordLength();
        type = RecordType.of(bytes[at + RecordLayout.TYPE]);
        next = end;
        return true;
    }

    /** Opens the segment that holds the next position; null if there is none yet. */
    private @Nullable SegmentReader enter() throws IOException {
        List<Long> starts = segments.starts();
        if (starts.isEmpty()) {
            return null;
        }
        if (fromBeginning) {
            next = starts.get(0);
            fromBeginning = false;
        }
        if (next < starts.get(0)) {
            throw new JournalException("the journal begins at position " + starts.get(0) + ", after " + next);
        }
        int holding = starts.size() - 1;
        while (starts.get(holding) > next) {
            holding--;
        }
        long start = starts.get(holding);
        SegmentFile file = segments.files().openForReading(segments.path(start));
        SegmentHeader header = readHeader(file, start);
        if (next >= header.end()) {
            file.close();
            if (holding < starts.size() - 1) {
                throw new JournalDamaged(segments.path(header.end()), header.end(), "the segment is missing");
            }
            return null;
        }
        next = Math.max(next, header.firstRecord());
        segment = new SegmentReader(file, header);
        return segment;
    }

    /** Goes on in the next segment; false if it is not there yet. */
    private boolean follow(SegmentReader current) throws IOException {
        long start = current.header().end();
        SegmentFile file;
        try {
            file = segments.files().openForReading(segments.path(start));
        } catch (NoSuchFileException e) {
            List<Long> starts = segments.starts();
            if (!starts.contains(start) && starts.get(starts.size() - 1) > start) {
                throw new JournalDamaged(segments.path(start), start, "the segment is missing");
            }
            return false;
        }
        SegmentHeader header = readHeader(file, start);
        segment = current.next(file, header);
        next = header.firstRecord();
        return true;
    }

    private SegmentHeader readHeader(SegmentFile file, long start) throws IOException {
        try {
            return segments.header(file, start);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private JournalException unreadable(IOException cause) {
        return new JournalException("the journal " + segments.path() + " cannot be read: " + cause, cause);
    }

    public RecordType type() {
        return type;
    }

    public int source() {
        return RecordLayout.getInt(bytes, at + RecordLayout.SOURCE);
    }

    public long aux() {
        return RecordLayout.getLong(bytes, at + RecordLayout.AUX);
    }

    public long monoNanos() {
        return RecordLayout.getLong(bytes, at + RecordLayout.MONO_NANOS);
    }

    public long utcNanos() {
        return RecordLayout.getLong(bytes, at + RecordLayout.UTC_NANOS);
    }

    /** Where this record begins. */
    public long position() {
        return RecordLayout.getLong(bytes, at + RecordLayout.POSITION);
    }

    /** Where the next record is looked for: behind this one. */
    public long nextPosition() {
        return next;
    }

    /** The array that holds this record's payload from {@link #offset()} on, valid until the next call of next or seek. */
    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return at + RecordLayout.HEADER_BYTES;
    }

    public int length() {
        return recordLength - RecordLayout.HEADER_BYTES;
    }

    byte flags() {
        return bytes[at + RecordLayout.FLAGS];
    }

    private void closeSegment() throws IOException {
        if (segment != null) {
            segment.close();
            segment = null;
        }
    }

    @Override
    public void close() {
        try {
            closeSegment();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
