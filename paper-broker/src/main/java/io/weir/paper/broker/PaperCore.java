package io.weir.paper.broker;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.protocol.SessionLayer;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import io.weir.sessions.sequencer.Core;
import io.weir.sessions.sequencer.Event;
import io.weir.sessions.sequencer.Outlet;
import io.weir.sessions.sequencer.SentNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The broker as a function of its journal: events in, messages out, the market inside.
 *
 * <p>So a restart on the same journal goes on with the same orders, books and sequence numbers. The one command of an
 * operator (an Admin event, whatever it says) is to log everybody out.
 */
public final class PaperCore implements Core {
    private static final int WRITER_BYTES = 8192;

    private final Turn turn = new Turn();
    private final Timers timers = new Timers();
    private final PaperBroker broker;
    private final SessionLayer sessions;
    private final Outlet outlet;

    /** A broker with these sessions; its market opens with the Reference event that brings {@link PaperSettings#text}. */
    public PaperCore(List<SessionSettings> settings, Dictionary dictionary, Outlet outlet, PaperListener listener) {
        this.outlet = outlet;
        broker = new PaperBroker(turn, timers, listener);
        FixWriter writer = new FixWriter(WRITER_BYTES);
        sessions = new SessionLayer(settings, dictionary, turn, timers, writer, outlet, broker);
        for (int i = 0; i < sessions.size(); i++) {
            broker.add(sessions.session(i));
        }
    }

    @Override
    public void apply(Event event) {
        turn.begin(event.monoNanos(), event.utcNanos());
        timers.fire(event.monoNanos());
        broker.advance();
        switch (event.type()) {
            case Reference ->
                broker.open(
                        new String(event.bytes(), event.start(), event.end() - event.start(), StandardCharsets.UTF_8));
            case Started -> sessions.started();
            case Streamed ->
                sessions.streamed(event.source(), SentNumber.epoch(event.aux()), SentNumber.msgSeqNum(event.aux()));
            case Drained -> sessions.drain();
            case Connected -> sessions.connected(event.source(), event.aux());
            case Received -> sessions.received(event.source(), event.aux(), event.bytes(), event.start(), event.end());
            case Disconnected ->
                sessions.disconnected(
                        event.source(), event.aux(), Ascii.text(event.bytes(), event.start(), event.end()));
            case Admin -> {
                broker.logout();
                outlet.reply(true, "");
            }
            default -> {}
        }
        broker.endTurn();
    }

    @Override
    public long nextDeadline() {
        return Math.min(timers.nextDeadline(), broker.deadline());
    }

    @Override
    public long stateHash() {
        return sessions.stateHash() * 31 + broker.stateHash();
    }
}
