package io.weir.sessions.journal;

import java.util.zip.CRC32C;

/**
 * The first 128 bytes of a segment.
 *
 * <pre>
 *  0  long  "WEIRJRNL"
 *  8  int   version, 1
 * 12  int   CRC32C over the first 64 bytes with zeros in place of itself
 * 16  long  size of the segment
 * 24  long  generation: boot number, then segment number
 * 32  long  position of the segment's first byte
 * 40        zeros
 * 64        32 bytes for the hash that chains this segment to the one before it; zeros, and not under the CRC
 * 96        zeros
 * </pre>
 */
record SegmentHeader(long segmentBytes, long generation, long start) {
    static final int BYTES = 128;

    private static final long MAGIC = 0x4C4E_524A_5249_4557L;
    private static final int VERSION = 1;
    private static final int CRC_AT = 12;
    private static final int COVERED = 64;

    static SegmentHeader of(long segmentBytes, int boot, int number, long start) {
        return new SegmentHeader(segmentBytes, generation(boot, number), start);
    }

    static long generation(int boot, int number) {
        return ((long) boot << 32) | (number & 0xFFFF_FFFFL);
    }

    int boot() {
        return (int) (generation >>> 32);
    }

    int number() {
        return (int) generation;
    }

    /** The position behind the segment. */
    long end() {
        return start + segmentBytes;
    }

    /** The position of the segment's first record. */
    long firstRecord() {
        return start + BYTES;
    }

    byte[] encode() {
        byte[] bytes = new byte[BYTES];
        RecordLayout.putLong(bytes, 0, MAGIC);
        RecordLayout.putInt(bytes, 8, VERSION);
        RecordLayout.putLong(bytes, 16, segmentBytes);
        RecordLayout.putLong(bytes, 24, generation);
        RecordLayout.putLong(bytes, 32, start);
        RecordLayout.putInt(bytes, CRC_AT, checksum(bytes));
        return bytes;
    }

    /**
     * Reads a header.
     *
     * @throws IllegalArgumentException if these bytes are none; the message says why
     */
    static SegmentHeader decode(byte[] bytes) {
        if (RecordLayout.getLong(bytes, 0) != MAGIC) {
            throw new IllegalArgumentException("the header does not begin as a journal segment does");
        }
        if (RecordLayout.getInt(bytes, CRC_AT) != checksum(bytes)) {
            throw new IllegalArgumentException("the header's checksum is wrong");
        }
        int version = RecordLayout.getInt(bytes, 8);
        if (version != VERSION) {
            throw new IllegalArgumentException("the segment has version " + version + ", expected " + VERSION);
        }
        return new SegmentHeader(
                RecordLayout.getLong(bytes, 16), RecordLayout.getLong(bytes, 24), RecordLayout.getLong(bytes, 32));
    }

    private static int checksum(byte[] bytes) {
        byte[] covered = new byte[COVERED];
        System.arraycopy(bytes, 0, covered, 0, COVERED);
        RecordLayout.putInt(covered, CRC_AT, 0);
        CRC32C crc = new CRC32C();
        crc.update(covered, 0, COVERED);
        return (int) crc.getValue();
    }
}
