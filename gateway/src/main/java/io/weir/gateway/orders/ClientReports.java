package io.weir.gateway.orders;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.ExecType;
import io.weir.fix.order.FillTotal;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Refusal;
import io.weir.gateway.routing.ClientLink;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.Turn;
import org.jspecify.annotations.Nullable;

/**
 * What clients are told: ExecutionReport (35=8), OrderCancelReject (35=9), BusinessMessageReject (35=j) of FIX 4.4.
 *
 * <p>Confined to the core thread.
 */
public final class ClientReports {
    /** ExecRestatementReason (378): the order lives on in a new trading day. */
    static final int RENEWAL = 1;

    private static final int BROKER_OPTION = 4;
    private static final int OTHER = 99;
    private static final byte[] NONE = {'N', 'O', 'N', 'E'};
    private static final byte[] ZERO = {'0'};

    private final Turn turn;
    private final Ids ids;
    private final DayMark day;
    private final FillTotal today = new FillTotal();
    private final ReportTally tally = new ReportTally();
    private final byte[] id = new byte[Ids.MAX_LENGTH];

    /** Reports of one gateway. */
    ClientReports(Turn turn, Ids ids, DayMark day) {
        this.turn = turn;
        this.day = day;
        this.ids = ids;
    }

    /** What was told so far, counted. */
    ReportTally tally() {
        return tally;
    }

    /** 150=A: the order goes to a broker. */
    void pendingNew(ParentOrder p) {
        begin(p, ExecType.PENDING_NEW, ids.next());
        commit(p);
    }

    /** 150=0: the broker has it, or an algo works it. */
    void acknowledged(ParentOrder p) {
        begin(p, ExecType.NEW, ids.next());
        commit(p);
    }

    /** 150=8 by us, before anything was routed or where nothing could be. */
    void refused(ParentOrder p, Refusal refusal, String text) {
        tally.refused(text);
        begin(p, ExecType.REJECTED, ids.next())
                .number(Tags.ORD_REJ_REASON, refusal.ordRejReason())
                .text(Tags.TEXT, text);
        commit(p);
    }

    /** 150=8 by the broker. */
    void rejectedByBroker(ParentOrder p, ChildOrder child, FixMessage m) {
        tally.refused("");
        FixWriter writer = begin(p, ExecType.REJECTED, ids.next());
        brokerIds(writer, child, m);
        int reason = m.find(Tags.ORD_REJ_REASON);
        if (reason >= 0) {
            writer.copy(m, reason);
        }
        int text = m.find(Tags.TEXT);
        if (text >= 0) {
            writer.copy(m, text);
        }
        commit(p);
    }

    /** 150=F: a fill, booked already; returns the number of its ExecID. */
    long trade(ParentOrder p, ChildOrder child, long lastQtyE8, long lastPxE8, @Nullable FixMessage m) {
        long exec = ids.next();
        FixWriter writer =
                begin(p, ExecType.TRADE, exec).decimal(Tags.LAST_QTY, lastQtyE8).decimal(Tags.LAST_PX, lastPxE8);
        brokerIds(writer, child, m);
        commit(p);
        return exec;
    }

    /** 150=H or 150=G of a fill that was reported under a number. */
    void changed(ParentOrder p, ChildOrder child, ExecType type, long reportedAs, long qtyE8, long pxE8, FixMessage m) {
        FixWriter writer = begin(p, type, ids.next());
        id(writer, Tags.EXEC_REF_ID, reportedAs);
        writer.decimal(Tags.LAST_QTY, qtyE8).decimal(Tags.LAST_PX, pxE8);
        brokerIds(writer, child, m);
        commit(p);
    }

    /** 150=6: the client's cancel is on its way. */
    void pendingCancel(ParentOrder p) {
        begin(p, ExecType.PENDING_CANCEL, ids.next(), p.cancelClOrdId, p.clOrdId);
        commit(p);
    }

    /** 150=E: the client's replace is on its way. */
    void pendingReplace(ParentOrder p) {
        begin(p, ExecType.PENDING_REPLACE, ids.next(), p.replaceClOrdId, p.clOrdId);
        commit(p);
    }

