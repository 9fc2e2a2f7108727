package io.weir.gateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Settings;
import io.weir.fix.settings.SettingsException;
import io.weir.fix.state.StateReader;
import io.weir.fix.state.StateWriter;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Event;
import io.weir.sessions.sequencer.Outlet;
import io.weir.sessions.sequencer.SentNumber;
import io.weir.sessions.sequencer.Unheard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A gateway's core on a virtual clock, with one client (OMS, place 0) and one broker (BRK, place 1): what each is sent is kept
 * as readable text of the fields that tell the story.
 */
final class CoreStage implements Outlet {
    static final int CLIENT = 0;
    static final int BROKER = 1;
    private static final Dictionary DICTIONARY = Dictionary.load();
    /** The fields of the story, in the order in which they are told. */
    private static final int[] STORY = {
        Tags.CL_ORD_ID,
        Tags.ORIG_CL_ORD_ID,
        Tags.EXEC_TYPE,
        Tags.ORD_STATUS,
        Tags.ORDER_QTY,
        Tags.PRICE,
        Tags.STOP_PX,
        Tags.TIME_IN_FORCE,
        Tags.LAST_QTY,
        Tags.LAST_PX,
        Tags.CUM_QTY,
        Tags.LEAVES_QTY,
        Tags.AVG_PX,
        Tags.DAY_ORDER_QTY,
        Tags.DAY_CUM_QTY,
        Tags.DAY_AVG_PX,
        Tags.EXPIRE_DATE,
        Tags.EXPIRE_TIME,
        Tags.ORD_REJ_REASON,
        Tags.CXL_REJ_REASON,
        Tags.BUSINESS_REJECT_REASON,
        Tags.EXEC_RESTATEMENT_REASON,
        Tags.WORKING_INDICATOR,
        Tags.MASS_CANCEL_REQUEST_TYPE,
        Tags.MASS_CANCEL_RESPONSE,
        Tags.MASS_CANCEL_REJECT_REASON,
        Tags.TOTAL_AFFECTED_ORDERS,
        Tags.NO_AFFECTED_ORDERS,
        Tags.MASS_STATUS_REQ_ID,
        Tags.TOT_NUM_REPORTS,
        Tags.LAST_RPT_REQUESTED,
        Tags.TEXT
    };

    final GatewayCore core;
    final List<String> toClient = new ArrayList<>();
    final List<String> toBroker = new ArrayList<>();
    /** What sessions were sent that were added while it ran. */
    final List<String> toAdded = new ArrayList<>();

    /** Results that are no messages, but for verdicts. */
    final List<String> results = new ArrayList<>();

    /** Sessions that want a connection. */
    final List<String> dials = new ArrayList<>();

    final List<String> alerts = new ArrayList<>();
    final List<String> replies = new ArrayList<>();
    private final Event event = new Event();
    private final FixWriter writer = new FixWriter(1024);
    private final FixMessage message = new FixMessage();
    private final List<String> names = new ArrayList<>(List.of("OMS", "BRK"));
    private final long[] next = {1, 1, 1, 1};
    private final long[] connections = {1, 2, 103, 104};
    private final String[] lastChild = {""};
    private final Path directory;
    private final Map<String, GatewaySettings> configurations = new HashMap<>();
    private final List<Happened> happened = new ArrayList<>();
    private final List<Long> hashes = new ArrayList<>();
    /** The packed number of the last order or replace to the broker. */
    private long lastSent;

    private long boot = 1;
    private long mono = 1_000_000_000L;
    private long utc;

    /** A stage whose clock begins at a UTCTimestamp. */
    CoreStage(Path directory, String begin) throws IOException, SettingsException {
        this(directory, begin, "");
    }

    /** The same, with lines of its own in the client's section of sessions.cfg. */
    CoreStage(Path directory, String begin, String clientLines) throws IOException, SettingsException {
        this(directory, begin, clientLines, "");
    }

