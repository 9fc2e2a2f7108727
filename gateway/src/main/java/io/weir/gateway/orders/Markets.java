package io.weir.gateway.orders;

import io.weir.algo.MarketState;
import io.weir.algo.MarketView;
import io.weir.algo.Ticket;
import io.weir.fix.order.Instrument;
import io.weir.fix.state.StateException;
import io.weir.fix.state.StateStream;
import io.weir.risk.ReferencePrices;
import io.weir.sessions.protocol.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The markets of all instruments as the gateway knows them, and which orders watch them. Confined to the core thread.
 */
public final class Markets {
    private final Turn turn;
    private final ReferencePrices prices;
    private final Market[] markets;
    private @Nullable Watcher watcher;

    /** Hears of every move. */
    interface Watcher {
        /** A quote or a trade of an instrument has come. */
        void moved(Instrument instrument);
    }

    void watchedBy(Watcher newWatcher) {
        watcher = newWatcher;
    }

    private void moved(Instrument instrument) {
        if (watcher != null) {
            watcher.moved(instrument);
        }
    }

    /** Markets that tell the reference prices of risk what they hear. */
    public Markets(List<Instrument> instruments, ReferencePrices prices, Turn turn) {
        this.turn = turn;
        this.prices = prices;
        markets = new Market[instruments.size()];
        for (int i = 0; i < markets.length; i++) {
            markets[i] = new Market(i);
        }
    }

    /** A quote; a side that is not there is {@link Ticket#NO_PRICE}. */
    public void quote(Instrument instrument, long bidE8, long bidSizeE8, long askE8, long askSizeE8) {
        Market market = markets[instrument.index()];
        market.bid = bidE8;
        market.bidSize = bidSizeE8;
        market.ask = askE8;
        market.askSize = askSizeE8;
        prices.quote(instrument.index(), bidE8, askE8, turn.monoNanos());
        market.tell(order -> {
            AlgoTicket ticket = order.ticket;
            if (ticket != null) {
                ticket.quote();
            }
        });
        moved(instrument);
    }

    /** A trade of the market. */
    public void trade(Instrument instrument, long priceE8, long qtyE8) {
        Market market = markets[instrument.index()];
        market.last = priceE8;
        prices.trade(instrument.index(), priceE8, turn.monoNanos());
        market.tell(order -> {
            AlgoTicket ticket = order.ticket;
            if (ticket != null) {
                ticket.trade(priceE8, qtyE8);
            }
        });
        moved(instrument);
    }

    /** The best bid, or {@link Ticket#NO_PRICE}. */
    public long bidE8(Instrument instrument) {
        return markets[instrument.index()].bid;
    }

    /** The best ask, or {@link Ticket#NO_PRICE}. */
    public long askE8(Instrument instrument) {
        return markets[instrument.index()].ask;
    }

    /** The quantity at the best bid. */
    public long bidSizeE8(Instrument instrument) {
        return markets[instrument.index()].bidSize;
    }

    /** The quantity at the best ask. */
    public long askSizeE8(Instrument instrument) {
        return markets[instrument.index()].askSize;
    }

    MarketView of(Instrument instrument) {
        return markets[instrument.index()];
    }

    void watch(ParentOrder parent) {
        markets[parent.instrument().index()].watchers.add(parent);
    }

    void unwatch(ParentOrder parent) {
        markets[parent.instrument().index()].watchers.remove(parent);
    }

    /** Writes the markets and who watches them, or reads them back; the orders must be there already. */
    void state(StateStream state, OrderTable table) {
        state.section("markets", 1, () -> {
            int count = state.count(markets.length);
            if (count != markets.length) {
                throw new StateException(count + " markets where there are " + markets.length + " instruments");
            }
            for (Market market : markets) {
                market.state(state, table);
            }
        });
    }

    /** Tells a watcher. */
    private interface News {
        void to(ParentOrder watcher);
    }

    private final class Market implements MarketView {
        private final int instrument;
        private final List<ParentOrder> watchers = new ArrayList<>();
        private @Nullable List<ParentOrder> telling;
        private long bid = Ticket.NO_PRICE;
        private long bidSize;
        private long ask = Ticket.NO_PRICE;
        private long askSize;
        private long last = Ticket.NO_PRICE;

        Market(int instrument) {
            this.instrument = instrument;
        }

        void state(StateStream state, OrderTable table) {
            bid = state.of(bid);
            bidSize = state.of(bidSize);
            ask = state.of(ask);
            askSize = state.of(askSize);
            last = state.of(last);
            int count = state.count(watchers.size());
            for (int i = 0; i < count; i++) {
                long number = state.of(state.isReading() ? 0 : watchers.get(i).number);
                if (state.isReading()) {
                    watchers.add(table.required(number));
                }
            }
        }

        void tell(News news) {
            if (watchers.isEmpty()) {
                return;
            }
            // An order that ends while it is told leaves the list: walk over a copy.
            List<ParentOrder> now = telling == null ? new ArrayList<>() : telling;
            telling = null;
            now.addAll(watchers);
            for (int i = 0; i < now.size(); i++) {
                news.to(now.get(i));
            }
            now.clear();
            telling = now;
        }

        @Override
        public MarketState state() {
            return switch (prices.state(instrument, turn.monoNanos())) {
                case FRESH -> bid == ask ? MarketState.LOCKED : MarketState.FRESH;
                case STALE -> MarketState.STALE;
                case CROSSED -> MarketState.CROSSED;
                case NONE -> MarketState.NONE;
            };
        }

        @Override
        public long bidE8() {
            return bid;
        }

        @Override
        public long bidSizeE8() {
            return bidSize;
        }

        @Override
        public long askE8() {
            return ask;
        }

        @Override
        public long askSizeE8() {
            return askSize;
        }

        @Override
        public long lastE8() {
            return last;
        }
    }
}
