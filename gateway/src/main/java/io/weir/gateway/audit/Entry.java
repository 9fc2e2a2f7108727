package io.weir.gateway.audit;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.MsgTypes;
import io.weir.gateway.core.AdminCommand;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.sequencer.SentNumber;
import org.jspecify.annotations.Nullable;

/** The record that is being looked at. One object is filled again and again. */
final class Entry {
    private final FixMessage message = new FixMessage();
    private final JournalReader reader;
    private boolean readable;
    private boolean late;
    private boolean begun;
    private @Nullable AdminCommand command;

    Entry(JournalReader reader) {
        this.reader = reader;
    }

    /** Moves to the next record; false at the end. */
    boolean next() {
        if (!reader.next()) {
            return false;
        }
        if (!begun) {
            begun = true;
            late = reader.position() >= HashChain.FIRST_RECORD_BY;
        }
        int start = reader.offset();
        int end = start + reader.length();
        readable = isMessage() && FixParser.parse(reader.bytes(), start, end, message) == FixParser.Result.OK;
        command = null;
        if (isOfPerson()) {
            try {
                command = AdminCommand.decode(reader.bytes(), start, end);
            } catch (IllegalArgumentException e) {
                // The rule about people says so.
            }
        }
        return true;
    }

    /** Whether the journal's beginning was retired: what it had is not known. */
    boolean journalBeginsLate() {
        return late;
    }

    /** Whether it is what a person wanted. */
    boolean isOfPerson() {
        return type() == RecordType.Admin || type() == RecordType.Kill || type() == RecordType.CancelOnly;
    }

    private boolean isMessage() {
        return type() == RecordType.Sent || type() == RecordType.Received;
    }

    RecordType type() {
        return reader.type();
    }

    int session() {
        return reader.source();
    }

    long aux() {
        return reader.aux();
    }

    long position() {
        return reader.position();
    }

    long monoNanos() {
        return reader.monoNanos();
    }

    long utcNanos() {
        return reader.utcNanos();
    }

    String text() {
        return Ascii.text(reader.bytes(), reader.offset(), reader.offset() + reader.length());
    }

    byte[] bytes() {
        return reader.bytes();
    }

    int start() {
        return reader.offset();
    }

    int length() {
        return reader.length();
    }

    /** Whether it is a message that could be cut into fields to its end. */
    boolean isReadable() {
        return readable;
    }

    /** Its message; only where it {@link #isReadable}. */
    FixMessage message() {
        return message;
    }

    /** Whether it is a message of ours of a type. */
    boolean isSent(int msgType) {
        return type() == RecordType.Sent && readable && message.msgType() == msgType;
    }

    /** Whether it is an order or a replacement that we committed: in a gateway these go to brokers only. */
    boolean isOrderOfOurs() {
        return isSent(MsgTypes.NEW_ORDER_SINGLE) || isSent(MsgTypes.ORDER_CANCEL_REPLACE_REQUEST);
    }

    long epoch() {
        return SentNumber.epoch(aux());
    }

    long msgSeqNum() {
        return SentNumber.msgSeqNum(aux());
    }

    /** What a person asked for, or null. */
    @Nullable
    AdminCommand command() {
        return command;
    }
}