    /** The same, with more in the broker's section of weir.yaml. */
    CoreStage(Path directory, String begin, String clientLines, String brokerWords)
            throws IOException, SettingsException {
        byte[] bytes = Ascii.bytes(begin);
        utc = Timestamps.parse(bytes, 0, bytes.length);
        write(directory, clientLines, brokerWords);
        this.directory = directory;
        core = new GatewayCore(this::configuration, DICTIONARY, this);
        configure(1);
        apply(RecordType.Connected, CLIENT, connections[CLIENT], new byte[0]);
        send(CLIENT, MsgTypes.LOGON, "98=0|108=0|141=Y|");
        connectBroker();
        toClient.clear();
        toBroker.clear();
        dials.clear();
    }

    private GatewaySettings configuration(String content) {
        return Objects.requireNonNull(configurations.get(content));
    }

    /** Begins a process with what stands in the files now. */
    void configure(int boot) throws SettingsException {
        String content = "settings " + boot;
        configurations.put(content, Settings.load(directory));
        apply(RecordType.Reference, 0, 0, Ascii.bytes(content));
        apply(RecordType.Started, 0, boot, Ascii.bytes("test"));
    }

    /** Begins a process with the same files. */
    void restart(int boot) {
        apply(RecordType.Started, 0, boot, Ascii.bytes("test"));
    }

    /** An event as the journal would have it. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
    private record Happened(RecordType type, int source, long aux, long mono, long utc, byte[] payload) {}

    /** Applies all that happened to another core, and compares its state after each event. */
    void assertReplays() {
        Event again = new Event();
        GatewayCore replayed = new GatewayCore(this::configuration, DICTIONARY, new Unheard());
        for (int i = 0; i < happened.size(); i++) {
            Happened each = happened.get(i);
            replayed.apply(again.set(each.type(), each.source(), each.aux(), each.mono(), each.utc())
                    .payload(each.payload(), 0, each.payload().length));
            assertThat(replayed.stateHash()).as(each.type() + " " + i).isEqualTo(hashes.get(i));
            replayed = readBack(replayed);
        }
    }

    /** The core that comes of a core's state, and would write the same. */
    private GatewayCore readBack(GatewayCore written) {
        StateWriter state = new StateWriter();
        written.state(state);
        GatewayCore read = new GatewayCore(this::configuration, DICTIONARY, new Unheard());
        read.state(new StateReader(state.buffer(), 0, state.length()));
        StateWriter again = new StateWriter();
        read.state(again);
        assertThat(Arrays.copyOf(again.buffer(), again.length()))
                .isEqualTo(Arrays.copyOf(state.buffer(), state.length()));
        return read;
    }

    /** A session by its place has a connection. */
    void connect(int session) {
        connections[session] += 2;
        apply(RecordType.Connected, session, connections[session], new byte[0]);
    }

    /** A session by its place has lost its connection. */
    void lose(int session) {
        apply(RecordType.Disconnected, session, connections[session], Ascii.bytes("gone"));
    }

    /** The connection that an initiator dialed could not be had. */
    void fail(int session) {
        apply(RecordType.Disconnected, session, FixSession.NONE, Ascii.bytes("cannot connect"));
    }

    /** Names the counterparty of a session that was added. */
    void counterparty(String name) {
        names.add(name);
    }

