package io.weir.gateway.audit;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What clients were told of their orders (FIX 4.4 volume 4, appendix D): quantities add up, CumQty falls only by a bust or a
 * correction, AvgPx follows from the fills, each execution is told once.
 */
final class ClientOrders implements Rule {
    private static final String NO_EXECUTION = "0";
    private static final String TERMINAL = "248C";
    private static final char DONE_FOR_DAY = '3';

    private final Map<String, Order> orders = new HashMap<>();
    private final Set<String> execIds = new HashSet<>();
    private long checked;

    @Override
    public String sentence() {
        return "[12 13 14 29] CumQty, LeavesQty and AvgPx follow from the fills, and each fill is reported once";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        if (!entry.isSent(MsgTypes.EXECUTION_REPORT)) {
            return;
        }
        checked++;
        FixMessage m = entry.message();
        String execId = m.textOf(Tags.EXEC_ID);
        if (!execId.equals(NO_EXECUTION) && !execIds.add(execId)) {
            findings.add(this, entry, "17=" + execId + " was given before");
        }
        String orderId = m.textOf(Tags.ORDER_ID);
        Order order = orders.computeIfAbsent(orderId, id -> new Order());
        if (order.isNew() && entry.journalBeginsLate() && !isBeginning(m)) {
            order.goOn(m.decimal(m.find(Tags.CUM_QTY)));
            return;
        }
        book(order, execId, entry, findings);
        quantities(order, entry, findings);
    }

    private static boolean isBeginning(FixMessage m) {
        return m.decimal(m.find(Tags.CUM_QTY)) == 0 && "A08".contains(m.textOf(Tags.EXEC_TYPE));
    }

    private void book(Order order, String execId, Entry entry, Findings findings) {
        FixMessage m = entry.message();
        long qtyE8 = m.decimal(m.find(Tags.LAST_QTY));
        long pxE8 = m.decimal(m.find(Tags.LAST_PX));
        String reference = m.textOf(Tags.EXEC_REF_ID);
        boolean known = switch (m.textOf(Tags.EXEC_TYPE)) {
            case "F" -> {
                order.fill(execId, qtyE8, pxE8);
                once(order, entry, findings);
                yield true;
            }
            case "H" -> order.bust(reference);
            case "G" -> order.correct(reference, qtyE8, pxE8);
            default -> true;
        };
        if (!known && !order.isPartial()) {
            findings.add(this, entry, "19=" + reference + " names no fill of the order");
        }
    }

    /** A fill that was derived from a broker's CumQty has no ExecID of the broker. */
    private void once(Order order, Entry entry, Findings findings) {
        FixMessage m = entry.message();
        String brokerExecId = m.textOf(Tags.SECONDARY_EXEC_ID);
        if (!brokerExecId.isEmpty() && !order.executed(m.textOf(Tags.SECONDARY_ORDER_ID) + " " + brokerExecId)) {
            findings.add(this, entry, "the broker's execution " + brokerExecId + " is reported twice");
        }
    }

    private void quantities(Order order, Entry entry, Findings findings) {
        FixMessage m = entry.message();
        long cumQtyE8 = m.decimal(m.find(Tags.CUM_QTY));
        long leavesQtyE8 = m.decimal(m.find(Tags.LEAVES_QTY));
        long orderQtyE8 = m.decimal(m.find(Tags.ORDER_QTY));
        String type = m.textOf(Tags.EXEC_TYPE);
        char status = (char) m.character(m.find(Tags.ORD_STATUS));
        if (cumQtyE8 < order.cumQtyE8() && !type.equals("H") && !type.equals("G")) {
            findings.add(this, entry, "CumQty falls by 150=" + type);
        }
        order.cumQtyE8(cumQtyE8);
        if (!order.isPartial() && cumQtyE8 != order.filledE8()) {
            findings.add(this, entry, "CumQty is not the sum of the fills");
        }
        if (!order.isPartial() && !order.hasAverage(new BigDecimal(m.textOf(Tags.AVG_PX)))) {
            findings.add(this, entry, "AvgPx " + m.textOf(Tags.AVG_PX) + ", the fills give " + order.averagePx());
        }
        if (TERMINAL.indexOf(status) >= 0) {
            if (leavesQtyE8 != 0) {
                findings.add(this, entry, "LeavesQty of an order that is done: 39=" + status);
            }
        } else if (status != DONE_FOR_DAY && leavesQtyE8 != Math.max(0, orderQtyE8 - cumQtyE8)) {
            // A broker may have filled more than was ordered.
            findings.add(this, entry, "CumQty + LeavesQty is not OrderQty");
        }
    }

    @Override
    public long checked() {
        return checked;
    }
}
