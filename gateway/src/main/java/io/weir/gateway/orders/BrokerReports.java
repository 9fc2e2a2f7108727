package io.weir.gateway.orders;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.ExecType;
import io.weir.fix.order.FillTotal;
import io.weir.fix.order.OrdStatus;
import io.weir.gateway.routing.BrokerLink;
import io.weir.risk.Risk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What brokers say of our children: reads it, books it, hands it on to the parents.
 *
 * <p>A fill, bust or correction counts once per (broker, trade date, ExecID). CumQty that is ahead of ours is booked as a
 * derived fill, which the missed report consumes when it comes late. Confined to the core thread.
 */
final class BrokerReports {
    private static final int UNKNOWN_ORDER = 5;
    private static final int CXL_UNKNOWN_ORDER = 1;
    private static final int BROKER_OPTION = 2;
    private static final int OTHER = 99;

    private final Ids ids;
    private final OrderTable table;
    private final Children children;
    private final Parents parents;
    private final ClientReports reports;
    private final Risk risk;
    private final Children.Alerts alerts;
    private final List<ExecIds> execIds = new ArrayList<>();
    private final FillTotal sum = new FillTotal();
    private long unknown;

    BrokerReports(
            Ids ids,
            OrderTable table,
            Children children,
            Parents parents,
            ClientReports reports,
            Risk risk,
            Children.Alerts alerts) {
        this.ids = ids;
        this.table = table;
        this.children = children;
        this.parents = parents;
        this.reports = reports;
        this.risk = risk;
        this.alerts = alerts;
    }

    private ExecIds execIds(BrokerLink broker) {
        int session = broker.session().index();
        while (execIds.size() <= session) {
            execIds.add(new ExecIds());
        }
        return execIds.get(session);
    }

    /** Goes on with the ExecIDs of the order path before. */
    void adopt(BrokerReports before) {
        execIds.addAll(before.execIds);
        unknown = before.unknown;
    }

    /** A new trade date. */
    void roll() {
        for (ExecIds each : execIds) {
            each.roll();
        }
    }

    /** Executions for orders that we do not know; each was alerted and is in the journal. */
    long unknownCount() {
        return unknown;
    }

    // ---- ExecutionReport

    void execution(BrokerLink broker, FixMessage m) {
        ChildOrder child = find(broker, m);
        if (child == null) {
            unknown++;
            alerts.alert("broker " + broker.settings().name() + " reports an order that we do not know: " + m);
            return;
        }
        ExecType type = ExecType.of(m.character(m.find(Tags.EXEC_TYPE)));
        if (type == null) {
            alerts.alert("broker " + broker.settings().name() + " sent an unknown ExecType: " + m);
            return;
        }
        if (type == ExecType.ORDER_STATUS) {
            status(child, m);
            return;
        }
        int orderId = m.find(Tags.ORDER_ID);
        if (orderId >= 0 && child.brokerOrderId.isEmpty()) {
            child.brokerOrderId.set(m, orderId);
        }
        child.answered = true;
        child.inDoubt = false;
        switch (type) {
            case TRADE, PARTIAL_FILL, FILL -> trade(broker, child, m);
            case NEW -> accepted(child);
            case REPLACED -> replaced(child, m);
            case CANCELED, EXPIRED, DONE_FOR_DAY, REJECTED -> ended(child, type, m);
            case RESTATED -> restated(child, m);
            case TRADE_CANCEL -> busted(broker, child, m);
            case TRADE_CORRECT -> corrected(broker, child, m);
            case PENDING_NEW, PENDING_CANCEL, PENDING_REPLACE, STOPPED, SUSPENDED, CALCULATED, ORDER_STATUS -> {}
        }
    }

    private @Nullable ChildOrder find(BrokerLink broker, FixMessage m) {
        ChildOrder child = find(broker, m, m.find(broker.tag(Tags.CL_ORD_ID)));
        return child != null ? child : find(broker, m, m.find(broker.tag(Tags.ORIG_CL_ORD_ID)));
    }

    private @Nullable ChildOrder find(BrokerLink broker, FixMessage m, int field) {
        if (field < 0) {
            return null;
        }
        long id = ids.read(m.buffer(), m.valueStart(field), m.valueEnd(field));
        ChildOrder child = id == Ids.NONE ? null : table.child(id);
        return child != null && child.broker == broker ? child : null;
    }

