package io.weir.gateway.orders;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.state.StateReader;
import io.weir.fix.state.StateWriter;
import io.weir.gateway.core.AdminCommand;
import io.weir.gateway.core.CoreComparison;
import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Event;
import io.weir.sessions.sequencer.Outlet;
import io.weir.sessions.sequencer.SentNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A real core on a virtual clock with two clients and two brokers around it; keeps every event, so that a restart can replay
 * them, and every output, so that the replay can be compared.
 */
final class StormWorld implements Outlet {
    static final int PLACES = 4;
    static final Dictionary DICTIONARY = Dictionary.load();
    private static final long STEP = 1_000;
    /** PossResend: a field of the header, whatever the text's order. */
    private static final String AGAIN = "|97=Y|";

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
    private record Recorded(RecordType type, int source, long aux, long mono, long utc, byte[] payload) {}

    final SplittableRandom random;
    final StormParty[] parties = new StormParty[PLACES];
    final StormJudge judge;
    /** How many of a hundred resends are not asked for, or answered by a gap fill. */
    int forgetful;
    /** The storm is over: everybody answers, and nothing is lost any more. */
    boolean draining;

    boolean killed;
    GatewayCore core;

    private final GatewaySettings settings;
    private final List<Recorded> events = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    /** The output that a replay has to give next, or -1. */
    private int replayed = -1;
    /** What was committed on each session, by epoch and number; what must not go again is a gap fill. */
    private final List<Map<Long, String>> committed = new ArrayList<>();

    private final boolean[] ended = new boolean[PLACES];
    private final boolean[] wanted = new boolean[PLACES];
    private final Event event = new Event();
    private final FixWriter writer = new FixWriter(1024);
    private final StringBuilder clock = new StringBuilder();
    private long mono = 1_000_000_000L;
    private long utc;
    private long boot = 1;
    private long connections;

    /** After how many events, about, the state is written and read back; 0 for never. */
    private int readBackEach;

    private SplittableRandom readBacks = new SplittableRandom(0);

    private final @Nullable Journal journal;

    StormWorld(GatewaySettings settings, SplittableRandom random, String begin) {
        this(settings, random, begin, null);
    }

    /** The same, which journals what happens. */
    StormWorld(GatewaySettings settings, SplittableRandom random, String begin, @Nullable Journal journal) {
        this.journal = journal;
        this.settings = settings;
        this.random = random;
        this.forgetful = random.nextInt(3) == 0 ? 30 : 3;
        byte[] bytes = Ascii.bytes(begin);
        utc = Timestamps.parse(bytes, 0, bytes.length);
        judge = new StormJudge(this);
        core = new GatewayCore(content -> settings, DICTIONARY, this);
        for (int i = 0; i < PLACES; i++) {
            committed.add(new HashMap<>());
            parties[i] = i < 2 ? new StormClient(this, i, "OMS" + (i + 1)) : new StormBroker(this, i, "BRK" + (i - 1));
        }
        apply(RecordType.Reference, 0, 0, Ascii.bytes("settings"));
        apply(RecordType.Started, 0, boot, Ascii.bytes("storm"));
    }

    StormClient client(int which) {
        return (StormClient) parties[which];
    }

    StormBroker broker(int which) {
        return (StormBroker) parties[2 + which];
    }

    // ---- events

    private void apply(RecordType type, int source, long aux, byte[] payload) {
        mono += STEP;
        utc += STEP;
        Recorded record = new Recorded(type, source, aux, mono, utc, payload);
        events.add(record);
        if (type != RecordType.Timer) {
            tell(type + " " + source + " " + (type == RecordType.Received ? parties[source].name : "") + " "
                    + Ascii.readable(payload, 0, payload.length));
        }
        journal(type, source, aux, payload, 0, payload.length);
        try {
            feed(record);
        } catch (IllegalStateException | IndexOutOfBoundsException | ArithmeticException e) {
            throw failure("the core throws " + e, e);
        }
        judge.after();
        settle();
        if (readBackEach > 0 && readBacks.nextInt(readBackEach) == 0) {
            readBack();
        }
    }

    /** From here on the state is written and read back after about every so many events, at random. */
    void readBackEach(int howMany, long seed) {
        readBackEach = howMany;
        readBacks = new SplittableRandom(seed);
    }

    /** Writes the state, reads it back into another core, compares the two to the last field, and goes on with the other. */
    private void readBack() {
        StateWriter written = new StateWriter();
        core.state(written);
        GatewayCore other = new GatewayCore(content -> settings, DICTIONARY, this);
        StateReader reader = new StateReader(written.buffer(), 0, written.length());
        other.state(reader);
        require(reader.isAtEnd(), "not all of the state was read");
        List<String> differences = CoreComparison.differences(core, other);
        require(differences.isEmpty(), () -> String.join("\n", differences));
        require(other.stateHash() == core.stateHash(), "the state that was read back has another hash");
        core = other;
    }

    /** Fields whose value does not come back when the state is written and read back. */
    List<String> forgottenFields(Set<String> checked) {
        return CoreComparison.forgotten(core, this::read, checked);
    }

