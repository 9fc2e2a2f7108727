package io.weir.gateway.orders;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.order.ExecType;
import io.weir.fix.order.FillTotal;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.BrokerLink;
import io.weir.risk.Risk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills of our children: books them, takes them back, corrects them.
 *
 * <p>A fill, bust or correction counts once per (broker, trade date, ExecID). CumQty that is ahead of ours is booked as a
 * derived fill, which the missed report consumes when it comes late. So one ExecID of the client may stand for several of the
 * broker's, and one of the broker's for parts of two of the client's: what the client hears of a bust or a correction is always
 * what its own ExecID stands for now. Confined to the core thread.
 */
final class Executions {
    /** How far a broker's clock may be ahead of ours when the day rolls. */
    private static final long CLOCKS_APART = 60 * Timestamps.SECOND;

    private final Ids ids;
    private final Children children;
    private final Parents parents;
    private final ClientReports reports;
    private final Risk risk;
    private final Children.Alerts alerts;
    private final List<ExecIds> execIds = new ArrayList<>();
    private final FillTotal sum = new FillTotal();
    /** When the trade date began, nanoseconds UTC; before all times in the first one. */
    private long dayBegan = Long.MIN_VALUE;

    Executions(Ids ids, Children children, Parents parents, ClientReports reports, Risk risk, Children.Alerts alerts) {
        this.ids = ids;
        this.children = children;
        this.parents = parents;
        this.reports = reports;
        this.risk = risk;
        this.alerts = alerts;
    }

    /** Goes on with the ExecIDs of the order path before. */
    void adopt(Executions before) {
        execIds.addAll(before.execIds);
        dayBegan = before.dayBegan;
    }

    /** A new trade date, which has begun at a time (nanoseconds UTC). */
    void roll(long begunAt) {
        dayBegan = begunAt;
        for (ExecIds each : execIds) {
            each.roll();
        }
    }

    private ExecIds execIds(BrokerLink broker) {
        int session = broker.session().index();
        while (execIds.size() <= session) {
            execIds.add(new ExecIds());
        }
        return execIds.get(session);
    }

    /**
     * Whether an ExecID is new on its trade date, that of the execution's TransactTime (60): a broker may tell one of yesterday again
     * today, and use its ExecID for another one. Without a time, a possible duplicate is compared with yesterday's. A report without
     * ExecID cannot be told from another.
     */
    private boolean fresh(BrokerLink broker, FixMessage m) {
        int exec = m.find(Tags.EXEC_ID);
        if (exec < 0 || m.valueLength(exec) == 0) {
            alerts.alert("broker " + broker.settings().name() + " sent an execution without ExecID: " + m);
            return false;
        }
        ExecIds known = execIds(broker);
        int start = m.valueStart(exec);
        int end = m.valueEnd(exec);
        long at = m.timestamp(m.find(Tags.TRANSACT_TIME));
        boolean dated = at != Timestamps.INVALID && dayBegan != Long.MIN_VALUE;
        boolean maybeYesterday =
                dated ? at < dayBegan + CLOCKS_APART : m.flag(Tags.POSS_DUP_FLAG) || m.flag(Tags.POSS_RESEND);
        if (maybeYesterday && known.knownYesterday(m.buffer(), start, end)) {
            return false;
        }
        if (dated && at < dayBegan) {
            known.addToYesterday(m.buffer(), start, end);
            return true;
        }
        return known.add(m.buffer(), start, end);
    }

    private static long hashOf(FixMessage m, int tag) {
        int field = m.find(tag);
        return ChildOrder.execHash(m.buffer(), m.valueStart(field), m.valueEnd(field));
    }

    /** Whether a further quantity can be counted at all. */
    private static boolean fits(ChildOrder child, long qtyE8) {
        return child.filled.qtyE8() + qtyE8 >= 0 && child.parent().filled.qtyE8() + qtyE8 >= 0;
    }

    // ---- fills

