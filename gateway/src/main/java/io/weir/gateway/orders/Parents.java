package io.weir.gateway.orders;

import io.weir.algo.AlgoDefinition;
import io.weir.algo.AlgoParameters;
import io.weir.algo.ChildEvent;
import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.ExecType;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.StateHash;
import io.weir.fix.order.Verdict;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.BrokerLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lives of client orders: what a request or a child's fate makes of them, and what the client is told.
 *
 * <p>Confined to the core thread.
 */
final class Parents implements AlgoDesk.Owner {
    private static final int TOO_LATE = 0;
    private static final String TOO_LATE_TEXT = "TE014 the order is finished";

    private final OrderTable table;
    private final Ids ids;
    private final ClientReports reports;
    private final Children children;
    private final AlgoDesk algos;
    private final Markets markets;
    private final Children.Alerts alerts;
    private final ByteText oldClOrdId = new ByteText();
    private boolean flatWanted;
    /** What orders are told that the kill switch ends; empty while it is not engaged. */
    private String killText = "";

    Parents(
            OrderTable table,
            Ids ids,
            ClientReports reports,
            Children children,
            AlgoDesk algos,
            Markets markets,
            Children.Alerts alerts) {
        this.table = table;
        this.ids = ids;
        this.reports = reports;
        this.children = children;
        this.algos = algos;
        this.markets = markets;
        this.alerts = alerts;
        algos.owner(this);
    }

    // ---- beginnings

    /** An order that risk admitted goes to its broker as one child. */
    void routePlain(ParentOrder p, @Nullable BrokerLink broker) {
        if (broker == null) {
            refuse(p, Verdict.refused(Refusal.BROKER_UNAVAILABLE, "no broker is up that takes the order"));
            return;
        }
        reports.pendingNew(p);
        long floor = broker.worksMaxFloor() ? p.maxFloorE8 : 0;
        ChildOrder child =
                children.place(p, ids.next(), broker, p.orderQtyE8, p.ordType, p.priceE8, p.timeInForce, floor);
        if (child == null) {
            refuse(p, children.verdict());
        }
    }

    /** An order that risk admitted is worked by an algo. */
    void work(ParentOrder p, AlgoDefinition definition, AlgoParameters parameters) {
        p.status = OrdStatus.NEW;
        p.acknowledged = true;
        reports.acknowledged(p);
        algos.begin(p, definition, parameters);
    }

    /** An order that risk admitted is held here. */
    void held(ParentOrder p) {
        p.status = OrdStatus.NEW;
        p.acknowledged = true;
        reports.acknowledged(p);
    }

    /** An order is refused by us. */
    void refuse(ParentOrder p, Verdict verdict) {
        p.status = OrdStatus.REJECTED;
        Refusal refusal = verdict.refusal() == null ? Refusal.INVALID : verdict.refusal();
        reports.refused(p, refusal, verdict.message());
        retire(p);
    }

    // ---- the client's requests

    /** The client cancels: at once for us, when every child is done for the market. */
    void cancel(ParentOrder p, FixMessage m) {
        p.cancelClOrdId.set(m, m.find(Tags.CL_ORD_ID));
        cancel(p);
    }

    /** The client cancels all of a scope, this one among them: as if by a request of its own, but the order keeps its ClOrdID. */
    void massCancel(ParentOrder p, ByteText clOrdId) {
        p.cancelClOrdId.set(clOrdId);
        cancel(p);
    }

    private void cancel(ParentOrder p) {
        p.pendingCancel = true;
        p.endsAs = OrdStatus.CANCELED;
        p.endText.clear();
        stopAlgo(p);
        reports.pendingCancel(p);
        children.cancelAll(p);
        children.alertDoubts(p);
        finishIfDone(p);
    }

    /** The client changes the terms; risk has admitted them. */
    void replace(ParentOrder p, FixMessage m, long qtyE8, long priceE8, @Nullable AlgoParameters parameters) {
        p.pendingReplace = true;
        p.replaceClOrdId.set(m, m.find(Tags.CL_ORD_ID));
        p.newQtyE8 = qtyE8;
        p.newPriceE8 = priceE8;
        reports.pendingReplace(p);
        AlgoTicket ticket = p.ticket;
        if (qtyE8 <= p.filled.qtyE8()) {
            // Nothing is left to fill: what is in the market goes, then the order is filled with what it has.
            stopAlgo(p);
            children.cancelAll(p);
            commitIfDue(p);
        } else if (ticket != null) {
            ticket.amend(parameters == null ? ticket.parameters() : parameters);
        } else if (p.held) {
            commitReplace(p);
        } else {
            replacePlain(p);
        }
    }