    /** 150=5: the order has its new terms, and its new ClOrdID; {@code old} is the one before. */
    void replaced(ParentOrder p, ByteText old) {
        begin(p, ExecType.REPLACED, ids.next(), p.clOrdId, old);
        commit(p);
    }

    /** 150=4, 150=C or 150=3: the order is done; a cancel that the client asked for names its request. */
    void ended(ParentOrder p, ExecType type, boolean requested, String text) {
        FixWriter writer =
                requested ? begin(p, type, ids.next(), p.cancelClOrdId, p.clOrdId) : begin(p, type, ids.next());
        if (p.unsolicited && !requested && type == ExecType.CANCELED) {
            writer.number(Tags.EXEC_RESTATEMENT_REASON, BROKER_OPTION);
        }
        if (!text.isEmpty()) {
            writer.text(Tags.TEXT, text);
        }
        commit(p);
    }

    /** 150=D: the broker changed the order by itself. */
    void restated(ParentOrder p, ChildOrder child, @Nullable FixMessage m) {
        FixWriter writer = begin(p, ExecType.RESTATED, ids.next());
        brokerIds(writer, child, m);
        int reason = m == null ? -1 : m.find(Tags.EXEC_RESTATEMENT_REASON);
        if (m != null && reason >= 0) {
            writer.copy(m, reason);
        }
        commit(p);
    }

    /** 150=D, 378=1: the order lives on in a new trading day. */
    void renewed(ParentOrder p) {
        begin(p, ExecType.RESTATED, ids.next()).number(Tags.EXEC_RESTATEMENT_REASON, RENEWAL);
        commit(p);
    }

    /** 150=D, 378=99, 636=Y: a stop order that was held is triggered. */
    void triggered(ParentOrder p) {
        begin(p, ExecType.RESTATED, ids.next())
                .number(Tags.EXEC_RESTATEMENT_REASON, OTHER)
                .flag(Tags.WORKING_INDICATOR, true);
        commit(p);
    }

    /** 150=3: the order rests until the next trading day. */
    void doneForDay(ParentOrder p) {
        begin(p, ExecType.DONE_FOR_DAY, ids.next());
        commit(p);
    }

    /** 150=I: where an order stands. */
    void status(ParentOrder p, FixMessage request) {
        FixWriter writer = header(p, ExecType.ORDER_STATUS, p.clOrdId).bytes(Tags.EXEC_ID, ZERO);
        body(writer, p);
        int requestId = request.find(Tags.ORD_STATUS_REQ_ID);
        if (requestId >= 0) {
            writer.copy(request, requestId);
        }
        commit(p);
    }

    /** 150=I: where an order stands, as one of the reports that answer a mass status request. */
    void massStatus(ParentOrder p, ByteText request, int total, boolean last) {
        FixWriter writer = header(p, ExecType.ORDER_STATUS, p.clOrdId)
                .bytes(Tags.EXEC_ID, ZERO)
                .bytes(Tags.MASS_STATUS_REQ_ID, request.bytes(), 0, request.length())
                .number(Tags.TOT_NUM_REPORTS, total)
                .flag(Tags.LAST_RPT_REQUESTED, last);
        body(writer, p);
        commit(p);
    }

    /** 150=I, 39=8: we know no such order. */
    void unknownStatus(FixSession session, FixMessage request, String text) {
        FixWriter writer = session.begin(MsgTypes.EXECUTION_REPORT)
                .bytes(Tags.ORDER_ID, NONE)
                .copy(request, request.find(Tags.CL_ORD_ID))
                .bytes(Tags.EXEC_ID, ZERO)
                .character(Tags.EXEC_TYPE, ExecType.ORDER_STATUS.code())
                .character(Tags.ORD_STATUS, OrdStatus.REJECTED.code())
                .number(Tags.ORD_REJ_REASON, Refusal.UNKNOWN_ORDER.ordRejReason());
        copyIfThere(writer, request, Tags.SYMBOL);
        copyIfThere(writer, request, Tags.SIDE);
        writer.number(Tags.LEAVES_QTY, 0).number(Tags.CUM_QTY, 0).number(Tags.AVG_PX, 0);
        copyIfThere(writer, request, Tags.ORD_STATUS_REQ_ID);
        writer.timestamp(Tags.TRANSACT_TIME, turn.utcNanos(), 3).text(Tags.TEXT, text);
        session.commit();
    }

