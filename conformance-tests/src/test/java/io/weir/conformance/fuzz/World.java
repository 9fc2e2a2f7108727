package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import io.weir.fix.settings.Durability;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalListener;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Clock;
import io.weir.sessions.sequencer.ResendStream;
import io.weir.sessions.sequencer.Sequencer;
import java.nio.file.Path;
import java.util.List;

/**
 * An engine without sockets: the real sequencer over a real journal, two real sessions, a clock that is set, and
 * {@link Wire}. After each event it is looked at.
 */
final class World implements AutoCloseable {
    static final long SECOND = 1_000_000_000L;

    private static final long NOON = 1_772_452_800L * SECOND;
    private static final int SEGMENT_BYTES = 1 << 17;
    /** More timers than this in one stretch of time is a loop. */
    private static final int MOST_TURNS = 20_000;

    /** The clocks, in nanoseconds. */
    private static final class SetClock implements Clock {
        private long mono;
        private long utc = NOON;

        @Override
        public long monoNanos() {
            return mono;
        }

        @Override
        public long utcNanos() {
            return utc;
        }
    }

    private final Path directory;
    private final List<SessionSettings> settings;
    private final Story story;
    private final SetClock clock = new SetClock();
    private final SentLog sent = new SentLog();
    private final Wire wire;
    private final InboundModel[] models = {new InboundModel(0), new InboundModel(1)};
    private Journal journal;
    private Watched watched;
    private WorldCore core;
    private Sequencer sequencer;
    private long connections;

    World(Path directory, List<SessionSettings> settings, Story story) {
        this.directory = directory;
        this.settings = settings;
        this.story = story;
        wire = new Wire(story, sent);
        journal = open(directory);
        begin(List.of());
    }

    static Journal open(Path directory) {
        JournalSettings settings = new JournalSettings(
                directory, SEGMENT_BYTES, Durability.NONE, 1, JournalSettings.DEFAULT_MAX_SYNC_NANOS, 0);
        return Journal.open(settings, JournalListener.ofFailure(cause -> {
            throw new AssertionError(cause);
        }));
    }

    /** Replays what the journal holds, which must come to the same states, and starts. */
    private void begin(List<Long> hashes) {
        sequencer = new Sequencer(journal, clock, text -> story.say(() -> "  alert " + text), false, outlet -> {
            watched = new Watched(outlet, sent, wire, story);
            core = new WorldCore(settings, watched);
            return core;
        });
        sequencer.recover();
        if (!core.hashes().equals(hashes)) {
            throw new AssertionError("replay comes to another state");
        }
        core.deliveries().clear();
        watched.live();
        sequencer.attach(wire);
        story.say(() -> "starts");
        sequencer.started("fuzz");
        after(false);
    }

    Journal journal() {
        return journal;
    }

    WorldCore core() {
        return core;
    }

    Wire wire() {
        return wire;
    }

    FixSession session(int index) {
        return core.session(index);
    }

    long utc() {
        return clock.utc;
    }

    /** Every event ends here: what it did is looked at. */
    private void after(boolean free) {
        for (int index = 0; index < models.length; index++) {
            models[index].applied(core.session(index), free, core.deliveries(), watched.rejections());
        }
        core.deliveries().clear();
        watched.rejections().clear();
        if (core.timers() > 16 + 4 * core.hashes().size()) {
            throw new AssertionError(
                    core.timers() + " timers wait after " + core.hashes().size() + " events");
        }
    }

    // ---- what may happen

    void endBatch() {
        sequencer.endBatch();
        ResendStream left;
        while ((left = wire.streamed().poll()) != null) {
            sequencer.streamed(left.session(), left.number());
            after(false);
            sequencer.endBatch();
        }
    }

    void connect(int session) {
        long connection = ++connections;
        boolean open = wire.connection(session) == FixSession.NONE;
        if (session == WorldCore.BROKER && !wire.isAsked(session)) {
            return;
        }
        story.say(() -> "connection " + connection + " of " + session + (open ? "" : ", a second one"));
        wire.open(session, connection);
        sequencer.connected(session, connection, "peer");
        after(false);
    }

