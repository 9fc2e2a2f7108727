package io.weir.paper.broker;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.ExecType;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrdType;
import io.weir.paper.market.BookOrder;
import io.weir.paper.market.CancelReject;
import io.weir.paper.market.Execution;
import io.weir.paper.market.StatusRequest;
import io.weir.paper.market.Terms;
import io.weir.sessions.protocol.FixSession;
import java.util.List;

/** Writes what the market says about orders as FIX 4.4 messages. */
final class ReportWriter {
    private static final int LAST_MKT = 30;
    private static final int LAST_LIQUIDITY_IND = 851;
    private static final String MARKET = "PAPR";
    private static final String NOBODY = "NONE";
    private static final String STATUS_ID = "0";
    private static final String NOT_AVAILABLE = "[N/A]";
    private static final int TRIGGERED = 99;
    private static final int CANCEL_REQUEST = 1;
    private static final int REPLACE_REQUEST = 2;
    private static final int FRACTION_DIGITS = 3;

    private ReportWriter() {}

    static void report(FixSession session, Execution execution) {
        write(session.begin(MsgTypes.EXECUTION_REPORT), execution);
        session.commit();
    }

    static void status(FixSession session, StatusRequest request, Execution execution) {
        FixWriter writer = session.begin(MsgTypes.EXECUTION_REPORT);
        optional(writer, Tags.ORD_STATUS_REQ_ID, request.requestId());
        write(writer, execution);
        session.commit();
    }

    /** One report for each order, or one that says that there is none. */
    static void massStatus(FixSession session, StatusRequest request, List<Execution> statuses) {
        for (int i = 0; i < statuses.size(); i++) {
            FixWriter writer = session.begin(MsgTypes.EXECUTION_REPORT);
            mass(writer, request, statuses.size(), i == statuses.size() - 1);
            write(writer, statuses.get(i));
            session.commit();
        }
        if (statuses.isEmpty()) {
            FixWriter writer = session.begin(MsgTypes.EXECUTION_REPORT);
            mass(writer, request, 0, true);
            nothing(writer, STATUS_ID, ExecType.ORDER_STATUS);
            writer.text(Tags.SYMBOL, request.symbol().isEmpty() ? NOT_AVAILABLE : request.symbol())
                    .character(Tags.SIDE, request.side().code())
                    .text(Tags.TEXT, "no open orders");
            session.commit();
        }
    }

    /** Refuses an order that could not be read; the fields that it names go back as they came. */
    static void unreadable(FixSession session, FixMessage order, String execId, OrderReader.Unreadable fault) {
        FixWriter writer = session.begin(MsgTypes.EXECUTION_REPORT);
        nothing(writer, execId, ExecType.REJECTED);
        for (int tag : new int[] {
            Tags.CL_ORD_ID, Tags.ACCOUNT, Tags.SYMBOL, Tags.SIDE, Tags.ORDER_QTY, Tags.ORD_TYPE, Tags.PRICE
        }) {
            if (order.has(tag)) {
                writer.copy(order, order.find(tag));
            }
        }
        writer.number(Tags.ORD_REJ_REASON, fault.reason()).text(Tags.TEXT, fault.text());
        session.commit();
    }

    static void cancelReject(FixSession session, CancelReject reject) {
        FixWriter writer = session.begin(MsgTypes.ORDER_CANCEL_REJECT)
                .text(Tags.ORDER_ID, reject.orderId())
                .text(Tags.CL_ORD_ID, reject.clOrdID())
                .text(Tags.ORIG_CL_ORD_ID, reject.origClOrdID())
                .character(Tags.ORD_STATUS, reject.status().code());
        optional(writer, Tags.ACCOUNT, reject.account());
        writer.timestamp(Tags.TRANSACT_TIME, reject.utcNanos(), FRACTION_DIGITS)
                .number(Tags.CXL_REJ_RESPONSE_TO, reject.replace() ? REPLACE_REQUEST : CANCEL_REQUEST)
                .number(Tags.CXL_REJ_REASON, reject.reason());
        optional(writer, Tags.TEXT, reject.text());
        session.commit();
    }

    /** Refuses a message that is no readable order request (35=j). */
    static void business(FixSession session, FixMessage message, int reason, String text) {
        session.begin(MsgTypes.BUSINESS_MESSAGE_REJECT)
                .number(Tags.REF_SEQ_NUM, message.unsigned(message.find(Tags.MSG_SEQ_NUM)))
                .text(Tags.REF_MSG_TYPE, MsgTypes.text(message.msgType()))
                .number(Tags.BUSINESS_REJECT_REASON, reason)
                .text(Tags.TEXT, text);
        session.commit();
    }

