package io.weir.gateway.audit;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.sessions.journal.RecordType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Requests to brokers: one replace of an order is under way at a time, and none is of a ClOrdID that an accepted replace has
 * taken the place of. An order is known by the ClOrdID of its D.
 */
final class Requests implements Rule {
    private static final String TERMINAL = "248C";

    /** By session and ClOrdID: the order that it is a name of. */
    private final Map<String, String> orders = new HashMap<>();
    /** By order: the ClOrdID of its replace that the broker has not answered. */
    private final Map<String, String> pending = new HashMap<>();
    /** Names that a replace has taken the place of. */
    private final Set<String> replaced = new HashSet<>();

    private long checked;

    @Override
    public String sentence() {
        return "[16] one replace of an order is under way at a time, and the chain of its ClOrdIDs is linear";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        if (entry.type() == RecordType.Withheld) {
            forget(entry.session());
        }
        if (!entry.isReadable()) {
            return;
        }
        FixMessage m = entry.message();
        if (entry.type() == RecordType.Received) {
            heard(entry, m);
        } else if (entry.isSent(MsgTypes.NEW_ORDER_SINGLE)) {
            String id = name(entry, m.textOf(Tags.CL_ORD_ID));
            orders.put(id, id);
        } else if (entry.isSent(MsgTypes.ORDER_CANCEL_REPLACE_REQUEST)) {
            replace(entry, m, findings);
        }
    }

    private void replace(Entry entry, FixMessage m, Findings findings) {
        checked++;
        String id = name(entry, m.textOf(Tags.CL_ORD_ID));
        String original = name(entry, m.textOf(Tags.ORIG_CL_ORD_ID));
        String order = orders.getOrDefault(original, original);
        if (replaced.contains(original)) {
            findings.add(this, entry, "41=" + m.textOf(Tags.ORIG_CL_ORD_ID) + " was replaced before");
        }
        String before = pending.put(order, id);
        if (before != null) {
            findings.add(this, entry, "a second replace of an order while " + before + " waits for its answer");
        }
        orders.put(id, order);
    }

    private void heard(Entry entry, FixMessage m) {
        switch (m.msgType()) {
            case MsgTypes.EXECUTION_REPORT -> report(entry, m);
            case MsgTypes.ORDER_CANCEL_REJECT, MsgTypes.BUSINESS_MESSAGE_REJECT, MsgTypes.REJECT ->
                forget(entry.session());
            default -> {}
        }
    }

    private void report(Entry entry, FixMessage m) {
        String id = name(entry, m.textOf(Tags.CL_ORD_ID));
        String original = name(entry, m.textOf(Tags.ORIG_CL_ORD_ID));
        String order = orders.getOrDefault(id, orders.getOrDefault(original, ""));
        String type = m.textOf(Tags.EXEC_TYPE);
        if (type.equals("5") && orders.containsKey(id) && !id.equals(original) && orders.containsKey(original)) {
            replaced.add(original);
        }
        boolean over = TERMINAL.contains(m.textOf(Tags.ORD_STATUS));
        if (type.equals("5") || type.equals("I") || over) {
            pending.remove(order);
        }
        if (over) {
            replaced.remove(original);
        }
    }

    /** Something was answered, withheld or refused on a session: which one it was is not looked into. */
    private void forget(int session) {
        for (Iterator<String> each = pending.keySet().iterator(); each.hasNext(); ) {
            if (each.next().startsWith(session + " ")) {
                each.remove();
            }
        }
    }

    private static String name(Entry entry, String clOrdId) {
        return entry.session() + " " + clOrdId;
    }

    @Override
    public long checked() {
        return checked;
    }
}
