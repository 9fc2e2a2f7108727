package io.weir.gateway.orders;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.order.Verdict;
import io.weir.gateway.routing.BrokerLink;
import io.weir.risk.Risk;
import io.weir.sessions.gate.OrderGate;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import org.jspecify.annotations.Nullable;

/**
 * What we say to brokers: new children, cancels, replaces, questions. An order leaves only through the gate.
 *
 * <p>Confined to the core thread.
 */
final class Children implements Timers.Target {
    private static final long SECOND = 1_000_000_000L;
    private static final long CANCEL_PATIENCE = 10 * SECOND;
    private static final int MAX_CANCELS = 20;
    private static final int ALL_ORDERS = 7;

    private final Turn turn;
    private final Timers timers;
    private final Ids ids;
    private final OrderTable table;
    private final OrderGate gate;
    private final Risk risk;
    private final Alerts alerts;
    private final Differences differences;
    private final OrderIntent intent = new OrderIntent();
    private final byte[] id = new byte[Ids.MAX_LENGTH];
    private Verdict verdict = Verdict.PASSED;

    /** Tells the operators. */
    interface Alerts {
        /** Something happened that a person should look at. */
        void alert(String text);
    }

    Children(
            Turn turn,
            Timers timers,
            Ids ids,
            OrderTable table,
            OrderGate gate,
            Risk risk,
            Alerts alerts,
            Differences differences) {
        this.turn = turn;
        this.timers = timers;
        this.ids = ids;
        this.table = table;
        this.gate = gate;
        this.risk = risk;
        this.alerts = alerts;
        this.differences = differences;
    }

    /** Why the last {@link #place} or {@link #replace} came to nothing. */
    Verdict verdict() {
        return verdict;
    }

    /**
     * Sends a new child.
     *
     * @param maxFloorE8 MaxFloor (111) for a broker that works it, or 0
     * @return the child, or null where the gate refused it
     */
    @Nullable
    ChildOrder place(
            ParentOrder parent,
            long number,
            BrokerLink broker,
            long qtyE8,
            OrdType ordType,
            long priceE8,
            TimeInForce timeInForce,
            long maxFloorE8) {
        if (broker.isHeld()) {
            verdict = Verdict.refused(Refusal.BROKER_UNAVAILABLE, "the broker is being reconciled");
            return null;
        }
        fill(parent, number, broker, qtyE8, ordType, priceE8, timeInForce);
        FixWriter writer = gate.release(intent, broker.session(), MsgTypes.NEW_ORDER_SINGLE);
        verdict = gate.verdict();
        if (writer == null) {
            return null;
        }
        ChildOrder child = table.newChild(number);
        child.broker = broker;
        child.ordType = ordType;
        child.timeInForce = timeInForce;
        child.orderQtyE8 = qtyE8;
        child.priceE8 = priceE8;
        child.maxFloorE8 = maxFloorE8;
        parent.addChild(child);
        table.lives(parent);
        id(writer, broker.tag(Tags.CL_ORD_ID), number);
        terms(writer, child, qtyE8, priceE8);
        child.sentEpoch = broker.session().epoch();
        child.sentNumber = broker.session().commit();
        return child;
    }

    private void fill(
            ParentOrder parent,
            long number,
            BrokerLink broker,
            long qtyE8,
            OrdType ordType,
            long priceE8,
            TimeInForce timeInForce) {
        intent.clear();
        intent.orderId = number;
        intent.parentId = parent.number;
        intent.client = parent.client().index();
        intent.account = parent.account;
        intent.instrument = parent.instrument().index();
        intent.broker = broker.index();
        intent.strategy = parent.strategy;
        intent.side = parent.side;
        intent.ordType = ordType;
        intent.timeInForce = timeInForce;
        intent.orderQtyE8 = qtyE8;
        intent.priceE8 = priceE8;
        intent.stopPxE8 = parent.pendingReplace ? parent.newStopPxE8 : parent.stopPxE8;
        intent.transactTime = turn.utcNanos();
    }

    /** What a NewOrderSingle and a replace have in common, in the broker's dialect. */
    private void terms(FixWriter writer, ChildOrder child, long qtyE8, long priceE8) {
        ParentOrder parent = child.parent();
        BrokerLink broker = child.broker();
        broker.writeAccount(writer, parent.account);
        broker.writeInstrument(writer, parent.instrument());
        writer.character(broker.tag(Tags.SIDE), parent.side.code())
                .timestamp(broker.tag(Tags.TRANSACT_TIME), turn.utcNanos(), 3)
                .decimal(broker.tag(Tags.ORDER_QTY), qtyE8)
                .character(broker.tag(Tags.ORD_TYPE), child.ordType.code());
        if (priceE8 != OrderIntent.NO_PRICE) {
            writer.decimal(broker.tag(Tags.PRICE), priceE8);
        }
        if (HeldStops.isStop(child.ordType)) {
            writer.decimal(broker.tag(Tags.STOP_PX), parent.pendingReplace ? parent.newStopPxE8 : parent.stopPxE8);
        }
        writer.character(broker.tag(Tags.TIME_IN_FORCE), child.timeInForce.code());
        ByteText expire = parent.pendingReplace ? parent.newExpire : parent.expire;
        writer.raw(expire.bytes(), 0, expire.length());
        if (child.maxFloorE8 > 0) {
            writer.decimal(broker.tag(Tags.MAX_FLOOR), child.maxFloorE8);
        }
        broker.writeConstants(writer, parent.instrument());
        writer.raw(parent.passThrough.bytes(), 0, parent.passThrough.length());
    }

