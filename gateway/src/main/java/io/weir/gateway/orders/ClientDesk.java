package io.weir.gateway.orders;

import io.weir.algo.AlgoCatalog;
import io.weir.algo.AlgoDefinition;
import io.weir.algo.AlgoParameters;
import io.weir.algo.ParameterError;
import io.weir.algo.ParameterReader;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.Verdict;
import io.weir.fix.settings.Strategy;
import io.weir.gateway.routing.BrokerLink;
import io.weir.gateway.routing.ClientLink;
import io.weir.gateway.routing.Router;
import io.weir.risk.Risk;
import io.weir.sessions.gate.OrderGate;
import io.weir.sessions.protocol.Turn;
import org.jspecify.annotations.Nullable;

/**
 * What clients ask: reads NewOrderSingle, cancels, replaces and status requests, has risk admit them, and hands them to the
 * parents. Confined to the core thread.
 */
final class ClientDesk {
    private static final int ICEBERG = Strategy.ICEBERG.code();
    private static final int UNSUPPORTED_TYPE = 3;
    private static final int MISSING_FIELD = 5;
    private static final int NOT_ALLOWED_IN_ROLE = 6;
    private static final int ALREADY_PENDING = 3;

    private final Turn turn;
    private final Ids ids;
    private final OrderTable table;
    private final ClOrdIds clOrdIds;
    private final AlgoCatalog catalog;
    private final Router router;
    private final OrderGate gate;
    private final Risk risk;
    private final Parents parents;
    private final ClientReports reports;
    private final Expiries expiries;
    private final HeldStops stops;
    private final OrderIntent intent = new OrderIntent();
    private final OrderFields fields;

    ClientDesk(
            Turn turn,
            Ids ids,
            OrderTable table,
            ClOrdIds clOrdIds,
            OrderFields fields,
            AlgoCatalog catalog,
            Router router,
            OrderGate gate,
            Risk risk,
            Parents parents,
            ClientReports reports,
            Expiries expiries,
            HeldStops stops) {
        this.turn = turn;
        this.ids = ids;
        this.table = table;
        this.clOrdIds = clOrdIds;
        this.fields = fields;
        this.catalog = catalog;
        this.router = router;
        this.gate = gate;
        this.risk = risk;
        this.parents = parents;
        this.reports = reports;
        this.expiries = expiries;
        this.stops = stops;
    }

    void message(ClientLink client, FixMessage m) {
        // The dictionary sees to these fields where the session has it validate.
        if (lacks(client, m, Tags.CL_ORD_ID) || lacks(client, m, Tags.ORIG_CL_ORD_ID)) {
            return;
        }
        switch (m.msgType()) {
            case MsgTypes.NEW_ORDER_SINGLE -> newOrder(client, m);
            case MsgTypes.ORDER_CANCEL_REQUEST -> cancel(client, m);
            case MsgTypes.ORDER_CANCEL_REPLACE_REQUEST -> replace(client, m);
            case MsgTypes.ORDER_STATUS_REQUEST -> status(client, m);
            case MsgTypes.BUSINESS_MESSAGE_REJECT -> {
                // An answer to one of ours; answering it would be a loop.
            }
            case MsgTypes.EXECUTION_REPORT, MsgTypes.ORDER_CANCEL_REJECT ->
                reports.businessReject(client.session(), m, NOT_ALLOWED_IN_ROLE, "Not allowed from a client");
            default -> reports.businessReject(client.session(), m, UNSUPPORTED_TYPE, "Unsupported Message Type");
        }
    }

    private boolean lacks(ClientLink client, FixMessage m, int tag) {
        int type = m.msgType();
        boolean request = type == MsgTypes.ORDER_CANCEL_REQUEST || type == MsgTypes.ORDER_CANCEL_REPLACE_REQUEST;
        boolean needed = tag == Tags.ORIG_CL_ORD_ID
                ? request
                : request || type == MsgTypes.NEW_ORDER_SINGLE || type == MsgTypes.ORDER_STATUS_REQUEST;
        if (!needed || m.has(tag)) {
            return false;
        }
        reports.businessReject(
                client.session(), m, MISSING_FIELD, "Conditionally Required Field Missing (" + tag + ")");
        return true;
    }

    // ---- NewOrderSingle

