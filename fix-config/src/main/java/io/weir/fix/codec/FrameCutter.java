package io.weir.fix.codec;

import java.util.Arrays;

/**
 * Cuts the messages out of one connection's bytes as they come, in pieces of any size ({@link FixFraming}).
 *
 * <p>Each whole message with a right CheckSum goes to a {@link Listener}, and so does what is passed over. The buffer stays
 * below twice the longest message allowed and one read. Confined to one thread.
 */
public final class FrameCutter {
    /** Hears what a stream holds; the bytes are valid, and may be changed, only during the call. */
    public interface Listener {
        /** A whole message in [start, end) of bytes. */
        void frame(byte[] bytes, int start, int end);

        /**
         * A message in [start, end) with a wrong CheckSum, or bytes that are none: passed over. What follows the latter and is
         * none either is not told again, so that what is heard does not depend on the pieces that the stream came in.
         */
        void garbled(byte[] bytes, int start, int end);

        /** A message longer than the bound is announced; the stream is of no use any more. */
        void oversized(int maxMessageBytes);
    }

    /**
     * How a stream is read.
     *
     * @param maxMessageBytes the longest message allowed, from BeginString to the end of CheckSum
     * @param recovery where to go on after a wrong BodyLength
     * @param validateChecksum whether a wrong CheckSum makes a message garbled
     */
    public record Rules(int maxMessageBytes, FixFraming.Recovery recovery, boolean validateChecksum) {}

    private static final int FIRST_BUFFER = 4096;

    private final Rules rules;
    private final Listener listener;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int start;
    private int end;
    private boolean inNoise;
    private boolean stopped;

    /** Cuts by rules for a listener. */
    public FrameCutter(Rules rules, Listener listener) {
        this.rules = rules;
        this.listener = listener;
    }

    /** Makes room for more bytes: the caller writes them into {@link #buffer} from {@link #end}, then calls {@link #added}. */
    public void reserve(int more) {
        if (start == end) {
            start = 0;
            end = 0;
        }
        if (buffer.length - end >= more) {
            return;
        }
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        if (buffer.length - end < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, end + more));
        }
    }

    /** Where bytes are written; another one after each {@link #reserve}. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where the bytes end. */
    public int end() {
        return end;
    }

    /** Cuts what is whole now that more bytes were written at the end. */
    public void added(int more) {
        end += more;
        while (start < end && !stopped) {
            int length = FixFraming.next(buffer, start, end, rules.maxMessageBytes(), rules.recovery());
            if (length == FixFraming.INCOMPLETE) {
                return;
            }
            if (length == FixFraming.OVERSIZED) {
                stopped = true;
                listener.oversized(rules.maxMessageBytes());
                break;
            }
            int from = start;
            start += Math.abs(length);
            boolean again = inNoise;
            inNoise = length < 0;
            if (length > 0 && (!rules.validateChecksum() || FixFraming.checksumMatches(buffer, from, length))) {
                listener.frame(buffer, from, start);
            } else if (length > 0 || !again) {
                listener.garbled(buffer, from, start);
            }
        }
        if (stopped) {
            start = end;
        }
    }

    /** Adds a copy of bytes in [from, to), and cuts what is whole. */
    public void add(byte[] bytes, int from, int to) {
        reserve(to - from);
        System.arraycopy(bytes, from, buffer, end, to - from);
        added(to - from);
    }

    /** Cuts nothing more, not even what is here already: the connection is being closed. */
    public void stop() {
        stopped = true;
    }
}
