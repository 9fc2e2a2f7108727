package io.weir.conformance;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.dictionary.MessageDefinition;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.SessionApplication;
import io.weir.sessions.protocol.SessionLayer;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import io.weir.sessions.sequencer.Core;
import io.weir.sessions.sequencer.Event;
import io.weir.sessions.sequencer.Outlet;
import io.weir.sessions.sequencer.SentNumber;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The application of the session acceptance definitions: sends each NewOrderSingle and SecurityDefinition back, value bytes
 * unchanged, but not one with PossResend whose ClOrdID or SecurityReqID was seen since the
 * logon.
 *
 * <p>An Admin event does what its text says: {@code send 35=B|148=News|...|} (fields end with SOH), {@code logout TEXT},
 * {@code disconnect}, {@code reset}, {@code numbers OUT IN}, {@code enable}, {@code disable}. Confined to the core thread.
 */
public final class EchoCore implements Core, SessionApplication {
    private static final int UNSUPPORTED_MESSAGE_TYPE = 3;
    private static final int SECURITY_REQ_ID = 320;
    private static final Set<Integer> HEADER = Set.of(
            Tags.BEGIN_STRING,
            Tags.BODY_LENGTH,
            Tags.MSG_TYPE,
            Tags.SENDER_COMP_ID,
            Tags.TARGET_COMP_ID,
            Tags.MSG_SEQ_NUM,
            Tags.SENDING_TIME,
            Tags.POSS_DUP_FLAG,
            Tags.ORIG_SENDING_TIME,
            Tags.CHECK_SUM);

    private final Outlet outlet;
    private final Turn turn = new Turn();
    private final Timers timers = new Timers();
    private final Dictionary dictionary;
    private final SessionLayer sessions;
    private final Set<String> seen = new HashSet<>();

    /** The application of these sessions, whose first one is the one that Admin events are about. */
    public EchoCore(List<SessionSettings> settings, Dictionary dictionary, Outlet outlet) {
        this.outlet = outlet;
        this.dictionary = dictionary;
        sessions = new SessionLayer(settings, dictionary, turn, timers, new FixWriter(4096), outlet, this);
    }

    @Override
    public void apply(Event event) {
        turn.begin(event.monoNanos(), event.utcNanos());
        timers.fire(event.monoNanos());
        switch (event.type()) {
            case Started -> sessions.started();
            case Streamed ->
                sessions.streamed(event.source(), SentNumber.epoch(event.aux()), SentNumber.msgSeqNum(event.aux()));
            case Drained -> sessions.drain();
            case Connected -> sessions.connected(event.source(), event.aux());
            case Received -> sessions.received(event.source(), event.aux(), event.bytes(), event.start(), event.end());
            case Disconnected ->
                sessions.disconnected(
                        event.source(), event.aux(), Ascii.text(event.bytes(), event.start(), event.end()));
            case Admin -> command(Ascii.text(event.bytes(), event.start(), event.end()));
            default -> {}
        }
    }

    private void command(String text) {
        FixSession session = sessions.session(0);
        String[] words = text.split(" ", 2);
        String rest = words.length == 2 ? words[1] : "";
        switch (words[0]) {
            case "send" -> send(session, rest);
            case "logout" -> session.logout(rest);
            case "disconnect" -> session.disconnect("a person wants it");
            case "reset" -> session.reset();
            case "enable" -> session.enable();
            case "disable" -> session.disable();
            case "numbers" -> {
                String[] numbers = rest.split(" ", 2);
                session.setNumbers(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
            }
            default -> {
                outlet.reply(false, "no such command: " + text);
                return;
            }
        }
        outlet.reply(true, "");
    }

    private static void send(FixSession session, String text) {
        byte[] bytes = Ascii.bytes("8=FIX.4.4\u00019=0\u0001" + text + "10=000\u0001");
        FixMessage message = new FixMessage();
        if (FixParser.parse(bytes, 0, bytes.length, message) != FixParser.Result.OK) {
            throw new IllegalArgumentException("no message: " + text);
        }
        boolean toBroker = session.isInitiator() && message.msgType() == MsgTypes.NEW_ORDER_SINGLE;
        FixWriter writer = toBroker ? session.beginOrder(message.msgType()) : session.begin(message.msgType());
        for (int i = 3; i < message.fieldCount() - 1; i++) {
            writer.copy(message, i);
        }
        session.commit();
    }

    @Override
    public long nextDeadline() {
        return timers.nextDeadline();
    }

    @Override
    public long stateHash() {
        return sessions.stateHash();
    }

    @Override
    public void onLogon(FixSession session) {
        seen.clear();
    }

    @Override
    public void onMessage(FixSession session, FixMessage message) {
        switch (message.msgType()) {
            case MsgTypes.NEW_ORDER_SINGLE -> echoOnce(session, message, Tags.CL_ORD_ID);
            case MsgTypes.SECURITY_DEFINITION -> echoOnce(session, message, SECURITY_REQ_ID);
            default -> {
                session.begin(MsgTypes.BUSINESS_MESSAGE_REJECT)
                        .copy(message, message.find(Tags.MSG_SEQ_NUM), Tags.REF_SEQ_NUM)
                        .copy(message, message.find(Tags.MSG_TYPE), Tags.REF_MSG_TYPE)
                        .number(Tags.BUSINESS_REJECT_REASON, UNSUPPORTED_MESSAGE_TYPE)
                        .text(Tags.TEXT, "Unsupported Message Type");
                session.commit();
            }
        }
    }

    private void echoOnce(FixSession session, FixMessage message, int id) {
        boolean isNew = seen.add(id + "=" + message.textOf(id));
        if (isNew || !message.flag(Tags.POSS_RESEND)) {
            echo(session, message);
        }
    }

    /** A group that announces no entries is left out, as QuickFIX's engines do not keep it. */
    private void echo(FixSession session, FixMessage message) {
        MessageDefinition definition = dictionary.message(message.msgType());
        boolean toBroker = session.isInitiator() && message.msgType() == MsgTypes.NEW_ORDER_SINGLE;
        FixWriter writer = toBroker ? session.beginOrder(message.msgType()) : session.begin(message.msgType());
        for (int i = 0; i < message.fieldCount(); i++) {
            boolean emptyGroup =
                    definition != null && definition.group(message.tag(i)) != null && message.unsigned(i) == 0;
            if (!emptyGroup && !HEADER.contains(message.tag(i))) {
                writer.copy(message, i);
            }
        }
        session.commit();
    }
}
