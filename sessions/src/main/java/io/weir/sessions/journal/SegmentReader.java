package io.weir.sessions.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Looks at places in a segment and says what is there; reads ahead into a reused buffer.
 *
 * <p>The segment may be growing meanwhile. What the buffer shows as missing or damaged may only be old, or caught in the
 * middle of a write, so it is read again before it is believed. Bytes behind the end of a shortened file count as zeros.
 */
final class SegmentReader implements AutoCloseable {
    /** What is at a place. */
    enum Found {
        /** A whole, valid record. */
        RECORD,
        /** Untouched space: a record may come. */
        NOTHING,
        /** The segment's end: the next record is in the next segment. */
        END,
        /** Neither: {@link #damage()} says why. */
        DAMAGE,
        /** The buffer holds too little to tell. Never returned by {@link #look}. */
        UNKNOWN
    }

    private static final int BUFFER_BYTES = 256 << 10;
    private static final byte[] ZEROS = new byte[BUFFER_BYTES];
    private static final int LEAST_READ = 4 << 10;
    /** One for the header, one for the rest; then once more, as a length may just have been published; and to be sure. */
    private static final int READS = 4;

    private static final int MAX_RECORD_BYTES = RecordLayout.HEADER_BYTES + Journal.MAX_PAYLOAD_BYTES;

    private final SegmentFile file;
    private final SegmentHeader header;
    private final RecordChecksum checksum;
    private byte[] buffer;
    private ByteBuffer view;
    private int base;
    private int filled;
    private int readAhead = LEAST_READ;

    private int recordAt;
    private int recordLength;
    private int needed;
    private String damage = "";

    /** Reads this segment into a buffer of its own. */
    SegmentReader(SegmentFile file, SegmentHeader header) {
        this(file, header, new RecordChecksum(), new byte[(int) Math.min(BUFFER_BYTES, header.segmentBytes())]);
    }

    private SegmentReader(SegmentFile file, SegmentHeader header, RecordChecksum checksum, byte[] buffer) {
        this.file = file;
        this.header = header;
        this.checksum = checksum;
        this.buffer = buffer;
        this.view = ByteBuffer.wrap(buffer);
    }

    /** A reader of the next segment that takes over this one's buffer. This one is closed. */
    SegmentReader next(SegmentFile nextFile, SegmentHeader nextHeader) throws IOException {
        close();
        return new SegmentReader(nextFile, nextHeader, checksum, buffer);
    }

    SegmentHeader header() {
        return header;
    }

    /** Looks at this offset in the segment. */
    Found look(int offset) throws IOException {
        if (header.segmentBytes() - offset < RecordLayout.HEADER_BYTES) {
            return Found.END;
        }
        needed = RecordLayout.HEADER_BYTES;
        Found found = examine(offset);
        for (int reads = 0; found != Found.RECORD && found != Found.END && reads < READS; reads++) {
            if (found == Found.NOTHING && reads > 0) {
                readAhead = LEAST_READ;
                return found;
            }
            fill(offset, needed);
            found = examine(offset);
        }
        return found;
    }

    private boolean holds(int offset, int length) {
        return offset >= base && offset + length <= base + filled;
    }

    private Found examine(int offset) {
        if (!holds(offset, needed)) {
            return Found.UNKNOWN;
        }
        int at = offset - base;
        int length = RecordLayout.getInt(buffer, at + RecordLayout.LENGTH);
        if (length == 0) {
            return Found.NOTHING;
        }
        if (length < RecordLayout.HEADER_BYTES
                || length > MAX_RECORD_BYTES
                || length > header.segmentBytes() - offset) {
            return damaged("a record of length " + length);
        }
        if (RecordLayout.getLong(buffer, at + RecordLayout.POSITION) != header.start() + offset) {
            return damaged("a record of another position");
        }
        if (!holds(offset, length)) {
            needed = length;
            return Found.UNKNOWN;
        }
        if (checksum.of(header.generation(), buffer, at, length)
                != RecordLayout.getInt(buffer, at + RecordLayout.CRC)) {
            return damaged("a record whose checksum is wrong");
        }
        byte type = buffer[at + RecordLayout.TYPE];
        if (!RecordType.known(type)) {
            return damaged("a record of the unknown type " + type);
        }
        if (type == RecordType.Filler.code()) {
            return Found.END;
        }
        recordAt = at;
        recordLength = length;
        return Found.RECORD;
    }

    private Found damaged(String reason) {
        damage = reason;
        return Found.DAMAGE;
    }

    /** Reads at least {@code least} bytes from this offset on, more while the reading goes straight ahead. */
    private void fill(int offset, int least) throws IOException {
        if (offset > base && offset <= base + filled) {
            readAhead = Math.min(readAhead * 2, BUFFER_BYTES);
        } else if (offset != base) {
            readAhead = LEAST_READ;
        }
        int wanted = (int) Math.min(Math.max(readAhead, least), header.segmentBytes() - offset);
        if (wanted > buffer.length) {
            buffer = new byte[MAX_RECORD_BYTES];
            view = ByteBuffer.wrap(buffer);
        }
        view.clear().limit(wanted);
        base = offset;
        filled = 0;
        file.readAll(view, offset);
        Arrays.fill(buffer, view.position(), wanted, (byte) 0);
        filled = wanted;
    }

    /**
     * The offset of the first place from {@code offset} on, in steps of 8, where a valid record is, or -1. Fillers count.
     */
    int search(int offset) throws IOException {
        for (int at = offset; header.segmentBytes() - at >= RecordLayout.HEADER_BYTES; at += 8) {
            if (!holds(at, RecordLayout.HEADER_BYTES)) {
                fill(at, RecordLayout.HEADER_BYTES);
            }
            if (RecordLayout.getLong(buffer, at - base + RecordLayout.POSITION) == header.start() + at) {
                Found found = look(at);
                if (found == Found.RECORD || found == Found.END) {
                    return at;
                }
            }
        }
        return -1;
    }

    /** The offset behind the last byte from {@code offset} on that is not zero, or {@code offset} if all are. */
    int usedUpTo(int offset) throws IOException {
        int used = offset;
        for (int at = offset; at < header.segmentBytes(); at = base + filled) {
            fill(at, 1);
            int filledUpTo = filledUpTo();
            used = filledUpTo == 0 ? used : base + filledUpTo;
        }
        return used;
    }

    /** The place behind the last byte in the buffer that is not zero; most of what recovery meets behind the end is all zeros. */
    private int filledUpTo() {
        int end = filled;
        if (Arrays.mismatch(buffer, 0, end, ZEROS, 0, end) < 0) {
            return 0;
        }
        while (buffer[end - 1] == 0) {
            end--;
        }
        return end;
    }

    long fileBytes() throws IOException {
        return file.size();
    }

    /** Why the last {@link #look} found {@link Found#DAMAGE}. */
    String damage() {
        return damage;
    }

    /** Where the record last found begins in {@link #bytes()}. */
    int recordAt() {
        return recordAt;
    }

    /** The length of the record last found, header included. */
    int recordLength() {
        return recordLength;
    }

    byte[] bytes() {
        return buffer;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