    private void replacePlain(ParentOrder p) {
        ChildOrder child = p.firstChild;
        if (child == null || !child.isLive() || child.pending != ChildOrder.Pending.NOTHING) {
            rejectReplace(p, Refusal.PENDING_ORDER.cxlRejReason(), "TE014 the order is changing at the broker");
        } else if (!child.broker().isUp()) {
            rejectReplace(p, Refusal.BROKER_UNAVAILABLE.cxlRejReason(), "TE007 the order's broker is down");
        } else if (!children.replace(child, p.newQtyE8, p.newPriceE8)) {
            Verdict verdict = children.verdict();
            int reason =
                    verdict.refusal() == null ? TOO_LATE : verdict.refusal().cxlRejReason();
            rejectReplace(p, reason, verdict.message());
        }
    }

    private void rejectReplace(ParentOrder p, int reason, String text) {
        p.pendingReplace = false;
        ByteText id = p.replaceClOrdId;
        reports.cancelRejected(p, id.bytes(), 0, id.length(), true, reason, text);
    }

    private void rejectCancel(ParentOrder p, int reason, String text) {
        p.pendingCancel = false;
        p.inMassCancel = false;
        p.endsAs = OrdStatus.NEW;
        ByteText id = p.cancelClOrdId;
        reports.cancelRejected(p, id.bytes(), 0, id.length(), false, reason, text);
    }

    /** The new terms hold: the order has its new ClOrdID. */
    private void commitReplace(ParentOrder p) {
        p.pendingReplace = false;
        oldClOrdId.set(p.clOrdId);
        p.clOrdId.set(p.replaceClOrdId);
        p.orderQtyE8 = Math.max(p.newQtyE8, p.filled.qtyE8());
        p.priceE8 = p.newPriceE8;
        p.stopPxE8 = p.newStopPxE8;
        p.expiresAt = p.newExpiresAt;
        p.expire.set(p.newExpire);
        p.expiryAskedAt = 0;
        boolean filled = p.orderQtyE8 == p.filled.qtyE8();
        if (filled) {
            p.status = OrdStatus.FILLED;
        }
        reports.replaced(p, oldClOrdId);
        if (filled) {
            done(p);
        }
    }

    /** An algo's amendment holds when the children are within it. */
    private void commitIfDue(ParentOrder p) {
        if (!p.pendingReplace || p.pendingCancel || p.endsAs != OrdStatus.NEW || !p.isOpen()) {
            return;
        }
        boolean shrunk = p.newQtyE8 <= p.filled.qtyE8();
        if (shrunk ? p.liveChildren == 0 : p.isAlgo() && p.isWithinNewTerms()) {
            commitReplace(p);
        }
    }

    // ---- the children's fates

    /** A broker has taken a child. */
    void childAccepted(ChildOrder child) {
        ParentOrder p = child.parent();
        if (!p.acknowledged && p.isOpen()) {
            p.acknowledged = true;
            if (p.status == OrdStatus.PENDING_NEW) {
                p.status = OrdStatus.NEW;
            }
            reports.acknowledged(p);
        }
        tell(ChildEvent.Kind.ACCEPTED, child, 0, OrderIntent.NO_PRICE, -1, false);
    }

