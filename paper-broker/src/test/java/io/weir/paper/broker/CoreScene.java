package io.weir.paper.broker;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SettingsException;
import io.weir.paper.market.Listing;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Event;
import io.weir.sessions.sequencer.Outlet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A broker's core under test, with two clients, WEIR and OTHER; events go in, what it sends is written down. */
final class CoreScene implements Outlet {
    static final Dictionary DICTIONARY = Dictionary.load();
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;
    /** 2026-11-23 10:00:00 UTC. */
    private static final long START = 1_795_428_000L * SECOND;

    private static final List<String> NAMES = List.of("WEIR", "OTHER");

    final PaperCore core;
    private final Event event = new Event();
    private final List<String> lines = new ArrayList<>();
    private final long[] numbers = {1, 1};
    private final long[] connections = {10, 20};
    private long mono = SECOND;
    private long utc = START;

    CoreScene(PaperSettings settings) {
        core = new PaperCore(sessions(), DICTIONARY, this, PaperListener.NONE);
        reference(settings);
        apply(RecordType.Started, 0, 0, "");
    }

    /** One symbol, ABC, with nobody but clients in its book. */
    static CoreScene quiet(String script) {
        return new CoreScene(settings(script));
    }

    static PaperSettings settings(String script) {
        Listing abc = Listing.share("ABC", Decimals.parse("100")).quiet();
        return new PaperSettings(1, 0, 0, List.of(abc), script);
    }

    private static List<SessionSettings> sessions() {
        List<SessionSettings> sessions = new ArrayList<>();
        for (String name : NAMES) {
            Map<String, String> keys = new LinkedHashMap<>();
            keys.put("ConnectionType", "acceptor");
            keys.put("BeginString", "FIX.4.4");
            keys.put("SenderCompID", "PAPER");
            keys.put("TargetCompID", name);
            keys.put("SocketAcceptPort", "0");
            keys.put("NonStopSession", "Y");
            keys.put("CheckLatency", "N");
            try {
                sessions.add(SessionSettings.of(keys));
            } catch (SettingsException e) {
                throw new AssertionError(e);
            }
        }
        return sessions;
    }

    void reference(PaperSettings settings) {
        byte[] text = settings.text().getBytes(StandardCharsets.UTF_8);
        apply(RecordType.Reference, 0, 0, text, 0, text.length);
    }

    CoreScene pass(long nanos) {
        mono += nanos;
        utc += nanos;
        apply(RecordType.Timer, 0, 0, "");
        return this;
    }

    CoreScene logon(int client) {
        connections[client]++;
        apply(RecordType.Connected, client, connections[client], "somewhere");
        receive(client, "A", "98=0|108=30|");
        lines.removeIf(line -> line.contains("35=A|"));
        return this;
    }

    CoreScene logonWithReset(int client) {
        connections[client]++;
        numbers[client] = 1;
        apply(RecordType.Connected, client, connections[client], "somewhere");
        receive(client, "A", "98=0|108=30|141=Y|");
        return this;
    }

    CoreScene connect(int client) {
        connections[client]++;
        apply(RecordType.Connected, client, connections[client], "somewhere");
        return this;
    }

    CoreScene drop(int client) {
        apply(RecordType.Disconnected, client, connections[client], "gone");
        return this;
    }

    /** A message of WEIR. */
    CoreScene receive(String type, String body) {
        return receive(0, type, body);
    }

    CoreScene receive(int client, String type, String body) {
        byte[] fields = Ascii.fix(body);
        FixWriter writer = new FixWriter(512)
                .begin(Ascii.bytes(type))
                .text(49, NAMES.get(client))
                .text(56, "PAPER")
                .number(34, numbers[client]++)
                .timestamp(52, utc, 3)
                .raw(fields, 0, fields.length)
                .end();
        apply(RecordType.Received, client, connections[client], writer.buffer(), writer.start(), writer.limit());
        return this;
    }

    /** What was sent since the last look: to whom, the type and the body, the ids without what makes them unique. */
    List<String> sent() {
        List<String> sent = List.copyOf(lines);
        lines.clear();
        return sent;
    }

    /** Forgets what was sent to somebody. */
    void discard(String client) {
        lines.removeIf(line -> line.startsWith(client));
    }

    String time() {
        return Timestamps.text(utc);
    }

    private void apply(RecordType type, int source, long aux, String payload) {
        byte[] bytes = Ascii.bytes(payload);
        apply(type, source, aux, bytes, 0, bytes.length);
    }

    private void apply(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        core.apply(event.set(type, source, aux, mono, utc).payload(bytes, start, end));
    }

    @Override
    public void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {
        String text = Ascii.readable(bytes, start, end);
        String body = text.replaceAll("^8=FIX.4.4\\|9=\\d+\\|", "")
                .replaceAll("\\|49=PAPER\\|56=\\w+\\|34=\\d+\\|52=[^|]+", "")
                .replaceAll("\\|10=\\d+\\|$", "|")
                .replaceAll("\\|60=[^|]+", "")
                .replaceAll("\\|(37|17|19)=[0-9A-Z]{8}([OER])", "|$1=$2");
        String where = session.connection() == FixSession.NONE ? " (away) " : " ";
        lines.add(NAMES.get(session.index()) + where + body);
    }

    @Override
    public void resend(FixSession session, long beginSeqNo, long endSeqNo) {
        lines.add(NAMES.get(session.index()) + " resend " + beginSeqNo + "-" + endSeqNo);
    }

    @Override
    public void connect(FixSession session) {
        throw new AssertionError("a broker does not connect");
    }

    @Override
    public void disconnect(FixSession session, long connection, String reason) {
        lines.add(NAMES.get(session.index()) + " disconnect: " + reason);
    }

    @Override
    public void alert(FixSession session, String text) {
        lines.add("alert " + text);
    }

    @Override
    public void result(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        throw new AssertionError("a broker has no other results");
    }

    @Override
    public void reply(boolean done, String text) {}

    @Override
    public void alert(String text) {
        lines.add("alert " + text);
    }
}