    private static void write(Path directory, String clientLines, String brokerWords) throws IOException {
        Files.writeString(directory.resolve("sessions.cfg"), """
                [DEFAULT]
                BeginString=FIX.4.4
                SenderCompID=WEIR
                NonStopSession=Y
                CheckLatency=N
                HeartBtInt=3600
                [SESSION]
                ConnectionType=acceptor
                TargetCompID=OMS
                SocketAcceptPort=1
                %s
                [SESSION]
                ConnectionType=initiator
                TargetCompID=BRK
                SocketConnectHost=127.0.0.1
                SocketConnectPort=2
                """.formatted(clientLines));
        Files.writeString(
                directory.resolve("instruments.csv"),
                "symbol,tick,lot,minQty,currency,previousClose\nAAPL,0.01,1,1,USD,150\nMSFT,0.01,1,1,USD,400\n");
        Files.writeString(directory.resolve("weir.yaml"), """
                instance: T1
                sessions: sessions.cfg
                instruments: instruments.csv
                tradingDay: {zone: America/New_York, roll: "17:00"}
                clients:
                  - compId: OMS
                brokers:
                  - name: BRK
                    session: BRK
                    messagesPerSecond: 0
                    dialect: {timeInForces: [day, ioc, fok, gtc, gtd]}
                    %s
                routes:
                  - brokers: [BRK]
                risk: {maxOrderQty: 10000, maxNotional: 10_000_000, collarBps: 500}
                algos:
                  ICEBERG: {minReplenish: 5s, variance: 0}
                """.formatted(brokerWords));
    }

    // ---- what happens

    private void apply(RecordType type, int source, long aux, byte[] payload) {
        core.apply(event.set(type, source, aux, mono, utc).payload(payload, 0, payload.length));
        happened.add(new Happened(type, source, aux, mono, utc, payload));
        hashes.add(core.stateHash());
    }

    /** Time passes; timers fire when they are due, in steps, as a process that waits for them would see it. */
    void pass(long seconds) {
        long until = mono + seconds * Timestamps.SECOND;
        while (core.nextDeadline() <= until) {
            long step = Math.max(core.nextDeadline(), mono + 1) - mono;
            mono += step;
            utc += step;
            apply(RecordType.Timer, 0, 0, new byte[0]);
        }
        utc += until - mono;
        mono = until;
    }

    /** The process is down for some seconds, in which only the wall clock goes on, and begins again. */
    void restartAfter(long seconds) {
        utc += seconds * Timestamps.SECOND;
        restart();
    }

    /** The client's connection breaks. */
    void dropClient() {
        apply(RecordType.Disconnected, CLIENT, connections[CLIENT], Ascii.bytes("connection reset"));
    }

    /** The client connects and logs on. */
    void connectClient() {
        connections[CLIENT] += 2;
        apply(RecordType.Connected, CLIENT, connections[CLIENT], new byte[0]);
        send(CLIENT, MsgTypes.LOGON, "98=0|108=0|");
    }

    /** The client's numbers begin again on both sides. */
    void reconnectClientAnew() {
        connections[CLIENT] += 2;
        next[CLIENT] = 1;
        apply(RecordType.Connected, CLIENT, connections[CLIENT], new byte[0]);
        send(CLIENT, MsgTypes.LOGON, "98=0|108=0|141=Y|");
    }

    /** The process ends and begins again; the broker is connected to anew. */
    void restart() {
        apply(RecordType.Started, 0, ++boot, Ascii.bytes("test"));
        connectBroker();
    }

    /** The broker's connection breaks, and a minute passes. */
    void dropBroker() {
        apply(RecordType.Disconnected, BROKER, connections[BROKER], Ascii.bytes("connection reset"));
        pass(60);
    }

    /** The broker is connected to, and logs on. */
    void connectBroker() {
        connections[BROKER] += 2;
        apply(RecordType.Connected, BROKER, connections[BROKER], new byte[0]);
        send(BROKER, MsgTypes.LOGON, "98=0|108=0|");
    }

    /** A message of the client, its fields with {@code |}. */
    void client(int msgType, String fields) {
        send(CLIENT, msgType, fields);
    }

    /** A message of the broker; {@code $} stands for the ClOrdID that it was sent last. */
    void broker(int msgType, String fields) {
        send(BROKER, msgType, fields.replace("$", lastChild[0]));
    }

    /** The ClOrdID that the broker was sent last. */
    String child() {
        return lastChild[0];
    }

