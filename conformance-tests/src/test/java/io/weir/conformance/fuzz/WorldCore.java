package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.SessionApplication;
import io.weir.sessions.protocol.SessionLayer;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import io.weir.sessions.sequencer.Core;
import io.weir.sessions.sequencer.Event;
import io.weir.sessions.sequencer.Outlet;
import io.weir.sessions.sequencer.SentNumber;
import java.util.ArrayList;
import java.util.List;

/**
 * A core of two sessions: each message of the client becomes an order to the broker, while he is there and nothing is killed,
 * and an execution report to the client. Commands of people are words: {@code reset 0}, {@code numbers 1 7 9}, {@code order D}.
 */
final class WorldCore implements Core, SessionApplication {
    static final int CLIENT = 0;
    static final int BROKER = 1;

    private final Outlet outlet;
    private final Turn turn = new Turn();
    private final Timers timers = new Timers();
    private final SessionLayer layer;
    /** The state's hash after each event. */
    private final List<Long> hashes = new ArrayList<>();
    /** What the application has heard of each event, for {@link InboundModel}; not part of the state. */
    private final List<Delivery> deliveries = new ArrayList<>();

    private long answered;
    private boolean killed;

    /** A message that reached the application. */
    record Delivery(int session, long number, long nextIn, int msgType) {}

    WorldCore(List<SessionSettings> settings, Outlet outlet) {
        this.outlet = outlet;
        layer = new SessionLayer(settings, MessageDraft.DICTIONARY, turn, timers, new FixWriter(512), outlet, this);
    }

    FixSession session(int index) {
        return layer.session(index);
    }

    List<Long> hashes() {
        return hashes;
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    int timers() {
        return timers.size();
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
            case Admin ->
                command(Ascii.text(event.bytes(), event.start(), event.end()).split(" ", -1));
            case Kill -> {
                killed = true;
                outlet.reply(true, "killed");
            }
            default -> {}
        }
        hashes.add(stateHash());
    }

    private void command(String[] words) {
        if (words[0].equals("order")) {
            order(words[1].charAt(0));
            return;
        }
        FixSession session = layer.session(Integer.parseInt(words[1]));
        switch (words[0]) {
            case "reset" -> session.reset();
            case "numbers" -> session.setNumbers(Long.parseLong(words[2]), Long.parseLong(words[3]));
            case "disable" -> session.disable();
            case "enable" -> session.enable();
            case "logout" -> session.logout("a person's wish");
            case "disconnect" -> session.disconnect("a person's wish");
            case "release" -> killed = false;
            default -> report(words[0]);
        }
    }

    private void order(int msgType) {
        FixSession broker = layer.session(BROKER);
        FixWriter writer =
                msgType == MsgTypes.ORDER_CANCEL_REQUEST ? broker.begin(msgType) : broker.beginOrder(msgType);
        writer.number(Tags.CL_ORD_ID, ++answered);
        broker.commit();
    }

    private void report(String text) {
        FixSession client = layer.session(CLIENT);
        client.begin(MsgTypes.EXECUTION_REPORT).number(Tags.EXEC_ID, ++answered).text(Tags.TEXT, text);
        client.commit();
    }

    @Override
    public void onMessage(FixSession session, FixMessage message) {
        long number = message.unsigned(message.find(Tags.MSG_SEQ_NUM));
        deliveries.add(new Delivery(session.index(), number, session.nextIn(), message.msgType()));
        if (session.index() == CLIENT) {
            byte[] verdict = Ascii.bytes(killed ? "refused" : "passed");
            outlet.result(RecordType.Verdict, CLIENT, ++answered, verdict, 0, verdict.length);
            if (!killed && layer.session(BROKER).isLoggedOn()) {
                order(MsgTypes.NEW_ORDER_SINGLE);
            }
            report("answer to " + number);
        }
    }

    @Override
    public long nextDeadline() {
        return timers.nextDeadline();
    }

    @Override
    public long stateHash() {
        return ((layer.stateHash() * 31 + timers.stateHash()) * 31 + answered) * 31 + (killed ? 1 : 0);
    }
}
