package io.weir.sessions.netty;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one connection that are committed and wait to leave, oldest first.
 *
 * <p>Each has the journal position of its Sent record; it may leave when the journal is durable beyond that. Confined to the
 * core thread.
 */
final class Outbound {
    private byte[] bytes = new byte[4096];
    private int start;
    private int end;
    private long[] positions = new long[64];
    private int[] ends = new int[64];
    private long[] epochs = new long[64];
    /** When the bytes that a message answers were read; 0 where a timer or a person caused it. */
    private long[] readAts = new long[64];

    private int first;
    private int count;
    private int releasedFrom;

    /**
     * Adds message[from, to).
     *
     * @param position of its Sent record
     * @param epoch of its number
     * @param readAt when the bytes that it answers were read, or 0
     */
    void add(byte[] message, int from, int to, long position, long epoch, long readAt) {
        int length = to - from;
        if (bytes.length - end < length) {
            makeRoom(length);
        }
        System.arraycopy(message, from, bytes, end, length);
        end += length;
        if (first + count == positions.length) {
            if (first > 0) {
                System.arraycopy(positions, first, positions, 0, count);
                System.arraycopy(ends, first, ends, 0, count);
                System.arraycopy(epochs, first, epochs, 0, count);
                System.arraycopy(readAts, first, readAts, 0, count);
                first = 0;
            } else {
                positions = Arrays.copyOf(positions, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
                epochs = Arrays.copyOf(epochs, count * 2);
                readAts = Arrays.copyOf(readAts, count * 2);
            }
        }
        positions[first + count] = position;
        ends[first + count] = end;
        epochs[first + count] = epoch;
        readAts[first + count] = readAt;
        count++;
    }

    private void makeRoom(int length) {
        if (start > 0) {
            int moved = start;
            System.arraycopy(bytes, start, bytes, 0, end - start);
            for (int i = first; i < first + count; i++) {
                ends[i] -= moved;
            }
            start = 0;
            end -= moved;
        }
        if (bytes.length - end < length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + length));
        }
    }

    /** The end of what may leave, which begins at {@link #start()}. */
    int releasable(long durablePosition) {
        int limit = start;
        releasedFrom = first;
        while (count > 0 && positions[first] < durablePosition) {
            limit = ends[first];
            first++;
            count--;
        }
        return limit;
    }

    /** Records how long each message that {@link #releasable} let go has taken since the bytes that caused it were read. */
    void record(Durations durations, long nowNanos) {
        for (int i = releasedFrom; i < first; i++) {
            if (readAts[i] != 0) {
                durations.record(nowNanos - readAts[i]);
            }
        }
    }

    /** What was before this offset has been handed on. */
    void released(int limit) {
        start = limit;
        if (count == 0) {
            first = 0;
            start = 0;
            end = 0;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int waiting() {
        return end - start;
    }

    /** Puts others in the place of waiting messages. */
    void rewrite(Rewriter rewriter) {
        Outbound next = new Outbound();
        int from = start;
        for (int i = first; i < first + count; i++) {
            FixWriter other = rewriter.rewrite(bytes, from, ends[i], epochs[i]);
            if (other == null) {
                next.add(bytes, from, ends[i], positions[i], epochs[i], readAts[i]);
            } else {
                next.add(other.buffer(), other.start(), other.limit(), positions[i], epochs[i], readAts[i]);
            }
            from = ends[i];
        }
        bytes = next.bytes;
        start = next.start;
        end = next.end;
        positions = next.positions;
        ends = next.ends;
        epochs = next.epochs;
        readAts = next.readAts;
        first = next.first;
        count = next.count;
    }

    /** Says what goes in the place of a message. */
    interface Rewriter {
        /** The message that goes instead, or null where it stays. */
        @Nullable
        FixWriter rewrite(byte[] message, int from, int to, long epoch);
    }

    @Override
    public String toString() {
        return Ascii.readable(bytes, start, end);
    }
}
