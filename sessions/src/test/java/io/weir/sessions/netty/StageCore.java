package io.weir.sessions.netty;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.SessionApplication;
import io.weir.sessions.protocol.SessionLayer;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import io.weir.sessions.sequencer.Core;
import io.weir.sessions.sequencer.Event;
import io.weir.sessions.sequencer.Outlet;
import io.weir.sessions.sequencer.SentNumber;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A core that answers a status request whose ClOrdID is {@code 3x100} with three reports of a hundred characters, sends an
 * order over session 0 when a person asks for it, and tells what it hears.
 */
final class StageCore implements Core, SessionApplication {
    private static final Dictionary DICTIONARY = Dictionary.load();

    private final Turn turn = new Turn();
    private final Timers timers = new Timers();
    private final SessionLayer layer;
    private final Outlet outlet;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    StageCore(List<SessionSettings> settings, Outlet outlet) {
        this.outlet = outlet;
        layer = new SessionLayer(settings, DICTIONARY, turn, timers, new FixWriter(4096), outlet, this);
    }

    BlockingQueue<String> heard() {
        return heard;
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
            case Disconnected ->
                layer.disconnected(event.source(), event.aux(), Ascii.text(event.bytes(), event.start(), event.end()));
            case Admin -> {
                layer.session(0).beginOrder(MsgTypes.NEW_ORDER_SINGLE).text(Tags.CL_ORD_ID, "A");
                layer.session(0).commit();
                outlet.reply(true, "ordered");
            }
            case Kill -> outlet.reply(true, "killed");
            case Withheld -> heard.add("withheld " + SentNumber.msgSeqNum(event.aux()));
            default -> {}
        }
    }

    @Override
    public void onLogon(FixSession session) {
        heard.add("logon " + session.index());
    }

    @Override
    public void onLogout(FixSession session, String reason) {
        heard.add("logout " + session.index() + ": " + reason);
    }

    @Override
    public void onMessage(FixSession session, FixMessage message) {
        if (message.msgType() != MsgTypes.ORDER_STATUS_REQUEST) {
            return;
        }
        String[] wish = message.textOf(Tags.CL_ORD_ID).split("x", -1);
        String text = "r".repeat(Integer.parseInt(wish[1]));
        for (int i = 0; i < Integer.parseInt(wish[0]); i++) {
            session.begin(MsgTypes.EXECUTION_REPORT).text(Tags.TEXT, text);
            session.commit();
        }
    }

    @Override
    public long nextDeadline() {
        return timers.nextDeadline();
    }

    @Override
    public long stateHash() {
        return layer.stateHash();
    }
}
