package io.weir.paper.broker;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.paper.market.CancelReject;
import io.weir.paper.market.Execution;
import io.weir.paper.market.Market;
import io.weir.paper.market.MarketListener;
import io.weir.paper.market.MarketTrade;
import io.weir.paper.market.Script;
import io.weir.paper.market.StatusRequest;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.SessionApplication;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The broker behind the sessions: each message goes to the market or to the market data room, what they say goes back.
 *
 * <p>Confined to the core thread.
 */
final class PaperBroker implements SessionApplication, MarketListener {
    private static final int UNSUPPORTED_TYPE = 3;
    private static final int NOT_READY = 4;
    private static final int MISSING_FIELD = 5;
    private static final byte FOR_A_SECURITY = '1';
    private static final byte FOR_ALL = '7';
    private static final int RADIX = 36;
    private static final long MILLI = 1_000_000L;

    private final Turn turn;
    private final PaperListener listener;
    private final MarketDataRoom room;
    private final Map<String, Client> byName = new LinkedHashMap<>();
    private final List<Client> clients = new ArrayList<>();
    private @Nullable Market market;
    private String settings = "";
    private String idPrefix = "";
    private long refusals;

    PaperBroker(Turn turn, Timers timers, PaperListener listener) {
        this.turn = turn;
        this.listener = listener;
        this.room = new MarketDataRoom(turn, timers, listener);
    }

    void add(FixSession session) {
        Client client = new Client(session);
        clients.add(client);
        byName.put(client.name(), client);
    }

    /** Opens a market, or goes on with the one that has these settings already. */
    void open(String text) {
        if (text.equals(settings)) {
            return;
        }
        Market before = market;
        if (before != null) {
            before.close(turn.utcNanos());
        }
        settings = text;
        idPrefix = Long.toString(turn.utcNanos() / MILLI, RADIX).toUpperCase(Locale.ROOT);
        PaperSettings parsed = PaperSettings.parse(text);
        Script script = Script.parse(parsed.script(), "script");
        market = new Market(parsed.listings(), parsed.market(idPrefix), script, this);
    }

    /** Lets the market catch up with the time of the turn. */
    void advance() {
        if (market != null) {
            market.advance(turn.utcNanos());
        }
    }

    /** The turn is over: tells what waited for its end. */
    void endTurn() {
        if (market != null) {
            room.look(market);
        }
        for (Client client : clients) {
            client.flush();
        }
    }

    /** Says goodbye to everybody. */
    void logout() {
        for (Client client : clients) {
            client.session().logout("the broker closes");
        }
    }

    /** When the market wants to be woken, in monotonic time. */
    long deadline() {
        long due = market == null ? Timers.NEVER : market.dueUtcNanos();
        return due == Timers.NEVER ? Timers.NEVER : turn.monoNanos() + Math.max(0, due - turn.utcNanos());
    }

    long stateHash() {
        return (market == null ? 0 : market.stateHash()) * 31 + room.subscriptions() * 7L + refusals;
    }

    @Override
    public void onLogon(FixSession session) {
        listener.loggedOn(clients.get(session.index()).name());
    }

    @Override
    public void onLogout(FixSession session, String reason) {
        Client client = clients.get(session.index());
        room.end(client);
        listener.loggedOut(client.name(), reason);
    }

    @Override
    public void onMessage(FixSession session, FixMessage message) {
        Client client = clients.get(session.index());
        listener.asked(client.name(), message);
        if (market == null) {
            business(client, message, NOT_READY, "the market is not open");
            return;
        }
        switch (message.msgType()) {
            case MsgTypes.NEW_ORDER_SINGLE -> submit(client, message, market);
            case MsgTypes.ORDER_CANCEL_REQUEST ->
                market.cancel(turn.utcNanos(), OrderReader.cancel(client.name(), message));
            case MsgTypes.ORDER_CANCEL_REPLACE_REQUEST -> replace(client, message, market);
            case MsgTypes.ORDER_STATUS_REQUEST ->
                market.status(turn.utcNanos(), OrderReader.status(client.name(), message));
            case MsgTypes.ORDER_MASS_STATUS_REQUEST -> massStatus(client, message, market);
            case MsgTypes.MARKET_DATA_REQUEST -> room.request(client, message, market);
            // Answering these would be the beginning of an endless exchange.
            case MsgTypes.BUSINESS_MESSAGE_REJECT, MsgTypes.DONT_KNOW_TRADE -> {}
            default -> business(client, message, UNSUPPORTED_TYPE, "Unsupported Message Type");
        }
    }

    private void submit(Client client, FixMessage message, Market open) {
        OrderReader.Unreadable fault = OrderReader.fault(message);
        if (fault != null) {
            String execId = idPrefix + "R" + ++refusals;
            listener.refused(client.name(), fault.text());
            ReportWriter.unreadable(client.session(), message, execId, fault);
        } else if (message.flag(Tags.POSS_RESEND) && open.knows(client.name(), message.textOf(Tags.CL_ORD_ID))) {
            open.status(turn.utcNanos(), OrderReader.status(client.name(), message));
        } else {
            open.submit(turn.utcNanos(), OrderReader.newOrder(client.name(), message));
        }
    }

    private void replace(Client client, FixMessage message, Market open) {
        OrderReader.Unreadable fault = OrderReader.fault(message);
        if (fault != null) {
            open.refuseReplace(turn.utcNanos(), OrderReader.cancel(client.name(), message), fault.text());
        } else {
            open.replace(turn.utcNanos(), OrderReader.replace(client.name(), message));
        }
    }

    private void massStatus(Client client, FixMessage message, Market open) {
        byte type = message.character(message.find(Tags.MASS_STATUS_REQ_TYPE));
        StatusRequest request = OrderReader.massStatus(client.name(), message);
        boolean missing = type == FOR_A_SECURITY && request.symbol().isEmpty();
        if (missing || (type != FOR_A_SECURITY && type != FOR_ALL)) {
            business(client, message, MISSING_FIELD, "MassStatusReqType (585) of 7, or of 1 with Symbol, is expected");
        } else {
            open.massStatus(turn.utcNanos(), request);
        }
    }

    private void business(Client client, FixMessage message, int reason, String text) {
        listener.refused(client.name(), text);
        ReportWriter.business(client.session(), message, reason, text);
    }

    @Override
    public void report(Execution execution) {
        listener.told(execution);
        client(execution.client()).send(session -> ReportWriter.report(session, execution));
    }

    @Override
    public void cancelRejected(CancelReject reject) {
        listener.told(reject);
        client(reject.client()).send(session -> ReportWriter.cancelReject(session, reject));
    }

    @Override
    public void status(StatusRequest request, Execution status) {
        client(request.client()).send(session -> ReportWriter.status(session, request, status));
    }

    @Override
    public void massStatus(StatusRequest request, List<Execution> statuses) {
        client(request.client()).send(session -> ReportWriter.massStatus(session, request, statuses));
    }

    @Override
    public void traded(MarketTrade trade) {
        room.traded(trade);
    }

    @Override
    public void disconnect(String client) {
        client(client).session().disconnect("the script says so");
    }

    private Client client(String name) {
        Client client = byName.get(name);
        if (client == null) {
            throw new IllegalStateException("nobody is called " + name);
        }
        return client;
    }
}