    /** Asks the broker to cancel a child; behind a pending replace it waits. */
    void cancel(ChildOrder child) {
        if (!child.isLive() || child.pending == ChildOrder.Pending.CANCEL) {
            return;
        }
        if (child.pending == ChildOrder.Pending.REPLACE) {
            child.cancelWanted = true;
            return;
        }
        sendCancel(child);
    }

    /** Asks the brokers to cancel every child of an order. */
    void cancelAll(ParentOrder parent) {
        for (ChildOrder child = parent.firstChild; child != null; child = child.next) {
            cancel(child);
        }
    }

    private void sendCancel(ChildOrder child) {
        BrokerLink broker = child.broker();
        child.pending = ChildOrder.Pending.CANCEL;
        child.pendingEpoch = 0;
        child.pendingNumber = 0;
        child.cancelWanted = false;
        wait(child);
        if (!broker.isUp()) {
            return;
        }
        child.cancels++;
        child.pendingId = ids.next();
        table.name(child, child.pendingId);
        risk.countToBroker(broker.index(), turn.monoNanos());
        ParentOrder parent = child.parent();
        FixWriter writer = broker.session().begin(MsgTypes.ORDER_CANCEL_REQUEST);
        id(writer, broker.tag(Tags.CL_ORD_ID), child.pendingId);
        id(writer, broker.tag(Tags.ORIG_CL_ORD_ID), child.clOrdId);
        orderId(writer, child);
        broker.writeAccount(writer, parent.account);
        broker.writeInstrument(writer, parent.instrument());
        writer.character(broker.tag(Tags.SIDE), parent.side.code())
                .timestamp(broker.tag(Tags.TRANSACT_TIME), turn.utcNanos(), 3)
                .decimal(broker.tag(Tags.ORDER_QTY), child.orderQtyE8);
        child.pendingEpoch = broker.session().epoch();
        child.pendingNumber = broker.session().commit();
    }

    private void wait(ChildOrder child) {
        child.pendingSince = turn.monoNanos();
        timers.set(turn.monoNanos() + CANCEL_PATIENCE, this, child.number);
    }

    /** Asks again for a cancel that the broker has not answered, or never got. */
    void cancelAgain(ChildOrder child) {
        if (child.isLive() && child.pending == ChildOrder.Pending.CANCEL) {
            sendCancel(child);
        }
    }

    /** The broker refused a cancel that we insist on: asks where the order stands, and again for the cancel after a pause. */
    void cancelLater(ChildOrder child) {
        if (child.isLive() && child.pending == ChildOrder.Pending.NOTHING) {
            child.cancelWanted = true;
            wait(child);
            ask(child);
        }
    }

    @Override
    public void onTimer(long number, long deadline) {
        ChildOrder child = table.child(number);
        if (child == null || !child.isLive() || turn.monoNanos() - child.pendingSince < CANCEL_PATIENCE) {
            return;
        }
        boolean unanswered = child.pending == ChildOrder.Pending.CANCEL;
        boolean refused = child.pending == ChildOrder.Pending.NOTHING && child.cancelWanted;
        if (!unanswered && !refused) {
            return;
        }
        if (child.cancels >= MAX_CANCELS) {
            alerts.alert("order " + ids.text(child.parent().number) + ": broker "
                    + child.broker().settings().name() + " has not answered " + child.cancels
                    + " cancels of " + ids.text(child.clOrdId) + "; cancel it by hand");
            return;
        }
        sendCancel(child);
    }

    /**
     * Asks the broker for other terms of a child.
     *
     * @return whether the gate let it pass
     */
    boolean replace(ChildOrder child, long qtyE8, long priceE8) {
        ParentOrder parent = child.parent();
        BrokerLink broker = child.broker();
        if (child.differs) {
            verdict = Verdict.refused(Refusal.BROKER_UNAVAILABLE, "the order is being reconciled with its broker");
            return false;
        }
        fill(parent, child.number, broker, qtyE8, child.ordType, priceE8, child.timeInForce);
        intent.cumQtyE8 = child.filled.qtyE8();
        intent.replacedQtyE8 = child.orderQtyE8;
        intent.replacedPriceE8 = child.priceE8;
        FixWriter writer = gate.release(intent, broker.session(), MsgTypes.ORDER_CANCEL_REPLACE_REQUEST);
        verdict = gate.verdict();
        if (writer == null) {
            return false;
        }
        child.pending = ChildOrder.Pending.REPLACE;
        child.pendingSince = turn.monoNanos();
        child.pendingId = ids.next();
        child.newQtyE8 = qtyE8;
        child.newPriceE8 = priceE8;
        table.name(child, child.pendingId);
        id(writer, broker.tag(Tags.CL_ORD_ID), child.pendingId);
        id(writer, broker.tag(Tags.ORIG_CL_ORD_ID), child.clOrdId);
        orderId(writer, child);
        terms(writer, child, qtyE8, priceE8);
        child.pendingEpoch = broker.session().epoch();
        child.pendingNumber = broker.session().commit();
        return true;
    }