    private void accepted(ChildOrder child) {
        if (child.status == OrdStatus.PENDING_NEW) {
            child.status = OrdStatus.NEW;
            parents.childAccepted(child);
        }
    }

    private void trade(BrokerLink broker, ChildOrder child, FixMessage m) {
        long qty = m.decimal(m.find(Tags.LAST_QTY));
        long px = m.decimal(m.find(Tags.LAST_PX));
        int exec = m.find(Tags.EXEC_ID);
        if (!fresh(broker, m, exec)) {
            return;
        }
        long cum = m.decimal(m.find(Tags.CUM_QTY));
        if (qty != Decimals.INVALID && qty > 0 && px != Decimals.INVALID && fits(child, qty)) {
            long hash = ChildOrder.execHash(m.buffer(), m.valueStart(exec), m.valueEnd(exec));
            int derived = child.findDerived();
            long rest = qty;
            while (rest > 0 && derived >= 0 && cum != Decimals.INVALID && cum <= child.filled.qtyE8()) {
                rest -= consume(child, derived, hash, rest, px, m);
                derived = child.findDerived();
            }
            if (rest > 0) {
                book(child, hash, rest, px, m);
            }
        } else {
            alerts.alert("broker " + broker.settings().name() + " sent a fill that cannot be booked: " + m);
        }
        derive(child, cum, m);
        endIfReported(child, m);
    }

    /** Whether an ExecID is new on its trade date; a report without one cannot be told from another. */
    private boolean fresh(BrokerLink broker, FixMessage m, int exec) {
        if (exec < 0 || m.valueLength(exec) == 0) {
            alerts.alert("broker " + broker.settings().name() + " sent an execution without ExecID: " + m);
            return false;
        }
        ExecIds known = execIds(broker);
        boolean again = m.flag(Tags.POSS_DUP_FLAG) || m.flag(Tags.POSS_RESEND);
        if (again && known.knownYesterday(m.buffer(), m.valueStart(exec), m.valueEnd(exec))) {
            return false;
        }
        return known.add(m.buffer(), m.valueStart(exec), m.valueEnd(exec));
    }

    /** Whether a further quantity can be counted at all. */
    private static boolean fits(ChildOrder child, long qtyE8) {
        return child.filled.qtyE8() + qtyE8 >= 0 && child.parent().filled.qtyE8() + qtyE8 >= 0;
    }

    private void book(ChildOrder child, long execHash, long qtyE8, long pxE8, @Nullable FixMessage m) {
        boolean wasLive = child.isLive();
        if (!child.filled.add(pxE8, qtyE8)) {
            throw new IllegalStateException("CumQty of child " + ids.text(child.number) + " overflows");
        }
        ParentOrder p = child.parent();
        risk.filled(child.number, p.instrument().index(), p.side, qtyE8, pxE8);
        if (!wasLive) {
            alerts.alert("child " + ids.text(child.number) + " of order " + ids.text(p.number) + " was " + child.status
                    + " and is filled for another " + Decimals.text(qtyE8));
        } else {
            child.status = OrdStatus.PARTIALLY_FILLED;
            if (child.leavesE8() == 0) {
                children.end(child, OrdStatus.FILLED);
            }
        }
        long reportedAs = parents.childFilled(child, qtyE8, pxE8, m);
        child.addFill(execHash, qtyE8, pxE8, reportedAs);
    }

    /** CumQty ahead of ours: the missing quantity at the price that AvgPx implies. */
    private void derive(ChildOrder child, long cumE8, FixMessage m) {
        long missing = cumE8 == Decimals.INVALID ? 0 : cumE8 - child.filled.qtyE8();
        if (missing <= 0 || !fits(child, missing)) {
            return;
        }
        long average = m.decimal(m.find(Tags.AVG_PX));
        long px = average == Decimals.INVALID ? 0 : child.filled.missingPriceE8(cumE8, average);
        alerts.alert("child " + ids.text(child.number) + ": the broker's CumQty " + Decimals.text(cumE8)
                + " is ahead of ours; booked " + Decimals.text(missing) + " at " + Decimals.text(px));
        book(child, ChildOrder.DERIVED, missing, px, null);
    }