    void unreachable() {
        if (wire.isAsked(WorldCore.BROKER)) {
            story.say(() -> "the broker cannot be reached");
            wire.refused(WorldCore.BROKER);
            sequencer.disconnected(WorldCore.BROKER, FixSession.NONE, "cannot connect");
            after(false);
        }
    }

    void hangUp(int session) {
        long connection = wire.connection(session);
        if (connection != FixSession.NONE) {
            story.say(() -> "connection " + connection + " is lost");
            wire.lost(session);
            sequencer.disconnected(session, connection, "lost");
            after(false);
        }
    }

    /** A message comes on the session's connection, or on one that has been closed already. */
    void receive(int session, byte[] bytes) {
        long connection = wire.connection(session);
        story.say(() -> "in " + session + " " + Ascii.readable(bytes, 0, bytes.length));
        if (connection == core.session(session).connection()) {
            models[session].receives(bytes);
        }
        sequencer.received(session, connection == FixSession.NONE ? connections : connection, bytes, 0, bytes.length);
        after(false);
    }

    void command(String words) {
        story.say(() -> "a person: " + words);
        boolean numbers = words.startsWith("numbers");
        byte[] payload = Ascii.bytes(words);
        sequencer.admin(payload, (done, text) -> {});
        if (numbers) {
            sent.numbersSet(words.charAt(8) - '0');
        }
        after(numbers);
    }

    void kill() {
        story.say(() -> "a person: kill");
        sequencer.engageKill(Ascii.bytes("kill"), (done, text) -> {});
        sequencer.wake();
        after(false);
    }

    /** Time passes, and the loop wakes whenever the core wants it. */
    void pass(long nanos) {
        story.say(() -> "pass " + nanos / 1_000_000 + " ms");
        long end = clock.mono + nanos;
        int turns = 0;
        while (sequencer.untilDeadline() <= end - clock.mono) {
            advance(Math.max(0, sequencer.untilDeadline()));
            wake();
            if (++turns > MOST_TURNS) {
                throw new AssertionError("timers without end");
            }
        }
        advance(end - clock.mono);
    }

    /** The process stands still, then looks at its timers. */
    void standStill(long nanos) {
        story.say(() -> "stands still for " + nanos / 1_000_000 + " ms");
        advance(nanos);
        wake();
    }

    private void wake() {
        endBatch();
        sequencer.wake();
        after(false);
        endBatch();
    }

    private void advance(long nanos) {
        clock.mono += nanos;
        clock.utc += nanos;
    }

    /** Somebody sets the wall clock. */
    void stepClock(long nanos) {
        story.say(() -> "the wall clock goes " + nanos / SECOND + " s");
        clock.utc += nanos;
        advance(SECOND);
        wake();
    }

    /** The process ends and another one begins. */
    void restart(long mono) {
        story.say(() -> "the process ends");
        sequencer.endBatch();
        wire.lostAll();
        wire.streamed().clear();
        List<Long> hashes = core.hashes();
        journal.close();
        clock.mono = mono;
        journal = open(directory);
        begin(hashes);
    }

    // ---- whatever happened, a counterparty that does it right has its session

    /** To noon, where every schedule is open. */
    private void toNoon() {
        long day = 86_400 * SECOND;
        standStill(Math.floorMod(NOON - clock.utc, day));
    }

    void settle(int index) {
        endBatch();
        hangUp(index);
        command("enable " + index);
        toNoon();
        endBatch();
        for (int tries = 0; index == WorldCore.BROKER && !wire.isAsked(index) && tries < 5; tries++) {
            pass(70 * SECOND);
        }
        connect(index);
        endBatch();
        FixSession session = core.session(index);
        boolean reset = index == WorldCore.BROKER && sent.isLastReset(index);
        receive(index, Counterparty.logon(session, clock.utc, reset));
        endBatch();
        if (!session.isLoggedOn()) {
            throw new AssertionError("a right Logon does not bring up session " + index + ", " + session.state());
        }
        long number = session.nextIn();
        receive(index, Counterparty.business(session, clock.utc));
        endBatch();
        if (session.nextIn() != number + 1 || !session.isLoggedOn()) {
            throw new AssertionError(
                    "a right message is not taken: next is " + session.nextIn() + ", " + session.state());
        }
    }

    @Override
    public void close() {
        wire.lostAll();
        journal.close();
    }
}