    private GatewayCore read(byte[] state) {
        GatewayCore read = new GatewayCore(content -> settings, DICTIONARY, this);
        read.state(new StateReader(state, 0, state.length));
        return read;
    }

    /** How many events there were. */
    long events() {
        return events.size();
    }

    /** What came out, in order, and the hash of the state now. */
    List<String> course() {
        List<String> course = new ArrayList<>(outputs);
        course.add("state " + core.stateHash());
        return course;
    }

    private void journal(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        if (journal != null) {
            journal.append(type, source, aux, mono, utc, bytes, start, end - start);
        }
    }

    private void feed(Recorded r) {
        core.apply(event.set(r.type(), r.source(), r.aux(), r.mono(), r.utc())
                .payload(r.payload(), 0, r.payload().length));
    }

    /** Lets the parties know what the core did to their connections. */
    private void settle() {
        for (int i = 0; i < PLACES; i++) {
            if (ended[i]) {
                ended[i] = false;
                parties[i].closed();
            }
            if (wanted[i]) {
                wanted[i] = false;
                parties[i].wanted = true;
            }
        }
    }

    long nextConnection() {
        return ++connections;
    }

    void connected(StormParty party) {
        party.wanted = false;
        apply(RecordType.Connected, party.place, party.connection, new byte[0]);
    }

    void disconnected(StormParty party, long connection, String reason) {
        apply(RecordType.Disconnected, party.place, connection, Ascii.bytes(reason));
    }

    /** A message of a party reaches the gateway. */
    void receive(StormParty party, String text, long number, String flags) {
        if (party.connection == StormParty.NONE) {
            return;
        }
        int bar = text.indexOf('|');
        writer.begin(Ascii.bytes(text.substring(3, bar)))
                .text(Tags.SENDER_COMP_ID, party.name)
                .text(Tags.TARGET_COMP_ID, "WEIR")
                .number(Tags.MSG_SEQ_NUM, number);
        raw(text.endsWith(AGAIN) ? flags + AGAIN.substring(1) : flags);
        writer.timestamp(Tags.SENDING_TIME, utc, 3);
        if (!flags.isEmpty()) {
            writer.timestamp(Tags.ORIG_SENDING_TIME, utc, 3);
        }
        raw(
                text.endsWith(AGAIN)
                        ? text.substring(bar + 1, text.length() - AGAIN.length() + 1)
                        : text.substring(bar + 1));
        writer.end();
        apply(
                RecordType.Received,
                party.place,
                party.connection,
                Arrays.copyOfRange(writer.buffer(), writer.start(), writer.limit()));
    }

    private void raw(String fields) {
        byte[] bytes = Ascii.fix(fields);
        writer.raw(bytes, 0, bytes.length);
    }

    /** Time passes; timers fire when they are due. */
    void pass(long millis) {
        long until = mono + millis * 1_000_000;
        while (core.nextDeadline() <= until) {
            long step = Math.max(core.nextDeadline() - mono, 0);
            mono += step;
            utc += step;
            apply(RecordType.Timer, 0, 0, new byte[0]);
        }
        utc += Math.max(0, until - mono);
        mono = Math.max(mono, until);
    }

    /** The kill switch, with its sweep: orders that have not left yet never do. */
    void kill() {
        killed = true;
        apply(RecordType.Kill, 0, 0, new AdminCommand("ann", "storm", "kill", List.of()).encode());
        for (int place = 2; place < PLACES; place++) {
            int swept = random.nextInt(3);
            List<String> wire = new ArrayList<>(parties[place].inbox);
            long epoch = core.sessions().session(place).epoch();
            for (int i = wire.size() - 1; i >= 0 && swept > 0; i--) {
                StormMessage m = StormMessage.of(wire.get(i));
                if (m.type().equals("D") || m.type().equals("G")) {
                    wire.set(i, "35=4|34=" + m.get(34) + "|43=Y|123=Y|36=" + (m.number(34) + 1) + "|");
                    parties[place].inbox.clear();
                    parties[place].inbox.addAll(wire);
                    apply(RecordType.Withheld, place, SentNumber.of(epoch, m.number(34)), new byte[0]);
                    wire = new ArrayList<>(parties[place].inbox);
                    swept--;
                }
            }
        }
    }

    void release() {
        killed = false;
        apply(RecordType.Admin, 0, 0, new AdminCommand("ann", "storm", "release", List.of()).encode());
        apply(RecordType.Admin, 0, 0, new AdminCommand("bob", "storm", "release", List.of()).encode());
    }

    /** The process ends and begins again: everything so far is replayed and compared, then it goes on. */
    void restart() {
        compareReplay();
        tell("restart");
        for (StormParty party : parties) {
            party.wanted = false;
            if (party.connection != StormParty.NONE) {
                party.closed();
            }
        }
        apply(RecordType.Started, 0, ++boot, Ascii.bytes("storm"));
    }

