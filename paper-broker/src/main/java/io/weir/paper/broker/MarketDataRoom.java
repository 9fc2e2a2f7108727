package io.weir.paper.broker;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import io.weir.paper.market.Market;
import io.weir.paper.market.MarketTrade;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who watches which symbol: answers 35=V by 35=W or 35=Y, and goes on with 35=X or 35=W, ten times a second at most.
 *
 * <p>Between two looks the books are conflated, trades are not. A client's subscriptions end with its logon.
 */
final class MarketDataRoom implements Timers.Target {
    private static final int MD_ENTRY_DATE = 272;
    private static final int MD_ENTRY_TIME = 273;
    private static final int NUMBER_OF_ORDERS = 346;
    private static final long PAUSE = 100_000_000L;
    private static final int MOST_SUBSCRIPTIONS = 10_000;
    /** Entries of one message. */
    private static final int MOST_ENTRIES = 200;

    private static final int DATE_LENGTH = 8;

    /** Why a request is refused: MDReqRejReason (281). */
    private static final char UNKNOWN_SYMBOL = '0';

    private static final char DUPLICATE_ID = '1';
    private static final char TOO_MUCH = '2';
    private static final char UNSUPPORTED_REQUEST = '4';
    private static final char UNSUPPORTED_ENTRY = '8';

    private final Turn turn;
    private final Timers timers;
    private final PaperListener listener;
    private final Map<Client, Map<String, List<Subscription>>> clients = new LinkedHashMap<>();
    private int subscriptions;
    private boolean armed;
    private boolean due;

    MarketDataRoom(Turn turn, Timers timers, PaperListener listener) {
        this.turn = turn;
        this.timers = timers;
        this.listener = listener;
    }

    /** Takes a request. */
    void request(Client client, FixMessage message, Market market) {
        MarketDataRequest request = MarketDataRequest.of(message);
        if (request.type() == MarketDataRequest.UNSUBSCRIBE) {
            end(client, request.id());
            return;
        }
        String fault = fault(client, request, market);
        if (!fault.isEmpty()) {
            refuse(client, request, fault);
            return;
        }
        List<Subscription> views = new ArrayList<>();
        for (String symbol : request.symbols()) {
            Subscription view = new Subscription(request, symbol);
            snapshot(client, view, view.snapshot(market));
            views.add(view);
        }
        if (request.type() == MarketDataRequest.SUBSCRIBE) {
            clients.computeIfAbsent(client, each -> new LinkedHashMap<>()).put(request.id(), views);
            subscriptions += views.size();
            arm();
        }
    }

    /** A client is gone. */
    void end(Client client) {
        Map<String, List<Subscription>> views = clients.remove(client);
        if (views != null) {
            views.values().forEach(each -> subscriptions -= each.size());
        }
    }

    private void end(Client client, String id) {
        Map<String, List<Subscription>> views = clients.get(client);
        List<Subscription> ended = views == null ? null : views.remove(id);
        if (ended != null) {
            subscriptions -= ended.size();
        }
    }

    /** Somebody traded. */
    void traded(MarketTrade trade) {
        if (subscriptions == 0) {
            return;
        }
        for (Map<String, List<Subscription>> views : clients.values()) {
            for (List<Subscription> each : views.values()) {
                for (Subscription view : each) {
                    if (view.symbol().equals(trade.symbol())) {
                        view.traded(trade);
                    }
                }
            }
        }
    }

    @Override
    public void onTimer(long argument, long deadline) {
        due = true;
    }

    /** Tells all clients what has changed, if it is time to. */
    void look(Market market) {
        if (!due) {
            return;
        }
        due = false;
        armed = false;
        for (Map.Entry<Client, Map<String, List<Subscription>>> each : clients.entrySet()) {
            for (List<Subscription> views : each.getValue().values()) {
                update(each.getKey(), views, market);
            }
        }
        arm();
    }

    int subscriptions() {
        return subscriptions;
    }

    private void arm() {
        if (subscriptions > 0 && !armed) {
            armed = true;
            timers.set(turn.monoNanos() + PAUSE, this, 0);
        }
    }

