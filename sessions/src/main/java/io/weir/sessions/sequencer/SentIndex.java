package io.weir.sessions.sequencer;

import io.weir.fix.state.StateStream;
import java.util.Arrays;

/**
 * Where in the journal the messages of a session's current epoch are: a mark for every 64th, and for each that lies far
 * behind the mark before.
 *
 * <p>So a message is found by reading at most {@link #FAR} bytes from a mark on, however busy the other sessions were
 * meanwhile. Confined to the core thread.
 */
final class SentIndex {
    /** No position: nothing was sent in this epoch. */
    static final long NOWHERE = -1;

    /** How many bytes of journal may lie between a mark and a message that has none. */
    static final long FAR = 256 << 10;

    private static final int STRIDE = 64;

    private long epoch;
    private long[] numbers = new long[16];
    private long[] positions = new long[16];
    private int size;

    void add(long newEpoch, long msgSeqNum, long position) {
        if (newEpoch != epoch) {
            epoch = newEpoch;
            size = 0;
        }
        if (size > 0 && msgSeqNum - numbers[size - 1] < STRIDE && position - positions[size - 1] < FAR) {
            return;
        }
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
            positions = Arrays.copyOf(positions, size * 2);
        }
        numbers[size] = msgSeqNum;
        positions[size] = position;
        size++;
    }

    void state(StateStream state) {
        epoch = state.of(epoch);
        size = state.count(size);
        numbers = state.first(numbers, size);
        positions = state.first(positions, size);
        if (positions.length != numbers.length) {
            positions = Arrays.copyOf(positions, numbers.length);
        }
    }

    /** The epoch of what was sent last; 0 before the first. */
    long epoch() {
        return epoch;
    }

    /** Where the first message of the current epoch is, or {@link Long#MAX_VALUE}. */
    long oldest() {
        return size == 0 ? Long.MAX_VALUE : positions[0];
    }

    /** A position at or before the message of an epoch with a number, or {@link #NOWHERE}. */
    long before(long ofEpoch, long msgSeqNum) {
        if (size == 0 || ofEpoch != epoch) {
            return NOWHERE;
        }
        int at = Arrays.binarySearch(numbers, 0, size, msgSeqNum);
        return positions[Math.max(0, at >= 0 ? at : -at - 2)];
    }
}