    /**
     * A child was filled, and is booked already; {@code m} is null for a fill derived from CumQty.
     *
     * @return the number of the ExecID that the client got
     */
    long childFilled(ChildOrder child, long qtyE8, long pxE8, @Nullable FixMessage m) {
        ParentOrder p = child.parent();
        boolean late = !p.isOpen();
        if (!p.filled.add(pxE8, qtyE8)) {
            throw new IllegalStateException("CumQty of order " + ids.text(p.number) + " overflows");
        }
        if (late) {
            alerts.alert("order " + ids.text(p.number) + " is " + p.status + " and was filled for another "
                    + io.weir.fix.codec.Decimals.text(qtyE8));
        } else {
            p.acknowledged = true;
            boolean pending = p.pendingCancel || p.pendingReplace;
            p.status = p.isComplete() && !pending ? OrdStatus.FILLED : OrdStatus.PARTIALLY_FILLED;
            if (p.filled.qtyE8() > (p.pendingReplace ? Math.max(p.orderQtyE8, p.newQtyE8) : p.orderQtyE8)) {
                alerts.alert("order " + ids.text(p.number) + " is overfilled: "
                        + io.weir.fix.codec.Decimals.text(p.filled.qtyE8()) + " of "
                        + io.weir.fix.codec.Decimals.text(p.orderQtyE8));
            }
        }
        long exec = reports.trade(p, child, qtyE8, pxE8, m);
        if (!late && p.isComplete() && !waits(child)) {
            filled(p);
        } else {
            tell(ChildEvent.Kind.FILLED, child, qtyE8, pxE8, -1, false);
            acted(p);
        }
        return exec;
    }

    private void filled(ParentOrder p) {
        p.status = OrdStatus.FILLED;
        stopAlgo(p);
        children.cancelAll(p);
        done(p);
    }

    /** A child ended without a fill: canceled, expired, done for the day; asked for by us or not. */
    void childEnded(ChildOrder child, boolean asked, String text) {
        ParentOrder p = child.parent();
        if (!p.isOpen()) {
            sayFlat();
            return;
        }
        if (!p.isAlgo() && !shrinksToFilled(p)) {
            if (p.endsAs == OrdStatus.NEW) {
                p.endsAs = child.status == OrdStatus.FILLED ? OrdStatus.CANCELED : child.status;
            }
            if (p.endText.isEmpty()) {
                endText(p, text);
            }
        }
        tell(ChildEvent.Kind.DONE, child, 0, OrderIntent.NO_PRICE, -1, asked);
        acted(p);
    }

    /** A broker rejected a child; {@code m} is its report, or null where we learnt it another way. */
    void childRejected(ChildOrder child, @Nullable FixMessage m, String text) {
        ParentOrder p = child.parent();
        if (!p.isOpen()) {
            return;
        }
        if (p.isAlgo()) {
            int reason = m == null ? -1 : (int) m.unsigned(m.find(Tags.ORD_REJ_REASON));
            tell(ChildEvent.Kind.REJECTED, child, 0, OrderIntent.NO_PRICE, reason, false);
            acted(p);
            return;
        }
        p.status = OrdStatus.REJECTED;
        if (m != null) {
            reports.rejectedByBroker(p, child, m);
        } else {
            reports.refused(p, Refusal.BROKER_UNAVAILABLE, text);
        }
        done(p);
    }

    /** A broker accepted a replace, or restated a child by itself; the child has its new terms. */
    void childReplaced(ChildOrder child, boolean restated, @Nullable FixMessage m) {
        ParentOrder p = child.parent();
        if (!p.isOpen()) {
            return;
        }
        if (p.isAlgo()) {
            tell(ChildEvent.Kind.REPLACED, child, 0, OrderIntent.NO_PRICE, -1, false);
            acted(p);
        } else if (restated && m != null && p.isKnownRenewal(child, m.unsigned(m.find(Tags.EXEC_RESTATEMENT_REASON)))) {
            // The client hears that of us, once a day.
            return;
        } else if (restated) {
            p.doneForDay = false;
            p.orderQtyE8 = Math.max(child.orderQtyE8, p.filled.qtyE8());
            p.priceE8 = child.priceE8;
            p.status = p.isComplete() ? OrdStatus.FILLED : p.status;
            reports.restated(p, child, m);
            if (p.status == OrdStatus.FILLED) {
                filled(p);
            }
        } else if (p.pendingReplace) {
            commitReplace(p);
        }
    }

    /** A broker refused a cancel or a replace of a child, which works on as it was. */
    void childRequestRejected(ChildOrder child, boolean replace, int reason, String text) {
        ParentOrder p = child.parent();
        if (!p.isOpen()) {
            if (!replace) {
                insist(child, text);
            }
            return;
        }
        if (p.isAlgo()) {
            tell(ChildEvent.Kind.CANCEL_REJECTED, child, 0, OrderIntent.NO_PRICE, -1, false);
        }
        if (replace && !p.isAlgo() && p.pendingReplace) {
            p.status = p.isComplete() ? OrdStatus.FILLED : p.status;
            rejectReplace(p, reason, text);
            if (p.status == OrdStatus.FILLED) {
                filled(p);
            }
        } else if (!replace && !p.isAlgo() && p.pendingCancel) {
            rejectCancel(p, reason, text);
        } else if (!replace && !p.isAlgo() && shrinksToFilled(p)) {
            rejectReplace(p, reason, text);
        } else if (!replace && (p.endsAs != OrdStatus.NEW || shrinksToFilled(p))) {
            insist(child, text);
        }
        // Its fills may have made it complete before the answer came: then it has ended with it.
        acted(p);
    }

