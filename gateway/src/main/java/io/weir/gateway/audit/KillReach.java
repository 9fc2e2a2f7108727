package io.weir.gateway.audit;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The reach of a kill: each order that a broker had then is asked to be canceled, or ends. One whose replace waits for its
 * answer is canceled behind it, and a broker that does not come back cannot be asked; both are left out.
 */
final class KillReach implements Rule {
    private static final String TERMINAL = "248C";
    private static final String DONE_FOR_DAY = "3";

    /** What a broker has of ours: session, and whether a cancel or a replace is under way. */
    private static final class Open {
        private final int session;
        private final List<String> names = new ArrayList<>(2);
        private boolean replacing;
        private boolean canceling;
        /** It was there at a kill, and nothing was said to the broker since. */
        private boolean killed;

        Open(int session) {
            this.session = session;
        }
    }

    /** By session and ClOrdID; several names of one order. */
    private final Map<String, Open> open = new HashMap<>();
    /** Sessions of brokers to whom something was said about orders after the kill: they can be reached. */
    private final Set<Integer> reached = new HashSet<>();

    /** What the last event came to may have been cut off. */
    private boolean killIsLast;

    private long checked;

    @Override
    public String sentence() {
        return "[8] each order that a broker had at a kill is asked to be canceled, or ends";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        killIsLast &= !entry.type().isEvent();
        switch (entry.type()) {
            case Kill, CancelOnly -> kill();
            case Withheld -> open.values().removeIf(order -> order.session == entry.session());
            case Sent -> sent(entry);
            case Received -> received(entry);
            default -> {}
        }
    }

    private void kill() {
        reached.clear();
        killIsLast = true;
        for (Open order : open.values()) {
            if (!order.canceling && !order.replacing && !order.killed) {
                order.killed = true;
                checked++;
            }
        }
    }

    private void sent(Entry entry) {
        if (!entry.isReadable()) {
            return;
        }
        FixMessage m = entry.message();
        String id = name(entry, m.textOf(Tags.CL_ORD_ID));
        switch (m.msgType()) {
            case MsgTypes.NEW_ORDER_SINGLE -> name(new Open(entry.session()), id);
            case MsgTypes.ORDER_CANCEL_REQUEST, MsgTypes.ORDER_CANCEL_REPLACE_REQUEST -> {
                reached.add(entry.session());
                Open order = open.get(name(entry, m.textOf(Tags.ORIG_CL_ORD_ID)));
                if (order != null) {
                    boolean cancel = m.msgType() == MsgTypes.ORDER_CANCEL_REQUEST;
                    order.canceling |= cancel;
                    order.replacing |= !cancel;
                    order.killed = false;
                    name(order, id);
                }
            }
            default -> {}
        }
    }

    private void name(Open order, String id) {
        order.names.add(id);
        open.put(id, order);
    }

    private void received(Entry entry) {
        if (!entry.isReadable()) {
            return;
        }
        FixMessage m = entry.message();
        if (m.msgType() == MsgTypes.EXECUTION_REPORT || m.msgType() == MsgTypes.ORDER_CANCEL_REJECT) {
            Open order = open.get(name(entry, m.textOf(Tags.CL_ORD_ID)));
            order = order == null ? open.get(name(entry, m.textOf(Tags.ORIG_CL_ORD_ID))) : order;
            String status = m.textOf(Tags.ORD_STATUS);
            // Done for the day with nothing left: it does not live over days.
            boolean over = TERMINAL.contains(status)
                    || (status.equals(DONE_FOR_DAY) && m.decimal(m.find(Tags.LEAVES_QTY)) <= 0);
            if (order != null && over) {
                forget(order);
            }
        } else if (m.msgType() == MsgTypes.BUSINESS_MESSAGE_REJECT || m.msgType() == MsgTypes.REJECT) {
            open.values().removeIf(order -> order.session == entry.session());
        }
    }

    private void forget(Open order) {
        order.names.forEach(open::remove);
    }

    @Override
    public void end(Entry last, Findings findings) {
        open.forEach((name, order) -> {
            if (order.killed && !killIsLast && reached.contains(order.session)) {
                findings.add(this, last, "the order " + name + " was there at a kill, and was not canceled");
            }
        });
    }

    private static String name(Entry entry, String clOrdId) {
        return entry.session() + " " + clOrdId;
    }

    @Override
    public long checked() {
        return checked;
    }
}
