package io.weir.gateway.oms;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.order.OrderIntent;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * An OMS as a function of its journal: a person's commands and the gateway's reports in, orders and requests out.
 *
 * <p>A command is an Admin event: {@code ACCOUNT command}, {@code -} for no account. It is answered by the order's number.
 */
final class OmsCore implements Core, SessionApplication {
    private static final int WRITER_BYTES = 4096;
    private static final int MILLIS = 3;
    private static final int RADIX = 36;
    private static final long MICRO = 1_000L;
    private static final String LOGOUT = "\u000135=5\u0001";
    private static final String TEXT = "\u000158=";

    private final Turn turn = new Turn();
    private final Timers timers = new Timers();
    private final OmsBook book = new OmsBook();
    private final SessionLayer sessions;
    private final Outlet outlet;
    private final OmsListener listener;
    private long lastId;
    private String refusedLogon = "";

    OmsCore(SessionSettings settings, Outlet outlet, OmsListener listener) {
        this.outlet = outlet;
        this.listener = listener;
        sessions = new SessionLayer(
                List.of(settings), Dictionary.load(), turn, timers, new FixWriter(WRITER_BYTES), outlet, this);
    }

    OmsBook book() {
        return book;
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
            case Received -> {
                noteRefusedLogon(event);
                sessions.received(event.source(), event.aux(), event.bytes(), event.start(), event.end());
            }
            case Disconnected -> disconnected(event);
            case Admin -> command(text(event));
            default -> {}
        }
        if (!refusedLogon.isEmpty() && session().connection() == FixSession.NONE) {
            listener.loggedOut(refusedLogon);
            refusedLogon = "";
        }
    }

    private static String text(Event event) {
        return new String(event.bytes(), event.start(), event.end() - event.start(), StandardCharsets.UTF_8);
    }

    /** A Logout before the session is up is the gateway's no to our Logon, and says why. */
    private void noteRefusedLogon(Event event) {
        if (session().isLoggedOn()) {
            return;
        }
        String message = text(event);
        if (message.contains(LOGOUT)) {
            int at = message.indexOf(TEXT);
            refusedLogon = at < 0
                    ? "the logon was refused"
                    : message.substring(at + TEXT.length(), message.indexOf(Ascii.SOH, at + 1));
        }
    }

    private void disconnected(Event event) {
        boolean wasUp = session().isLoggedOn();
        String reason = text(event);
        sessions.disconnected(event.source(), event.aux(), reason);
        if (!wasUp && refusedLogon.isEmpty()) {
            listener.loggedOut(reason);
        }
    }

    private FixSession session() {
        return sessions.session(0);
    }

    @Override
    public long nextDeadline() {
        return timers.nextDeadline();
    }

    @Override
    public long stateHash() {
        return (sessions.stateHash() * 31 + book.stateHash()) * 31 + lastId;
    }

    // ---- what people ask

    private void command(String line) {
        int space = line.indexOf(' ');
        String account = line.startsWith("- ") ? "" : line.substring(0, space);
        try {
            OmsCommand command = Grammar.parse(line.substring(space + 1));
            if (command instanceof OmsCommand.Quit) {
                session().logout("");
                outlet.reply(true, "");
            } else if (!session().isLoggedOn()) {
                outlet.reply(false, "not logged on");
            } else {
                carryOut(command, account);
            }
        } catch (OmsSyntaxException e) {
            outlet.reply(false, String.valueOf(e.getMessage()));
        }
    }

    private void carryOut(OmsCommand command, String account) {
        if (command instanceof OmsCommand.NewOrder order) {
            newOrder(order, account);
        } else if (command instanceof OmsCommand.Cancel cancel) {
            request(cancel.id(), MsgTypes.ORDER_CANCEL_REQUEST, account, 0, OrderIntent.NO_PRICE);
        } else if (command instanceof OmsCommand.Replace replace) {
            request(replace.id(), MsgTypes.ORDER_CANCEL_REPLACE_REQUEST, account, replace.qtyE8(), replace.priceE8());
        } else if (command instanceof OmsCommand.Status status) {
            status(status.id());
        } else {
            outlet.reply(false, "nothing to send");
        }
    }

    /** Unique over runs: microseconds since the epoch, counted up where two fall together. */
    private String nextId() {
        lastId = Math.max(lastId + 1, turn.utcNanos() / MICRO);
        return Long.toString(lastId, RADIX).toUpperCase(Locale.ROOT);
    }

    private void newOrder(OmsCommand.NewOrder order, String account) {
        String clOrdId = nextId();
        OmsReport sent = book.sent(clOrdId, order, turn.utcNanos());
        // An OMS has no gate of its own: what it sends is a client's order, not one to a broker.
        FixWriter writer = session().beginOrder(MsgTypes.NEW_ORDER_SINGLE).text(Tags.CL_ORD_ID, clOrdId);
        terms(writer, order, account, order.qtyE8(), order.priceE8());
        if (order.strategy() != 0) {
            writer.number(Tags.TARGET_STRATEGY, order.strategy());
        }
        if (!order.parameters().isEmpty()) {
            writer.text(Tags.TARGET_STRATEGY_PARAMETERS, order.parameters());
        }
        int id = book.orders().size();
        book.numbered(id, session().commit());
        listener.report(sent);
        outlet.reply(true, Integer.toString(id));
    }

    private void terms(FixWriter writer, OmsCommand.NewOrder order, String account, long qtyE8, long priceE8) {
        if (!account.isEmpty()) {
            writer.text(Tags.ACCOUNT, account);
        }
        writer.number(Tags.HANDL_INST, 1)
                .text(Tags.SYMBOL, order.symbol())
                .character(Tags.SIDE, order.side().code())
                .timestamp(Tags.TRANSACT_TIME, turn.utcNanos(), MILLIS)
                .decimal(Tags.ORDER_QTY, qtyE8)
                .character(Tags.ORD_TYPE, order.isMarket() ? (byte) '1' : (byte) '2');
        if (!order.isMarket()) {
            writer.decimal(Tags.PRICE, priceE8);
        }
        writer.character(Tags.TIME_IN_FORCE, order.timeInForce().code());
    }

    private void request(int id, int msgType, String account, long qtyE8, long priceE8) {
        OmsOrder order = book.order(id);
        if (order == null) {
            outlet.reply(false, "there is no order " + id);
            return;
        }
        String clOrdId = nextId();
        book.requested(id, clOrdId);
        FixWriter writer = session()
                .beginOrder(msgType)
                .text(Tags.ORIG_CL_ORD_ID, order.clOrdId())
                .text(Tags.CL_ORD_ID, clOrdId);
        if (msgType == MsgTypes.ORDER_CANCEL_REPLACE_REQUEST) {
            long price = priceE8 == OrderIntent.NO_PRICE ? order.priceE8() : priceE8;
            terms(writer, order.asked(), account, qtyE8, price);
        } else {
            writer.text(Tags.SYMBOL, order.asked().symbol())
                    .character(Tags.SIDE, order.asked().side().code())
                    .timestamp(Tags.TRANSACT_TIME, turn.utcNanos(), MILLIS)
                    .decimal(Tags.ORDER_QTY, order.qtyE8());
        }
        book.numbered(id, session().commit());
        outlet.reply(true, Integer.toString(id));
    }

    private void status(int id) {
        OmsOrder order = book.order(id);
        if (order == null) {
            outlet.reply(false, "there is no order " + id);
            return;
        }
        session()
                .begin(MsgTypes.ORDER_STATUS_REQUEST)
                .text(Tags.CL_ORD_ID, order.clOrdId())
                .text(Tags.SYMBOL, order.asked().symbol())
                .character(Tags.SIDE, order.asked().side().code());
        book.numbered(id, session().commit());
        outlet.reply(true, Integer.toString(id));
    }

    // ---- what the gateway says

    @Override
    public void onLogon(FixSession session) {
        refusedLogon = "";
        listener.loggedOn();
    }

    @Override
    public void onLogout(FixSession session, String reason) {
        listener.loggedOut(reason);
    }

    @Override
    public void onMessage(FixSession session, FixMessage message) {
        long now = turn.utcNanos();
        switch (message.msgType()) {
            case MsgTypes.EXECUTION_REPORT -> listener.report(book.executionReport(message, now));
            case MsgTypes.ORDER_CANCEL_REJECT -> listener.report(book.cancelReject(message, now));
            case MsgTypes.BUSINESS_MESSAGE_REJECT -> listener.report(book.messageReject(message, now));
            default -> {}
        }
    }

    @Override
    public void onReject(FixSession session, FixMessage reject) {
        listener.report(book.messageReject(reject, turn.utcNanos()));
    }

    @Override
    public void onNewEpoch(FixSession session) {
        book.newEpoch();
    }
}
