package io.weir.sessions.protocol;

import io.weir.fix.state.StateException;
import io.weir.fix.state.StateStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Messages that came before their turn, kept until the numbers before them have come.
 *
 * <p>Bounded in messages and bytes. At the bound the furthest from its turn goes: a message gives way to one with a lower
 * number, and one higher than all that are kept is not taken. What went comes again with the resend that is asked for when
 * its turn is there, so nothing is lost, and nothing is handled twice. Confined to the core thread.
 */
final class InboundGap {
    private static final int MAX_MESSAGES = 4096;
    private static final int MAX_BYTES = 4 << 20;
    /** A number that is taken, though its message needs no further handling. */
    private static final byte[] HANDLED = {};

    private long[] numbers = new long[16];
    private byte[] @Nullable [] messages = new byte[16] @Nullable [];
    private int size;
    private int bytes;

    /** Keeps a message; false where there is no room or its number is here already. */
    boolean keep(long msgSeqNum, byte[] buffer, int start, int end) {
        return isRoomFor(msgSeqNum, end - start) && insert(msgSeqNum, Arrays.copyOfRange(buffer, start, end));
    }

    /** Keeps only a number, whose message has been handled. */
    boolean keepHandled(long msgSeqNum) {
        return isRoomFor(msgSeqNum, 0) && insert(msgSeqNum, HANDLED);
    }

    /** Makes room for a message where it is nearer to its turn than others that are kept. */
    private boolean isRoomFor(long msgSeqNum, int length) {
        if (Arrays.binarySearch(numbers, 0, size, msgSeqNum) >= 0) {
            return false;
        }
        while (isFullFor(length) && size > 0 && numbers[size - 1] > msgSeqNum) {
            byte[] furthest = messages[--size];
            bytes -= furthest == null ? 0 : furthest.length;
            messages[size] = null;
        }
        return !isFullFor(length);
    }

    private boolean isFullFor(int length) {
        return size == MAX_MESSAGES || bytes + length > MAX_BYTES;
    }

    private boolean insert(long msgSeqNum, byte[] message) {
        int at = -Arrays.binarySearch(numbers, 0, size, msgSeqNum) - 1;
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
            messages = Arrays.copyOf(messages, size * 2);
        }
        System.arraycopy(numbers, at, numbers, at + 1, size - at);
        System.arraycopy(messages, at, messages, at + 1, size - at);
        numbers[at] = msgSeqNum;
        messages[at] = message;
        size++;
        bytes += message.length;
        return true;
    }

    /**
     * Takes the message with a number out, passing over lower ones.
     *
     * @return the message, an empty array where it was handled before, or null where it is not here
     */
    byte @Nullable [] take(long msgSeqNum) {
        int drop = 0;
        while (drop < size && numbers[drop] < msgSeqNum) {
            drop++;
        }
        boolean here = drop < size && numbers[drop] == msgSeqNum;
        byte[] message = here ? messages[drop] : null;
        remove(here ? drop + 1 : drop);
        return message;
    }

    private void remove(int count) {
        if (count == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            byte[] message = messages[i];
            bytes -= message == null ? 0 : message.length;
        }
        System.arraycopy(numbers, count, numbers, 0, size - count);
        System.arraycopy(messages, count, messages, 0, size - count);
        Arrays.fill(messages, size - count, size, null);
        size -= count;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        Arrays.fill(messages, 0, size, null);
        size = 0;
        bytes = 0;
    }

    void state(StateStream state) {
        int count = state.count(size);
        if (state.isReading()) {
            clear();
            if (count > MAX_MESSAGES) {
                throw new StateException("a gap keeps " + count + " messages, more than " + MAX_MESSAGES);
            }
        }
        for (int i = 0; i < count; i++) {
            byte[] kept = i < size ? messages[i] : HANDLED;
            byte[] message = kept == null ? HANDLED : kept;
            long number = state.of(i < size ? numbers[i] : 0);
            message = state.bytes(message, state.count(message.length));
            if (state.isReading()) {
                insert(number, message);
            }
        }
    }
}
