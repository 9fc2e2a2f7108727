package io.weir.conformance.acceptance;

import io.weir.conformance.EchoCore;
import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FrameCutter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.Durability;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalListener;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.netty.EdgeLimits;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.ResendStream;
import io.weir.sessions.sequencer.Sequencer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session's engine in virtual time: the real sequencer over a real journal, the real session layer and frame cutter, the
 * echo as application. What the live edge does with sockets happens here at once.
 */
final class VirtualEngine implements AutoCloseable {
    private static final int SEGMENT = 1 << 17;
    private static final int SESSION = 0;
    private static final Dictionary DICTIONARY = Dictionary.load();
    private static final String CLOSED = "the counterparty closed the connection";
    private static final byte[] BEGIN_STRING = Ascii.bytes("FIX.4.4");

    private final Path directory;
    private final SessionSettings settings;
    private final VirtualClock clock;
    private final List<String> alerts = new ArrayList<>();
    private final List<VirtualConnection> unnamed = new ArrayList<>();
    private Life life;
    private VirtualEdge edge;

    /** One life: the journal opened once, and what was built from it. */
    private static final class Life {
        private final Journal journal;
        private final Sequencer sequencer;
        private @Nullable EchoCore core;

        Life(VirtualEngine engine) {
            JournalSettings how = new JournalSettings(
                    engine.directory, SEGMENT, Durability.NONE, 1, JournalSettings.DEFAULT_MAX_SYNC_NANOS, 0);
            journal = Journal.open(how, JournalListener.ofFailure(cause -> {
                throw new IllegalStateException(cause);
            }));
            sequencer = new Sequencer(journal, engine.clock, engine.alerts::add, true, outlet -> {
                EchoCore made = new EchoCore(List.of(engine.settings), DICTIONARY, outlet);
                core = made;
                return made;
            });
            try {
                sequencer.recover();
            } catch (RuntimeException e) {
                journal.close();
                throw e;
            }
        }

        long stateHash() {
            return core == null ? 0 : core.stateHash();
        }
    }

    VirtualEngine(Path directory, SessionSettings settings, VirtualClock clock) {
        this.directory = directory;
        this.settings = settings;
        this.clock = clock;
        edge = new VirtualEdge(settings, clock);
        life = new Life(this);
        begin();
    }

    private void begin() {
        life.sequencer.attach(edge);
        life.sequencer.started("script");
        settle();
    }

    /** A new process over the journal of the old one, whose connections are gone. */
    void restart() {
        replay();
        unnamed.forEach(VirtualConnection::end);
        unnamed.clear();
        edge.end();
        edge = new VirtualEdge(settings, clock);
        begin();
    }

    /**
     * Reads the journal into a new core, as the next process would.
     *
     * @throws RuntimeException where that core does not do again what the journal says it did, or ends in another state
     */
    void replay() {
        long before = life.stateHash();
        life.journal.close();
        life = new Life(this);
        if (life.stateHash() != before) {
            throw new IllegalStateException("replay ends in another state");
        }
    }

    VirtualEdge edge() {
        return edge;
    }

    List<String> alerts() {
        return alerts;
    }

    // ---- what happens

    /** Ends the batch, as the live edge does when it has read what there is. */
    private void settle() {
        life.sequencer.wake();
        life.sequencer.endBatch();
        ResendStream left;
        while ((left = edge.streamed().poll()) != null) {
            life.sequencer.streamed(left.session(), left.number());
            life.sequencer.endBatch();
        }
    }

    /** A client connects to an acceptor. */
    VirtualConnection open(int client) {
        VirtualConnection connection = new VirtualConnection(client, clock.monoNanos());
        unnamed.add(connection);
        return connection;
    }

    /** The engine's attempt to connect is accepted. */
    VirtualConnection accepted(int client) {
        VirtualConnection connection = new VirtualConnection(client, clock.monoNanos());
        name(connection);
        settle();
        return connection;
    }

    /** The engine's attempt to connect fails. */
    void refused(String where) {
        life.sequencer.disconnected(SESSION, FixSession.NONE, "cannot connect to " + where);
        settle();
    }

    /** Bytes of a client, which come in pieces of a size. */
    void received(VirtualConnection connection, byte[] bytes, int piece) {
        if (connection.id() != VirtualConnection.UNNAMED) {
            connection.receive(bytes, piece);
        } else if (!connection.hasEnded()) {
            identify(connection, bytes, piece);
        }
        settle();
    }

