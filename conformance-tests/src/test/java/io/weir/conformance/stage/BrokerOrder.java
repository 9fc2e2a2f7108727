package io.weir.conformance.stage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An order at the scripted broker: what was asked, and everything that the broker may say of it.
 *
 * <p>What it says follows from what it has said before: CumQty, LeavesQty, AvgPx.
 */
public final class BrokerOrder {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final QuickFixBroker broker;
    private final String orderId = "B" + NUMBERS.incrementAndGet();
    private final Wire order;
    private final List<Wire> requests = new ArrayList<>();
    private final List<BrokerFill> fills = new ArrayList<>();
    private String clOrdId;
    private BigDecimal qty;
    private String price;
    private String status = "A";
    private int lastFill;

    /** A fill that counts. */
    private record BrokerFill(String execId, BigDecimal qty, BigDecimal price) {}

    BrokerOrder(QuickFixBroker broker, Wire order) {
        this.broker = broker;
        this.order = order;
        clOrdId = order.get(11);
        qty = order.decimal(38);
        price = order.get(44);
    }

    /** The order as it came. */
    public Wire order() {
        return order;
    }

    /** The ClOrdID that it has now. */
    public synchronized String clOrdId() {
        return clOrdId;
    }

    /** Our number of it. */
    public String orderId() {
        return orderId;
    }

    synchronized void requested(Wire request) {
        requests.add(request);
    }

    /** The cancels (F) or replaces (G) of it. */
    public synchronized List<Wire> requests(String type) {
        return requests.stream().filter(r -> r.type().equals(type)).toList();
    }

    /** Waits for the n-th cancel (F) or replace (G) of it. */
    public Wire await(String type, int count) {
        Waiting.until(
                "request " + count + " of type " + type + " for " + clOrdId,
                () -> requests(type).size() >= count);
        return requests(type).get(count - 1);
    }

    private Wire lastRequest(String type) {
        await(type, 1);
        List<Wire> all = requests(type);
        return all.get(all.size() - 1);
    }

    // ---- what the broker says

    /** 150=0. */
    public synchronized BrokerOrder ack() {
        status = "0";
        report("0").send();
        return this;
    }

    /** 150=8. */
    public synchronized void reject(int reason, String text) {
        status = "8";
        report("8").with(103, reason).with(58, text).send();
    }

    /** 150=F under the next ExecID, which is returned. */
    public synchronized String fill(long lastQty, String lastPx) {
        String execId = orderId + "-" + ++lastFill;
        fill(execId, lastQty, lastPx).send();
        return execId;
    }

    /** 150=F under an ExecID, to be sent. */
    public synchronized Draft fill(String execId, long lastQty, String lastPx) {
        fills.add(new BrokerFill(execId, BigDecimal.valueOf(lastQty), new BigDecimal(lastPx)));
        status = cum().compareTo(qty) >= 0 ? "2" : "1";
        return report("F").with(17, execId).with(32, lastQty).with(31, lastPx);
    }

    /** Fills without a word: what CumQty says of it later is news. */
    public synchronized void fillSilently(long lastQty, String lastPx) {
        fill(orderId + "-" + ++lastFill, lastQty, lastPx);
    }

    /** 150=6 for the last cancel. */
    public synchronized void pendingCancel() {
        Wire request = lastRequest("F");
        report("6").with(39, "6").with(11, request.get(11)).with(41, clOrdId).send();
    }

    /** 150=4 for the last cancel. */
    public void canceled() {
        Wire request = lastRequest("F");
        synchronized (this) {
            status = "4";
            report("4").with(11, request.get(11)).with(41, clOrdId).send();
        }
    }

    /** 35=9 for the last cancel. */
    public void cancelRejected(int reason, String text) {
        rejected("1", lastRequest("F"), reason, text);
    }

    /** 35=9 for the last replace. */
    public void replaceRejected(int reason, String text) {
        rejected("2", lastRequest("G"), reason, text);
    }

    private synchronized void rejected(String responseTo, Wire request, int reason, String text) {
        Draft rejection = new Draft(broker, "9")
                .with(37, orderId)
                .with(11, request.get(11))
                .with(41, clOrdId)
                .with(39, status)
                .with(434, responseTo)
                .with(102, reason);
        (text.isEmpty() ? rejection : rejection.with(58, text)).send();
    }

    /** 150=5: the last replace holds. */
    public void replaced() {
        Wire request = lastRequest("G");
        synchronized (this) {
            String old = clOrdId;
            clOrdId = request.get(11);
            qty = request.decimal(38);
            price = request.get(44);
            status = cum().signum() == 0 ? "0" : cum().compareTo(qty) < 0 ? "1" : "2";
            report("5").with(41, old).send();
        }
    }

    /** 150=4 without a request. */
    public synchronized void unsolicitedCancel(String text) {
        status = "4";
        report("4").with(58, text).send();
    }