    /**
     * 150=8 for an order that never came to be: the ClOrdID is not ours to use, or the order cannot be read.
     *
     * @param order the client's message
     */
    void refusedUnread(ClientLink client, FixMessage order, Refusal refusal, String text) {
        tally.refused(text);
        FixSession session = client.session();
        FixWriter writer = session.begin(MsgTypes.EXECUTION_REPORT);
        id(writer, Tags.ORDER_ID, ids.next());
        writer.copy(order, order.find(Tags.CL_ORD_ID));
        id(writer, Tags.EXEC_ID, ids.next());
        writer.character(Tags.EXEC_TYPE, ExecType.REJECTED.code())
                .character(Tags.ORD_STATUS, OrdStatus.REJECTED.code())
                .number(Tags.ORD_REJ_REASON, refusal.ordRejReason());
        copyIfThere(writer, order, Tags.ACCOUNT);
        copyIfThere(writer, order, Tags.SYMBOL);
        copyIfThere(writer, order, Tags.SIDE);
        copyIfThere(writer, order, Tags.ORDER_QTY);
        copyIfThere(writer, order, Tags.ORD_TYPE);
        copyIfThere(writer, order, Tags.PRICE);
        writer.number(Tags.LEAVES_QTY, 0)
                .number(Tags.CUM_QTY, 0)
                .number(Tags.AVG_PX, 0)
                .timestamp(Tags.TRANSACT_TIME, turn.utcNanos(), 3)
                .text(Tags.TEXT, text);
        session.commit();
    }

    /** 35=9 for a cancel or replace of an order that we know. */
    void cancelRejected(ParentOrder p, byte[] clOrdId, int start, int end, boolean replace, int reason, String text) {
        FixSession session = p.client().session();
        FixWriter writer = session.begin(MsgTypes.ORDER_CANCEL_REJECT);
        tally.reported(p, p.reportedStatus());
        id(writer, Tags.ORDER_ID, p.number);
        writer.bytes(Tags.CL_ORD_ID, clOrdId, start, end)
                .bytes(Tags.ORIG_CL_ORD_ID, p.clOrdId.bytes(), 0, p.clOrdId.length())
                .character(Tags.ORD_STATUS, p.reportedStatus().code());
        rejection(writer, replace, reason, text);
        session.commit();
    }

    /** 35=9 for a cancel or replace of an order that we do not know. */
    void cancelOfUnknownRejected(ClientLink client, FixMessage request, boolean replace, Refusal refusal, String text) {
        FixSession session = client.session();
        FixWriter writer = session.begin(MsgTypes.ORDER_CANCEL_REJECT)
                .bytes(Tags.ORDER_ID, NONE)
                .copy(request, request.find(Tags.CL_ORD_ID))
                .copy(request, request.find(Tags.ORIG_CL_ORD_ID))
                .character(Tags.ORD_STATUS, OrdStatus.REJECTED.code());
        rejection(writer, replace, refusal.cxlRejReason(), text);
        session.commit();
    }

    private void rejection(FixWriter writer, boolean replace, int reason, String text) {
        tally.refused(text);
        writer.character(Tags.CXL_REJ_RESPONSE_TO, replace ? (byte) '2' : (byte) '1')
                .number(Tags.CXL_REJ_REASON, reason)
                .timestamp(Tags.TRANSACT_TIME, turn.utcNanos(), 3);
        if (!text.isEmpty()) {
            // A broker may refuse without a word.
            writer.text(Tags.TEXT, text);
        }
    }

    /** 35=j. */
    void businessReject(FixSession session, FixMessage m, int reason, String text) {
        session.begin(MsgTypes.BUSINESS_MESSAGE_REJECT)
                .copy(m, m.find(Tags.MSG_SEQ_NUM), Tags.REF_SEQ_NUM)
                .copy(m, m.find(Tags.MSG_TYPE), Tags.REF_MSG_TYPE)
                .number(Tags.BUSINESS_REJECT_REASON, reason)
                .text(Tags.TEXT, text);
        session.commit();
    }

