package io.weir.gateway.orders;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.ExecType;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.BrokerLink;
import io.weir.risk.Risk;
import org.jspecify.annotations.Nullable;

/**
 * What brokers say of our children: reads it, has fills booked, hands the rest on to the parents.
 *
 * <p>Whatever report has a CumQty ahead of ours tells of a fill that we missed. Confined to the core thread.
 */
final class BrokerReports {
    private static final int UNKNOWN_ORDER = 5;
    private static final int CXL_UNKNOWN_ORDER = 1;
    private static final int BROKER_OPTION = 2;
    private static final int CORPORATE_ACTION = 0;
    private static final int OTHER = 99;

    private final Ids ids;
    private final OrderTable table;
    private final Children children;
    private final Parents parents;
    private final Risk risk;
    private final Children.Alerts alerts;
    private final Executions executions;
    private final Differences differences;
    private long unknown;

    BrokerReports(
            Ids ids,
            OrderTable table,
            Children children,
            Parents parents,
            Executions executions,
            Risk risk,
            Children.Alerts alerts,
            Differences differences) {
        this.ids = ids;
        this.table = table;
        this.children = children;
        this.parents = parents;
        this.executions = executions;
        this.risk = risk;
        this.alerts = alerts;
        this.differences = differences;
    }

    /** What brokers and we do not agree about. */
    Differences differences() {
        return differences;
    }

    /** Goes on with what the order path before had heard. */
    void adopt(BrokerReports before) {
        executions.adopt(before.executions);
        unknown = before.unknown;
    }

    /** A new trade date, which has begun at a time (nanoseconds UTC). */
    void roll(long begunAt) {
        executions.roll(begunAt);
    }

    /** Executions for orders that we do not know; each was alerted and is in the journal. */
    long unknownCount() {
        return unknown;
    }

    // ---- ExecutionReport

    void execution(BrokerLink broker, FixMessage m) {
        ChildOrder child = find(broker, m);
        if (child == null) {
            if (!isEmptyAnswer(m)) {
                unknown++;
                alerts.alert("broker " + broker.settings().name() + " reports an order that we do not know: " + m);
                differences.stranger(broker, m);
            }
            return;
        }
        if (!child.isLive()) {
            differences.endedHere(broker, m);
        }
        ExecType type = ExecType.of(m.character(m.find(Tags.EXEC_TYPE)));
        if (type == null) {
            alerts.alert("broker " + broker.settings().name() + " sent an unknown ExecType: " + m);
            return;
        }
        if (type == ExecType.ORDER_STATUS) {
            status(broker, child, m);
            return;
        }
        int orderId = m.find(Tags.ORDER_ID);
        if (orderId >= 0 && child.brokerOrderId.isEmpty()) {
            child.brokerOrderId.set(m, orderId);
        }
        child.answered = true;
        child.inDoubt = false;
        switch (type) {
            case TRADE, PARTIAL_FILL, FILL -> {
                wakeIfWorking(child, m);
                if (executions.trade(broker, child, m)) {
                    endIfReported(child, m);
                }
            }
            case NEW -> {
                wakeIfWorking(child, m);
                accepted(child);
                executions.derive(child, m);
            }
            case REPLACED -> replaced(broker, child, m);
            case CANCELED, EXPIRED, DONE_FOR_DAY, REJECTED -> ended(child, type, m);
            case RESTATED -> restated(child, m);
            case TRADE_CANCEL -> executions.busted(broker, child, m);
            case TRADE_CORRECT -> executions.corrected(broker, child, m);
            case PENDING_NEW, PENDING_CANCEL, PENDING_REPLACE, STOPPED, SUSPENDED, CALCULATED, ORDER_STATUS ->
                executions.derive(child, m);
        }
        if (child.differs && !m.flag(Tags.POSS_DUP_FLAG) && !m.flag(Tags.POSS_RESEND)) {
            // What it says now may settle it.
            differences.compare(broker, child, m);
        }
    }