    /** 150=3 or 150=C. */
    public synchronized void ended(String type) {
        status = type;
        report(type).send();
    }

    /** 150=H of a fill. */
    public synchronized void bust(String execId) {
        BrokerFill fill = take(execId);
        status = cum().signum() == 0 ? "0" : "1";
        report("H")
                .with(19, execId)
                .with(32, fill.qty().toPlainString())
                .with(31, fill.price().toPlainString())
                .send();
    }

    /** 150=G of a fill: it has another price. */
    public synchronized void correct(String execId, String newPrice) {
        BrokerFill fill = take(execId);
        String next = orderId + "-" + ++lastFill;
        fills.add(new BrokerFill(next, fill.qty(), new BigDecimal(newPrice)));
        report("G")
                .with(17, next)
                .with(19, execId)
                .with(32, fill.qty().toPlainString())
                .with(31, newPrice)
                .send();
    }

    /** 150=G of a fill: it was of another quantity and price. */
    public synchronized void correct(String execId, long newQty, String newPrice) {
        take(execId);
        String next = orderId + "-" + ++lastFill;
        fills.add(new BrokerFill(next, BigDecimal.valueOf(newQty), new BigDecimal(newPrice)));
        status = cum().compareTo(qty) >= 0 ? "2" : "1";
        report("G")
                .with(17, next)
                .with(19, execId)
                .with(32, newQty)
                .with(31, newPrice)
                .send();
    }

    /** 150=D, 378=1: the order lives on in a new day. */
    public synchronized void renew() {
        status = cum().signum() == 0 ? "0" : "1";
        report("D").with(378, 1).send();
    }

    /** 150=D, 378=0: two shares for one. */
    public synchronized void split() {
        BigDecimal two = BigDecimal.valueOf(2);
        qty = qty.multiply(two);
        price = new BigDecimal(price).divide(two).toPlainString();
        fills.replaceAll(
                f -> new BrokerFill(f.execId(), f.qty().multiply(two), f.price().divide(two)));
        report("D").with(378, 0).send();
    }

    /** 150=3 for an order that lives on: its leaves stay. */
    public synchronized void restsForTheDay() {
        report("3").with(39, "3").send();
    }

    private BrokerFill take(String execId) {
        BrokerFill fill = fills.stream()
                .filter(f -> f.execId().equals(execId))
                .findFirst()
                .orElseThrow();
        fills.remove(fill);
        return fill;
    }

    /** 150=D: the broker changes the quantity by itself. */
    public void restate(long newQty) {
        restate(newQty, 5);
    }

    /** The same for an ExecRestatementReason (378). */
    public synchronized void restate(long newQty, int reason) {
        qty = BigDecimal.valueOf(newQty);
        report("D").with(378, reason).send();
    }

    /** 150=I: where it stands. */
    public synchronized Draft status(Wire request) {
        Draft report = report("I").with(17, "0");
        return request.has(790) ? report.with(790, request.get(790)) : report;
    }

    /** 35=j for the order (D) or its last request of a type. */
    public void businessReject(String type) {
        Wire message = type.equals("D") ? order : lastRequest(type);
        new Draft(broker, "j")
                .with(45, message.get(34))
                .with(372, type)
                .with(380, 4)
                .with(58, "not understood")
                .send();
    }

    /** An execution report as the order stands, to be changed and sent. */
    public synchronized Draft report(String execType) {
        boolean done = "2348C".contains(status);
        Draft report = new Draft(broker, "8")
                .with(37, orderId)
                .with(17, orderId + "-E" + broker.nextExecution())
                .with(150, execType)
                .with(39, status)
                .with(11, clOrdId)
                .with(55, order.get(55))
                .with(54, order.get(54))
                .with(38, qty.toPlainString())
                .with(40, order.get(40))
                .with(59, order.get(59))
                .with(14, cum().toPlainString())
                .with(151, done ? "0" : qty.subtract(cum()).max(BigDecimal.ZERO).toPlainString())
                .with(6, average().toPlainString())
                .with(60, Draft.time(0));
        return price.isEmpty() ? report : report.with(44, price);
    }

    private BigDecimal cum() {
        return fills.stream().map(BrokerFill::qty).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal average() {
        BigDecimal cum = cum();
        return cum.signum() == 0
                ? BigDecimal.ZERO
                : fills.stream()
                        .map(f -> f.qty().multiply(f.price()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(cum, 8, RoundingMode.HALF_UP)
                        .stripTrailingZeros();
    }

    /** What is filled of it. */
    public synchronized BigDecimal filled() {
        return cum();
    }

    /** What is left of it. */
    public synchronized BigDecimal leaves() {
        return "2348C".contains(status) ? BigDecimal.ZERO : qty.subtract(cum());
    }

    /** OrdStatus (39). */
    public synchronized String status() {
        return status;
    }
}
