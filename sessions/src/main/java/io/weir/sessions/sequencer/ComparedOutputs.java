package io.weir.sessions.sequencer;

import io.weir.fix.codec.Ascii;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;

/** Outputs of a core that another core has had before: what the journal has of them is compared, the rest was done at the time. */
abstract class ComparedOutputs extends Unheard {
    /** Compares an output with its record; the record's position, or {@link RecordedEvents#DIFFERS}. */
    abstract long compared(RecordType type, int source, long aux, byte[] bytes, int start, int end);

    /** A message of ours was sent at the time. */
    void sent(int session, long number, long position) {}

    @Override
    public final void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {
        long number = SentNumber.of(session.epoch(), msgSeqNum);
        long at = compared(RecordType.Sent, session.index(), number, bytes, start, end);
        if (at != RecordedEvents.DIFFERS) {
            sent(session.index(), number, at);
        }
    }

    @Override
    public final void resend(FixSession session, long beginSeqNo, long endSeqNo) {
        byte[] range = Ascii.bytes(beginSeqNo + "-" + endSeqNo);
        long number = SentNumber.of(session.epoch(), beginSeqNo);
        compared(RecordType.Resent, session.index(), number, range, 0, range.length);
    }

    @Override
    public final void result(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        compared(type, source, aux, bytes, start, end);
    }
}
