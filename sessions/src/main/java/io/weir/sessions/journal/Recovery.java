package io.weir.sessions.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a journal that was closed, killed or cut off by a power failure.
 *
 * <p>The records are read from the beginning to the first place that holds no valid one. What lies behind that place
 * decides:
 *
 * <ul>
 *   <li>Only zeros: this is the end.
 *   <li>A durable mark that promises more than this place: a part that was safe is damaged. Refused.
 *   <li>Valid records, where the journal was synced: bytes beyond the durable position waited for their sync, and an
 *       interrupted sync leaves its pages on the disk in any order. Nothing of them has left. A torn tail, cut.
 *   <li>Valid records, where nothing was synced: they may have left, and only damage explains the hole. Refused.
 *   <li>Anything else: a record that was being written. A torn tail, cut.
 * </ul>
 *
 * <p>Cutting deletes the segments behind from the last to the first and then zeros the tail, so a crash in between leaves
 * a journal on which the same decision is taken again.
 */
final class Recovery {
    private static final int ZEROS_BYTES = 64 << 10;

    private final SegmentDirectory segments;
    private final Beginning beginning;
    private final List<SegmentHeader> chain = new ArrayList<>();

    private long records;
    private long lastPosition;
    private long monoNanos;
    private long utcNanos;
    private long mark;
    private int boot;
    private boolean synced;
    private boolean cleanlyClosed;

    private Recovery(SegmentDirectory segments, Beginning beginning) {
        this.segments = segments;
        this.beginning = beginning;
    }

    /**
     * Finds the journal's end, cuts a torn tail, and deletes the segments that were prepared behind the end.
     *
     * @return null if there are no segments
     * @throws JournalDamaged if a part is missing or damaged that must be whole
     */
    static @Nullable RecoveredJournal recover(SegmentDirectory segments, Beginning beginning) throws IOException {
        return new Recovery(segments, beginning).run();
    }

    private @Nullable RecoveredJournal run() throws IOException {
        readChain();
        if (chain.isEmpty()) {
            return null;
        }
        Ending ending = readRecords();
        deleteBehind(ending.segment());
        if (ending.repair()) {
            zero(chain.get(ending.segment()), ending.position());
        }
        RecoveryReport report = new RecoveryReport(
                records,
                lastPosition,
                ending.position(),
                cleanlyClosed && ending.reason() == null,
                ending.cutBytes(),
                ending.reason());
        return new RecoveredJournal(report, chain.get(ending.segment()), mark, boot, monoNanos, utcNanos);
    }

    /** The headers of all segments, which must follow each other without a gap from the beginning on. */
    private void readChain() throws IOException {
        long expected = beginning.position();
        int number = beginning.number();
        for (long start : segments.starts()) {
            if (start < beginning.position()) {
                continue;
            }
            if (start != expected) {
                Path missing = segments.path(expected);
                throw new JournalDamaged(missing, expected, "the segment is missing, the next begins at " + start);
            }
            SegmentHeader header;
            try (SegmentFile file = segments.files().openForReading(segments.path(start))) {
                header = segments.header(file, start);
            }
            if (header.number() != number) {
                throw new JournalDamaged(
                        segments.path(start), start, "it is segment " + header.number() + ", expected " + number);
            }
            chain.add(header);
            boot = Math.max(boot, header.boot());
            expected = header.end();
            number++;
        }
    }

    /** Where the records end: the segment's index in the chain, the position, and what is behind it. */
    private record Ending(
            int segment,
            long position,
            boolean repair,
            long cutBytes,
            @Nullable String reason) {}

    private Ending readRecords() throws IOException {
        for (int i = 0; ; i++) {
            SegmentHeader header = chain.get(i);
            try (SegmentReader reader = reader(header)) {
                int offset = SegmentHeader.BYTES;
                SegmentReader.Found found = reader.look(offset);
                while (found == SegmentReader.Found.RECORD) {
                    note(reader);
                    offset += RecordLayout.aligned(reader.recordLength());
                    found = reader.look(offset);
                }
                boolean last = i == chain.size() - 1;
                if (found != SegmentReader.Found.END) {
                    return ending(i, reader, offset, found == SegmentReader.Found.DAMAGE ? reader.damage() : null);
                }
                boolean filler = header.segmentBytes() - offset >= RecordLayout.HEADER_BYTES;
                if (last && filler) {
                    throw new JournalDamaged(segments.path(header.end()), header.end(), "the segment is missing");
                }
                if (last) {
                    return new Ending(i, header.start() + offset, false, 0, null);
                }
            }
        }
    }