    private void newOrder(ClientLink client, FixMessage m) {
        int id = m.find(Tags.CL_ORD_ID);
        long known = used(client, m);
        if (known != Ids.NONE) {
            duplicate(client, m, known);
            return;
        }
        long number = ids.next();
        clOrdIds.add(client.session().index(), m.buffer(), m.valueStart(id), m.valueEnd(id), number);
        if (!fields.read(client, m)) {
            risk.countFromClient(client.index(), turn.monoNanos());
            reports.refusedUnread(client, m, fields.refusal(), fields.text());
            return;
        }
        ParentOrder p = table.newParent(number);
        take(p, client, m);
        AlgoDefinition definition = null;
        AlgoParameters parameters = null;
        BrokerLink broker = null;
        if (fields.strategy() == Strategy.NONE.code()) {
            broker = route(p);
            boolean iceberg = p.maxFloorE8 > 0 && (broker == null || !broker.worksMaxFloor());
            p.strategy = iceberg ? ICEBERG : 0;
        } else {
            p.strategy = fields.strategy();
        }
        if (p.isAlgo() && p.timeInForce.outlivesDay()) {
            // No broker works MaxFloor (111) itself, and an algo's children are good for the day.
            parents.refuse(p, unsupported("MaxFloor (111) with TimeInForce (59) " + (char) p.timeInForce.code()));
            return;
        }
        if (p.isAlgo()) {
            definition = catalog.find(p.strategy);
            if (definition == null) {
                parents.refuse(p, unsupported("TargetStrategy (847) " + m.textOf(Tags.TARGET_STRATEGY)));
                return;
            }
            ParameterReader reader = parameters(definition, m);
            ParameterError error = reader.error();
            if (error != null) {
                parents.refuse(p, Verdict.refused(Refusal.INVALID, error.message()));
                return;
            }
            parameters = reader.parameters();
        }
        Verdict verdict = gate.admit(intentOf(p));
        if (!verdict.passed()) {
            parents.refuse(p, verdict);
        } else if (definition != null && parameters != null) {
            parents.work(p, definition, parameters);
        } else {
            routePlain(p, broker);
        }
    }

    private void routePlain(ParentOrder p, @Nullable BrokerLink broker) {
        if (stops.holds(p)) {
            stops.hold(p);
        } else if (broker == null && !isTakenAnywhere(p)) {
            parents.refuse(
                    p,
                    Verdict.refused(
                            Refusal.UNSUPPORTED,
                            "no broker takes OrdType (40) " + (char) p.ordType.code() + " for TimeInForce (59) "
                                    + (char) p.timeInForce.code()));
        } else {
            parents.routePlain(p, broker);
        }
    }

    private boolean isTakenAnywhere(ParentOrder p) {
        return router.isTaken(
                p.client().index(), p.instrument().index(), 0, candidate -> candidate.takes(p.ordType, p.timeInForce));
    }

    /** The order or the mass cancel that a message's ClOrdID was used for, or {@link Ids#NONE} where it is free. */
    private long used(ClientLink client, FixMessage m) {
        int id = m.find(Tags.CL_ORD_ID);
        return clOrdIds.used(client.session().index(), m.buffer(), m.valueStart(id), m.valueEnd(id), table);
    }

    private static Verdict unsupported(String what) {
        return Verdict.refused(Refusal.UNSUPPORTED, what + " is not supported");
    }

    private void duplicate(ClientLink client, FixMessage m, long known) {
        risk.countFromClient(client.index(), turn.monoNanos());
        ParentOrder p = table.parent(known);
        if (m.flag(Tags.POSS_RESEND) && p != null) {
            reports.status(p, m);
        } else {
            reports.refusedUnread(
                    client, m, Refusal.DUPLICATE_CL_ORD_ID, "TE012 ClOrdID (11) is used: " + m.textOf(Tags.CL_ORD_ID));
        }
    }

    private void take(ParentOrder p, ClientLink client, FixMessage m) {
        p.client = client;
        p.openedAt = turn.monoNanos();
        p.instrument = fields.instrument();
        p.account = fields.account();
        p.accountText.set(m, m.find(Tags.ACCOUNT));
        p.side = fields.side();
        p.ordType = fields.ordType();
        p.timeInForce = fields.timeInForce();
        p.orderQtyE8 = fields.orderQtyE8();
        p.priceE8 = fields.priceE8();
        p.stopPxE8 = fields.stopPxE8();
        p.maxFloorE8 = fields.maxFloorE8();
        p.transactTime = m.timestamp(m.find(Tags.TRANSACT_TIME));
        p.clOrdId.set(m, m.find(Tags.CL_ORD_ID));
        p.expiresAt = fields.expiresAt();
        fields.copyExpiry(m, p.expire);
        fields.copyPassThrough(m, p.passThrough);
        expiries.note(p.expiresAt);
    }

