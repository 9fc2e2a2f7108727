package io.weir.gateway.fixlog;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import java.util.Arrays;

/**
 * Lines for people in a reused buffer: FIX with {@code |} for SOH, stars for secrets, nothing that moves a cursor.
 *
 * <p>Confined to one thread.
 */
final class Line {
    private static final byte[] STARS = {'*', '*', '*'};
    private static final byte[][] SECRET_FIELDS = {
        Ascii.fix("|" + Tags.PASSWORD + "="),
        Ascii.fix("|" + Tags.NEW_PASSWORD + "="),
        Ascii.fix("|" + Tags.RAW_DATA + "=")
    };

    private final byte separator;
    private final FixMessage message = new FixMessage();
    private byte[] bytes = new byte[4096];
    private int end;

    /** Lines with {@code |} for SOH. */
    Line() {
        this((byte) '|');
    }

    /** Lines with this character for SOH. */
    Line(byte separator) {
        this.separator = separator;
    }

    Line text(String text) {
        byte[] more = Ascii.bytes(text);
        return readable(more, 0, more.length);
    }

    /** A UTCTimestamp with microseconds. */
    Line time(long utcNanos) {
        room(Timestamps.MAX_LENGTH);
        end = Timestamps.write(bytes, end, utcNanos, 6);
        return this;
    }

    /** Spaces up to a column, at least one. */
    Line column(int column, int lineStart) {
        do {
            put((byte) ' ');
        } while (end - lineStart < column);
        return this;
    }

    Line endLine() {
        put((byte) '\n');
        return this;
    }

    /** A FIX message without its secrets. */
    Line fix(byte[] from, int start, int stop) {
        if (FixParser.parse(from, start, stop, message) != FixParser.Result.OK) {
            return unreadable(from, start, stop);
        }
        int at = start;
        for (int field = 0; field < message.fieldCount(); field++) {
            if (isSecret(message.tag(field))) {
                readable(from, at, message.valueStart(field)).raw(STARS);
                at = message.valueEnd(field);
            }
        }
        return readable(from, at, stop);
    }

    private static boolean isSecret(int tag) {
        return tag == Tags.PASSWORD || tag == Tags.NEW_PASSWORD || tag == Tags.RAW_DATA;
    }

    /** What cannot be cut into fields: where a secret begins, all that follows is one. */
    private Line unreadable(byte[] from, int start, int stop) {
        for (int at = start; at < stop; at++) {
            for (byte[] secret : SECRET_FIELDS) {
                if (at + secret.length <= stop && Ascii.equal(from, at, at + secret.length, secret, 0, secret.length)) {
                    return readable(from, start, at + secret.length).raw(STARS);
                }
            }
        }
        return readable(from, start, stop);
    }

    /** Bytes with the separator for SOH and {@code ?} for other control characters. */
    Line readable(byte[] from, int start, int stop) {
        room(stop - start);
        for (int i = start; i < stop; i++) {
            byte b = from[i];
            boolean control = (b >= 0 && b < ' ') || b == 0x7f;
            bytes[end++] = b == Ascii.SOH ? separator : control ? (byte) '?' : b;
        }
        return this;
    }

    private Line raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, end, more.length);
        end += more.length;
        return this;
    }

    private void put(byte one) {
        room(1);
        bytes[end++] = one;
    }

    private void room(int more) {
        if (bytes.length - end < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + more));
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return end;
    }

    void clear() {
        end = 0;
    }

    /** The line; characters that steer a terminal are question marks. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Ascii.text(bytes, 0, end));
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80 && text.charAt(i) < 0xa0) {
                text.setCharAt(i, '?');
            }
        }
        return text.toString();
    }
}
