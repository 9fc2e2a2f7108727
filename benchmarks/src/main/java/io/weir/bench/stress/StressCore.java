package io.weir.bench.stress;

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
import java.util.List;

/** A core that answers a status request whose ClOrdID is {@code 3x100} with three reports of a hundred characters. */
final class StressCore implements Core, SessionApplication {
    private final Turn turn = new Turn();
    private final Timers timers = new Timers();
    private final SessionLayer layer;

    StressCore(List<SessionSettings> settings, Outlet outlet) {
        layer = new SessionLayer(settings, Dictionary.load(), turn, timers, new FixWriter(4096), outlet, this);
    }

    @Override
    public void apply(Event event) {
        turn.begin(event.monoNanos(), event.utcNanos());
        timers.fire(event.monoNanos());
        switch (event.type()) {
            case Started -> layer.started();
            case Connected -> layer.connected(event.source(), event.aux());
            case Received -> layer.received(event.source(), event.aux(), event.bytes(), event.start(), event.end());
            case Disconnected ->
                layer.disconnected(event.source(), event.aux(), Ascii.text(event.bytes(), event.start(), event.end()));
            default -> {}
        }
    }

    @Override
    public void onLogon(FixSession session) {}

    @Override
    public void onLogout(FixSession session, String reason) {
        System.out.println("logout " + session.index() + " " + reason);
    }

    @Override
    public void onMessage(FixSession session, FixMessage message) {
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