    /**
     * A fill (150=F).
     *
     * @return whether it is news
     */
    boolean trade(BrokerLink broker, ChildOrder child, FixMessage m) {
        if (!fresh(broker, m)) {
            return false;
        }
        long qty = m.decimal(m.find(Tags.LAST_QTY));
        long px = m.decimal(m.find(Tags.LAST_PX));
        long cum = m.decimal(m.find(Tags.CUM_QTY));
        if (qty != Decimals.INVALID && qty > 0 && px != Decimals.INVALID && fits(child, qty)) {
            long hash = hashOf(m, Tags.EXEC_ID);
            // What would take us beyond the report's CumQty was counted before, as a derived fill.
            long counted = cum == Decimals.INVALID ? 0 : Math.min(qty, child.filled.qtyE8() + qty - cum);
            long rest = qty;
            for (int derived = child.findDerived(); counted > 0 && derived >= 0; derived = child.findDerived()) {
                long consumed = consume(child, derived, hash, counted, px, m);
                counted -= consumed;
                rest -= consumed;
            }
            if (rest > 0) {
                book(child, hash, rest, px, m);
            }
        } else {
            alerts.alert("broker " + broker.settings().name() + " sent a fill that cannot be booked: " + m);
        }
        derive(child, m);
        return true;
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
    void derive(ChildOrder child, FixMessage m) {
        long cum = m.decimal(m.find(Tags.CUM_QTY));
        long missing = cum == Decimals.INVALID ? 0 : cum - child.filled.qtyE8();
        if (missing <= 0 || !fits(child, missing)) {
            return;
        }
        long average = m.decimal(m.find(Tags.AVG_PX));
        long px = average == Decimals.INVALID ? 0 : child.filled.missingPriceE8(cum, average);
        alerts.alert("child " + ids.text(child.number) + ": the broker's CumQty " + Decimals.text(cum)
                + " is ahead of ours; booked " + Decimals.text(missing) + " at " + Decimals.text(px));
        book(child, ChildOrder.DERIVED, missing, px, null);
    }

    /** After a corporate action CumQty has other units: more shares for the same money are a fill that cost nothing. */
    void split(ChildOrder child, FixMessage m) {
        long cum = m.decimal(m.find(Tags.CUM_QTY));
        long more = cum == Decimals.INVALID ? 0 : cum - child.filled.qtyE8();
        if (more > 0 && fits(child, more)) {
            book(child, ChildOrder.DERIVED, more, 0, null);
        }
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

    // ---- busts and corrections

    /** A fill is taken back (150=H). */
    void busted(BrokerLink broker, ChildOrder child, FixMessage m) {
        if (fresh(broker, m) && refersToAFill(child, m)) {
            change(child, 0, 0, m);
        }
    }

    /** A fill was of another quantity or price (150=G). */
    void corrected(BrokerLink broker, ChildOrder child, FixMessage m) {
        if (!fresh(broker, m) || !refersToAFill(child, m)) {
            return;
        }
        long qty = m.decimal(m.find(Tags.LAST_QTY));
        long px = m.decimal(m.find(Tags.LAST_PX));
        if (qty == Decimals.INVALID || qty < 0 || px == Decimals.INVALID || !fits(child, qty)) {
            alerts.alert("child " + ids.text(child.number) + ": a correction that cannot be booked: " + m);
            return;
        }
        change(child, qty, px, m);
    }

    private boolean refersToAFill(ChildOrder child, FixMessage m) {
        int reference = m.find(Tags.EXEC_REF_ID);
        if (reference >= 0 && child.findFill(hashOf(m, Tags.EXEC_REF_ID), 0) >= 0) {
            return true;
        }
        alerts.alert("child " + ids.text(child.number) + ": a bust or correction of a fill that we do not know: " + m);
        return false;
    }

    /** Gives a fill another quantity, or none, and another price; a fill may be booked in parts. */
    private void change(ChildOrder child, long qtyE8, long pxE8, FixMessage m) {
        long hash = hashOf(m, Tags.EXEC_REF_ID);
        long before = 0;
        for (int i = child.findFill(hash, 0); i >= 0; i = child.findFill(hash, i + 1)) {
            before += child.fillQtyE8(i);
        }
        // More than before goes to the first part, less is taken from the first parts.
        long more = qtyE8 - before;
        long cumAfter = child.filled.qtyE8() + more;
        boolean ends = child.status == OrdStatus.FILLED && cumAfter < child.orderQtyE8;
        boolean reopens = ends && m.decimal(m.find(Tags.LEAVES_QTY)) > 0;
        for (int i = child.findFill(hash, 0); i >= 0; i = child.findFill(hash, i + 1)) {
            long old = child.fillQtyE8(i);
            long oldPx = child.fillPriceE8(i);
            long next = Math.max(0, old + more);
            more -= next - old;
            takeBack(child, old, oldPx);
            if (ends) {
                ends = false;
                reopen(child, reopens, oldPx);
            }
            putIn(child, next, pxE8);
            child.correctFill(i, qtyE8 == 0 ? ChildOrder.BUSTED : hashOf(m, Tags.EXEC_ID), next, pxE8);
            if (child.isLive() && child.leavesE8() == 0) {
                children.end(child, OrdStatus.FILLED);
            }
            parents.childChanged(child);
            tell(child, child.fillReportedAs(i), old, oldPx, m);
        }
        parents.childSettled(child, reopens);
    }

    private void reopen(ChildOrder child, boolean reopens, long pxE8) {
        if (reopens) {
            children.reopen(child, pxE8);
        } else {
            // Its broker does not go on with it.
            child.status = OrdStatus.CANCELED;
        }
    }

    /** Tells the client what one of its ExecIDs stands for now: nothing is a bust, of what it stood for last. */
    private void tell(ChildOrder child, long reportedAs, long lostQtyE8, long lostPxE8, FixMessage m) {
        sum.clear();
        child.sumFills(reportedAs, sum);
        if (sum.qtyE8() == 0) {
            reports.changed(child.parent(), child, ExecType.TRADE_CANCEL, reportedAs, lostQtyE8, lostPxE8, m);
        } else {
            reports.changed(child.parent(), child, ExecType.TRADE_CORRECT, reportedAs, sum.qtyE8(), sum.averageE8(), m);
        }
    }

    void state(StateStream state) {
        int count = state.count(execIds.size());
        while (execIds.size() < count) {
            execIds.add(new ExecIds());
        }
        for (ExecIds each : execIds) {
            each.state(state);
        }
        dayBegan = state.of(dayBegan);
    }

    long stateHash() {
        long hash = dayBegan;
        for (ExecIds each : execIds) {
            hash = hash * 31 + each.stateHash();
        }
        return hash;
    }
}