    private static void mass(FixWriter writer, StatusRequest request, int reports, boolean last) {
        optional(writer, Tags.MASS_STATUS_REQ_ID, request.requestId());
        writer.number(Tags.TOT_NUM_REPORTS, reports).flag(Tags.LAST_RPT_REQUESTED, last);
    }

    private static void nothing(FixWriter writer, String execId, ExecType type) {
        writer.text(Tags.ORDER_ID, NOBODY)
                .text(Tags.EXEC_ID, execId)
                .character(Tags.EXEC_TYPE, type.code())
                .character(Tags.ORD_STATUS, OrdStatus.REJECTED.code())
                .decimal(Tags.LEAVES_QTY, 0)
                .decimal(Tags.CUM_QTY, 0)
                .decimal(Tags.AVG_PX, 0);
    }

    private static void write(FixWriter writer, Execution e) {
        writer.text(Tags.ORDER_ID, e.orderId()).text(Tags.CL_ORD_ID, e.clOrdID());
        optional(writer, Tags.ORIG_CL_ORD_ID, e.origClOrdID());
        writer.text(Tags.EXEC_ID, e.execId());
        optional(writer, Tags.EXEC_REF_ID, e.trade().execRefId());
        writer.character(Tags.EXEC_TYPE, e.type().code())
                .character(Tags.ORD_STATUS, e.status().code());
        reason(writer, e);
        optional(writer, Tags.ACCOUNT, e.account());
        terms(writer, e.terms());
        if (e.trade().qtyE8() != 0) {
            writer.decimal(Tags.LAST_QTY, e.trade().qtyE8())
                    .decimal(Tags.LAST_PX, e.trade().priceE8())
                    .text(LAST_MKT, MARKET)
                    .number(LAST_LIQUIDITY_IND, e.trade().liquidity());
        }
        writer.decimal(Tags.LEAVES_QTY, e.leavesE8())
                .decimal(Tags.CUM_QTY, e.cumE8())
                .decimal(Tags.AVG_PX, e.avgPxE8())
                .timestamp(Tags.TRANSACT_TIME, e.utcNanos(), FRACTION_DIGITS);
        working(writer, e);
        optional(writer, Tags.TEXT, e.text());
    }

    private static void terms(FixWriter writer, Terms terms) {
        writer.text(Tags.SYMBOL, terms.symbol())
                .character(Tags.SIDE, terms.side().code())
                .decimal(Tags.ORDER_QTY, terms.qtyE8())
                .character(Tags.ORD_TYPE, terms.ordType().code());
        if (terms.priceE8() != BookOrder.NO_PRICE) {
            writer.decimal(Tags.PRICE, terms.priceE8());
        }
        if (terms.stopPxE8() != BookOrder.NO_PRICE) {
            writer.decimal(Tags.STOP_PX, terms.stopPxE8());
        }
        writer.character(Tags.TIME_IN_FORCE, terms.timeInForce().code());
        if (terms.displayE8() != 0) {
            writer.decimal(Tags.MAX_FLOOR, terms.displayE8());
        }
    }

    private static void reason(FixWriter writer, Execution e) {
        if (e.reason() == Execution.NO_REASON) {
            return;
        }
        boolean refused = e.status() == OrdStatus.REJECTED;
        writer.number(refused ? Tags.ORD_REJ_REASON : Tags.EXEC_RESTATEMENT_REASON, e.reason());
    }

    /** A stop says whether it works yet (FIX 4.4 has no ExecType for a trigger). */
    private static void working(FixWriter writer, Execution e) {
        OrdType type = e.terms().ordType();
        if (type != OrdType.STOP && type != OrdType.STOP_LIMIT) {
            return;
        }
        if (e.type() == ExecType.NEW) {
            writer.flag(Tags.WORKING_INDICATOR, false);
        } else if (e.type() == ExecType.RESTATED && e.reason() == TRIGGERED) {
            writer.flag(Tags.WORKING_INDICATOR, true);
        }
    }

    private static void optional(FixWriter writer, int tag, String text) {
        if (!text.isEmpty()) {
            writer.text(tag, text);
        }
    }
}