    // ---- parts

    private FixWriter begin(ParentOrder p, ExecType type, long exec) {
        FixWriter writer = header(p, type, p.clOrdId);
        id(writer, Tags.EXEC_ID, exec);
        body(writer, p);
        return writer;
    }

    private FixWriter begin(ParentOrder p, ExecType type, long exec, ByteText clOrdId, ByteText origClOrdId) {
        FixWriter writer =
                header(p, type, clOrdId).bytes(Tags.ORIG_CL_ORD_ID, origClOrdId.bytes(), 0, origClOrdId.length());
        id(writer, Tags.EXEC_ID, exec);
        body(writer, p);
        return writer;
    }

    private FixWriter header(ParentOrder p, ExecType type, ByteText clOrdId) {
        FixWriter writer = p.client().session().begin(MsgTypes.EXECUTION_REPORT);
        tally.reported(p, p.reportedStatus());
        id(writer, Tags.ORDER_ID, p.number);
        return writer.bytes(Tags.CL_ORD_ID, clOrdId.bytes(), 0, clOrdId.length())
                .character(Tags.EXEC_TYPE, type.code())
                .character(Tags.ORD_STATUS, p.reportedStatus().code());
    }

    private void body(FixWriter writer, ParentOrder p) {
        if (!p.accountText.isEmpty()) {
            writer.bytes(Tags.ACCOUNT, p.accountText.bytes(), 0, p.accountText.length());
        }
        writer.text(Tags.SYMBOL, p.instrument().symbol())
                .character(Tags.SIDE, p.side.code())
                .decimal(Tags.ORDER_QTY, p.orderQtyE8)
                .character(Tags.ORD_TYPE, p.ordType.code());
        if (p.priceE8 != OrderIntent.NO_PRICE) {
            writer.decimal(Tags.PRICE, p.priceE8);
        }
        if (p.stopPxE8 != OrderIntent.NO_PRICE) {
            writer.decimal(Tags.STOP_PX, p.stopPxE8);
        }
        if (p.held) {
            writer.flag(Tags.WORKING_INDICATOR, false);
        }
        writer.character(Tags.TIME_IN_FORCE, p.timeInForce.code())
                .decimal(Tags.LEAVES_QTY, p.leavesE8())
                .decimal(Tags.CUM_QTY, p.filled.qtyE8())
                .decimal(Tags.AVG_PX, p.filled.averageE8());
        if (day.hasOutlived(p)) {
            // DayOrderQty is what was left of the order when the day began (FIX 4.4, field 424).
            day.sumToday(p, today);
            writer.decimal(Tags.DAY_ORDER_QTY, p.orderQtyE8 - (p.filled.qtyE8() - today.qtyE8()))
                    .decimal(Tags.DAY_CUM_QTY, today.qtyE8())
                    .decimal(Tags.DAY_AVG_PX, today.averageE8());
        }
        writer.timestamp(Tags.TRANSACT_TIME, turn.utcNanos(), 3);
    }

    private static void brokerIds(FixWriter writer, ChildOrder child, @Nullable FixMessage m) {
        if (!child.brokerOrderId.isEmpty()) {
            writer.bytes(Tags.SECONDARY_ORDER_ID, child.brokerOrderId.bytes(), 0, child.brokerOrderId.length());
        }
        int exec = m == null ? FixMessage.ABSENT : m.find(Tags.EXEC_ID);
        if (m != null && exec >= 0) {
            writer.copy(m, exec, Tags.SECONDARY_EXEC_ID);
        }
    }

    private static void copyIfThere(FixWriter writer, FixMessage m, int tag) {
        int field = m.find(tag);
        if (field >= 0) {
            writer.copy(m, field);
        }
    }

    private void id(FixWriter writer, int tag, long number) {
        writer.bytes(tag, id, 0, ids.write(id, 0, number));
    }

    private static void commit(ParentOrder p) {
        p.client().session().commit();
    }
}