    /** Asks the broker where a child stands (35=H). */
    void ask(ChildOrder child) {
        BrokerLink broker = child.broker();
        if (!broker.isUp()) {
            return;
        }
        child.asked = true;
        ParentOrder parent = child.parent();
        FixWriter writer = broker.session().begin(MsgTypes.ORDER_STATUS_REQUEST);
        orderId(writer, child);
        id(writer, broker.tag(Tags.CL_ORD_ID), child.clOrdId);
        id(writer, broker.tag(Tags.ORD_STATUS_REQ_ID), child.clOrdId);
        broker.writeAccount(writer, parent.account);
        broker.writeInstrument(writer, parent.instrument());
        writer.character(broker.tag(Tags.SIDE), parent.side.code());
        broker.session().commit();
    }

    /** Says that the cancel of an order waits for brokers that may or may not have its children. */
    void alertDoubts(ParentOrder p) {
        for (ChildOrder child = p.firstChild; child != null; child = child.next) {
            if (child.isLive() && child.inDoubt) {
                alerts.alert("order " + ids.text(p.number) + ": its cancel waits for broker "
                        + child.broker().settings().name() + ", which may or may not have " + ids.text(child.clOrdId));
            }
        }
    }

    /** Asks the broker for all that it works for us (35=AF). */
    void askForAll(BrokerLink broker) {
        FixWriter writer = broker.session().begin(MsgTypes.ORDER_MASS_STATUS_REQUEST);
        id(writer, Tags.MASS_STATUS_REQ_ID, ids.next());
        writer.number(Tags.MASS_STATUS_REQ_TYPE, ALL_ORDERS);
        broker.session().commit();
    }

    /** Asks the broker to cancel an order that we do not know. */
    void cancelUnknown(BrokerLink broker, Difference order) {
        risk.countToBroker(broker.index(), turn.monoNanos());
        FixWriter writer = broker.session().begin(MsgTypes.ORDER_CANCEL_REQUEST);
        id(writer, broker.tag(Tags.CL_ORD_ID), ids.next());
        writer.text(broker.tag(Tags.ORIG_CL_ORD_ID), order.clOrdId());
        if (!order.orderId().isEmpty()) {
            writer.text(Tags.ORDER_ID, order.orderId());
        }
        writer.text(Tags.SYMBOL, order.symbol())
                .text(broker.tag(Tags.SIDE), order.side())
                .timestamp(broker.tag(Tags.TRANSACT_TIME), turn.utcNanos(), 3);
        if (order.qtyE8() != Decimals.INVALID) {
            writer.decimal(broker.tag(Tags.ORDER_QTY), order.qtyE8());
        }
        broker.session().commit();
    }

    private static void orderId(FixWriter writer, ChildOrder child) {
        if (!child.brokerOrderId.isEmpty()) {
            writer.bytes(Tags.ORDER_ID, child.brokerOrderId.bytes(), 0, child.brokerOrderId.length());
        }
    }

    private void id(FixWriter writer, int tag, long number) {
        writer.bytes(tag, id, 0, ids.write(id, 0, number));
    }

    /** The broker accepted a cancel or replace, or refused it: nothing is pending any more. */
    void settled(ChildOrder child) {
        child.pending = ChildOrder.Pending.NOTHING;
        child.pendingId = 0;
        child.requestInDoubt = false;
        if (child.cancelWanted && child.isLive()) {
            sendCancel(child);
        }
    }

    /** A bust opened a filled child again: it is live, and reserved, with what is filled of it now. */
    void reopen(ChildOrder child, long bustedPriceE8) {
        ParentOrder parent = child.parent();
        fill(parent, child.number, child.broker(), child.orderQtyE8, child.ordType, child.priceE8, child.timeInForce);
        intent.cumQtyE8 = child.filled.qtyE8();
        risk.reopened(intent, child.priceE8 == OrderIntent.NO_PRICE ? bustedPriceE8 : child.priceE8);
        child.status = child.filled.qtyE8() == 0 ? OrdStatus.NEW : OrdStatus.PARTIALLY_FILLED;
        child.cancels = 0;
        table.lives(parent);
    }

    /** A child is done with a state; its reservation ends. */
    void end(ChildOrder child, OrdStatus status) {
        boolean wasLive = child.isLive();
        child.status = status;
        child.pending = ChildOrder.Pending.NOTHING;
        child.cancelWanted = false;
        child.inDoubt = false;
        child.requestInDoubt = false;
        if (wasLive && !child.isLive()) {
            differences.settle(child);
            table.died(child.parent());
            risk.ended(child.number);
        }
    }
}
