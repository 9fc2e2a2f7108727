package io.weir.sessions.sequencer;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.SessionHeader;

/**
 * The answer to a ResendRequest, read from the journal message by message as the connection takes it (FIX 4.4 volume 2,
 * "Resend Request"): application messages again with PossDupFlag and OrigSendingTime, one gap fill for each run of
 * administrative ones, and of orders, which never go twice.
 *
 * <p>Its memory does not grow with the range. It may begin when the journal is durable behind the request, since it shows
 * what it does not find as a gap. Confined to the core thread.
 */
public final class ResendStream implements AutoCloseable {
    /**
     * What is asked for.
     *
     * @param session whose messages
     * @param epoch of which epoch
     * @param begin the first number
     * @param end the last number, which is in it
     * @param utcNanos the SendingTime of the answer
     * @param digits of the fraction of a second
     * @param messagesAgain whether messages go again at all; if not, all is a gap
     * @param ordersAgain whether D, F and G go again: never in a gateway
     * @param lastProcessed what the gap fills say of the counterparty's messages (369), or {@link #NOT_SAID}
     */
    record Range(
            int session,
            long epoch,
            long begin,
            long end,
            long utcNanos,
            int digits,
            boolean messagesAgain,
            boolean ordersAgain,
            long lastProcessed) {}

    /** The header has no LastMsgSeqNumProcessed. */
    static final long NOT_SAID = -1;

    private final JournalReader reader;
    private final SentIndex index;
    private final SessionHeader header;
    private final Range range;
    private final FixMessage message = new FixMessage();
    private long next;
    private long gapFrom;
    private boolean exhausted;
    /** Where to begin to read, until it has begun. */
    private long from;

    private boolean pending;

    /** A resend from a journal that begins at a position; what was before is a gap. */
    ResendStream(JournalReader reader, SentIndex index, SessionHeader header, Range range, long beginning) {
        this.reader = reader;
        this.index = index;
        this.header = header;
        this.range = range;
        next = range.begin();
        gapFrom = range.begin();
        from = index.before(range.epoch(), next);
        exhausted = from < 0 || !range.messagesAgain();
        from = exhausted ? from : Math.max(from, beginning);
    }

    /** The session whose messages go again. */
    public int session() {
        return range.session();
    }

    /** The first of them, as {@link SentNumber} packs it. */
    public long number() {
        return SentNumber.of(range.epoch(), range.begin());
    }

    /**
     * Writes the next message of the resend, whole; false when there is none.
     *
     * @throws io.weir.sessions.journal.JournalException if the journal cannot be read, as where no file descriptor is left
     */
    public boolean next(FixWriter writer) {
        if (index.epoch() > range.epoch()) {
            // The numbers have begun again meanwhile: nobody waits for these any more.
            return false;
        }
        if (pending) {
            pending = false;
            again(writer);
            return true;
        }
        if (!exhausted && from >= 0) {
            reader.seek(from);
            from = SentIndex.NOWHERE;
        }
        while (!exhausted && next <= range.end() && find()) {
            long number = SentNumber.msgSeqNum(reader.aux());
            next = number + 1;
            if (goesAgain(message.msgType())) {
                if (gapFrom == number) {
                    gapFrom = next;
                    again(writer);
                } else {
                    gap(writer, number);
                    gapFrom = next;
                    pending = true;
                }
                return true;
            }
        }
        exhausted = true;
        if (gapFrom <= range.end()) {
            gap(writer, range.end() + 1);
            gapFrom = range.end() + 1;
            return true;
        }
        return false;
    }

    /** Moves to the next message of the range that was sent; false behind the last. */
    private boolean find() {
        long mark = index.before(range.epoch(), next);
        if (mark - reader.nextPosition() > SentIndex.FAR) {
            reader.seek(mark);
        }
        while (reader.next()) {
            long number = SentNumber.msgSeqNum(reader.aux());
            boolean ours = reader.type() == RecordType.Sent
                    && reader.source() == range.session()
                    && SentNumber.epoch(reader.aux()) == range.epoch()
                    && number >= next;
            if (ours) {
                FixParser.parse(reader.bytes(), reader.offset(), reader.offset() + reader.length(), message);
                return number <= range.end();
            }
        }
        return false;
    }

    private boolean goesAgain(int msgType) {
        if (MsgTypes.isAdmin(msgType)) {
            return false;
        }
        boolean order = msgType == MsgTypes.NEW_ORDER_SINGLE
                || msgType == MsgTypes.ORDER_CANCEL_REQUEST
                || msgType == MsgTypes.ORDER_CANCEL_REPLACE_REQUEST;
        return range.ordersAgain() || !order;
    }

    private void gap(FixWriter writer, long newSeqNo) {
        header.write(writer, MsgTypes.SEQUENCE_RESET, gapFrom, range.utcNanos());
        writer.flag(Tags.POSS_DUP_FLAG, true).timestamp(Tags.ORIG_SENDING_TIME, range.utcNanos(), range.digits());
        if (range.lastProcessed() != NOT_SAID) {
            writer.number(Tags.LAST_MSG_SEQ_NUM_PROCESSED, range.lastProcessed());
        }
        writer.flag(Tags.GAP_FILL_FLAG, true).number(Tags.NEW_SEQ_NO, newSeqNo).end();
    }

    private void again(FixWriter writer) {
        writer.begin(message.msgType());
        for (int i = 3; i < message.fieldCount() - 1; i++) {
            int tag = message.tag(i);
            if (tag == Tags.SENDING_TIME) {
                writer.timestamp(Tags.SENDING_TIME, range.utcNanos(), range.digits())
                        .flag(Tags.POSS_DUP_FLAG, true)
                        .bytes(Tags.ORIG_SENDING_TIME, message.buffer(), message.valueStart(i), message.valueEnd(i));
            } else if (tag != Tags.POSS_DUP_FLAG && tag != Tags.ORIG_SENDING_TIME) {
                writer.copy(message, i);
            }
        }
        writer.end();
    }

    @Override
    public void close() {
        reader.close();
    }
}
