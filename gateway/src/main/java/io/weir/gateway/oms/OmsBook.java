package io.weir.gateway.oms;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.ExecType;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.StateHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The orders of an OMS, as ExecutionReport (35=8) and OrderCancelReject (35=9) tell of them. Confined to the core thread.
 */
public final class OmsBook {
    private final TreeMap<Integer, OmsOrder> orders = new TreeMap<>();
    private final Map<String, Integer> byClOrdId = new HashMap<>();
    private final Map<Long, Integer> bySeqNum = new HashMap<>();

    /** A new order is on its way under a ClOrdID. */
    public OmsReport sent(String clOrdId, OmsCommand.NewOrder asked, long utcNanos) {
        OmsOrder order = OmsOrder.sent(orders.size() + 1, clOrdId, asked);
        orders.put(order.id(), order);
        byClOrdId.put(clOrdId, order.id());
        return report(utcNanos, OmsReport.What.SENT, order, "");
    }

    /** A request about an order is on its way under a ClOrdID of its own. */
    public void requested(int id, String clOrdId) {
        byClOrdId.put(clOrdId, id);
    }

    /** The message about an order that has just been sent has a MsgSeqNum: a refusal of the message names nothing else. */
    public void numbered(int id, long msgSeqNum) {
        bySeqNum.put(msgSeqNum, id);
    }

    /** The numbers begin again. */
    public void newEpoch() {
        bySeqNum.clear();
    }

    /** The order of a short number, or null. */
    public @Nullable OmsOrder order(int id) {
        return orders.get(id);
    }

    /** All orders, in the order of their numbers. */
    public List<OmsOrder> orders() {
        return List.copyOf(orders.values());
    }

    /** Takes an ExecutionReport. */
    public OmsReport executionReport(FixMessage m, long utcNanos) {
        ExecType type = ExecType.of(m.character(m.find(Tags.EXEC_TYPE)));
        OmsReport.What what = what(type);
        OmsOrder order = named(m);
        long lastQty = isTrade(what) ? decimal(m, Tags.LAST_QTY) : 0;
        long lastPx = isTrade(what) ? decimal(m, Tags.LAST_PX) : 0;
        if (order != null) {
            order = filled(order, what, m, lastQty, lastPx);
            OrdStatus status = OrdStatus.of(m.character(m.find(Tags.ORD_STATUS)));
            order = order.at(
                    status == null ? order.status() : status,
                    decimal(m, Tags.CUM_QTY),
                    decimal(m, Tags.LEAVES_QTY),
                    decimal(m, Tags.AVG_PX));
            if (what == OmsReport.What.REPLACED || what == OmsReport.What.RESTATED) {
                long price = m.has(Tags.PRICE) ? decimal(m, Tags.PRICE) : OrderIntent.NO_PRICE;
                order = order.as(m.textOf(Tags.CL_ORD_ID), decimal(m, Tags.ORDER_QTY), price);
            }
            orders.put(order.id(), order);
        }
        return new OmsReport(utcNanos, what, order, lastQty, lastPx, m.textOf(Tags.TEXT));
    }

    private static OmsOrder filled(OmsOrder order, OmsReport.What what, FixMessage m, long qtyE8, long priceE8) {
        if (!isTrade(what)) {
            return order;
        }
        String exec = m.textOf(Tags.EXEC_ID);
        String reference = m.textOf(Tags.EXEC_REF_ID);
        List<OmsFill> fills = new ArrayList<>(order.fills());
        fills.removeIf(each -> each.execId().equals(what == OmsReport.What.FILL ? exec : reference));
        if (what != OmsReport.What.BUSTED) {
            fills.add(new OmsFill(exec, m.textOf(Tags.SECONDARY_ORDER_ID), qtyE8, priceE8));
        }
        return order.with(fills);
    }

    /** Takes an OrderCancelReject. */
    public OmsReport cancelReject(FixMessage m, long utcNanos) {
        OmsOrder order = named(m);
        OrdStatus status = OrdStatus.of(m.character(m.find(Tags.ORD_STATUS)));
        // An unknown order is answered by 39=8, which says nothing about the one that we know.
        if (order != null && status != null && status != OrdStatus.REJECTED) {
            order = order.at(status, order.cumE8(), order.leavesE8(), order.avgPxE8());
            orders.put(order.id(), order);
        }
        return report(utcNanos, OmsReport.What.REQUEST_REFUSED, order, m.textOf(Tags.TEXT));
    }

    /** Takes a BusinessMessageReject (35=j) or a Reject (35=3): the message that it names came to nothing. */
    public OmsReport messageReject(FixMessage m, long utcNanos) {
        Integer id = bySeqNum.get(m.unsigned(m.find(Tags.REF_SEQ_NUM)));
        OmsOrder order = id == null ? null : orders.get(id);
        if (order != null && order.status() == null) {
            order = order.at(OrdStatus.REJECTED, 0, 0, 0);
            orders.put(order.id(), order);
        }
        return report(utcNanos, OmsReport.What.MESSAGE_REFUSED, order, m.textOf(Tags.TEXT));
    }

    private @Nullable OmsOrder named(FixMessage m) {
        Integer id = byClOrdId.get(m.textOf(Tags.CL_ORD_ID));
        return id == null ? null : orders.get(id);
    }

    private static OmsReport report(long utcNanos, OmsReport.What what, @Nullable OmsOrder order, String text) {
        return new OmsReport(utcNanos, what, order, 0, 0, text);
    }

    private static boolean isTrade(OmsReport.What what) {
        return what == OmsReport.What.FILL || what == OmsReport.What.BUSTED || what == OmsReport.What.CORRECTED;
    }

    private static long decimal(FixMessage m, int tag) {
        int field = m.find(tag);
        return field < 0 ? 0 : m.decimal(field);
    }

    private static OmsReport.What what(@Nullable ExecType type) {
        if (type == null) {
            return OmsReport.What.OTHER;
        }
        return switch (type) {
            case NEW -> OmsReport.What.ACCEPTED;
            case PARTIAL_FILL, FILL, TRADE -> OmsReport.What.FILL;
            case DONE_FOR_DAY -> OmsReport.What.DONE;
            case CANCELED -> OmsReport.What.CANCELED;
            case REPLACED -> OmsReport.What.REPLACED;
            case PENDING_CANCEL -> OmsReport.What.CANCEL_PENDING;
            case REJECTED -> OmsReport.What.REJECTED;
            case PENDING_NEW -> OmsReport.What.PENDING;
            case EXPIRED -> OmsReport.What.EXPIRED;
            case RESTATED -> OmsReport.What.RESTATED;
            case PENDING_REPLACE -> OmsReport.What.REPLACE_PENDING;
            case TRADE_CORRECT -> OmsReport.What.CORRECTED;
            case TRADE_CANCEL -> OmsReport.What.BUSTED;
            case ORDER_STATUS -> OmsReport.What.STATUS;
            case STOPPED, SUSPENDED, CALCULATED -> OmsReport.What.OTHER;
        };
    }

    /** A hash of all orders. */
    public long stateHash() {
        long hash = StateHash.SEED;
        for (OmsOrder order : orders.values()) {
            hash = StateHash.mix(hash, order.clOrdId());
            hash = StateHash.mix(hash, order.cumE8());
            hash = StateHash.mix(hash, order.leavesE8());
        }
        return hash;
    }
}
