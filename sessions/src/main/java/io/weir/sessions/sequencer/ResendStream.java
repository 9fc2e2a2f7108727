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
 * <p>Its memory does not grow with the range. Confined to the core thread.
 */
public final class ResendStream implements AutoCloseable {
    private final JournalReader reader;
    private final SessionHeader header;
    private final boolean ordersAgain;
    private final int session;
    private final long epoch;
    private final long end;
    private final long utcNanos;
    private final int digits;
    private final FixMessage message = new FixMessage();
    private long next;
    private long gapFrom;
    private boolean exhausted;
    private boolean pending;

    ResendStream(
            JournalReader reader,
            long from,
            SessionHeader header,
            int digits,
            boolean ordersAgain,
            int session,
            long epoch,
            long begin,
            long end,
            long utcNanos) {
        this.reader = reader;
        this.header = header;
        this.digits = digits;
        this.ordersAgain = ordersAgain;
        this.session = session;
        this.epoch = epoch;
        this.end = end;
        this.utcNanos = utcNanos;
        next = begin;
        gapFrom = begin;
        exhausted = from < 0;
        if (!exhausted) {
            reader.seek(from);
        }
    }

    /** Writes the next message of the resend, whole; false when there is none. */
    public boolean next(FixWriter writer) {
        if (pending) {
            pending = false;
            again(writer);
            return true;
        }
        while (!exhausted && next <= end && reader.next()) {
            long number = SentNumber.msgSeqNum(reader.aux());
            boolean ours = reader.type() == RecordType.Sent
                    && reader.source() == session
                    && SentNumber.epoch(reader.aux()) == epoch
                    && number >= next;
            if (!ours) {
                continue;
            }
            if (number > end) {
                break;
            }
            FixParser.parse(reader.bytes(), reader.offset(), reader.offset() + reader.length(), message);
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
        if (gapFrom <= end) {
            gap(writer, end + 1);
            gapFrom = end + 1;
            return true;
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
        return ordersAgain || !order;
    }

    private void gap(FixWriter writer, long newSeqNo) {
        header.write(writer, MsgTypes.SEQUENCE_RESET, gapFrom, utcNanos);
        writer.flag(Tags.POSS_DUP_FLAG, true)
                .timestamp(Tags.ORIG_SENDING_TIME, utcNanos, digits)
                .flag(Tags.GAP_FILL_FLAG, true)
                .number(Tags.NEW_SEQ_NO, newSeqNo)
                .end();
    }

    private void again(FixWriter writer) {
        writer.begin(message.msgType());
        for (int i = 3; i < message.fieldCount() - 1; i++) {
            int tag = message.tag(i);
            if (tag == Tags.SENDING_TIME) {
                writer.timestamp(Tags.SENDING_TIME, utcNanos, digits)
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