    private void insist(ChildOrder child, String text) {
        alerts.alert("order " + ids.text(child.parent().number) + ": the broker refuses to cancel it: " + text);
        children.cancelLater(child);
    }

    /** A bust or a correction has changed what is filled of a child, and of its order: where does the order stand now? */
    void childChanged(ChildOrder child) {
        ParentOrder p = child.parent();
        if (p.status == OrdStatus.FILLED && !p.isComplete()) {
            p.status = child.isLive() ? OrdStatus.PARTIALLY_FILLED : OrdStatus.CANCELED;
            if (child.isLive() && p.retired) {
                p.endsAs = OrdStatus.NEW;
                p.unsolicited = false;
                p.endText.clear();
                table.reopen(p);
            }
        }
        if (p.isOpen()) {
            boolean pending = p.pendingCancel || p.pendingReplace;
            if (p.isComplete() && !pending && !waits(child)) {
                p.status = OrdStatus.FILLED;
            } else if (p.status == OrdStatus.NEW || p.status == OrdStatus.PARTIALLY_FILLED) {
                p.status = p.filled.qtyE8() == 0 ? OrdStatus.NEW : OrdStatus.PARTIALLY_FILLED;
            }
        }
    }

    /** The client has been told of a bust or a correction; what follows from it. */
    void childSettled(ChildOrder child, boolean reopened) {
        ParentOrder p = child.parent();
        if (p.retired) {
            if (reopened) {
                alerts.alert("child " + ids.text(child.number) + " is open again at its broker, and its order "
                        + ids.text(p.number) + " has ended; it is canceled");
                children.cancel(child);
            }
        } else if (p.isComplete() && !waits(child)) {
            filled(p);
        } else if (reopened && !killText.isEmpty()) {
            end(p, OrdStatus.CANCELED, killText);
        } else if (reopened && p.endsAs != OrdStatus.NEW) {
            children.cancel(child);
        } else {
            if (reopened && p.ticket != null) {
                p.ticket.reopened(child);
            }
            tell(
                    child.isLive() ? ChildEvent.Kind.REPLACED : ChildEvent.Kind.FILLED,
                    child,
                    0,
                    OrderIntent.NO_PRICE,
                    -1,
                    false);
            acted(p);
        }
    }

    /** A plain order whose child lives on has a replace on its way that may give it more. */
    private static boolean waits(ChildOrder child) {
        return !child.parent().isAlgo() && child.isLive();
    }

    /** Whether nothing of an algo order is worked any more but the children that are out. */
    static boolean hasAlgoEnded(ParentOrder p) {
        return p.ticket != null && !p.ticket.isWorking();
    }

    private static boolean shrinksToFilled(ParentOrder p) {
        return p.pendingReplace && p.newQtyE8 <= p.filled.qtyE8();
    }

    private static void endText(ParentOrder p, String text) {
        byte[] words = Ascii.bytes(text);
        p.endText.set(words, 0, words.length);
    }

    private static void tell(ChildEvent.Kind kind, ChildOrder child, long qtyE8, long pxE8, int reason, boolean asked) {
        AlgoTicket ticket = child.parent().ticket;
        if (ticket != null) {
            ticket.child(kind, child, qtyE8, pxE8, reason, asked);
        }
    }

    // ---- ends

    /** Cancels an order without its client's word: the kill switch, the end of a day, a lost session. */
    void end(ParentOrder p, OrdStatus as, String text) {
        if (!p.isOpen()) {
            return;
        }
        if (p.endsAs == OrdStatus.NEW) {
            p.endsAs = as;
            p.unsolicited = true;
            endText(p, text);
        }
        stopAlgo(p);
        children.cancelAll(p);
        finishIfDone(p);
    }

