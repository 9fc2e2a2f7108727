package io.weir.sessions.protocol;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SettingsException;
import io.weir.fix.state.StateReader;
import io.weir.fix.state.StateWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One session on a virtual clock, between a counterparty and an application whose lines are written down.
 *
 * <p>What the session does is a list of lines: {@code > 35=A|34=1|...} is a message that leaves, {@code kept ...} one that
 * only gets its number; header fields that never change are left out.
 */
final class Rig implements SessionPort, SessionApplication {
    private static final Dictionary DICTIONARY = Dictionary.load();
    private static final List<Integer> NOT_SHOWN = List.of(
            Tags.BEGIN_STRING,
            Tags.BODY_LENGTH,
            Tags.SENDER_COMP_ID,
            Tags.TARGET_COMP_ID,
            Tags.SENDING_TIME,
            Tags.CHECK_SUM);
    static final long SECOND = 1_000_000_000L;

    private final Turn turn = new Turn();
    private final SessionSettings settings;
    private Timers timers = new Timers();
    private SessionLayer layer;
    private final List<String> lines = new ArrayList<>();
    private final List<String> alerts = new ArrayList<>();
    /** What was committed, by epoch and number. */
    private final Map<String, String> committed = new HashMap<>();

    /** Epoch and first number of each answer to a ResendRequest that has not left yet. */
    private final Deque<long[]> streams = new ArrayDeque<>();

    private boolean slow;
    private long mono;
    private long utc = utc("20260302-12:00:00");
    private long connection;

    private Rig(Map<String, String> keys) throws SettingsException {
        settings = SessionSettings.of(keys);
        layer = made();
    }

    /** An acceptor, non-stop, with these keys beside. */
    static Rig acceptor(String... keys) {
        return of(Map.of("ConnectionType", "acceptor", "SocketAcceptPort", "1", "NonStopSession", "Y"), keys);
    }

    /** An initiator, non-stop, heartbeats of 30 s, with these keys beside. */
    static Rig initiator(String... keys) {
        return of(
                Map.of(
                        "ConnectionType", "initiator",
                        "SocketConnectHost", "broker",
                        "SocketConnectPort", "1",
                        "HeartBtInt", "30",
                        "NonStopSession", "Y"),
                keys);
    }