    private SegmentReader reader(SegmentHeader header) throws IOException {
        return new SegmentReader(segments.files().openForReading(segments.path(header.start())), header);
    }

    private void note(SegmentReader reader) {
        byte[] bytes = reader.bytes();
        int at = reader.recordAt();
        RecordType type = RecordType.of(bytes[at + RecordLayout.TYPE]);
        monoNanos = RecordLayout.getLong(bytes, at + RecordLayout.MONO_NANOS);
        utcNanos = RecordLayout.getLong(bytes, at + RecordLayout.UTC_NANOS);
        cleanlyClosed = false;
        if (type == RecordType.Durable) {
            byte flags = bytes[at + RecordLayout.FLAGS];
            mark = Math.max(mark, markOf(bytes, at));
            boot = Math.max(boot, RecordLayout.getInt(bytes, at + RecordLayout.SOURCE));
            synced = (flags & RecordLayout.FLAG_SYNCED) != 0;
            cleanlyClosed = (flags & RecordLayout.FLAG_CLOSED) != 0;
        } else {
            records++;
            lastPosition = RecordLayout.getLong(bytes, at + RecordLayout.POSITION);
        }
    }

    /** Decides about the place in segment {@code i} where the first invalid record is. */
    private Ending ending(int i, SegmentReader reader, int offset, @Nullable String damage) throws IOException {
        SegmentHeader header = chain.get(i);
        long position = header.start() + offset;
        Rest rest = new Rest();
        rest.read(reader, offset);
        for (int later = i + 1; later < chain.size(); later++) {
            try (SegmentReader behind = reader(chain.get(later))) {
                rest.read(behind, SegmentHeader.BYTES);
            }
        }
        long missing = header.segmentBytes() - reader.fileBytes();
        if (rest.used <= position) {
            String reason = missing > 0 ? "the file was " + missing + " bytes short, behind all records" : null;
            return new Ending(i, position, missing > 0, 0, reason);
        }
        String reason = damage == null ? "an unfinished record" : damage;
        if (rest.mark > position) {
            throw new JournalDamaged(
                    segments.path(header.start()),
                    position,
                    reason + ", but everything before position " + rest.mark + " was durable");
        }
        if (rest.firstRecord >= 0 && !synced) {
            throw new JournalDamaged(
                    segments.path(header.start()),
                    position,
                    reason + ", but there are whole records behind it, at position " + rest.firstRecord);
        }
        return new Ending(i, position, true, rest.used - position, reason + " at position " + position);
    }

    /** What lies behind the first invalid record. */
    private static final class Rest {
        private long used;
        private long mark;
        private long firstRecord = -1;

        void read(SegmentReader reader, int from) throws IOException {
            long start = reader.header().start();
            int usedUpTo = reader.usedUpTo(from);
            if (usedUpTo == from) {
                return;
            }
            used = start + usedUpTo;
            for (int at = reader.search(from); at >= 0; at = reader.search(at + RecordLayout.HEADER_BYTES)) {
                if (firstRecord < 0) {
                    firstRecord = start + at;
                }
                if (reader.look(at) == SegmentReader.Found.RECORD) {
                    mark = Math.max(mark, markOf(reader.bytes(), reader.recordAt()));
                }
            }
        }
    }

    /** The durable position that a record tells, 0 if it tells none. */
    private static long markOf(byte[] bytes, int at) {
        boolean tells = bytes[at + RecordLayout.TYPE] == RecordType.Durable.code();
        return tells ? RecordLayout.getLong(bytes, at + RecordLayout.AUX) : 0;
    }

    private void deleteBehind(int segment) throws IOException {
        for (int i = chain.size() - 1; i > segment; i--) {
            segments.files().delete(segments.path(chain.get(i).start()));
        }
        segments.deletePreparing();
        segments.files().forceDirectory(segments.path());
    }

    /** Writes zeros from the position to the segment's end, which also lengthens a shortened file. */
    private void zero(SegmentHeader header, long position) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(ZEROS_BYTES);
        try (SegmentFile file = segments.files().open(segments.path(header.start()))) {
            for (long at = position - header.start(); at < header.segmentBytes(); at += zeros.limit()) {
                zeros.clear().limit((int) Math.min(ZEROS_BYTES, header.segmentBytes() - at));
                file.writeAll(zeros, at);
            }
            file.force(true);
        }
    }
}