    /** The client closes its end. */
    void closed(VirtualConnection connection) {
        unnamed.remove(connection);
        if (edge.remove(connection)) {
            life.sequencer.disconnected(SESSION, connection.id(), CLOSED);
            settle();
        }
        connection.end();
    }

    /** A person, or the application, does something ({@link EchoCore}). */
    String command(String text) {
        StringBuilder refusal = new StringBuilder();
        life.sequencer.admin(text.getBytes(StandardCharsets.ISO_8859_1), (done, words) -> {
            if (!done) {
                refusal.append(words);
            }
        });
        settle();
        return refusal.toString();
    }

    /**
     * Time passes until something may have happened, but no more than this.
     *
     * @return what is left of it
     */
    long pass(long nanos) {
        long next = life.sequencer.untilDeadline();
        for (VirtualConnection each : unnamed) {
            next = Math.min(next, each.openedAt() + EdgeLimits.DEFAULT.logonMillis() * 1_000_000L - clock.monoNanos());
        }
        long step = Math.min(nanos, Math.max(next, 0));
        clock.advance(step);
        closeUnnamed();
        settle();
        return nanos - step;
    }

    private void closeUnnamed() {
        long opened = clock.monoNanos() - EdgeLimits.DEFAULT.logonMillis() * 1_000_000L;
        for (VirtualConnection each : List.copyOf(unnamed)) {
            if (each.openedAt() <= opened) {
                refuse(each);
            }
        }
    }

    // ---- as the live edge

    /** What the accept thread does: whatever is no Logon that names the session is closed without an answer. */
    private void identify(VirtualConnection connection, byte[] more, int piece) {
        byte[] bytes = connection.unnamed(more);
        int most = EdgeLimits.DEFAULT.maxLogonBytes();
        int length = FixFraming.next(bytes, 0, bytes.length, most, FixFraming.Recovery.NEXT_MESSAGE);
        if (length == FixFraming.INCOMPLETE) {
            return;
        }
        FixMessage logon = new FixMessage();
        boolean known = length > 0
                && FixFraming.checksumMatches(bytes, 0, length)
                && FixParser.parse(bytes, 0, length, logon) == FixParser.Result.OK
                && logon.valueEquals(0, BEGIN_STRING)
                && logon.msgType() == MsgTypes.LOGON
                && logon.textOf(Tags.SENDER_COMP_ID).equals(settings.targetCompId())
                && logon.textOf(Tags.SENDER_SUB_ID).equals(settings.targetSubId())
                && logon.textOf(Tags.TARGET_COMP_ID).equals(settings.senderCompId())
                && logon.textOf(Tags.TARGET_SUB_ID).equals(settings.senderSubId());
        if (!known) {
            alerts.add("a stranger was refused");
            refuse(connection);
            return;
        }
        if (edge.isTaken()) {
            alerts.add("a client was refused: " + settings.ids() + " is connected already");
            refuse(connection);
            return;
        }
        unnamed.remove(connection);
        name(connection);
        connection.receive(bytes, piece);
    }

    private void refuse(VirtualConnection connection) {
        unnamed.remove(connection);
        connection.end();
    }

    private void name(VirtualConnection connection) {
        Sequencer sequencer = life.sequencer;
        FrameCutter cutter = new FrameCutter(settings.framing(sequencer.maxMessageBytes()), new FrameCutter.Listener() {
            @Override
            public void frame(byte[] bytes, int start, int end) {
                sequencer.received(SESSION, connection.id(), bytes, start, end);
            }

            @Override
            public void garbled(byte[] bytes, int start, int end) {
                // Passed over, as the live edge does.
            }

            @Override
            public void oversized(int maxMessageBytes) {
                if (edge.remove(connection)) {
                    String reason = "a message of more than " + maxMessageBytes + " bytes";
                    sequencer.disconnected(SESSION, connection.id(), reason);
                }
                connection.end();
            }
        });
        connection.name(edge.number(), cutter);
        edge.add(connection);
        sequencer.connected(SESSION, connection.id(), "client " + connection.client());
    }

    @Override
    public void close() {
        life.journal.close();
    }
}
