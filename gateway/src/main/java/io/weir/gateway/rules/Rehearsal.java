package io.weir.gateway.rules;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SessionSection;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SessionSettings.CompIds;
import io.weir.fix.settings.SettingsException;
import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Event;
import io.weir.sessions.sequencer.Unheard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The gateway's core on a clock of its own, to be asked what it does: every counterparty is played, nothing is journalled or
 * sent. Its sessions are always open; all else is as the settings say. The same questions get the same answers.
 */
final class Rehearsal extends Unheard {
    /** Monday, 5 January 2026, 15:00 UTC. */
    private static final long BEGIN = 1_767_625_200_000_000_000L;

    private static final long SECOND = 1_000_000_000L;
    private static final int TYPE_FIELD = 2;

    /**
     * A message of the gateway.
     *
     * @param session the place of its session
     * @param fields all of it
     */
    record Said(int session, Fields fields) {
        String msgType() {
            return fields.get(Tags.MSG_TYPE);
        }
    }

    private final GatewaySettings settings;
    private final GatewayCore core;
    private final Event event = new Event();
    private final FixWriter writer = new FixWriter(8192);
    private final FixMessage message = new FixMessage();
    private final long[] next;
    private final long[] connections;
    private final List<String> alerts = new ArrayList<>();
    private List<Said> said = new ArrayList<>();
    private String sent = "";
    private long mono = SECOND;
    private long utc = BEGIN;
    private long connection;

    /** With everybody logged on. */
    Rehearsal(GatewaySettings settings, Dictionary dictionary) {
        this.settings = alwaysOpen(settings);
        core = new GatewayCore(content -> this.settings, dictionary, this);
        next = new long[settings.sessions().size()];
        connections = new long[next.length];
        apply(RecordType.Reference, 0, 0, Ascii.bytes("rehearsal"));
        apply(RecordType.Started, 0, 1, Ascii.bytes("rehearsal"));
        for (int session = 0; session < next.length; session++) {
            logOn(session);
        }
    }

    private static GatewaySettings alwaysOpen(GatewaySettings settings) {
        GatewaySettings open = settings;
        for (int i = 0; i < settings.sections().size(); i++) {
            Map<String, String> keys = new LinkedHashMap<>();
            keys.put("NonStopSession", "Y");
            SessionSection section = settings.sections().get(i).with(keys);
            try {
                open = open.withSession(i, section, section.settings());
            } catch (SettingsException e) {
                throw new IllegalStateException("a session that could be read is always open: " + e.getMessage(), e);
            }
        }
        return open;
    }

    private void apply(RecordType type, int source, long aux, byte[] payload) {
        core.apply(event.set(type, source, aux, mono, utc).payload(payload, 0, payload.length));
    }

    // ---- sessions

    /** The session's counterparty comes, or comes again, and logs on as numbers go; the Logons of both are what was said. */
    List<Said> logOn(int session) {
        return logOn(session, "108=" + heartbeat(session) + "|");
    }

    List<Said> logOn(int session, String fields) {
        said = new ArrayList<>();
        hangUp(session);
        connections[session] = ++connection;
        next[session] = fields.startsWith("141=Y")
                ? 1
                : core.sessions().session(session).nextIn();
        apply(RecordType.Connected, session, connection, Ascii.bytes("counterparty"));
        List<Said> before = said;
        List<Said> all = new ArrayList<>(before);
        all.addAll(say(session, "A", "98=0|" + fields));
        return all;
    }

    void hangUp(int session) {
        if (core.sessions().session(session).connection() != FixSession.NONE) {
            apply(RecordType.Disconnected, session, connections[session], Ascii.bytes("gone"));
        }
    }

    boolean isUp(int session) {
        return core.sessions().session(session).isLoggedOn();
    }

    SessionSettings session(int session) {
        return settings.sessions().get(session);
    }

    /** Nobody is to be missed here, however long nothing is said; an initiator's own interval cannot be left out. */
    private String heartbeat(int session) {
        SessionSettings each = settings.sessions().get(session);
        return each.initiator() ? Integer.toString(each.heartBtIntSeconds()) : "0";
    }

    // ---- what counterparties say

    /** A second later, the counterparty of a session says something; the answer is all that the gateway says to anybody. */
    List<Said> say(int session, String msgType, String body) {
        return say(session, msgType, "", body);
    }

