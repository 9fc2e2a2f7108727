package io.weir.conformance.simulation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client's order as the client knows it: from its own requests and from the reports, whose sense is checked one by one. */
final class ToldOrder {
    private static final String ENDED = "2348C";

    /** A fill under the ExecID that the client was told. */
    private record Fill(long qty, BigDecimal px) {}

    final Client client;
    /** The ClOrdID of its D. */
    final String root;

    final String symbol;
    String clOrdId;
    String orderId = "";
    char side = '1';
    char ordType = '2';
    char timeInForce = '0';
    String strategy = "";
    String stopPx = "";
    long orderQty;
    long cumQty;
    String pendingReplace = "";
    String pendingCancel = "";
    private char status;
    private final Map<String, Fill> fills = new LinkedHashMap<>();

    private ToldOrder(Client client, String root, String symbol) {
        this.client = client;
        this.root = root;
        this.clOrdId = root;
        this.symbol = symbol;
    }

    /** The order of a NewOrderSingle. */
    static ToldOrder of(Client client, Message order) {
        ToldOrder told = new ToldOrder(client, order.get(11), order.get(55));
        told.side = order.is(54);
        told.ordType = order.is(40);
        told.timeInForce = order.is(59);
        told.strategy = order.get(847);
        told.orderQty = order.shares(38);
        told.stopPx = order.get(99);
        return told;
    }

    /** One that nobody has sent. */
    static ToldOrder unknown(Client client) {
        return new ToldOrder(client, "unknown", "AAPL");
    }

    boolean isOpen() {
        return status != 0 && !isEnd(status);
    }

    /** What is done for the day goes on the next one, where it is good for longer. */
    private boolean isEnd(char state) {
        boolean rests = state == '3' && (timeInForce == '1' || timeInForce == '6');
        return ENDED.indexOf(state) >= 0 && !rests;
    }

    boolean isCancelPending() {
        return !pendingCancel.isEmpty();
    }

    /** Whether any report has come. */
    boolean isKnown() {
        return status != 0;
    }

    char status() {
        return status;
    }

    private void require(boolean holds, String what, Message m) {
        if (!holds) {
            client.world.fail(client.name + " " + what + ": " + m);
        }
    }

    /** An execution report of this order. */
    void report(Message m) {
        char exec = m.is(150);
        char next = m.is(39);
        require(m.get(55).equals(symbol) && m.is(54) == side, "is told another order", m);
        chain(m, exec);
        book(m, exec);
        state(m, exec, next);
        status = next;
        cumQty = m.shares(14);
        orderQty = m.shares(38);
        stopPx = m.has(99) ? m.get(99) : stopPx;
    }

    /** A cancel or a replace of this order is refused. */
    void rejected(Message m) {
        pendingReplace = pendingReplace.equals(m.get(11)) ? "" : pendingReplace;
        pendingCancel = pendingCancel.equals(m.get(11)) ? "" : pendingCancel;
        status = m.is(39);
    }

    private void chain(Message m, char exec) {
        switch (exec) {
            case '6' -> {
                require(pendingCancel.isEmpty(), "has two cancels pending", m);
                require(m.get(41).equals(clOrdId), "is told another OrigClOrdID than " + clOrdId, m);
                pendingCancel = m.get(11);
            }
            case 'E' -> {
                require(pendingReplace.isEmpty(), "has two replaces pending", m);
                require(m.get(41).equals(clOrdId), "is told another OrigClOrdID than " + clOrdId, m);
                pendingReplace = m.get(11);
            }
            case '5' -> {
                require(m.get(11).equals(pendingReplace), "is told of a replace not asked for", m);
                require(m.get(41).equals(clOrdId), "is told another OrigClOrdID than " + clOrdId, m);
                clOrdId = pendingReplace;
                pendingReplace = "";
            }
            default -> {
                boolean answersCancel = exec == '4' && m.has(41);
                require(m.get(11).equals(answersCancel ? pendingCancel : clOrdId), "is told another ClOrdID", m);
                if (answersCancel) {
                    require(m.get(41).equals(clOrdId), "is told another OrigClOrdID than " + clOrdId, m);
                    clOrdId = client.isMassCancel(pendingCancel) ? clOrdId : pendingCancel;
                    pendingCancel = "";
                }
            }
        }
    }

    private void book(Message m, char exec) {
        long before = cumQty;
        switch (exec) {
            case 'F' -> {
                require(m.shares(32) > 0, "is told a fill of nothing", m);
                require(m.shares(14) == before + m.shares(32), "had " + before + " and is told a fill", m);
                require(
                        fills.put(m.get(17), new Fill(m.shares(32), new BigDecimal(m.get(31)))) == null,
                        "is told an ExecID again",
                        m);
            }
            case 'G' ->
                require(
                        fills.replace(m.get(19), new Fill(m.shares(32), new BigDecimal(m.get(31)))) != null,
                        "is told a correction of nothing",
                        m);
            case 'H' -> require(fills.remove(m.get(19)) != null, "is told a bust of nothing", m);
            default -> require(m.shares(14) == before, "had " + before + " filled", m);
        }
        long sum = 0;
        BigDecimal notional = BigDecimal.ZERO;
        for (Fill fill : fills.values()) {
            sum += fill.qty();
            notional = notional.add(fill.px().multiply(BigDecimal.valueOf(fill.qty())));
        }
        require(m.shares(14) == sum, "adds up its ExecIDs to " + sum, m);
        BigDecimal average =
                sum == 0 ? BigDecimal.ZERO : notional.divide(BigDecimal.valueOf(sum), 8, RoundingMode.HALF_UP);
        // A correction of several fills that were told as one tells their average, which is rounded.
        boolean near = average.subtract(new BigDecimal(m.get(6))).abs().compareTo(new BigDecimal("0.00001")) <= 0;
        require(near, "adds up its ExecIDs to an average of " + average, m);
    }

    private void state(Message m, char exec, char next) {
        boolean ended = isEnd(next);
        long qty = m.shares(38);
        long cum = m.shares(14);
        require(m.shares(151) == (ended ? 0 : Math.max(0, qty - cum)), "is told wrong leaves", m);
        boolean fits = switch (next) {
            case '0', 'A', '8' -> cum == 0 || next == '8';
            case '1' -> cum > 0;
            case '2' -> cum >= qty;
            default -> true;
        };
        require(fits, "is told a state that its quantities deny", m);
        boolean named = switch (exec) {
            case 'A' -> next == 'A' && status == 0;
            case '0' -> "01E6".indexOf(next) >= 0;
            case '4' -> next == '4';
            case '8' -> next == '8';
            case 'C' -> next == 'C';
            case '3' -> "36E".indexOf(next) >= 0;
            case '5' -> "01236".indexOf(next) >= 0;
            case '6' -> next == '6';
            case 'E' -> next == 'E';
            default -> true;
        };
        require(named, "is told a state that is not of the report's kind", m);
        require(
                exec == 'I' || exec == 'F' || exec == 'G' || exec == 'H' || !hasEnded(),
                "is told more of an ended order",
                m);
        boolean revives = exec == 'G' || exec == 'H';
        require(!hasEnded() || ended || revives, "has an ended order that lives again", m);
        require(
                exec != 'F' || !hasEnded() || next == status,
                "has an ended order whose late fill changes its state",
                m);
        if (next == 'A') {
            require(status == 0 || status == 'A', "has an order that is new again", m);
        }
    }

    private boolean hasEnded() {
        return status != 0 && isEnd(status);
    }

    @Override
    public String toString() {
        return client.name + " " + clOrdId + " (" + orderId + ") " + status;
    }
}
