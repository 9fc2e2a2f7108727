package io.weir.gateway.fixlog;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.SessionSettings.CompIds;
import io.weir.gateway.core.AdminCommand;
import io.weir.gateway.orders.Ids;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.sequencer.SentNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A journal's records as lines: time, type, session, content. Sessions are numbers in the journal; their names come from the
 * messages that went by. Confined to one thread.
 */
public final class JournalText {
    private static final int TYPE_COLUMN = 25;
    private static final int SESSION_COLUMN = 39;
    private static final int CONTENT_COLUMN = 60;

    private static final Pattern INSTANCE = Pattern.compile("(?m)^instance: *[\"']?([A-Z0-9]{1,4})");

    private final FixMessage message = new FixMessage();
    private final Line line = new Line();
    private final Line raw = new Line(Ascii.SOH);
    private final List<String> names = new ArrayList<>();
    private Ids ids = new Ids("");
    private String session = "";
    private String msgType = "";

    /** Looks at the record that a reader shows; the other methods then tell of it. */
    public void look(JournalReader record) {
        session = "";
        msgType = "";
        switch (record.type()) {
            case Received, Sent -> {
                learn(record);
                session = name(record.source());
            }
            case Connected, Authenticated, Disconnected, Streamed, Resent, Withheld -> session = name(record.source());
            case Explained -> session = record.aux() == 0 ? name(record.source()) : "";
            case Reference -> learnInstance(record);
            default -> {}
        }
    }

    /** The gateway's name, which begins its ids. */
    private void learnInstance(JournalReader record) {
        int start = record.offset();
        Matcher matcher = INSTANCE.matcher(Ascii.text(record.bytes(), start, start + record.length()));
        ids = new Ids(matcher.find() ? matcher.group(1) : "W1");
    }

    private String id(long number) {
        byte[] text = new byte[Ids.MAX_LENGTH];
        return Ascii.text(text, 0, ids.write(text, 0, number));
    }

    private void learn(JournalReader record) {
        int start = record.offset();
        if (FixParser.parse(record.bytes(), start, start + record.length(), message) != FixParser.Result.OK) {
            return;
        }
        msgType = MsgTypes.text(message.msgType());
        CompIds sent = new CompIds(
                message.textOf(Tags.SENDER_COMP_ID),
                message.textOf(Tags.SENDER_SUB_ID),
                message.textOf(Tags.SENDER_LOCATION_ID),
                message.textOf(Tags.TARGET_COMP_ID),
                message.textOf(Tags.TARGET_SUB_ID),
                message.textOf(Tags.TARGET_LOCATION_ID));
        boolean ours = record.type() == RecordType.Sent;
        while (names.size() <= record.source()) {
            names.add("");
        }
        names.set(record.source(), ours ? sent.name() : sent.reversed().name());
    }

    private String name(int source) {
        String known = source < names.size() ? names.get(source) : "";
        return known.isEmpty() ? "session " + source : known;
    }

    /** The session that the record is about, as our CompID->theirs; empty where it is about none. */
    public String session() {
        return session;
    }

    /** MsgType (35) of a message; empty for other records. */
    public String msgType() {
        return msgType;
    }

    /** The message of the record as it is, but for its secrets. */
    public String raw(JournalReader record) {
        raw.clear();
        return raw.fix(record.bytes(), record.offset(), record.offset() + record.length())
                .toString();
    }

    /** The record's line; without the secrets of its message. */
    public String line(JournalReader record) {
        line.clear();
        line.time(record.utcNanos()).column(TYPE_COLUMN, 0).text(record.type().name());
        line.column(SESSION_COLUMN, 0).text(session).column(CONTENT_COLUMN, 0);
        content(record);
        return line.toString();
    }

    private void content(JournalReader record) {
        byte[] bytes = record.bytes();
        int start = record.offset();
        int end = start + record.length();
        switch (record.type()) {
            case Received, Sent -> line.fix(bytes, start, end);
            case Admin, Kill, CancelOnly -> line.text(command(bytes, start, end));
            case Started -> line.text("boot " + record.aux() + ", build ").readable(bytes, start, end);
            case Reference -> line.text("configuration, " + record.length() + " bytes");
            case Connected -> line.text("connection " + record.aux() + " ").readable(bytes, start, end);
            case Disconnected -> line.text("connection " + record.aux() + ": ").readable(bytes, start, end);
            case Withheld -> line.text("MsgSeqNum " + SentNumber.msgSeqNum(record.aux()));
            case Streamed -> line.text("the resend from MsgSeqNum " + SentNumber.msgSeqNum(record.aux()) + " has left");
            case Drained -> line.text("the gateway stops");
            case Intake ->
                line.text(record.source() == 1 ? "order intake on, " : "order intake stopped, ")
                        .text((record.aux() >> 20) + " MiB are free");
            case Resent -> line.text("MsgSeqNum ").readable(bytes, start, end);
            case Verdict, Explained -> {
                String order = record.aux() == 0 ? "" : "order " + id(record.aux()) + ": ";
                line.text(order).readable(bytes, start, end);
            }
            case Durable -> line.text("up to " + record.aux());
            default -> line.readable(bytes, start, end);
        }
    }

    private static String command(byte[] bytes, int start, int end) {
        try {
            AdminCommand command = AdminCommand.decode(bytes, start, end);
            String arguments = command.arguments().isEmpty() ? "" : " " + String.join(" ", command.arguments());
            return command.name() + arguments + " by " + command.actor() + ": " + command.reason();
        } catch (IllegalArgumentException e) {
            return Ascii.readable(bytes, start, end);
        }
    }
}