    /** The same with further header fields. */
    List<Said> say(int session, String msgType, String header, String body) {
        return say(session, msgType, next[session]++, header, body);
    }

    /** The same under a number that was used before. */
    List<Said> sayAgain(int session, String msgType, String header, String body) {
        return say(session, msgType, next[session] - 1, header, body);
    }

    private List<Said> say(int session, String msgType, long number, String header, String body) {
        mono += SECOND;
        utc += SECOND;
        for (int other = 0; other < next.length; other++) {
            if (other != session && isUp(other)) {
                heartbeat(other, next[other]++);
            }
        }
        said = new ArrayList<>();
        alerts.clear();
        write(session, packed(msgType), number, header, body);
        byte[] bytes = Arrays.copyOfRange(writer.buffer(), writer.start(), writer.limit());
        sent = Ascii.readable(bytes, 0, bytes.length);
        apply(RecordType.Received, session, connections[session], bytes);
        return said;
    }

    /** The others are still there. */
    private void heartbeat(int session, long number) {
        write(session, '0', number, "", "");
        byte[] bytes = Arrays.copyOfRange(writer.buffer(), writer.start(), writer.limit());
        apply(RecordType.Received, session, connections[session], bytes);
    }

    private void write(int session, int msgType, long number, String header, String body) {
        CompIds ids = settings.sessions().get(session).ids();
        writer.begin(msgType);
        text(Tags.SENDER_COMP_ID, ids.targetCompId());
        text(Tags.SENDER_SUB_ID, ids.targetSubId());
        text(Tags.SENDER_LOCATION_ID, ids.targetLocationId());
        text(Tags.TARGET_COMP_ID, ids.senderCompId());
        text(Tags.TARGET_SUB_ID, ids.senderSubId());
        text(Tags.TARGET_LOCATION_ID, ids.senderLocationId());
        writer.number(Tags.MSG_SEQ_NUM, number).timestamp(Tags.SENDING_TIME, utc, 3);
        raw(header);
        raw(body);
        writer.end();
    }

    private void text(int tag, String value) {
        if (!value.isEmpty()) {
            writer.text(tag, value);
        }
    }

    private void raw(String fields) {
        byte[] bytes = Ascii.fix(fields);
        writer.raw(bytes, 0, bytes.length);
    }

    /** Time passes with the timers that are due in it, and whoever was lost logs on again; all that was said meanwhile. */
    List<Said> pass(long seconds) {
        said = new ArrayList<>();
        List<Said> all = said;
        long until = mono + seconds * SECOND;
        while (core.nextDeadline() <= until) {
            long step = Math.max(core.nextDeadline(), mono + 1) - mono;
            mono += step;
            utc += step;
            apply(RecordType.Timer, 0, 0, new byte[0]);
        }
        utc += until - mono;
        mono = until;
        for (int session = 0; session < next.length; session++) {
            if (!isUp(session)) {
                logOn(session);
            }
        }
        return all;
    }

    static int packed(String msgType) {
        int type = 0;
        for (int i = 0; i < msgType.length(); i++) {
            type = type << 8 | msgType.charAt(i);
        }
        return type;
    }

    /** The message that a counterparty said last. */
    String sent() {
        return sent;
    }

    /** What the operators heard of the last one. */
    List<String> alerts() {
        return List.copyOf(alerts);
    }

    /** When the next message will be said, as a UTCTimestamp. */
    String now() {
        return Timestamps.text(utc + SECOND);
    }

    // ---- what comes of it

    @Override
    public void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {
        FixParser.parse(bytes, start, end, message);
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < message.fieldCount(); i++) {
            fields.add(message.tag(i) + "=" + message.text(i));
        }
        String type = fields.get(TYPE_FIELD);
        if (!type.equals("35=0") && !type.equals("35=1")) {
            said.add(new Said(session.index(), new Fields(fields)));
        }
    }

    @Override
    public void disconnect(FixSession session, long connectionToClose, String reason) {
        alerts.add("disconnected: " + reason);
    }

    @Override
    public void alert(FixSession session, String text) {
        alerts.add(text);
    }

    @Override
    public void alert(String text) {
        alerts.add(text);
    }
}
