package io.weir.gateway.demo;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.Decimals;
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
import java.util.Map;

/** Watches a broker's market: subscribes at logon, and writes down the mid of each symbol. */
final class QuoteCore implements Core, SessionApplication {
    private static final int WRITER_BYTES = 4096;

    private final Turn turn = new Turn();
    private final Timers timers = new Timers();
    private final List<String> symbols;
    private final Map<String, Long> mids;
    private final SessionLayer sessions;

    QuoteCore(SessionSettings settings, Outlet outlet, List<String> symbols, Map<String, Long> mids) {
        this.symbols = symbols;
        this.mids = mids;
        sessions = new SessionLayer(
                List.of(settings), Dictionary.load(), turn, timers, new FixWriter(WRITER_BYTES), outlet, this);
    }

    @Override
    public void apply(Event event) {
        turn.begin(event.monoNanos(), event.utcNanos());
        timers.fire(event.monoNanos());
        switch (event.type()) {
            case Started -> sessions.started();
            case Streamed ->
                sessions.streamed(event.source(), SentNumber.epoch(event.aux()), SentNumber.msgSeqNum(event.aux()));
            case Drained -> sessions.drain();
            case Connected -> sessions.connected(event.source(), event.aux());
            case Received -> sessions.received(event.source(), event.aux(), event.bytes(), event.start(), event.end());
            case Disconnected ->
                sessions.disconnected(
                        event.source(), event.aux(), Ascii.text(event.bytes(), event.start(), event.end()));
            default -> {}
        }
    }

    @Override
    public long nextDeadline() {
        return timers.nextDeadline();
    }

    @Override
    public long stateHash() {
        return sessions.stateHash();
    }

    @Override
    public void onLogon(FixSession session) {
        FixWriter writer = session.begin(MsgTypes.MARKET_DATA_REQUEST)
                .text(Tags.MD_REQ_ID, "DEMO")
                .number(Tags.SUBSCRIPTION_REQUEST_TYPE, 1)
                .number(Tags.MARKET_DEPTH, 1)
                .number(Tags.MD_UPDATE_TYPE, 0)
                .number(Tags.NO_MD_ENTRY_TYPES, 2)
                .number(Tags.MD_ENTRY_TYPE, 0)
                .number(Tags.MD_ENTRY_TYPE, 1)
                .number(Tags.NO_RELATED_SYM, symbols.size());
        symbols.forEach(each -> writer.text(Tags.SYMBOL, each));
        session.commit();
    }

    @Override
    public void onMessage(FixSession session, FixMessage message) {
        if (message.msgType() != MsgTypes.MARKET_DATA_SNAPSHOT) {
            return;
        }
        long bid = 0;
        long offer = 0;
        byte type = 0;
        for (int i = 0; i < message.fieldCount(); i++) {
            if (message.tag(i) == Tags.MD_ENTRY_TYPE) {
                type = message.character(i);
            } else if (message.tag(i) == Tags.MD_ENTRY_PX) {
                bid = type == '0' ? message.decimal(i) : bid;
                offer = type == '1' ? message.decimal(i) : offer;
            }
        }
        if (bid > 0 && offer > 0 && bid != Decimals.INVALID && offer != Decimals.INVALID) {
            mids.put(message.textOf(Tags.SYMBOL), bid + (offer - bid) / 2);
        }
    }
}
