package io.weir.gateway.orders;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.state.StateStream;
import java.util.Arrays;

/** A short text as bytes that is written again and again in place: an order's ClOrdID, a broker's OrderID. */
public final class ByteText {
    private byte[] bytes = new byte[24];
    private int length;

    /** Takes bytes over. */
    public void set(byte[] source, int start, int end) {
        length = end - start;
        if (bytes.length < length) {
            bytes = new byte[length * 2];
        }
        System.arraycopy(source, start, bytes, 0, length);
    }

    /** Takes a field's value over; empties where the field is absent. */
    public void set(FixMessage message, int field) {
        if (field < 0) {
            length = 0;
        } else {
            set(message.buffer(), message.valueStart(field), message.valueEnd(field));
        }
    }

    /** Takes another text over. */
    public void set(ByteText other) {
        set(other.bytes, 0, other.length);
    }

    /** Adds bytes at the end. */
    public void append(byte[] source, int start, int end) {
        int more = end - start;
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, (length + more) * 2);
        }
        System.arraycopy(source, start, bytes, length, more);
        length += more;
    }

    /** Makes it empty. */
    public void clear() {
        length = 0;
    }

    /** Whether nothing is in it. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** The array; the text is in [0, {@link #length()}). */
    public byte[] bytes() {
        return bytes;
    }

    /** The length in bytes. */
    public int length() {
        return length;
    }

    /** Whether a field has the same text. */
    public boolean matches(FixMessage message, int field) {
        return field >= 0
                && Ascii.equal(message.buffer(), message.valueStart(field), message.valueEnd(field), bytes, 0, length);
    }

    /** Writes the text, or reads it back. */
    void state(StateStream state) {
        int size = state.count(length);
        byte[] text = state.bytes(bytes, size);
        if (state.isReading()) {
            set(text, 0, size);
        }
    }

    /** A hash of the text. */
    public long hash() {
        return Ascii.hash(bytes, 0, length);
    }

    @Override
    public String toString() {
        return Ascii.text(bytes, 0, length);
    }
}
