package io.weir.sessions.sequencer;

/**
 * A core that can go on behind records which it would not have produced itself, where an operator trusts them more than it.
 *
 * <p>What an event came to by the journal takes the place of what the core made of it: numbers of messages and ids of ours
 * go on behind the records. The orders stay as the core has them.
 */
public interface CorrectableCore extends KeptCore {
    /** What its messages are numbered with and its ids go on from, to be given back to {@link #takeBack}. */
    long[] numbering();

    /** What the core has sent since then was never sent: numbers and ids are those of then. */
    void takeBack(long[] numbering);

    /** The journal has this message of ours. */
    void recorded(int session, long epoch, long msgSeqNum, byte[] bytes, int start, int end);
}