    /** A message on a session by its place. */
    void send(int session, int msgType, String fields) {
        writer.begin(msgType)
                .text(Tags.SENDER_COMP_ID, names.get(session))
                .text(Tags.TARGET_COMP_ID, "WEIR")
                .number(Tags.MSG_SEQ_NUM, next[session]++)
                .timestamp(Tags.SENDING_TIME, utc, 3);
        byte[] body = Ascii.fix(fields);
        writer.raw(body, 0, body.length).end();
        byte[] bytes = java.util.Arrays.copyOfRange(writer.buffer(), writer.start(), writer.limit());
        apply(RecordType.Received, session, connections[session], bytes);
    }

    void admin(String actor, String name, String... arguments) {
        apply(RecordType.Admin, 0, 0, new AdminCommand(actor, "test", name, List.of(arguments)).encode());
    }

    void kill(String actor) {
        apply(RecordType.Kill, 0, 0, new AdminCommand(actor, "test", "kill", List.of()).encode());
    }

    /** The journal's disk is short of room for new orders, or is not any more. */
    void intake(boolean open, long freeMebibytes) {
        apply(RecordType.Intake, open ? 1 : 0, freeMebibytes << 20, new byte[0]);
    }

    /** What was told since the last time somebody asked. */
    static List<String> take(List<String> told) {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    /** The last order or replace to the broker is withheld by the sweep of a kill. */
    void withheldLast() {
        apply(RecordType.Withheld, BROKER, lastSent, new byte[0]);
    }

    // ---- what comes of it

    @Override
    public void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {
        FixParser.parse(bytes, start, end, message);
        StringBuilder line = new StringBuilder(MsgTypes.text(message.msgType()));
        boolean lists = message.msgType() == MsgTypes.ORDER_MASS_CANCEL_REPORT;
        for (int tag : STORY) {
            boolean told = !(lists && tag == Tags.ORIG_CL_ORD_ID)
                    && !(tag == Tags.TIME_IN_FORCE && "0".equals(message.textOf(tag)));
            if (message.has(tag) && told) {
                line.append(' ').append(tag).append('=').append(message.textOf(tag));
            }
        }
        if (lists && message.has(Tags.NO_AFFECTED_ORDERS)) {
            line.append(" 41=").append(every(Tags.ORIG_CL_ORD_ID));
        }
        if (session.index() == BROKER && message.has(Tags.CL_ORD_ID)) {
            lastChild[0] = message.textOf(Tags.CL_ORD_ID);
        }
        boolean order = message.msgType() == MsgTypes.NEW_ORDER_SINGLE
                || message.msgType() == MsgTypes.ORDER_CANCEL_REPLACE_REQUEST;
        if (session.index() == BROKER && order) {
            lastSent = SentNumber.of(session.epoch(), msgSeqNum);
        }
        told(session).add(line.toString());
    }

    private String every(int tag) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < message.fieldCount(); i++) {
            if (message.tag(i) == tag) {
                values.add(message.text(i));
            }
        }
        return String.join(",", values);
    }

    private List<String> told(FixSession session) {
        return session.index() == CLIENT ? toClient : session.index() == BROKER ? toBroker : toAdded;
    }

    @Override
    public void resend(FixSession session, long beginSeqNo, long endSeqNo) {
        told(session).add("resend " + beginSeqNo + "-" + endSeqNo);
    }

    @Override
    public void connect(FixSession session) {
        dials.add(session + " at " + session.settings().connection().endpoints());
    }

    @Override
    public void disconnect(FixSession session, long connection, String reason) {
        alerts.add(session + " disconnected: " + reason);
    }

    @Override
    public void result(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        if (type != RecordType.Verdict) {
            results.add(type + " " + source + " " + Ascii.text(bytes, start, end));
        }
    }

    @Override
    public void reply(boolean done, String text) {
        replies.add((done ? "done: " : "refused: ") + text);
    }

    @Override
    public void alert(FixSession session, String text) {
        alerts.add(session + ": " + text);
    }

    @Override
    public void alert(String text) {
        alerts.add(text);
    }
}
