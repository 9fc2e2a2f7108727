package io.weir.sessions.sequencer;

import io.weir.fix.codec.Ascii;
import io.weir.fix.state.StateException;
import io.weir.fix.state.StateReader;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.SessionHeader;
import io.weir.sessions.snapshot.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The local sequencer: one thread, one journal.
 *
 * <p>Live, an event gets its times, is appended, and is applied; each output of the core is appended before the edge hears
 * of it. At recovery the same events are read back and applied, and each output is compared with the record that it left; what
 * a crash cut off behind the last event is appended then. Confined to the core thread, but for {@link #engageKill}.
 */
public final class Sequencer implements Outlet {
    /** Hears what an Admin event came to. */
    public interface Reply {
        /** The command was carried out, or refused for a reason. */
        void done(boolean carriedOut, String text);
    }

    /** Hears what operators should know. */
    public interface Alerts {
        /** Something happened that a person should look at. */
        void alert(String text);
    }

    /** An order to kill, latched by the admin thread, and who waits for its acknowledgement. */
    private static final class PendingKill {
        private final byte[] payload;
        private final Reply reply;

        PendingKill(byte[] payload, Reply reply) {
            this.payload = payload;
            this.reply = reply;
        }
    }

    /** What a person is to be told when the journal is durable up to a position. */
    private record Answer(long position, Runnable told) {}

    private static final byte[] NONE = {};
    private static final long ABSENT = -1;
    private static final int REPEATS = 8;
    private static final long REANCHOR = 100_000_000L;

    private final Journal journal;
    private final Clock clock;
    private final Core core;
    private final Alerts alerts;
    private final boolean ordersAgain;
    private final Event event = new Event();
    private final SentIndexes sent = new SentIndexes();
    /** Where replay begins: 0, or where the snapshot ends. */
    private long from;

    private String writtenBy = "";
    private Trust trust = Trust.NONE;
    private final AtomicReference<@Nullable PendingKill> latch = new AtomicReference<>();

    /** In the order of their events. */
    private final Deque<Answer> answers = new ArrayDeque<>();

    private @Nullable Edge edge;
    private @Nullable RecordedEvents replay;
    private @Nullable Reply reply;

    private boolean ticked;
    private long mono;
    private long utc;
    private long monoOffset;
    private long anchorMono = Long.MIN_VALUE;
    private long anchorUtc;
    private long events;
    /** What the core was told of the journal's disk since it started. */
    private boolean intakeOpen = true;

    /**
     * A sequencer over an open journal.
     *
     * @param cores makes the core that writes to this outlet
     * @param ordersAgain whether D, F and G may be sent again by a resend: never in a gateway
     */
    public Sequencer(
            Journal journal, Clock clock, Alerts alerts, boolean ordersAgain, Function<Outlet, ? extends Core> cores) {
        this.journal = journal;
        this.clock = clock;
        this.alerts = alerts;
        this.ordersAgain = ordersAgain;
        this.core = cores.apply(this);
    }

    // ---- recovery

    /**
     * Begins with the state of a snapshot instead of with nothing.
     *
     * @throws StateException if it cannot be read
     */
    public void restore(Snapshot snapshot) {
        if (!(core instanceof KeptCore kept)) {
            throw new StateException("this core keeps no state");
        }
        StateReader state = snapshot.state();
        sent.state(state);
        kept.state(state);
        Snapshot.Header header = snapshot.header();
        if (!state.isAtEnd() || core.stateHash() != header.stateHash()) {
            throw new StateException("the state that was read has another hash");
        }
        from = header.position();
        events = header.events();
        mono = header.monoNanos();
        utc = header.utcNanos();
        writtenBy = header.build();
    }

    /**
     * Replays the journal and compares.
     *
     * @return the number of events applied
     * @throws ReplayDivergence where the core produces something else than it did
     */
    public long recover() {
        return recover(0);
    }

    /**
     * Replays the journal; before a position, the records take the place of outputs that differ, and of what fails.
     *
     * @param trustedTo that position; 0 to compare all
     * @return the number of events applied
     * @throws ReplayDivergence where the core produces something else than it did, behind that position
     */
    public long recover(long trustedTo) {
        if (journal.beginning() > from) {
            throw new IllegalStateException("the journal begins at position " + journal.beginning()
                    + ": what was before was retired, and there is no snapshot that this build may begin with");
        }
        long before = events;
        try (JournalReader reader = journal.reader()) {
            if (from > 0) {
                reader.seek(from);
            }
            RecordedEvents recorded = new RecordedEvents(reader, trustedTo);
            replay = recorded;
            replay(recorded);
            trust = recorded.trust();
        } finally {
            replay = null;
        }
        monoOffset = mono - clock.monoNanos() + 1;
        journal.endBatch();
        return events - before;
    }

    private void replay(RecordedEvents recorded) {
        while (replay != null && recorded.hasNext()) {
            recorded.take(event);
            mono = event.monoNanos();
            utc = event.utcNanos();
            events++;
            if (event.type() == RecordType.Started) {
                writtenBy = Ascii.text(event.bytes(), event.start(), event.end());
            }
            recorded.apply(core, event, this::found);
        }
    }

    private void found(int session, long number, long position) {
        sent.of(session).add(SentNumber.epoch(number), SentNumber.msgSeqNum(number), position);
    }

    /** How far the replay has trusted the records. */
    Trust trust() {
        return trust;
    }

    /** The build of the process whose records were replayed last; empty before the first. */
    String writtenBy() {
        return writtenBy;
    }

    /** Where the journal already holds this output; {@link #ABSENT} from where a crash cut it off, and in life. */
    private long replayed(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        RecordedEvents recorded = replay;
        if (recorded == null) {
            return ABSENT;
        }
        if (!recorded.hasNext() && !recorded.isTrusting()) {
            replay = null;
            return ABSENT;
        }
        return recorded.compare(type, source, aux, bytes, start, end);
    }

    // ---- events

    /** Gives the sequencer its sockets, after recovery. */
    public void attach(Edge newEdge) {
        edge = newEdge;
    }

    /** The configuration and reference data that hold from here on. */
    public void reference(byte[] content) {
        apply(RecordType.Reference, 0, 0, content, 0, content.length);
    }

    /** A process has begun. */
    public void started(String build) {
        byte[] payload = Ascii.bytes(build);
        intakeOpen = true;
        apply(RecordType.Started, 0, journal.bootNumber(), payload, 0, payload.length);
    }

    /**
     * This start only cancels: an operator's way out. Comes just behind {@link #started}.
     *
     * @param trusted how far the records were trusted
     * @param payload who wants it and why
     */
    public void cancelOnly(Trust trusted, byte[] payload) {
        apply(RecordType.CancelOnly, 0, trusted.to(), payload, 0, payload.length);
    }

    /** A session's connection is open. */
    public void connected(int session, long connection, String address) {
        byte[] payload = Ascii.bytes(address);
        apply(RecordType.Connected, session, connection, payload, 0, payload.length);
    }

    /** A framed message came for a session. */
    public void received(int session, long connection, byte[] bytes, int start, int end) {
        apply(RecordType.Received, session, connection, bytes, start, end);
    }

    /** A connection is gone, or could not be opened ({@link FixSession#NONE}). */
    public void disconnected(int session, long connection, String reason) {
        byte[] payload = Ascii.bytes(reason);
        apply(RecordType.Disconnected, session, connection, payload, 0, payload.length);
    }

    /** The answer to a ResendRequest has been handed to the kernel whole; {@code number} is its first ({@link SentNumber}). */
    public void streamed(int session, long number) {
        apply(RecordType.Streamed, session, number, NONE, 0, 0);
    }

    /** The process is ending: sessions log out. */
    public void drained() {
        apply(RecordType.Drained, 0, 0, NONE, 0, 0);
    }

    /**
     * Whether the journal's disk has room for new orders. An event where that has changed; {@link #started} has it open.
     *
     * @param freeBytes what is free
     */
    public void intake(boolean open, long freeBytes) {
        if (open != intakeOpen) {
            intakeOpen = open;
            apply(RecordType.Intake, open ? 1 : 0, freeBytes, NONE, 0, 0);
        }
    }

    /** A person's command, answered when it and what it came to are durable. */
    public void admin(byte[] payload, Reply waiting) {
        admin(payload, (done, text) -> {}, waiting);
    }

    /** The same with somebody on the core thread who hears at once what it came to. */
    public void admin(byte[] payload, Reply applied, Reply waiting) {
        engageIfLatched();
        List<Runnable> said = new ArrayList<>(1);
        reply = (done, text) -> {
            applied.done(done, text);
            said.add(() -> waiting.done(done, text));
        };
        append(RecordType.Admin, 0, 0, payload, 0, payload.length);
        reply = null;
        said.forEach(this::whenDurable);
    }

    /** Tells a person what no crash takes back: when all that was appended so far is durable. */
    private void whenDurable(Runnable told) {
        answers.add(new Answer(journal.position(), told));
    }

    private void answer(long durablePosition) {
        Answer first;
        while ((first = answers.peek()) != null && first.position() <= durablePosition) {
            answers.remove();
            first.told().run();
        }
    }

    /** Lets timers fire that are due. */
    public void wake() {
        engageIfLatched();
        tick();
        if (core.nextDeadline() <= mono) {
            apply(RecordType.Timer, 0, 0, NONE, 0, 0);
        }
    }

    /**
     * Engages the kill switch before whatever waits in any queue: the next event that is applied is the kill. Any thread may
     * call it; the caller wakes the core thread after.
     */
    public void engageKill(byte[] payload, Reply waiting) {
        if (!latch.compareAndSet(null, new PendingKill(payload, waiting))) {
            waiting.done(false, "another kill is being engaged; ask again");
        }
    }

    private void engageIfLatched() {
        PendingKill kill = latch.getAcquire() == null ? null : latch.getAndSet(null);
        if (kill == null) {
            return;
        }
        StringBuilder text = new StringBuilder();
        reply = (done, words) -> text.append(words);
        append(RecordType.Kill, 0, 0, kill.payload, 0, kill.payload.length);
        reply = null;
        List<long[]> withheld = new ArrayList<>();
        if (edge != null) {
            edge.sweep((session, sentNumber) -> withheld.add(new long[] {session, sentNumber}));
        }
        for (long[] each : withheld) {
            append(RecordType.Withheld, (int) each[0], each[1], NONE, 0, 0);
        }
        text.append(text.isEmpty() ? "" : "; ").append(withheld.size()).append(" orders withheld before they left");
        String words = text.toString();
        whenDurable(() -> kill.reply.done(true, words));
        endBatch();
    }

    private void apply(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        engageIfLatched();
        append(type, source, aux, bytes, start, end);
    }

    private void append(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        tick();
        long position = journal.append(type, source, aux, mono, utc, bytes, start, end - start);
        events++;
        core.apply(event.set(type, source, aux, mono, utc)
                .payload(bytes, start, end)
                .at(position));
    }

    private void tick() {
        if (ticked) {
            return;
        }
        ticked = true;
        long now = clock.monoNanos();
        if (now - anchorMono >= REANCHOR || anchorMono == Long.MIN_VALUE) {
            anchorMono = now;
            anchorUtc = clock.utcNanos();
        }
        mono = Math.max(mono, now + monoOffset);
        utc = anchorUtc + (now - anchorMono);
    }

    /** Ends a batch: what was appended is handed on, what may leave leaves. */
    public void endBatch() {
        ticked = false;
        journal.endBatch();
        durable();
    }

    /** More of the journal has become durable. */
    public void durable() {
        long durablePosition = journal.durablePosition();
        if (edge != null) {
            edge.flush(durablePosition);
        }
        answer(durablePosition);
    }

    /** Nanoseconds until the core wants to be woken; negative when that is overdue. */
    public long untilDeadline() {
        long deadline = core.nextDeadline();
        return deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - monoOffset - clock.monoNanos();
    }

    /**
     * The longest message that may be received. An answer may repeat a value of it several times, and must still fit a
     * record.
     */
    public int maxMessageBytes() {
        return journal.maxPayloadBytes() / REPEATS;
    }

    /** Events applied since the beginning of the journal. */
    public long events() {
        return events;
    }

    // ---- outputs of the core

    @Override
    public void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {
        long number = SentNumber.of(session.epoch(), msgSeqNum);
        long position = journalled(RecordType.Sent, session.index(), number, bytes, start, end);
        if (position == RecordedEvents.DIFFERS) {
            return;
        }
        index(session).add(session.epoch(), msgSeqNum, position);
        if (edge != null && session.leaves()) {
            edge.send(session, bytes, start, end, position);
        }
    }

    /** Journals an output, unless the journal has it; its position. */
    private long journalled(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        long at = replayed(type, source, aux, bytes, start, end);
        return at == ABSENT ? journal.append(type, source, aux, mono, utc, bytes, start, end - start) : at;
    }

    private SentIndex index(FixSession session) {
        return sent.of(session.index());
    }

    /** Where the oldest message is that a resend may ask for: the first of the open epochs. {@link Long#MAX_VALUE} for none. */
    public long oldestOpen() {
        return sent.oldest();
    }

    @Override
    public void resend(FixSession session, long beginSeqNo, long endSeqNo) {
        byte[] range = Ascii.bytes(beginSeqNo + "-" + endSeqNo);
        long number = SentNumber.of(session.epoch(), beginSeqNo);
        long position = journalled(RecordType.Resent, session.index(), number, range, 0, range.length);
        if (edge == null) {
            return;
        }
        ResendStream.Range asked = new ResendStream.Range(
                session.index(),
                session.epoch(),
                beginSeqNo,
                endSeqNo,
                utc,
                session.settings().timeStampPrecision().digits(),
                session.settings().resending().persistMessages(),
                ordersAgain,
                session.settings().enableLastMsgSeqNumProcessed() ? session.nextIn() - 1 : ResendStream.NOT_SAID);
        long from = index(session).before(session.epoch(), beginSeqNo);
        if (from != SentIndex.NOWHERE && from < journal.beginning()) {
            alert(
                    session,
                    "asks for messages from number " + beginSeqNo
                            + " on; the oldest are retired, and a gap fill stands for them");
        }
        SessionHeader header = new SessionHeader(session.settings());
        edge.resend(
                session,
                new ResendStream(journal.reader(), index(session), header, asked, journal.beginning()),
                position);
    }

    @Override
    public void connect(FixSession session) {
        if (edge != null) {
            edge.connect(session);
        }
    }

    @Override
    public void disconnect(FixSession session, long connection, String reason) {
        if (edge != null) {
            edge.disconnect(connection, reason);
        }
    }

    @Override
    public void result(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        journalled(type, source, aux, bytes, start, end);
    }

    @Override
    public void reply(boolean done, String text) {
        if (reply != null) {
            reply.done(done, text);
        }
    }

    @Override
    public void alert(FixSession session, String text) {
        alert(session + ": " + text);
    }

    @Override
    public void alert(String text) {
        if (edge != null) {
            alerts.alert(text);
        }
    }
}