    private @Nullable BrokerLink route(ParentOrder p) {
        return router.route(
                p.client().index(),
                p.instrument().index(),
                0,
                candidate -> candidate.takes(p.ordType, p.timeInForce, p.orderQtyE8));
    }

    private OrderIntent intentOf(ParentOrder p) {
        intent.clear();
        intent.orderId = p.number;
        intent.client = p.client().index();
        intent.account = p.account;
        intent.instrument = p.instrument().index();
        intent.strategy = p.strategy;
        intent.side = p.side;
        intent.ordType = p.workingType();
        intent.stopPxE8 = p.stopPxE8;
        intent.timeInForce = p.timeInForce;
        intent.orderQtyE8 = p.orderQtyE8;
        intent.priceE8 = p.priceE8;
        intent.transactTime = p.transactTime == Timestamps.INVALID ? turn.utcNanos() : p.transactTime;
        return intent;
    }

    /** The parameters of an algo order: 957-960, 848, and the fields of its own. */
    private static ParameterReader parameters(AlgoDefinition definition, FixMessage m) {
        ParameterReader reader = definition.reader();
        for (int i = 0; i < m.fieldCount(); i++) {
            switch (m.tag(i)) {
                case Tags.STRATEGY_PARAMETER_NAME -> {
                    int value = valueOf(m, i);
                    reader.named(m.text(i), value < 0 ? "" : m.text(value));
                }
                case Tags.TARGET_STRATEGY_PARAMETERS -> reader.list(m.text(i));
                case Tags.MAX_FLOOR, Tags.EFFECTIVE_TIME, Tags.EXPIRE_TIME, Tags.PARTICIPATION_RATE ->
                    reader.tagged(m.tag(i), m.text(i));
                default -> {}
            }
        }
        return reader;
    }

    /** The value (960) of the parameter whose name is at a field: within its group entry. */
    private static int valueOf(FixMessage m, int name) {
        for (int i = name + 1; i < m.fieldCount(); i++) {
            int tag = m.tag(i);
            if (tag == Tags.STRATEGY_PARAMETER_VALUE) {
                return i;
            }
            if (tag != Tags.STRATEGY_PARAMETER_TYPE) {
                return FixMessage.ABSENT;
            }
        }
        return FixMessage.ABSENT;
    }

    // ---- OrderCancelRequest, OrderCancelReplaceRequest

    private void cancel(ClientLink client, FixMessage m) {
        risk.countFromClient(client.index(), turn.monoNanos());
        ParentOrder p = requested(client, m, false);
        if (p != null) {
            note(client, m, p);
            parents.cancel(p, m);
        }
    }

    /** The order that a request is about, if it may be asked for; else the request is answered. */
    private @Nullable ParentOrder requested(ClientLink client, FixMessage m, boolean replace) {
        int original = m.find(Tags.ORIG_CL_ORD_ID);
        long number = clOrdIds.find(client.session().index(), m.buffer(), m.valueStart(original), m.valueEnd(original));
        ParentOrder p = number == Ids.NONE ? null : table.parent(number);
        long used = used(client, m);
        if (p == null) {
            refuseUnknown(client, m, replace, "TE014 no order with ClOrdID " + m.textOf(Tags.ORIG_CL_ORD_ID));
            return null;
        }
        boolean current = p.clOrdId.matches(m, original) || (p.pendingReplace && p.replaceClOrdId.matches(m, original));
        if (used != Ids.NONE) {
            boolean again = m.flag(Tags.POSS_RESEND) && used == number;
            if (again) {
                reports.status(p, m);
            } else {
                refuse(p, m, replace, Refusal.DUPLICATE_CL_ORD_ID.cxlRejReason(), "TE012 ClOrdID (11) is used");
            }
        } else if (!p.isOpen()) {
            refuse(p, m, replace, Refusal.FINISHED_ORDER.cxlRejReason(), "TE014 the order is finished");
        } else if (!current) {
            refuseUnknown(client, m, replace, "TE014 OrigClOrdID (41) is not the order's last accepted ClOrdID");
        } else if (p.pendingCancel || p.inMassCancel) {
            refuse(p, m, replace, ALREADY_PENDING, "TE014 a cancel of the order is pending");
        } else if (replace && p.pendingReplace) {
            refuse(p, m, true, ALREADY_PENDING, "TE014 a replace of the order is pending");
        } else {
            return p;
        }
        return null;
    }

    private void refuseUnknown(ClientLink client, FixMessage m, boolean replace, String text) {
        reports.cancelOfUnknownRejected(client, m, replace, Refusal.UNKNOWN_ORDER, text);
    }

