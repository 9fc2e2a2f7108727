package io.weir.sessions.journal;

import java.util.zip.CRC32C;

/**
 * The checksum of a record: CRC32C over the segment's generation and the record with zeros in place of the checksum.
 *
 * <p>The generation and the position in the header make a record valid at its own place only: what an earlier life of the
 * file left behind is not a record.
 */
final class RecordChecksum {
    static final int PREFIX_BYTES = Long.BYTES;

    private final CRC32C crc = new CRC32C();
    private final byte[] start = new byte[PREFIX_BYTES + RecordLayout.TYPE];

    /** The checksum of a record that lies in {@code bytes} directly behind its segment's generation, checksum field 0. */
    int ofPrefixed(byte[] bytes, int length) {
        crc.reset();
        crc.update(bytes, 0, PREFIX_BYTES + length);
        return (int) crc.getValue();
    }

    /** The checksum that the record at {@code at} should have in a segment of this generation. */
    int of(long generation, byte[] bytes, int at, int length) {
        RecordLayout.putLong(start, 0, generation);
        RecordLayout.putInt(start, PREFIX_BYTES + RecordLayout.LENGTH, length);
        crc.reset();
        crc.update(start, 0, start.length);
        crc.update(bytes, at + RecordLayout.TYPE, length - RecordLayout.TYPE);
        return (int) crc.getValue();
    }
}