    private String fault(Client client, MarketDataRequest request, Market market) {
        boolean known = request.type() == MarketDataRequest.SNAPSHOT || request.type() == MarketDataRequest.SUBSCRIBE;
        if (!known) {
            return UNSUPPORTED_REQUEST + "SubscriptionRequestType (263) of 0, 1 or 2 is expected";
        }
        Map<String, List<Subscription>> views = clients.get(client);
        if (views != null && views.containsKey(request.id())) {
            return DUPLICATE_ID + "MDReqID " + request.id() + " is in use";
        }
        for (String symbol : request.symbols()) {
            if (market.listing(symbol) == null) {
                return UNKNOWN_SYMBOL + "unknown symbol " + symbol;
            }
        }
        for (int i = 0; i < request.entryTypes().length(); i++) {
            if (MarketEntry.TYPES.indexOf(request.entryTypes().charAt(i)) < 0) {
                return UNSUPPORTED_ENTRY + "MDEntryType " + request.entryTypes().charAt(i) + " is not supported";
            }
        }
        return subscriptions + request.symbols().size() > MOST_SUBSCRIPTIONS ? TOO_MUCH + "too many subscriptions" : "";
    }

    /** A fault is its reason, then its words. */
    private void refuse(Client client, MarketDataRequest request, String fault) {
        client.send(session -> {
            session.begin(MsgTypes.MARKET_DATA_REQUEST_REJECT)
                    .text(Tags.MD_REQ_ID, request.id())
                    .character(Tags.MD_REQ_REJ_REASON, (byte) fault.charAt(0))
                    .text(Tags.TEXT, fault.substring(1));
            session.commit();
        });
        listener.refused(client.name(), fault.substring(1));
    }

    private void update(Client client, List<Subscription> views, Market market) {
        List<String> symbols = new ArrayList<>();
        List<MarketEntry> entries = new ArrayList<>();
        for (Subscription view : views) {
            List<MarketEntry> changes = view.changes(market);
            if (changes.isEmpty()) {
                continue;
            }
            if (view.request().incremental()) {
                for (MarketEntry entry : changes) {
                    entries.add(entry);
                    symbols.add(view.symbol());
                }
            } else {
                snapshot(client, view, view.snapshot(market));
            }
        }
        for (int from = 0; from < entries.size(); from += MOST_ENTRIES) {
            int to = Math.min(entries.size(), from + MOST_ENTRIES);
            increment(client, views.get(0).request(), symbols.subList(from, to), entries.subList(from, to));
        }
    }

    private static void snapshot(Client client, Subscription view, List<MarketEntry> entries) {
        client.send(session -> {
            FixWriter writer = session.begin(MsgTypes.MARKET_DATA_SNAPSHOT)
                    .text(Tags.MD_REQ_ID, view.request().id())
                    .text(Tags.SYMBOL, view.symbol())
                    .number(Tags.NO_MD_ENTRIES, entries.size());
            for (MarketEntry entry : entries) {
                writer.character(Tags.MD_ENTRY_TYPE, (byte) entry.type());
                write(writer, entry);
            }
            session.commit();
        });
    }

    private static void increment(
            Client client, MarketDataRequest request, List<String> symbols, List<MarketEntry> entries) {
        client.send(session -> {
            FixWriter writer = session.begin(MsgTypes.MARKET_DATA_INCREMENTAL_REFRESH)
                    .text(Tags.MD_REQ_ID, request.id())
                    .number(Tags.NO_MD_ENTRIES, entries.size());
            for (int i = 0; i < entries.size(); i++) {
                MarketEntry entry = entries.get(i);
                writer.character(Tags.MD_UPDATE_ACTION, (byte) entry.action())
                        .character(Tags.MD_ENTRY_TYPE, (byte) entry.type())
                        .text(Tags.SYMBOL, symbols.get(i));
                write(writer, entry);
            }
            session.commit();
        });
    }

    /** The fields in the order of the dictionary's groups. */
    private static void write(FixWriter writer, MarketEntry entry) {
        if (entry.priceE8() != MarketEntry.NONE) {
            writer.decimal(Tags.MD_ENTRY_PX, entry.priceE8());
        }
        if (entry.sizeE8() != MarketEntry.NONE) {
            writer.decimal(Tags.MD_ENTRY_SIZE, entry.sizeE8());
        }
        if (entry.utcNanos() != 0) {
            String time = Timestamps.text(entry.utcNanos());
            writer.text(MD_ENTRY_DATE, time.substring(0, DATE_LENGTH))
                    .text(MD_ENTRY_TIME, time.substring(DATE_LENGTH + 1));
        }
        if (entry.orders() != 0) {
            writer.number(NUMBER_OF_ORDERS, entry.orders());
        }
    }
}
