package io.weir.paper.market;

import io.weir.fix.codec.Decimals;
import io.weir.fix.order.Side;
import java.util.ArrayList;
import java.util.List;

/** A market under test that writes down what it says, one line an event in the manner of FIX. */
final class Scene implements MarketListener {
    static final long START = 1_795_000_000_000_000_000L;
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;

    final Market market;
    private final List<String> lines = new ArrayList<>();
    private boolean quotes;
    private long now = START;

    /** The listings as they are. */
    Scene(MarketSettings settings, Script script, Listing... listings) {
        market = new Market(List.of(listings), settings, script, this);
        market.advance(now);
        lines.clear();
    }

    /** One symbol, ABC, with nobody but clients in its book. */
    static Scene quiet(String script) {
        Listing listing = Listing.share("ABC", e8("100")).quiet();
        return new Scene(MarketSettings.of(1, ""), Script.parse(script, "test"), listing);
    }

    static long e8(String decimal) {
        return Decimals.parse(decimal);
    }

    static Terms buy(String qty, String price) {
        return Terms.limit("ABC", Side.BUY, e8(qty), e8(price));
    }

    static Terms sell(String qty, String price) {
        return Terms.limit("ABC", Side.SELL, e8(qty), e8(price));
    }

    /** Writes down trades and changes of the best prices, too. */
    Scene withQuotes() {
        quotes = true;
        return this;
    }

    Scene pass(long nanos) {
        now += nanos;
        market.advance(now);
        return this;
    }

    /** An order of client A. */
    Scene order(String clOrdID, Terms terms) {
        return order("A", clOrdID, terms);
    }

    Scene order(String client, String clOrdID, Terms terms) {
        market.submit(now, new NewOrder(client, clOrdID, "", terms));
        return this;
    }

    Scene cancel(String clOrdID, String origClOrdID) {
        market.cancel(now, new CancelRequest("A", clOrdID, origClOrdID));
        return this;
    }

    Scene replace(String clOrdID, String origClOrdID, Terms terms) {
        market.replace(now, new ReplaceRequest("A", clOrdID, origClOrdID, terms));
        return this;
    }

    Scene ask(String clOrdID) {
        market.status(now, new StatusRequest("A", "", clOrdID, "ABC", Side.BUY));
        return this;
    }

    Scene askAll() {
        market.massStatus(now, new StatusRequest("A", "M1", "", "", Side.BUY));
        return this;
    }

    /** What was said since the last look. */
    List<String> said() {
        List<String> said = List.copyOf(lines);
        lines.clear();
        return said;
    }

    @Override
    public void report(Execution e) {
        lines.add(e.client() + " " + line(e));
    }

    @Override
    public void cancelRejected(CancelReject r) {
        lines.add(r.client() + " 35=9 39=" + (char) r.status().code() + " 37=" + r.orderId() + " 11=" + r.clOrdID()
                + " 41=" + r.origClOrdID() + " 434=" + (r.replace() ? 2 : 1) + " 102=" + r.reason() + " 58="
                + r.text());
    }

    @Override
    public void status(StatusRequest request, Execution status) {
        lines.add(request.client() + " " + line(status));
    }

    @Override
    public void massStatus(StatusRequest request, List<Execution> statuses) {
        lines.add(request.client() + " 584=" + request.requestId() + " 911=" + statuses.size());
        for (Execution status : statuses) {
            lines.add(request.client() + " " + line(status));
        }
    }

    @Override
    public void traded(MarketTrade trade) {
        if (quotes) {
            lines.add("trade " + text(trade.qtyE8()) + " at " + text(trade.priceE8()));
        }
    }

    @Override
    public void topChanged(String symbol) {
        if (quotes) {
            Depth depth = new Depth(1);
            market.depth(symbol, depth);
            lines.add("top " + side(depth, true) + " / " + side(depth, false));
        }
    }

    @Override
    public void disconnect(String client) {
        lines.add(client + " disconnect");
    }

    static String text(long e8) {
        return Decimals.text(e8);
    }

    private static String side(Depth depth, boolean buy) {
        return depth.levels(buy) == 0 ? "none" : text(depth.qtyE8(buy, 0)) + " at " + text(depth.priceE8(buy, 0));
    }

    private static String line(Execution e) {
        StringBuilder line = new StringBuilder();
        line.append("150=").append((char) e.type().code());
        line.append(" 39=").append((char) e.status().code());
        line.append(" 37=").append(e.orderId()).append(" 17=").append(e.execId());
        line.append(" 11=").append(e.clOrdID());
        if (!e.origClOrdID().isEmpty()) {
            line.append(" 41=").append(e.origClOrdID());
        }
        line.append(" 38=").append(text(e.terms().qtyE8()));
        if (e.trade().qtyE8() != 0) {
            line.append(" 32=").append(text(e.trade().qtyE8()));
            line.append(" 31=").append(text(e.trade().priceE8()));
        }
        if (!e.trade().execRefId().isEmpty()) {
            line.append(" 19=").append(e.trade().execRefId());
        }
        line.append(" 14=").append(text(e.cumE8())).append(" 151=").append(text(e.leavesE8()));
        line.append(" 6=").append(text(e.avgPxE8()));
        if (e.reason() != Execution.NO_REASON) {
            line.append(" reason=").append(e.reason());
        }
        return e.text().isEmpty()
                ? line.toString()
                : line.append(" 58=").append(e.text()).toString();
    }
}
