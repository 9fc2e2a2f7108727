package io.weir.fix.codec;

import java.util.Arrays;

/**
 * The fields of one FIX message, indexed in place over the bytes that hold it.
 *
 * <p>Field 0 is BeginString, field 1 BodyLength, field 2 MsgType where the message is well-formed; the last is CheckSum.
 * An index is reused for message after message and is valid until the next parse or until the bytes change. Confined to
 * one thread.
 */
public final class FixMessage {
    /** Returned by {@link #find} for a tag that is not in the message. */
    public static final int ABSENT = -1;

    /** The most fields that a message may have; {@link FixParser} refuses more. */
    public static final int MAX_FIELDS = 4096;

    private static final byte[] NONE = {};
    private static final int DIRECT = 1024;

    private byte[] buffer = NONE;
    private int offset;
    private int length;
    private int count;
    private int[] tags = new int[128];
    private int[] starts = new int[128];
    private int[] ends = new int[128];
    /** First field of each small tag, as generation << 32 | index: a new generation forgets the message before. */
    private final long[] first = new long[DIRECT];

    private long generation = 1;

    void clear(byte[] bytes, int from, int size) {
        buffer = bytes;
        offset = from;
        length = size;
        count = 0;
        generation = (generation + 1) & 0xffff_ffffL;
        if (generation == 0) {
            Arrays.fill(first, 0);
            generation = 1;
        }
    }

    void add(int tag, int valueStart, int valueEnd) {
        if (count == tags.length) {
            tags = Arrays.copyOf(tags, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        tags[count] = tag;
        starts[count] = valueStart;
        ends[count] = valueEnd;
        if (tag < DIRECT && first[tag] >>> 32 != generation) {
            first[tag] = generation << 32 | count;
        }
        count++;
    }

    /** The bytes that the fields are in. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where the message begins in {@link #buffer()}. */
    public int offset() {
        return offset;
    }

    /** The length of the whole message in bytes, trailer included. */
    public int length() {
        return length;
    }

    /** The number of fields, header and trailer included. */
    public int fieldCount() {
        return count;
    }

    /** The tag of a field. */
    public int tag(int field) {
        return tags[field];
    }

    /** Where the value of a field begins in {@link #buffer()}. */
    public int valueStart(int field) {
        return starts[field];
    }

    /** Where the value of a field ends (its SOH) in {@link #buffer()}. */
    public int valueEnd(int field) {
        return ends[field];
    }

    /** The length of a field's value in bytes. */
    public int valueLength(int field) {
        return ends[field] - starts[field];
    }

    /** The first field with a tag, or {@link #ABSENT}. */
    public int find(int tag) {
        if (tag < DIRECT) {
            long entry = tag < 0 ? 0 : first[tag];
            return entry >>> 32 == generation ? (int) entry : ABSENT;
        }
        return find(tag, 0, count);
    }

    /** The first field with a tag among those from one field to another (exclusive), or {@link #ABSENT}. */
    public int find(int tag, int fromField, int toField) {
        for (int i = fromField; i < toField; i++) {
            if (tags[i] == tag) {
                return i;
            }
        }
        return ABSENT;
    }

    /** Whether the message has a tag. */
    public boolean has(int tag) {
        return find(tag) >= 0;
    }

    /**
     * MsgType, its characters packed big-endian: {@code 'D'} is 0x44, {@code AE} 0x4145; 0 if absent or too long, or if it
     * begins with NUL, which the packing would lose.
     */
    public int msgType() {
        int field = find(Tags.MSG_TYPE);
        if (field < 0 || valueLength(field) > 4 || buffer[starts[field]] == 0) {
            return 0;
        }
        int packed = 0;
        for (int p = starts[field]; p < ends[field]; p++) {
            packed = packed << 8 | (buffer[p] & 0xff);
        }
        return packed;
    }

    /** A field's value as an unsigned number; -1 where it is none or the field is {@link #ABSENT}. */
    public long unsigned(int field) {
        return field < 0 ? -1 : Ascii.parseUnsigned(buffer, starts[field], ends[field]);
    }

    /** A field's value as a decimal (8 decimals); {@link Decimals#INVALID} where it is none or absent. */
    public long decimal(int field) {
        return field < 0 ? Decimals.INVALID : Decimals.parse(buffer, starts[field], ends[field]);
    }

    /** A field's value as nanoseconds since the epoch; {@link Timestamps#INVALID} where it is none or absent. */
    public long timestamp(int field) {
        return field < 0 ? Timestamps.INVALID : Timestamps.parse(buffer, starts[field], ends[field]);
    }

    /** A field's single character; 0 where its value is not one character or the field is absent. */
    public byte character(int field) {
        return field < 0 || valueLength(field) != 1 ? 0 : buffer[starts[field]];
    }

    /** Whether the message has a tag with the value Y. */
    public boolean flag(int tag) {
        return character(find(tag)) == 'Y';
    }

    /** A field's value as text. */
    public String text(int field) {
        return Ascii.text(buffer, starts[field], ends[field]);
    }

    /** The text of a tag's first value, or an empty one. */
    public String textOf(int tag) {
        int field = find(tag);
        return field < 0 ? "" : text(field);
    }

    /** Whether a field's value is these bytes; false where the field is absent. */
    public boolean valueEquals(int field, byte[] value) {
        return field >= 0 && Ascii.equal(buffer, starts[field], ends[field], value, 0, value.length);
    }

    /** The message with {@code |} for SOH. */
    @Override
    public String toString() {
        return Ascii.readable(buffer, offset, offset + length);
    }
}
