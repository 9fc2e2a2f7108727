package io.weir.sessions.sequencer;

/** The epoch and number of a message of ours, packed as the journal's Sent and Withheld records carry them. */
public final class SentNumber {
    private static final int BITS = 40;

    private SentNumber() {}

    /** Packs an epoch and a MsgSeqNum. */
    public static long of(long epoch, long msgSeqNum) {
        return epoch << BITS | msgSeqNum;
    }

    /** The epoch. */
    public static long epoch(long packed) {
        return packed >>> BITS;
    }

    /** The MsgSeqNum. */
    public static long msgSeqNum(long packed) {
        return packed & (1L << BITS) - 1;
    }
}