    private static Rig of(Map<String, String> basic, String... keys) {
        Map<String, String> all = new LinkedHashMap<>(basic);
        all.put("BeginString", "FIX.4.4");
        all.put("SenderCompID", "US");
        all.put("TargetCompID", "THEM");
        for (String key : keys) {
            int equals = key.indexOf('=');
            all.put(key.substring(0, equals), key.substring(equals + 1));
        }
        if (all.containsKey("StartTime")) {
            all.remove("NonStopSession");
        }
        try {
            return new Rig(all);
        } catch (SettingsException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static long utc(String text) {
        byte[] bytes = Ascii.bytes(text);
        return Timestamps.parse(bytes, 0, bytes.length);
    }

    // ---- what happens

    FixSession session() {
        return layer.session(0);
    }

    SessionLayer layer() {
        return layer;
    }

    private SessionLayer made() {
        return new SessionLayer(List.of(settings), DICTIONARY, turn, timers, new FixWriter(1024), this, this);
    }

    /** Writes the state, and goes on with sessions into which it was read back. */
    void writeAndReadBack() {
        StateWriter writer = new StateWriter();
        layer.state(writer);
        timers.state(writer, names());
        timers = new Timers();
        layer = made();
        StateReader reader = new StateReader(writer.buffer(), 0, writer.length());
        layer.state(reader);
        timers.state(reader, names());
        if (!reader.isAtEnd()) {
            throw new AssertionError("not all of the state was read");
        }
    }

    private Timers.Names names() {
        return new Timers.Names() {
            @Override
            public Timers.Name nameOf(Timers.Target target) {
                return new Timers.Name("session", ((FixSession) target).index());
            }

            @Override
            public Timers.Target target(Timers.Name name) {
                return layer.session((int) name.which());
            }
        };
    }

    /** Begins the turn of an event. */
    private void event() {
        turn.begin(mono, utc);
        timers.fire(mono);
    }

    Rig at(String utcTime) {
        utc = utc(utcTime);
        return this;
    }

    Rig started() {
        event();
        layer.started();
        return this;
    }

    /** A new connection; the number of the last one is {@link #connection()}. */
    Rig connected() {
        event();
        layer.connected(0, ++connection);
        return this;
    }

    long connection() {
        return connection;
    }

    Rig disconnected(String reason) {
        event();
        layer.disconnected(0, session().connection(), reason);
        return this;
    }

    /** The connection that was asked for cannot be opened. */
    Rig unreachable() {
        event();
        layer.disconnected(0, FixSession.NONE, "cannot connect");
        return this;
    }

    /** A message from the counterparty: {@code 35=D|34=2|...}; header fields are added, one given as {@code 49=-} is not. */
    Rig in(String fields) {
        event();
        byte[] bytes = message(fields);
        layer.received(0, session().connection(), bytes, 0, bytes.length);
        streamWhatWaits();
        return this;
    }

    /** Answers to ResendRequests take their time from here on, until {@link #streamed}. */
    Rig slowResends() {
        slow = true;
        return this;
    }

    /** The answer that is under way has left. */
    Rig streamed() {
        long[] first = streams.remove();
        event();
        layer.streamed(0, first[0], first[1]);
        return this;
    }

    private void streamWhatWaits() {
        while (!slow && !streams.isEmpty()) {
            streamed();
        }
    }

    /** The same with a CheckSum that is right, or wrong by one. */
    Rig summed(String fields, boolean right) {
        event();
        byte[] bytes = message(fields);
        int trailer = bytes.length - 7;
        int sum = Ascii.sum(bytes, 0, trailer) + (right ? 0 : 1);
        System.arraycopy(Ascii.bytes(String.format("%03d", sum & 0xff)), 0, bytes, trailer + 3, 3);
        layer.received(0, session().connection(), bytes, 0, bytes.length);
        streamWhatWaits();
        return this;
    }

    /** The process is ending. */
    Rig drain() {
        event();
        layer.drain();
        return this;
    }

    private byte[] message(String fields) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("8", "FIX.4.4");
        header.put("9", "0");
        for (String tag : List.of("35", "34")) {
            header.put(tag, "-");
        }
        header.put("49", "THEM");
        header.put("52", Timestamps.text(utc));
        header.put("56", "US");
        StringBuilder body = new StringBuilder();
        for (String field : fields.split("\\|", -1)) {
            int equals = field.indexOf('=');
            String tag = field.substring(0, equals);
            if (header.containsKey(tag)) {
                header.put(tag, field.substring(equals + 1));
            } else {
                body.append(field).append('|');
            }
        }
        StringBuilder text = new StringBuilder();
        header.forEach((tag, value) -> {
            if (!value.equals("-")) {
                text.append(tag).append('=').append(value).append('|');
            }
        });
        return Ascii.fix(text.append(body).append("10=000|").toString());
    }

    /** Bytes as they are. */
    Rig raw(String message) {
        event();
        byte[] bytes = Ascii.fix(message);
        layer.received(0, session().connection(), bytes, 0, bytes.length);
        return this;
    }

    /** Logs on with a heartbeat interval of 30 s, and forgets what was said. */
    Rig loggedOn() {
        connected();
        in("35=A|34=" + session().nextIn() + "|98=0|108=30");
        lines.clear();
        return this;
    }

    /** The application sends an execution report with a text. */
    Rig send(String text) {
        event();
        session().begin('8').text(Tags.TEXT, text);
        session().commit();
        return this;
    }

    /** A person does something. */
    Rig admin(Runnable command) {
        event();
        command.run();
        return this;
    }

    /** Time passes, and timers fire as they fall due. */
    Rig pass(double seconds) {
        long end = mono + (long) (seconds * SECOND);
        while (timers.nextDeadline() <= end) {
            advance(Math.max(mono, timers.nextDeadline()));
            event();
            streamWhatWaits();
        }
        advance(end);
        return this;
    }

    /** Time passes, and the process stands still meanwhile. */
    Rig standStill(double seconds) {
        advance(mono + (long) (seconds * SECOND));
        return this;
    }

    /** The process looks at its timers again. */
    Rig wake() {
        event();
        return this;
    }

    private void advance(long newMono) {
        utc += newMono - mono;
        mono = newMono;
    }

    /** What the operators were told since the last look. */
    List<String> alerts() {
        List<String> seen = List.copyOf(alerts);
        alerts.clear();
        return seen;
    }

    /** What the session did since the last look, but for what it told the operators. */
    List<String> lines() {
        List<String> seen = List.copyOf(lines);
        lines.clear();
        return seen;
    }

    /** Numbers of the current epoch between the first and the last committed one that were not committed. */
    List<Long> uncommitted() {
        List<Long> missing = new ArrayList<>();
        long first = 1;
        long next = session().nextOut();
        while (first < next && !committed.containsKey(session().epoch() + "/" + first)) {
            first++;
        }
        for (long number = first; number < next; number++) {
            if (!committed.containsKey(session().epoch() + "/" + number)) {
                missing.add(number);
            }
        }
        return missing;
    }

    long stateHash() {
        return layer.stateHash() * 31 + timers.stateHash();
    }

    // ---- what the session does

    @Override
    public void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {
        String text = shown(bytes, start, end);
        String number = session.epoch() + "/" + msgSeqNum;
        String before = committed.put(number, Ascii.readable(bytes, start, end));
        if (before != null) {
            throw new AssertionError(number + " was " + before + " and is now " + text);
        }
        lines.add((session.leaves() ? "> " : "kept ") + text);
    }

    static String shown(byte[] bytes, int start, int end) {
        FixMessage message = new FixMessage();
        FixParser.parse(bytes, start, end, message);
        return shown(message);
    }

    private static String shown(FixMessage message) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < message.fieldCount(); i++) {
            if (!NOT_SHOWN.contains(message.tag(i))) {
                fields.add(message.tag(i) + "=" + message.text(i));
            }
        }
        return String.join("|", fields);
    }

    @Override
    public void resend(FixSession session, long beginSeqNo, long endSeqNo) {
        lines.add("resend " + beginSeqNo + "-" + endSeqNo);
        streams.add(new long[] {session.epoch(), beginSeqNo});
    }

    @Override
    public void connect(FixSession session) {
        lines.add("connect");
    }

    @Override
    public void disconnect(FixSession session, long closed, String reason) {
        lines.add("disconnect " + closed + ": " + reason);
    }

    @Override
    public void alert(FixSession session, String text) {
        alerts.add(text);
    }

    @Override
    public void onLogon(FixSession session) {
        lines.add("app: logon");
    }

    @Override
    public void onLogout(FixSession session, String reason) {
        lines.add("app: logout, " + reason);
    }

    @Override
    public void onMessage(FixSession session, FixMessage message) {
        lines.add("app: " + shown(message));
    }

    @Override
    public void onReject(FixSession session, FixMessage reject) {
        lines.add("app: rejected " + reject.textOf(Tags.REF_SEQ_NUM));
    }

    @Override
    public void onResendRequest(FixSession session, long beginSeqNo, long endSeqNo) {
        lines.add("app: asked for " + beginSeqNo + "-" + endSeqNo);
    }

    @Override
    public void onNewEpoch(FixSession session) {
        lines.add("app: epoch " + session.epoch());
    }
}
