package io.weir.sessions.sequencer;

import java.util.Arrays;

/**
 * Where in the journal the messages of a session's current epoch are: the position of every 64th.
 *
 * <p>Eight bytes for 64 messages; a resend scans from the mark before. Confined to the core thread.
 */
final class SentIndex {
    private static final int STRIDE = 64;
    private static final long NOWHERE = -1;

    private long epoch;
    private long[] marks = new long[16];
    private int size;

    void add(long newEpoch, long msgSeqNum, long position) {
        if (newEpoch != epoch) {
            epoch = newEpoch;
            size = 0;
        }
        int mark = (int) (msgSeqNum / STRIDE);
        if (mark < size) {
            return;
        }
        if (mark >= marks.length) {
            marks = Arrays.copyOf(marks, Math.max(marks.length * 2, mark + 1));
        }
        // Numbers may jump when an operator sets them: what was passed over begins here, too.
        Arrays.fill(marks, size, mark + 1, position);
        size = mark + 1;
    }

    /** The epoch of what was sent last. */
    long epoch() {
        return epoch;
    }

    /** A position at or before the message with a number; -1 where nothing was sent in this epoch. */
    long before(long msgSeqNum) {
        if (size == 0) {
            return NOWHERE;
        }
        int mark = (int) Math.min(msgSeqNum / STRIDE, size - 1);
        return marks[mark];
    }
}