    /**
     * The report of a fill that was derived before has come: it takes the derived one's place, or a part of it, whose rest then
     * has the price that the sum implies. The client hears a correction only where the last part shows that the sum was wrong.
     *
     * @return what of the quantity was derived
     */
    private long consume(ChildOrder child, int derived, long execHash, long qtyE8, long pxE8, FixMessage m) {
        long derivedQty = child.fillQtyE8(derived);
        long derivedPx = child.fillPriceE8(derived);
        long reportedAs = child.fillReportedAs(derived);
        long consumed = Math.min(qtyE8, derivedQty);
        sum.clear();
        sum.add(pxE8, consumed);
        takeBack(child, derivedQty, derivedPx);
        putIn(child, consumed, pxE8);
        if (consumed < derivedQty) {
            long restPx = sum.missingPriceE8(derivedQty, derivedPx);
            child.setFill(derived, ChildOrder.DERIVED, derivedQty - consumed, restPx);
            child.addFill(execHash, consumed, pxE8, reportedAs);
            putIn(child, derivedQty - consumed, restPx);
            return consumed;
        }
        child.setFill(derived, execHash, consumed, pxE8);
        sum.clear();
        child.sumFills(reportedAs, sum);
        // The derived price was rounded, by half a unit for each share of the sum.
        long rounding = sum.qtyE8() / consumed + 1;
        if (Math.abs(pxE8 - derivedPx) > rounding) {
            reports.changed(child.parent(), child, ExecType.TRADE_CORRECT, reportedAs, sum.qtyE8(), sum.averageE8(), m);
        }
        return consumed;
    }

    private void putIn(ChildOrder child, long qtyE8, long pxE8) {
        ParentOrder p = child.parent();
        child.filled.add(pxE8, qtyE8);
        p.filled.add(pxE8, qtyE8);
        risk.filled(child.number, p.instrument().index(), p.side, qtyE8, pxE8);
    }

    private void takeBack(ChildOrder child, long qtyE8, long pxE8) {
        ParentOrder p = child.parent();
        child.filled.remove(pxE8, qtyE8);
        p.filled.remove(pxE8, qtyE8);
        risk.busted(child.number, p.instrument().index(), p.side, qtyE8, pxE8);
    }

    /** A fill's OrdStatus may say that nothing more comes. */
    private void endIfReported(ChildOrder child, FixMessage m) {
        OrdStatus reported = OrdStatus.of(m.character(m.find(Tags.ORD_STATUS)));
        if (child.isLive() && reported == OrdStatus.FILLED && child.pending != ChildOrder.Pending.REPLACE) {
            children.end(child, OrdStatus.FILLED);
            parents.childEnded(child, false, "the broker reports the order as filled");
        }
    }

    private void ended(ChildOrder child, ExecType type, FixMessage m) {
        derive(child, m.decimal(m.find(Tags.CUM_QTY)), m);
        if (!child.isLive()) {
            return;
        }
        String text = m.textOf(Tags.TEXT);
        if (type == ExecType.REJECTED) {
            children.end(child, OrdStatus.REJECTED);
            parents.childRejected(child, m, text);
            return;
        }
        boolean asked = child.pending == ChildOrder.Pending.CANCEL;
        children.end(
                child,
                switch (type) {
                    case EXPIRED -> OrdStatus.EXPIRED;
                    case DONE_FOR_DAY -> OrdStatus.DONE_FOR_DAY;
                    default -> OrdStatus.CANCELED;
                });
        parents.childEnded(child, asked, text);
    }

    private void replaced(ChildOrder child, FixMessage m) {
        if (child.pending == ChildOrder.Pending.REPLACE) {
            child.orderQtyE8 = child.newQtyE8;
            child.priceE8 = child.newPriceE8;
            child.clOrdId = child.pendingId;
            risk.replaced(child.number);
            settle(child);
            parents.childReplaced(child, false, m);
            derive(child, m.decimal(m.find(Tags.CUM_QTY)), m);
        } else {
            alerts.alert(
                    "child " + ids.text(child.number) + ": the broker reports a replace that we did not ask for: " + m);
        }
    }