    /** Replays everything: the same outputs, the same state. */
    void compareReplay() {
        long hash = core.stateHash();
        core = new GatewayCore(content -> settings, DICTIONARY, this);
        replayed = 0;
        events.forEach(this::feed);
        require(replayed == outputs.size(), "the replay gives " + replayed + " outputs of " + outputs.size());
        replayed = -1;
        require(core.stateHash() == hash, "the replay's state differs");
    }

    // ---- outputs

    private boolean output(String text) {
        if (replayed >= 0) {
            require(
                    replayed < outputs.size() && outputs.get(replayed).equals(text),
                    () -> "the replay gives " + text + " for "
                            + (replayed < outputs.size() ? outputs.get(replayed) : "nothing"));
            replayed++;
            return false;
        }
        outputs.add(text);
        return true;
    }

    @Override
    public void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {
        String whole = Ascii.text(bytes, start, end).replace('\u0001', '|');
        if (!output(session.index() + " " + whole)) {
            return;
        }
        journal(RecordType.Sent, session.index(), SentNumber.of(session.epoch(), msgSeqNum), bytes, start, end);
        String text = whole.substring(whole.indexOf("|35=") + 1, whole.lastIndexOf("10="));
        StormParty party = parties[session.index()];
        tell("    to " + party.name + (session.leaves() ? ": " : " (kept): ") + text);
        StormMessage m = StormMessage.of(text);
        committed.get(session.index()).put(SentNumber.of(session.epoch(), msgSeqNum), text);
        if (party.isClient()) {
            judge.toClient(party, m, bytes, start, end);
        } else {
            judge.toBroker(party, m);
        }
        if (session.leaves()) {
            party.inbox.add(text);
        }
    }

    @Override
    public void resend(FixSession session, long beginSeqNo, long endSeqNo) {
        if (!output("resend " + session.index() + " " + beginSeqNo + "-" + endSeqNo)) {
            return;
        }
        byte[] range = Ascii.bytes(beginSeqNo + "-" + endSeqNo);
        long number = SentNumber.of(session.epoch(), beginSeqNo);
        journal(RecordType.Resent, session.index(), number, range, 0, range.length);
        Map<Long, String> all = committed.get(session.index());
        StormParty party = parties[session.index()];
        long gap = beginSeqNo;
        for (long n = beginSeqNo; n <= endSeqNo; n++) {
            String text = all.get(SentNumber.of(session.epoch(), n));
            if (text != null && "HV89j".indexOf(text.charAt(3)) >= 0) {
                gapFill(party, gap, n);
                party.inbox.add(text.replaceFirst("\\|34=\\d+\\|", "$043=Y|"));
                gap = n + 1;
            }
        }
        gapFill(party, gap, endSeqNo + 1);
    }

    private static void gapFill(StormParty party, long from, long to) {
        if (from < to) {
            party.inbox.add("35=4|34=" + from + "|43=Y|123=Y|36=" + to + "|");
        }
    }

    @Override
    public void connect(FixSession session) {
        if (output("connect " + session.index())) {
            wanted[session.index()] = true;
        }
    }

    @Override
    public void disconnect(FixSession session, long connection, String reason) {
        if (output("disconnect " + session.index() + " " + reason)) {
            tell("    closes " + parties[session.index()].name + ": " + reason);
            ended[session.index()] |= connection == parties[session.index()].connection;
        }
    }

    @Override
    public void result(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        String text = type + " " + aux + " " + Ascii.text(bytes, start, end);
        if (output(text)) {
            journal(type, source, aux, bytes, start, end);
            tell("    " + text);
        }
    }

    @Override
    public void reply(boolean done, String text) {
        if (output(text)) {
            tell("    reply: " + text);
        }
    }

    @Override
    public void alert(FixSession session, String text) {
        if (output(text)) {
            tell("    alert " + session + ": " + text);
        }
    }

    @Override
    public void alert(String text) {
        if (output(text)) {
            tell("    alert: " + text);
            judge.alert(text);
        }
    }

    // ---- what the tellers need

    long nextIn(int place) {
        return core.sessions().session(place).nextIn();
    }

    OrderFlow flow() {
        return core.flow();
    }

    long utc() {
        return utc;
    }

    String time() {
        return Timestamps.text(utc);
    }

    void tell(String line) {
        clock.setLength(0);
        long millis = mono / 1_000_000;
        clock.append(millis / 1000).append('.').append(Long.toString(1000 + millis % 1000), 1, 4);
        story.add(clock.append(' ').append(line).toString());
    }

    void require(boolean holds, String what) {
        if (!holds) {
            fail(what);
        }
    }

    /** The same where it is asked often: the words are made when they are needed. */
    void require(boolean holds, Supplier<String> what) {
        if (!holds) {
            fail(what.get());
        }
    }

    void fail(String what) {
        throw failure(what, null);
    }

    private AssertionError failure(String what, @Nullable Throwable cause) {
        return new AssertionError(what, cause);
    }

    /** What happened, a line for each event and each output. */
    String story() {
        return String.join("\n", story);
    }
}