    /** The answer to a mass status question where there is no order. */
    private static boolean isEmptyAnswer(FixMessage m) {
        return m.has(Tags.MASS_STATUS_REQ_ID)
                && OrdStatus.of(m.character(m.find(Tags.ORD_STATUS))) == OrdStatus.REJECTED;
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

    /** A fill's OrdStatus may say that nothing more comes. */
    private void endIfReported(ChildOrder child, FixMessage m) {
        OrdStatus reported = OrdStatus.of(m.character(m.find(Tags.ORD_STATUS)));
        if (child.isLive() && reported == OrdStatus.FILLED && child.pending != ChildOrder.Pending.REPLACE) {
            children.end(child, OrdStatus.FILLED);
            parents.childEnded(child, false, "the broker reports the order as filled");
        }
    }

    private void ended(ChildOrder child, ExecType type, FixMessage m) {
        executions.derive(child, m);
        if (!child.isLive()) {
            return;
        }
        if (type == ExecType.REJECTED) {
            refused(child, m);
            return;
        }
        if (type == ExecType.DONE_FOR_DAY && child.timeInForce.outlivesDay()) {
            accepted(child);
            parents.childRests(child);
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
        parents.childEnded(child, asked, m.textOf(Tags.TEXT));
    }

    /** What is done for the day works again where its broker says so. */
    private void wakeIfWorking(ChildOrder child, FixMessage m) {
        OrdStatus reported = OrdStatus.of(m.character(m.find(Tags.ORD_STATUS)));
        if (reported == OrdStatus.NEW || reported == OrdStatus.PARTIALLY_FILLED) {
            parents.childWakes(child);
        }
    }

    /** The broker does not take a child; one that it has filled in part, it cancels. */
    private void refused(ChildOrder child, FixMessage m) {
        if (!child.isLive()) {
            return;
        }
        String text = m.textOf(Tags.TEXT);
        if (child.filled.qtyE8() > 0) {
            children.end(child, OrdStatus.CANCELED);
            parents.childEnded(child, false, text);
        } else {
            children.end(child, OrdStatus.REJECTED);
            parents.childRejected(child, m, text);
        }
    }

    private void replaced(BrokerLink broker, ChildOrder child, FixMessage m) {
        if (child.pending == ChildOrder.Pending.REPLACE) {
            // Whoever replaces an order has it.
            accepted(child);
            child.orderQtyE8 = Math.max(child.newQtyE8, child.filled.qtyE8());
            child.priceE8 = child.newPriceE8;
            child.clOrdId = child.pendingId;
            risk.replaced(child.number);
            settle(child);
            parents.childReplaced(child, false, m);
        } else {
            // One that we had given up, for its broker said that it works the old terms.
            alerts.alert(
                    "child " + ids.text(child.number) + ": the broker reports a replace that we did not ask for: " + m);
            int id = m.find(broker.tag(Tags.CL_ORD_ID));
            long named = id < 0 ? Ids.NONE : ids.read(m.buffer(), m.valueStart(id), m.valueEnd(id));
            if (named != Ids.NONE && table.child(named) == child) {
                child.clOrdId = named;
            }
            restated(child, m);
        }
        executions.derive(child, m);
    }

    private void restated(ChildOrder child, FixMessage m) {
        if (!isCorporateAction(m)) {
            executions.derive(child, m);
        }
        long qty = m.decimal(m.find(Tags.ORDER_QTY));
        long leaves = m.decimal(m.find(Tags.LEAVES_QTY));
        long price = m.decimal(m.find(Tags.PRICE));
        long total = qty != Decimals.INVALID
                ? qty
                : leaves == Decimals.INVALID ? child.orderQtyE8 : child.filled.qtyE8() + leaves;
        restate(child, total, price, m);
    }

    private static boolean isCorporateAction(FixMessage m) {
        return m.unsigned(m.find(Tags.EXEC_RESTATEMENT_REASON)) == CORPORATE_ACTION;
    }

    private void restate(ChildOrder child, long total, long price, @Nullable FixMessage m) {
        if (!child.isLive() || total <= 0) {
            return;
        }
        accepted(child);
        child.orderQtyE8 = total;
        if (price != Decimals.INVALID) {
            child.priceE8 = price;
        }
        risk.restated(child.number, total, child.priceE8);
        if (m != null && isCorporateAction(m)) {
            parents.corporateAction(child);
            executions.split(child, m);
        }
        if (child.leavesE8() == 0) {
            children.end(child, OrdStatus.FILLED);
        }
        parents.childReplaced(child, true, m);
    }

    // ---- answers to OrderStatusRequest

    private void status(BrokerLink broker, ChildOrder child, FixMessage m) {
        child.asked = false;
        OrdStatus reported = OrdStatus.of(m.character(m.find(Tags.ORD_STATUS)));
        if (reported == OrdStatus.REJECTED) {
            boolean neverHadIt = m.unsigned(m.find(Tags.ORD_REJ_REASON)) == UNKNOWN_ORDER || !child.answered;
            if (neverHadIt && child.awaited && child.answered && isWanted(child)) {
                differences.missing(broker, child);
            } else if (neverHadIt) {
                neverArrived(child, m.textOf(Tags.TEXT));
            } else {
                executions.derive(child, m);
                refused(child, m);
            }
            return;
        }
        child.answered = true;
        child.inDoubt = false;
        if (reported != OrdStatus.PENDING_NEW) {
            accepted(child);
        }
        executions.derive(child, m);
        if (child.requestInDoubt
                && child.pending == ChildOrder.Pending.REPLACE
                && reported != OrdStatus.PENDING_REPLACE) {
            replaceInDoubt(broker, child, m);
        }
        if (reported == OrdStatus.DONE_FOR_DAY && child.isLive() && child.timeInForce.outlivesDay()) {
            parents.childRests(child);
        } else if (reported != null
                && child.isLive()
                && (reported.isTerminal() || reported == OrdStatus.DONE_FOR_DAY)) {
            boolean asked = child.pending == ChildOrder.Pending.CANCEL;
            children.end(child, reported);
            parents.childEnded(child, asked, m.textOf(Tags.TEXT));
        }
        if (child.awaited || child.differs) {
            differences.heard(child);
            differences.compare(broker, child, m);
        }
    }

    /** Whether anybody would miss a live child. */
    private static boolean isWanted(ChildOrder child) {
        ParentOrder p = child.parent();
        return child.isLive()
                && p.isOpen()
                && p.endsAs == OrdStatus.NEW
                && child.pending != ChildOrder.Pending.CANCEL
                && !child.cancelWanted;
    }

    /** A person says that the broker does not have a live child. */
    void isNotThere(ChildOrder child) {
        if (child.answered && isWanted(child)) {
            children.end(child, OrdStatus.CANCELED);
            parents.childEnded(child, false, "TE007 the broker does not have the order");
        } else {
            neverArrived(child, "TE007 the broker does not have the order");
        }
    }

    /** A person says that a live child has the broker's terms; what is invalid stays as it is. */
    void takeTerms(ChildOrder child, long qtyE8, long priceE8) {
        restate(child, qtyE8 == Decimals.INVALID ? child.orderQtyE8 : qtyE8, priceE8, null);
    }

    /** A replace may not have reached the broker: the order's ClOrdID there says whether it did. */
    private void replaceInDoubt(BrokerLink broker, ChildOrder child, FixMessage m) {
        int id = m.find(broker.tag(Tags.CL_ORD_ID));
        if (id >= 0 && ids.read(m.buffer(), m.valueStart(id), m.valueEnd(id)) == child.pendingId) {
            replaced(broker, child, m);
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

    // ---- OrderCancelReject, rejects

    void cancelRejected(BrokerLink broker, FixMessage m) {
        ChildOrder child = find(broker, m);
        if (child == null) {
            unknown++;
            alerts.alert("broker " + broker.settings().name() + " rejects a request that we do not know: " + m);
            differences.strangerRefused(broker, m);
            return;
        }
        if (!child.isLive()) {
            differences.strangerRefused(broker, m);
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
        OrdStatus reported = OrdStatus.of(m.character(m.find(Tags.ORD_STATUS)));
        if (child.isLive() && !child.asked && reported != null && reported.isTerminal()) {
            // It has ended there, and we have not heard how.
            children.ask(child);
        }
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
        for (ParentOrder p : table.alive()) {
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

    void state(StateStream state) {
        unknown = state.of(unknown);
        executions.state(state);
    }

    long stateHash() {
        return unknown * 31 + executions.stateHash();
    }
}