    private void restated(ChildOrder child, FixMessage m) {
        long qty = m.decimal(m.find(Tags.ORDER_QTY));
        long leaves = m.decimal(m.find(Tags.LEAVES_QTY));
        long price = m.decimal(m.find(Tags.PRICE));
        long total = qty != Decimals.INVALID
                ? qty
                : leaves == Decimals.INVALID ? child.orderQtyE8 : child.filled.qtyE8() + leaves;
        if (!child.isLive() || total <= 0) {
            return;
        }
        child.orderQtyE8 = total;
        if (price != Decimals.INVALID) {
            child.priceE8 = price;
        }
        risk.restated(child.number, total, child.priceE8);
        if (child.leavesE8() == 0) {
            children.end(child, OrdStatus.FILLED);
        }
        parents.childReplaced(child, true, m);
    }

    private void busted(BrokerLink broker, ChildOrder child, FixMessage m) {
        int fill = referred(broker, child, m);
        if (fill < 0) {
            return;
        }
        long qty = child.fillQtyE8(fill);
        long px = child.fillPriceE8(fill);
        takeBack(child, qty, px);
        child.setFill(fill, -1, 0, 0);
        boolean reopened = child.status == OrdStatus.FILLED
                && child.parent().status == OrdStatus.FILLED
                && !child.parent().isAlgo()
                && m.decimal(m.find(Tags.LEAVES_QTY)) > 0;
        if (reopened) {
            children.reopen(child, px);
        }
        parents.childReduced(child);
        reports.changed(child.parent(), child, ExecType.TRADE_CANCEL, child.fillReportedAs(fill), qty, px, m);
    }

    private void corrected(BrokerLink broker, ChildOrder child, FixMessage m) {
        int fill = referred(broker, child, m);
        long qty = m.decimal(m.find(Tags.LAST_QTY));
        long px = m.decimal(m.find(Tags.LAST_PX));
        if (fill < 0 || qty == Decimals.INVALID || qty < 0 || px == Decimals.INVALID || !fits(child, qty)) {
            alerts.alert("child " + ids.text(child.number) + ": a correction that cannot be booked: " + m);
            return;
        }
        ParentOrder p = child.parent();
        takeBack(child, child.fillQtyE8(fill), child.fillPriceE8(fill));
        putIn(child, qty, px);
        int exec = m.find(Tags.EXEC_ID);
        child.setFill(fill, ChildOrder.execHash(m.buffer(), m.valueStart(exec), m.valueEnd(exec)), qty, px);
        parents.childReduced(child);
        reports.changed(p, child, ExecType.TRADE_CORRECT, child.fillReportedAs(fill), qty, px, m);
    }

    /** The fill that a bust or a correction is about, or -1. */
    private int referred(BrokerLink broker, ChildOrder child, FixMessage m) {
        if (!fresh(broker, m, m.find(Tags.EXEC_ID))) {
            return -1;
        }
        int reference = m.find(Tags.EXEC_REF_ID);
        int fill = reference < 0
                ? -1
                : child.findFill(ChildOrder.execHash(m.buffer(), m.valueStart(reference), m.valueEnd(reference)));
        if (fill < 0) {
            alerts.alert(
                    "child " + ids.text(child.number) + ": a bust or correction of a fill that we do not know: " + m);
        }
        return fill;
    }

    // ---- answers to OrderStatusRequest

    private void status(ChildOrder child, FixMessage m) {
        child.asked = false;
        OrdStatus reported = OrdStatus.of(m.character(m.find(Tags.ORD_STATUS)));
        if (reported == OrdStatus.REJECTED) {
            boolean neverHadIt = m.unsigned(m.find(Tags.ORD_REJ_REASON)) == UNKNOWN_ORDER || !child.answered;
            if (neverHadIt) {
                neverArrived(child, m.textOf(Tags.TEXT));
            } else {
                differs(child, m);
            }
            return;
        }
        child.answered = true;
        child.inDoubt = false;
        accepted(child);
        derive(child, m.decimal(m.find(Tags.CUM_QTY)), m);
        if (child.requestInDoubt
                && child.pending == ChildOrder.Pending.REPLACE
                && reported != OrdStatus.PENDING_REPLACE) {
            replaceInDoubt(child, m);
        }
        if (reported != null && child.isLive() && (reported.isTerminal() || reported == OrdStatus.DONE_FOR_DAY)) {
            boolean asked = child.pending == ChildOrder.Pending.CANCEL;
            children.end(child, reported);
            parents.childEnded(child, asked, m.textOf(Tags.TEXT));
        }
    }

