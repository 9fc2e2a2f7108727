package io.weir.gateway.orders;

import io.weir.algo.Ticket;
import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.Instrument;
import io.weir.fix.settings.Instruments;
import io.weir.gateway.routing.BrokerLink;
import org.jspecify.annotations.Nullable;

/**
 * Market data on a broker's order session: asks for it (35=V), reads snapshots and updates (35=W, 35=X) as top of book and
 * trades. Confined to the core thread.
 */
final class BrokerMarketData {
    private static final int NO_MD_ENTRY_TYPES = 267;
    private static final byte BID = '0';
    private static final byte OFFER = '1';
    private static final byte TRADE = '2';
    private static final byte DELETE = '2';

    private final Instruments instruments;
    private final Markets markets;
    private @Nullable Instrument current;
    private long bid;
    private long bidSize;
    private long ask;
    private long askSize;
    private boolean quoted;

    BrokerMarketData(Instruments instruments, Markets markets) {
        this.instruments = instruments;
        this.markets = markets;
    }

    /** Subscribes to the top of book and the trades of every instrument. */
    void subscribe(BrokerLink broker) {
        FixWriter writer = broker.session()
                .begin(MsgTypes.MARKET_DATA_REQUEST)
                .text(Tags.MD_REQ_ID, "ALL")
                .character(Tags.SUBSCRIPTION_REQUEST_TYPE, (byte) '1')
                .number(Tags.MARKET_DEPTH, 1)
                .number(Tags.MD_UPDATE_TYPE, 0)
                .number(NO_MD_ENTRY_TYPES, 3)
                .character(Tags.MD_ENTRY_TYPE, BID)
                .character(Tags.MD_ENTRY_TYPE, OFFER)
                .character(Tags.MD_ENTRY_TYPE, TRADE)
                .number(Tags.NO_RELATED_SYM, instruments.size());
        for (int i = 0; i < instruments.size(); i++) {
            broker.writeInstrument(writer, instruments.get(i));
        }
        broker.session().commit();
    }

    /** A snapshot (35=W): one instrument, entries in a group. */
    void snapshot(BrokerLink broker, FixMessage m) {
        take(broker.instrument(m, m.find(Tags.SYMBOL)), false);
        readEntries(broker, m, false);
    }

    /** An update (35=X): each entry names its instrument, or means that of the entry before. */
    void update(BrokerLink broker, FixMessage m) {
        current = null;
        readEntries(broker, m, true);
    }

    private void readEntries(BrokerLink broker, FixMessage m, boolean incremental) {
        int groups = m.find(Tags.NO_MD_ENTRIES);
        int delimiter = incremental ? Tags.MD_UPDATE_ACTION : Tags.MD_ENTRY_TYPE;
        int from = groups < 0 ? m.fieldCount() : m.find(delimiter, groups, m.fieldCount());
        while (from >= 0 && from < m.fieldCount()) {
            int next = m.find(delimiter, from + 1, m.fieldCount());
            int to = next < 0 ? m.fieldCount() : next;
            if (incremental) {
                int symbol = m.find(Tags.SYMBOL, from, to);
                if (symbol >= 0) {
                    take(broker.instrument(m, symbol), true);
                }
            }
            entry(m, from, to);
            from = next;
        }
        publish();
    }

    private void take(@Nullable Instrument instrument, boolean keep) {
        boolean same = instrument != null && current != null && instrument.index() == current.index();
        if (same && keep) {
            return;
        }
        publish();
        current = instrument;
        if (instrument != null && keep) {
            bid = markets.bidE8(instrument);
            bidSize = markets.bidSizeE8(instrument);
            ask = markets.askE8(instrument);
            askSize = markets.askSizeE8(instrument);
        } else {
            bid = Ticket.NO_PRICE;
            bidSize = 0;
            ask = Ticket.NO_PRICE;
            askSize = 0;
        }
        quoted = !keep;
    }

    private void entry(FixMessage m, int from, int to) {
        if (current == null) {
            return;
        }
        byte type = m.character(m.find(Tags.MD_ENTRY_TYPE, from, to));
        boolean delete = m.character(m.find(Tags.MD_UPDATE_ACTION, from, to)) == DELETE;
        long read = m.decimal(m.find(Tags.MD_ENTRY_PX, from, to));
        long price = delete || read == Decimals.INVALID ? Ticket.NO_PRICE : read;
        long size = m.decimal(m.find(Tags.MD_ENTRY_SIZE, from, to));
        long quantity = delete || size == Decimals.INVALID ? 0 : size;
        switch (type) {
            case BID -> {
                bid = price;
                bidSize = quantity;
                quoted = true;
            }
            case OFFER -> {
                ask = price;
                askSize = quantity;
                quoted = true;
            }
            case TRADE -> {
                if (price != Ticket.NO_PRICE) {
                    markets.trade(current, price, quantity);
                }
            }
            default -> {}
        }
    }

    private void publish() {
        if (current != null && quoted) {
            quoted = false;
            markets.quote(current, bid, bidSize, ask, askSize);
        }
    }
}
