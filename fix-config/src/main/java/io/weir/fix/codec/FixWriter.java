package io.weir.fix.codec;

import java.util.Arrays;

/**
 * Writes one FIX message at a time into a reused buffer.
 *
 * <p>The message is written right of a reserved head, so that BodyLength needs no leading zeros and nothing is moved:
 * {@link #start()} is known when {@link #end()} has been called. Confined to one thread.
 */
public final class FixWriter {
    private static final int HEAD = 24;
    private static final byte[] BEGIN = Ascii.fix("8=FIX.4.4|9=");

    private byte[] buffer;
    private final byte[] stamp = new byte[Timestamps.MAX_LENGTH];
    private long stampFor = Timestamps.INVALID;
    private int stampDigits;
    private int stampEnd;
    private int start = HEAD;
    private int at = HEAD;

    /** A writer whose buffer begins with this many bytes and grows as needed. */
    public FixWriter(int capacity) {
        buffer = new byte[Math.max(capacity, 256)];
    }

    /** Begins a message of a type; the caller adds the header fields, then the body. */
    public FixWriter begin(byte[] msgType) {
        at = HEAD;
        return bytes(Tags.MSG_TYPE, msgType);
    }

    /** Begins a message of a packed type, see {@link FixMessage#msgType()}. */
    public FixWriter begin(int msgType) {
        at = HEAD;
        head(Tags.MSG_TYPE, 4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            byte c = (byte) (msgType >>> shift);
            if (c != 0) {
                buffer[at++] = c;
            }
        }
        buffer[at++] = Ascii.SOH;
        return this;
    }

    /** Adds text; a delimiter in it becomes a space, what one byte cannot hold a question mark. */
    public FixWriter text(int tag, CharSequence value) {
        int length = value.length();
        head(tag, length);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            buffer[at++] = (byte) (c == Ascii.SOH ? ' ' : c > 255 ? '?' : c);
        }
        buffer[at++] = Ascii.SOH;
        return this;
    }

    /** Adds a value's bytes. */
    public FixWriter bytes(int tag, byte[] value) {
        return bytes(tag, value, 0, value.length);
    }

    /** Adds a value's bytes from start to end. */
    public FixWriter bytes(int tag, byte[] value, int from, int to) {
        head(tag, to - from);
        System.arraycopy(value, from, buffer, at, to - from);
        at += to - from;
        buffer[at++] = Ascii.SOH;
        return this;
    }

    /** Adds a field of another message with its value as it stands there. */
    public FixWriter copy(FixMessage message, int field) {
        return bytes(message.tag(field), message.buffer(), message.valueStart(field), message.valueEnd(field));
    }

    /** Adds the value of another message's field under another tag. */
    public FixWriter copy(FixMessage message, int field, int tag) {
        return bytes(tag, message.buffer(), message.valueStart(field), message.valueEnd(field));
    }

    /** Adds fields already encoded as {@code tag=value<SOH>...}. */
    public FixWriter raw(byte[] fields, int from, int to) {
        ensure(to - from);
        System.arraycopy(fields, from, buffer, at, to - from);
        at += to - from;
        return this;
    }

    /** Adds a number. */
    public FixWriter number(int tag, long value) {
        head(tag, 20);
        at = Ascii.writeLong(buffer, at, value);
        buffer[at++] = Ascii.SOH;
        return this;
    }

    /** Adds a decimal of 8 decimals in its shortest form. */
    public FixWriter decimal(int tag, long valueE8) {
        head(tag, Decimals.MAX_LENGTH);
        at = Decimals.write(buffer, at, valueE8);
        buffer[at++] = Ascii.SOH;
        return this;
    }

    /** Adds a single character. */
    public FixWriter character(int tag, byte value) {
        head(tag, 1);
        buffer[at++] = value;
        buffer[at++] = Ascii.SOH;
        return this;
    }

    /** Adds Y or N. */
    public FixWriter flag(int tag, boolean value) {
        return character(tag, value ? (byte) 'Y' : (byte) 'N');
    }

    /** Adds a UTCTimestamp with 0, 3, 6 or 9 digits of fraction. */
    public FixWriter timestamp(int tag, long utcNanos, int digits) {
        // Messages of one turn have the same time: it is encoded once.
        if (utcNanos != stampFor || digits != stampDigits) {
            stampEnd = Timestamps.write(stamp, 0, utcNanos, digits);
            stampFor = utcNanos;
            stampDigits = digits;
        }
        return bytes(tag, stamp, 0, stampEnd);
    }

    /** Closes the message: BeginString and BodyLength go before it, CheckSum behind. */
    public FixWriter end() {
        int body = at - HEAD;
        int digits = Ascii.digits(body);
        start = HEAD - BEGIN.length - digits - 1;
        System.arraycopy(BEGIN, 0, buffer, start, BEGIN.length);
        Ascii.writePadded(buffer, start + BEGIN.length, body, digits);
        buffer[HEAD - 1] = Ascii.SOH;
        ensure(7);
        int sum = Ascii.sum(buffer, start, at) & 0xff;
        buffer[at] = '1';
        buffer[at + 1] = '0';
        buffer[at + 2] = '=';
        Ascii.writePadded(buffer, at + 3, sum, 3);
        buffer[at + 6] = Ascii.SOH;
        at += 7;
        return this;
    }

    /** The bytes written; the message is in [{@link #start()}, {@link #limit()}). */
    public byte[] buffer() {
        return buffer;
    }

    /** Where the message begins, after {@link #end()}. */
    public int start() {
        return start;
    }

    /** Where the next field goes; after {@link #end()}, where the message ends. */
    public int limit() {
        return at;
    }

    /** The length of the whole message, after {@link #end()}. */
    public int length() {
        return at - start;
    }

    private void head(int tag, int valueLength) {
        ensure(valueLength + 13);
        byte[] b = buffer;
        int p = at;
        if (tag < 10) {
            b[p++] = (byte) ('0' + tag);
        } else if (tag < 100) {
            b[p++] = (byte) ('0' + tag / 10);
            b[p++] = (byte) ('0' + tag % 10);
        } else {
            p = Ascii.writeLong(b, p, tag);
        }
        b[p++] = '=';
        at = p;
    }

    private void ensure(int more) {
        if (buffer.length - at < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, at + more));
        }
    }

    /** The message with {@code |} for SOH, after {@link #end()}. */
    @Override
    public String toString() {
        return Ascii.readable(buffer, start, at);
    }
}
