package io.weir.sessions.sequencer;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SettingsException;
import io.weir.fix.state.StateStream;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.SessionApplication;
import io.weir.sessions.protocol.SessionLayer;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import java.util.List;
import java.util.Map;

/**
 * A small core: a client's session, which gets a verdict and a report for each status request, and a broker's, which gets an
 * order.
 */
final class AnsweringCore implements CorrectableCore, SessionApplication, Timers.Names {
    static final int CLIENT = 0;
    static final int BROKER = 1;
    /** The word of a core that fails on each question. */
    static final String FAILS = "fails";

    private static final Dictionary DICTIONARY = Dictionary.load();

    private final Turn turn = new Turn();
    private final Timers timers = new Timers();
    private final SessionLayer layer;
    private final Outlet outlet;
    private final String word;
    private int answered;
    private boolean killed;

    /** A core that answers with a word. */
    AnsweringCore(Outlet outlet, String word) {
        this.outlet = outlet;
        this.word = word;
        layer = new SessionLayer(settings(), DICTIONARY, turn, timers, new FixWriter(512), outlet, this);
    }

    static List<SessionSettings> settings() {
        try {
            return List.of(
                    SessionSettings.of(Map.of(
                            "ConnectionType", "acceptor",
                            "BeginString", "FIX.4.4",
                            "SenderCompID", "US",
                            "TargetCompID", "THEM",
                            "SocketAcceptPort", "1",
                            "NonStopSession", "Y")),
                    SessionSettings.of(Map.of(
                            "ConnectionType", "initiator",
                            "BeginString", "FIX.4.4",
                            "SenderCompID", "US",
                            "TargetCompID", "THEM",
                            "SocketConnectHost", "broker",
                            "SocketConnectPort", "1",
                            "HeartBtInt", "30",
                            "NonStopSession", "Y")));
        } catch (SettingsException e) {
            throw new IllegalStateException(e);
        }
    }

    SessionLayer layer() {
        return layer;
    }

    @Override
    public void apply(Event event) {
        turn.begin(event.monoNanos(), event.utcNanos());
        timers.fire(event.monoNanos());
        switch (event.type()) {
            case Started -> layer.started();
            case Streamed ->
                layer.streamed(event.source(), SentNumber.epoch(event.aux()), SentNumber.msgSeqNum(event.aux()));
            case Drained -> layer.drain();
            case Connected -> layer.connected(event.source(), event.aux());
            case Received -> layer.received(event.source(), event.aux(), event.bytes(), event.start(), event.end());
            case Disconnected -> layer.disconnected(event.source(), event.aux(), "gone");
            case Kill -> {
                killed = true;
                outlet.reply(true, "killed");
            }
            case Admin -> outlet.reply(true, "did " + Ascii.text(event.bytes(), event.start(), event.end()));
            default -> {}
        }
    }

    @Override
    public long[] numbering() {
        FixSession client = layer.session(CLIENT);
        return new long[] {client.epoch(), client.nextOut()};
    }

    @Override
    public void takeBack(long[] numbering) {
        layer.goOn(CLIENT, numbering[0], numbering[1]);
    }

    @Override
    public void recorded(int session, long epoch, long msgSeqNum, byte[] bytes, int start, int end) {
        layer.goOn(session, epoch, msgSeqNum + 1);
    }

    @Override
    public void onMessage(FixSession session, FixMessage message) {
        byte[] verdict = Ascii.bytes(killed ? "refused" : "passed");
        outlet.result(RecordType.Verdict, session.index(), ++answered, verdict, 0, verdict.length);
        if (!killed && layer.session(BROKER).isLoggedOn()) {
            FixSession broker = layer.session(BROKER);
            broker.beginOrder(MsgTypes.NEW_ORDER_SINGLE).number(Tags.CL_ORD_ID, answered);
            broker.commit();
        }
        if (word.equals(FAILS)) {
            throw new IllegalStateException("a bug");
        }
        session.begin(MsgTypes.EXECUTION_REPORT).text(Tags.TEXT, word + answered);
        session.commit();
    }

    @Override
    public void state(StateStream state) {
        turn.state(state);
        layer.state(state);
        timers.state(state, this);
        answered = state.of(answered);
        killed = state.of(killed);
    }

    @Override
    public Timers.Name nameOf(Timers.Target target) {
        return new Timers.Name("session", ((FixSession) target).index());
    }

    @Override
    public Timers.Target target(Timers.Name name) {
        return layer.session((int) name.which());
    }

    @Override
    public long day() {
        return 0;
    }

    @Override
    public long nextDeadline() {
        return timers.nextDeadline();
    }

    @Override
    public long stateHash() {
        return (layer.stateHash() * 31 + answered) * 31 + (killed ? 1 : 0);
    }
}
