package io.weir.paper.broker;

import io.weir.paper.market.Depth;
import io.weir.paper.market.Market;
import io.weir.paper.market.MarketTrade;
import io.weir.paper.market.SessionStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a client sees of one symbol, and what it saw last. */
final class Subscription {
    private static final char[] FIGURES = {MarketEntry.OPENING, MarketEntry.HIGH, MarketEntry.LOW, MarketEntry.VOLUME};

    private final MarketDataRequest request;
    private final String symbol;
    private final long[] figures = new long[FIGURES.length];
    private final List<MarketTrade> trades = new ArrayList<>();
    private Depth seen;
    private Depth now;

    Subscription(MarketDataRequest request, String symbol) {
        this.request = request;
        this.symbol = symbol;
        this.seen = new Depth(request.levels());
        this.now = new Depth(request.levels());
    }

    MarketDataRequest request() {
        return request;
    }

    String symbol() {
        return symbol;
    }

    void traded(MarketTrade trade) {
        if (request.wants(MarketEntry.TRADE)) {
            trades.add(trade);
        }
    }

    /** Everything, as entries of a snapshot. */
    List<MarketEntry> snapshot(Market market) {
        List<MarketEntry> entries = new ArrayList<>();
        market.depth(symbol, seen);
        for (char type : new char[] {MarketEntry.BID, MarketEntry.OFFER}) {
            boolean buy = type == MarketEntry.BID;
            for (int i = 0; request.wants(type) && i < seen.levels(buy); i++) {
                entries.add(level(MarketEntry.ADD, seen, buy, i));
            }
        }
        SessionStatistics day = market.statistics(symbol);
        Arrays.fill(figures, 0);
        if (request.wants(MarketEntry.TRADE) && day.lastE8() != 0) {
            entries.add(new MarketEntry(
                    MarketEntry.ADD, MarketEntry.TRADE, day.lastE8(), day.lastQtyE8(), 0, day.lastUtcNanos()));
        }
        figures(day, entries);
        trades.clear();
        return entries;
    }

    /** What has changed since the last look, as entries of an update. */
    List<MarketEntry> changes(Market market) {
        List<MarketEntry> entries = new ArrayList<>();
        market.depth(symbol, now);
        for (char type : new char[] {MarketEntry.BID, MarketEntry.OFFER}) {
            if (request.wants(type)) {
                changes(type == MarketEntry.BID, entries);
            }
        }
        for (MarketTrade trade : trades) {
            entries.add(new MarketEntry(
                    MarketEntry.ADD, MarketEntry.TRADE, trade.priceE8(), trade.qtyE8(), 0, trade.utcNanos()));
        }
        trades.clear();
        figures(market.statistics(symbol), entries);
        Depth before = seen;
        seen = now;
        now = before;
        return entries;
    }

    /** Deletions first: then a level is never there twice while a client applies them. */
    private void changes(boolean buy, List<MarketEntry> entries) {
        for (int i = 0; i < seen.levels(buy); i++) {
            if (now.find(buy, seen.priceE8(buy, i)) < 0) {
                entries.add(level(MarketEntry.DELETE, seen, buy, i));
            }
        }
        for (int i = 0; i < now.levels(buy); i++) {
            int before = seen.find(buy, now.priceE8(buy, i));
            if (before < 0) {
                entries.add(level(MarketEntry.ADD, now, buy, i));
            } else if (seen.qtyE8(buy, before) != now.qtyE8(buy, i)) {
                entries.add(level(MarketEntry.CHANGE, now, buy, i));
            }
        }
    }

    private void figures(SessionStatistics day, List<MarketEntry> entries) {
        for (int i = 0; i < FIGURES.length; i++) {
            long value = figure(FIGURES[i], day);
            if (request.wants(FIGURES[i]) && value != figures[i]) {
                char action = figures[i] == 0 ? MarketEntry.ADD : MarketEntry.CHANGE;
                boolean volume = FIGURES[i] == MarketEntry.VOLUME;
                entries.add(new MarketEntry(
                        action,
                        FIGURES[i],
                        volume ? MarketEntry.NONE : value,
                        volume ? value : MarketEntry.NONE,
                        0,
                        0));
                figures[i] = value;
            }
        }
    }

    private static long figure(char type, SessionStatistics day) {
        return switch (type) {
            case MarketEntry.OPENING -> day.openE8();
            case MarketEntry.HIGH -> day.highE8();
            case MarketEntry.LOW -> day.lowE8();
            default -> day.volumeE8();
        };
    }

    private static MarketEntry level(char action, Depth depth, boolean buy, int level) {
        return new MarketEntry(
                action,
                buy ? MarketEntry.BID : MarketEntry.OFFER,
                depth.priceE8(buy, level),
                depth.qtyE8(buy, level),
                depth.orders(buy, level),
                0);
    }
}