    private void refuse(ParentOrder p, FixMessage m, boolean replace, int reason, String text) {
        int id = m.find(Tags.CL_ORD_ID);
        reports.cancelRejected(p, m.buffer(), m.valueStart(id), m.valueEnd(id), replace, reason, text);
    }

    private void note(ClientLink client, FixMessage m, ParentOrder p) {
        int id = m.find(Tags.CL_ORD_ID);
        clOrdIds.add(client.session().index(), m.buffer(), m.valueStart(id), m.valueEnd(id), p.number);
    }

    private void replace(ClientLink client, FixMessage m) {
        ParentOrder p = requested(client, m, true);
        if (p == null) {
            risk.countFromClient(client.index(), turn.monoNanos());
            return;
        }
        note(client, m, p);
        String fault = replaceFault(client, p, m);
        AlgoParameters parameters = null;
        if (fault.isEmpty() && p.ticket != null) {
            ParameterReader reader = parameters(p.ticket.parameters().definition(), m);
            ParameterError error = reader.error();
            boolean given = m.has(Tags.NO_STRATEGY_PARAMETERS)
                    || m.has(Tags.TARGET_STRATEGY_PARAMETERS)
                    || m.has(Tags.MAX_FLOOR)
                    || m.has(Tags.EFFECTIVE_TIME)
                    || m.has(Tags.EXPIRE_TIME);
            fault = error == null ? "" : error.message();
            parameters = given && error == null ? reader.parameters() : null;
        }
        if (!fault.isEmpty()) {
            risk.countFromClient(client.index(), turn.monoNanos());
            refuse(p, m, true, Refusal.INVALID.cxlRejReason(), "TE001 " + fault);
            return;
        }
        OrderIntent next = intentOf(p);
        next.replacedQtyE8 = p.orderQtyE8;
        next.replacedPriceE8 = p.priceE8;
        next.cumQtyE8 = p.filled.qtyE8();
        next.orderQtyE8 = Math.max(fields.orderQtyE8(), p.filled.qtyE8());
        next.priceE8 = fields.priceE8();
        next.stopPxE8 = fields.stopPxE8();
        long transacted = m.timestamp(m.find(Tags.TRANSACT_TIME));
        next.transactTime = transacted == Timestamps.INVALID ? turn.utcNanos() : transacted;
        boolean shrinks = fields.orderQtyE8() <= p.filled.qtyE8();
        Verdict verdict = shrinks ? Verdict.PASSED : gate.admit(next);
        if (!verdict.passed()) {
            int reason = verdict.refusal() == null ? 99 : verdict.refusal().cxlRejReason();
            refuse(p, m, true, reason, verdict.message());
            return;
        }
        if (p.endsAs != OrdStatus.NEW || Parents.hasAlgoEnded(p)) {
            refuse(p, m, true, Refusal.FINISHED_ORDER.cxlRejReason(), "TE014 the order is ending");
            return;
        }
        p.newStopPxE8 = fields.stopPxE8();
        p.newExpiresAt = fields.expiresAt();
        fields.copyExpiry(m, p.newExpire);
        expiries.note(p.newExpiresAt);
        parents.replace(p, m, fields.orderQtyE8(), fields.priceE8(), parameters);
        if (p.held && p.isOpen()) {
            stops.changed(p);
        }
    }

    private String replaceFault(ClientLink client, ParentOrder p, FixMessage m) {
        if (!fields.read(client, m)) {
            return fields.text().substring("TE001 ".length());
        }
        if (!p.instrument().equals(fields.instrument()) || fields.side() != p.side) {
            return "Symbol (55) and Side (54) cannot be changed";
        }
        if (fields.ordType() != p.ordType || fields.timeInForce() != p.timeInForce) {
            return "OrdType (40) and TimeInForce (59) cannot be changed";
        }
        if (p.triggered && fields.stopPxE8() != p.stopPxE8) {
            return "the stop has been triggered, and StopPx (99) cannot be changed";
        }
        return "";
    }

    // ---- OrderStatusRequest

    private void status(ClientLink client, FixMessage m) {
        risk.countFromClient(client.index(), turn.monoNanos());
        int id = m.find(Tags.CL_ORD_ID);
        long number = clOrdIds.find(client.session().index(), m.buffer(), m.valueStart(id), m.valueEnd(id));
        ParentOrder p = number == Ids.NONE ? null : table.parent(number);
        if (p == null) {
            String text = number == Ids.NONE
                    ? "TE014 no order with this ClOrdID"
                    : "TE014 the order was finished too long ago to be answered from memory";
            reports.unknownStatus(client.session(), m, text);
        } else {
            reports.status(p, m);
        }
    }
}
