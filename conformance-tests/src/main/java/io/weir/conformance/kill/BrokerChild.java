package io.weir.conformance.kill;

import io.weir.conformance.stage.Draft;
import io.weir.conformance.stage.Engine;
import io.weir.conformance.stage.Wire;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** An order at the broker under load: what it says of it follows from what it has said before. */
final class BrokerChild {
    private final Wire order;
    private final String orderId;
    private String clOrdId;
    private int qty;
    private int cum;
    private BigDecimal value = BigDecimal.ZERO;
    private String price;
    private String status = "A";

    BrokerChild(Wire order, String orderId) {
        this.order = order;
        this.orderId = orderId;
        clOrdId = order.get(11);
        qty = order.decimal(38).intValue();
        price = order.get(44);
    }

    /** The order of the client that it works for, in the field that is passed through. */
    String parent() {
        return order.get(KillRun.PARENT_TAG);
    }

    /** Whether it may still be filled. */
    boolean isLive() {
        return !"248".contains(status);
    }

    /** What may still be filled. */
    int leaves() {
        return isLive() ? Math.max(0, qty - cum) : 0;
    }

    /** What is filled. */
    int cum() {
        return cum;
    }

    /** OrdStatus (39). */
    String status() {
        return status;
    }

    /** Takes it. */
    void ack() {
        status = cum == 0 ? "0" : status;
    }

    /** Refuses it. */
    void reject() {
        status = "8";
    }

    /** Fills a part. */
    void fill(int part, BigDecimal px) {
        cum += part;
        value = value.add(px.multiply(BigDecimal.valueOf(part)));
        status = cum >= qty ? "2" : "1";
    }

    /** Ends it. */
    void cancel() {
        status = "4";
    }

    /** Gives it the terms of a replace. */
    void replace(Wire request) {
        clOrdId = request.get(11);
        qty = request.decimal(38).intValue();
        price = request.get(44);
        status = cum == 0 ? "0" : cum < qty ? "1" : "2";
    }

    /** A report as it stands. */
    Draft report(Engine engine, String execId, String execType) {
        Draft report = new Draft(engine, "8")
                .with(37, orderId)
                .with(17, execId)
                .with(150, execType)
                .with(39, status)
                .with(11, clOrdId)
                .with(55, order.get(55))
                .with(54, order.get(54))
                .with(38, qty)
                .with(40, order.get(40))
                .with(59, order.get(59))
                .with(44, price)
                .with(14, cum)
                .with(151, leaves())
                .with(6, average())
                .at(60, 0);
        return report;
    }

    /** The answer to a request that is refused. */
    Draft refusal(Engine engine, Wire request, int reason) {
        return new Draft(engine, "9")
                .with(37, orderId)
                .with(11, request.get(11))
                .with(41, clOrdId)
                .with(39, status)
                .with(434, request.type().equals("F") ? 1 : 2)
                .with(102, reason);
    }

    /** The report that a cancel or a replace has been done, or waits. */
    Draft answer(Engine engine, String execId, String execType, Wire request) {
        return report(engine, execId, execType).with(11, request.get(11)).with(41, request.get(41));
    }

    private String average() {
        return cum == 0
                ? "0"
                : value.divide(BigDecimal.valueOf(cum), 8, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    @Override
    public String toString() {
        return clOrdId + " for " + parent() + ": 39=" + status + " " + cum + " of " + qty;
    }
}