    /** A replace may not have reached the broker: the order's ClOrdID there says whether it did. */
    private void replaceInDoubt(ChildOrder child, FixMessage m) {
        int id = m.find(Tags.CL_ORD_ID);
        if (id >= 0 && ids.read(m.buffer(), m.valueStart(id), m.valueEnd(id)) == child.pendingId) {
            replaced(child, m);
        } else {
            requestRejected(child, BROKER_OPTION, "TE007 the replace did not reach the broker");
        }
    }

    private void neverArrived(ChildOrder child, String text) {
        if (!child.isLive()) {
            return;
        }
        if (child.answered) {
            alerts.alert(
                    "child " + ids.text(child.number) + ": the broker has forgotten an order that it had: " + text);
        }
        ParentOrder p = child.parent();
        boolean ending = p.endsAs != OrdStatus.NEW || child.filled.qtyE8() > 0;
        children.end(child, ending ? OrdStatus.CANCELED : OrdStatus.REJECTED);
        if (ending) {
            parents.childEnded(child, true, text);
        } else {
            parents.childRejected(child, null, "TE007 the order did not reach the broker");
        }
    }

    private void differs(ChildOrder child, FixMessage m) {
        alerts.alert("child " + ids.text(child.number) + " is " + child.status + " here, the broker says: " + m);
    }

    // ---- OrderCancelReject, rejects

    void cancelRejected(BrokerLink broker, FixMessage m) {
        ChildOrder child = find(broker, m);
        if (child == null) {
            unknown++;
            alerts.alert("broker " + broker.settings().name() + " rejects a request that we do not know: " + m);
            return;
        }
        int reason = (int) m.unsigned(m.find(Tags.CXL_REJ_REASON));
        if (reason == CXL_UNKNOWN_ORDER && child.isLive() && !child.answered) {
            neverArrived(child, m.textOf(Tags.TEXT));
            return;
        }
        if (!child.isLive() || child.pending == ChildOrder.Pending.NOTHING) {
            return;
        }
        requestRejected(child, reason < 0 ? OTHER : reason, m.textOf(Tags.TEXT));
    }

    private void requestRejected(ChildOrder child, int reason, String text) {
        boolean replace = child.pending == ChildOrder.Pending.REPLACE;
        if (replace) {
            risk.replaceRejected(child.number);
        }
        settle(child);
        parents.childRequestRejected(child, replace, reason, text);
    }

    /** A replace is decided: what is filled already may be all that the order is for. */
    private void settle(ChildOrder child) {
        if (child.filled.qtyE8() >= child.orderQtyE8) {
            children.end(child, OrdStatus.FILLED);
        } else {
            children.settled(child);
        }
    }

    /** A replace was withheld by the kill switch: the broker never hears of it. */
    void replaceWithheld(ChildOrder child) {
        requestRejected(child, BROKER_OPTION, "TE008 withheld by the kill switch");
    }

    /** A BusinessMessageReject (35=j) or a session-level Reject (35=3) of something that we sent. */
    void rejected(BrokerLink broker, FixMessage m) {
        alerts.alert("broker " + broker.settings().name() + " rejects our message: " + m);
        long number = m.unsigned(m.find(Tags.REF_SEQ_NUM));
        ChildOrder child = sentAs(broker, number);
        if (child == null) {
            return;
        }
        String text = m.textOf(Tags.TEXT);
        if (child.isRequestSentWithin(number, number)) {
            requestRejected(child, OTHER, text);
        } else if (!child.answered) {
            children.end(child, OrdStatus.REJECTED);
            parents.childRejected(child, null, "TE007 the broker rejects the message: " + text);
        }
    }

    /** The live child whose order, or whose pending request, went out under a number. */
    private @Nullable ChildOrder sentAs(BrokerLink broker, long number) {
        for (ParentOrder p : table.open()) {
            for (ChildOrder child = p.firstChild; child != null; child = child.next) {
                boolean that = child.isLive()
                        && child.broker == broker
                        && (child.isSentWithin(number, number) || child.isRequestSentWithin(number, number));
                if (that) {
                    return child;
                }
            }
        }
        return null;
    }

    long stateHash() {
        long hash = unknown;
        for (ExecIds each : execIds) {
            hash = hash * 31 + each.stateHash();
        }
        return hash;
    }
}
