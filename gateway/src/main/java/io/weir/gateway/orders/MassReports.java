package io.weir.gateway.orders;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.ExecType;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.Refusal;
import io.weir.gateway.routing.ClientLink;
import io.weir.sessions.protocol.Turn;

/**
 * What clients are told of a mass request as a whole: OrderMassCancelReport (35=r), and the report that stands for no order.
 *
 * <p>Confined to the core thread.
 */
final class MassReports {
    /** MassCancelRejectReason (532) that has no number of its own. */
    static final int OTHER = 99;

    /** Orders that 35=r lists (534); of more it only tells how many, and each has its own reports. */
    static final int LISTED = 100;

    private static final byte REJECTED = '0';
    private static final byte UNDISCLOSED = '7';
    private static final byte[] NO_SYMBOL = Ascii.bytes("[N/A]");
    private static final byte[] NONE = Ascii.bytes("NONE");
    private static final byte[] ZERO = {'0'};

    private final Turn turn;
    private final Ids ids;
    private final OrderTable table;
    private final ReportTally tally;
    private final byte[] id = new byte[Ids.MAX_LENGTH];

    MassReports(Turn turn, Ids ids, OrderTable table, ReportTally tally) {
        this.turn = turn;
        this.ids = ids;
        this.table = table;
        this.tally = tally;
    }

    /**
     * 531 as it was asked for: these orders are being canceled.
     *
     * @return our number of the mass cancel
     */
    long canceled(ClientLink client, FixMessage request, long[] orders, String text) {
        long number = ids.next();
        FixWriter writer = begin(client, request, number)
                .copy(request, request.find(Tags.MASS_CANCEL_REQUEST_TYPE), Tags.MASS_CANCEL_RESPONSE)
                .number(Tags.TOTAL_AFFECTED_ORDERS, orders.length);
        if (orders.length > 0 && orders.length <= LISTED) {
            writer.number(Tags.NO_AFFECTED_ORDERS, orders.length);
            for (long each : orders) {
                affected(writer, each);
            }
        }
        end(client, writer, request, text);
        return number;
    }

    private void affected(FixWriter writer, long order) {
        ParentOrder p = table.parent(order);
        if (p != null) {
            writer.bytes(Tags.ORIG_CL_ORD_ID, p.clOrdId.bytes(), 0, p.clOrdId.length());
            id(writer, Tags.AFFECTED_ORDER_ID, order);
        }
    }

    /** 531=0: nothing is canceled. */
    void cancelRefused(ClientLink client, FixMessage request, int reason, String text) {
        tally.refused(text);
        FixWriter writer = begin(client, request, ids.next())
                .character(Tags.MASS_CANCEL_RESPONSE, REJECTED)
                .number(Tags.MASS_CANCEL_REJECT_REASON, reason);
        end(client, writer, request, text);
    }

    private FixWriter begin(ClientLink client, FixMessage request, long number) {
        FixWriter writer = client.session().begin(MsgTypes.ORDER_MASS_CANCEL_REPORT);
        id(writer, Tags.ORDER_ID, number);
        return writer.copy(request, request.find(Tags.CL_ORD_ID))
                .copy(request, request.find(Tags.MASS_CANCEL_REQUEST_TYPE));
    }

    private void end(ClientLink client, FixWriter writer, FixMessage request, String text) {
        copyIfThere(writer, request, Tags.SYMBOL);
        copyIfThere(writer, request, Tags.SIDE);
        writer.timestamp(Tags.TRANSACT_TIME, turn.utcNanos(), 3);
        if (!text.isEmpty()) {
            writer.text(Tags.TEXT, text);
        }
        client.session().commit();
    }

    /** The one report that answers a mass status request where no order is open: it stands for none, and is the last. */
    void noOrders(ClientLink client, ByteText request) {
        client.session()
                .begin(MsgTypes.EXECUTION_REPORT)
                .bytes(Tags.ORDER_ID, NONE)
                .bytes(Tags.MASS_STATUS_REQ_ID, request.bytes(), 0, request.length())
                .number(Tags.TOT_NUM_REPORTS, 0)
                .flag(Tags.LAST_RPT_REQUESTED, true)
                .bytes(Tags.EXEC_ID, ZERO)
                .character(Tags.EXEC_TYPE, ExecType.ORDER_STATUS.code())
                .character(Tags.ORD_STATUS, OrdStatus.REJECTED.code())
                .number(Tags.ORD_REJ_REASON, Refusal.UNKNOWN_ORDER.ordRejReason())
                .bytes(Tags.SYMBOL, NO_SYMBOL)
                .character(Tags.SIDE, UNDISCLOSED)
                .number(Tags.LEAVES_QTY, 0)
                .number(Tags.CUM_QTY, 0)
                .number(Tags.AVG_PX, 0)
                .timestamp(Tags.TRANSACT_TIME, turn.utcNanos(), 3)
                .text(Tags.TEXT, "TE014 no order of the request's scope is open");
        client.session().commit();
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
}