    /** Its broker has not ended an order whose time is over: it expires now, though a child may still be out there. */
    void abandonToBroker(ParentOrder p, String text) {
        alerts.alert("order " + ids.text(p.number)
                + ": its broker has not ended it with the day; it is reported as expired,"
                + " and its child stays reserved");
        stopAlgo(p);
        p.endsAs = OrdStatus.EXPIRED;
        finish(p, text);
    }

    /** A broker is done for the day with a child that lives on. */
    void childRests(ChildOrder child) {
        ParentOrder p = child.parent();
        if (p.isOpen() && !p.doneForDay) {
            p.doneForDay = true;
            reports.doneForDay(p);
        }
    }

    /** A broker works again a child that it was done with for the day. */
    void childWakes(ChildOrder child) {
        child.parent().doneForDay = false;
    }

    /** A broker has changed the order for a corporate action (378=0): what it fills and leaves has other units from here on. */
    void corporateAction(ChildOrder child) {
        ParentOrder p = child.parent();
        alerts.alert("order " + ids.text(p.number) + ": its broker restates it for a corporate action; look at it");
        p.orderQtyE8 = p.isOpen() ? child.orderQtyE8 : p.orderQtyE8;
        p.priceE8 = p.isOpen() ? child.priceE8 : p.priceE8;
    }

    /** The kill switch is engaged: every open order ends. Says how many. */
    int killAll(String text) {
        List<ParentOrder> open = table.open();
        flatWanted = true;
        killText = text;
        for (ParentOrder p : open) {
            end(p, OrdStatus.CANCELED, text);
        }
        table.lingering().forEach(children::cancelAll);
        sayFlat();
        return open.size();
    }

    /** The kill switch is released. */
    void killReleased() {
        flatWanted = false;
        killText = "";
    }

    /** Goes on under the kill switch of the order path before. */
    void adopt(Parents before) {
        killText = before.killText;
    }

    private void sayFlat() {
        if (flatWanted && table.openCount() == 0 && table.lingering().isEmpty()) {
            flatWanted = false;
            alerts.alert("flat: every order is finished");
        }
    }

    @Override
    public void acted(ParentOrder p) {
        commitIfDue(p);
        finishIfDone(p);
    }

    private void finishIfDone(ParentOrder p) {
        if (p.isOpen() && p.endsAs == OrdStatus.NEW && p.liveChildren == 0 && hasAlgoEnded(p)) {
            // A bust took back what the algo had ended with, and what was left for it has ended, too.
            p.endsAs = OrdStatus.EXPIRED;
            endText(p, "TE014 the order's algo has ended");
        }
        if (p.isOpen() && p.endsAs != OrdStatus.NEW && p.liveChildren == 0) {
            finish(p, p.endText.toString());
        }
    }

    private void finish(ParentOrder p, String text) {
        boolean requested = p.pendingCancel && p.endsAs == OrdStatus.CANCELED;
        p.status = p.endsAs;
        ExecType type = switch (p.endsAs) {
            case EXPIRED -> ExecType.EXPIRED;
            case DONE_FOR_DAY -> ExecType.DONE_FOR_DAY;
            case REJECTED -> ExecType.REJECTED;
            default -> ExecType.CANCELED;
        };
        reports.ended(p, type, requested, text);
        if (requested) {
            if (!p.inMassCancel) {
                p.clOrdId.set(p.cancelClOrdId);
            }
            p.pendingCancel = false;
        }
        done(p);
    }

    /** Nothing more comes: requests that still wait are answered. */
    private void done(ParentOrder p) {
        p.inMassCancel = false;
        if (p.pendingReplace) {
            rejectReplace(p, TOO_LATE, TOO_LATE_TEXT);
        }
        if (p.pendingCancel) {
            rejectCancel(p, TOO_LATE, TOO_LATE_TEXT);
        }
        stopAlgo(p);
        retire(p);
    }

    private void retire(ParentOrder p) {
        if (p.algo != null) {
            markets.unwatch(p);
        }
        table.retire(p);
        sayFlat();
    }

    private static void stopAlgo(ParentOrder p) {
        AlgoTicket ticket = p.ticket;
        if (ticket != null) {
            ticket.stop();
        }
    }

    void state(StateStream state) {
        flatWanted = state.of(flatWanted);
        killText = state.of(killText);
    }

    long stateHash() {
        return StateHash.mix(StateHash.mix(StateHash.SEED, flatWanted), killText);
    }
}
