package io.weir.gateway.run;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.OrdStatus;
import io.weir.gateway.orders.Difference;
import io.weir.gateway.routing.BrokerLink;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is open at brokers by the journal's messages alone, whatever replay makes of them: orders that were committed and that
 * the broker has not ended.
 */
final class RecordedOrders {
    private final FixMessage message = new FixMessage();
    private final Map<Integer, BrokerLink> brokers = new HashMap<>();
    /** By session and the ClOrdID that the broker knows it by; the oldest first. */
    private final Map<String, Difference> open = new LinkedHashMap<>();
    /** By session and MsgSeqNum in its epoch: what was sent there, until the broker has said something of it. */
    private final Map<String, String> unanswered = new HashMap<>();

    private RecordedOrders(List<BrokerLink> brokers) {
        brokers.forEach(broker -> this.brokers.put(broker.session().index(), broker));
    }

    /** Reads a journal to its end. */
    static List<Difference> read(JournalReader journal, List<BrokerLink> brokers) {
        RecordedOrders orders = new RecordedOrders(brokers);
        while (journal.next()) {
            orders.look(journal);
        }
        return new ArrayList<>(orders.open.values());
    }

    private void look(JournalReader record) {
        BrokerLink broker = brokers.get(record.source());
        if (broker == null) {
            return;
        }
        if (record.type() == RecordType.Withheld) {
            String id = unanswered.remove(key(record.source(), record.aux()));
            if (id != null) {
                open.remove(id);
            }
            return;
        }
        boolean ours = record.type() == RecordType.Sent;
        if (!ours && record.type() != RecordType.Received) {
            return;
        }
        int start = record.offset();
        if (FixParser.parse(record.bytes(), start, start + record.length(), message) != FixParser.Result.OK) {
            return;
        }
        if (!ours) {
            heard(broker, message);
        } else if (message.msgType() == MsgTypes.NEW_ORDER_SINGLE) {
            String id = key(broker, message.textOf(broker.tag(Tags.CL_ORD_ID)));
            open.put(id, order(broker, message, message.textOf(broker.tag(Tags.CL_ORD_ID)), null));
            unanswered.put(key(record.source(), record.aux()), id);
        }
    }

    private static String key(int session, long number) {
        return session + " " + number;
    }

    private static String key(BrokerLink broker, String clOrdId) {
        return broker.session().index() + " " + clOrdId;
    }

    private void heard(BrokerLink broker, FixMessage m) {
        boolean report = m.msgType() == MsgTypes.EXECUTION_REPORT;
        if (!report && m.msgType() != MsgTypes.ORDER_CANCEL_REJECT) {
            return;
        }
        String now = m.textOf(broker.tag(Tags.CL_ORD_ID));
        String before = m.textOf(broker.tag(Tags.ORIG_CL_ORD_ID));
        Difference order = open.get(key(broker, now));
        String name = order == null ? before : now;
        order = order == null ? open.get(key(broker, before)) : order;
        if (order == null) {
            return;
        }
        OrdStatus status = OrdStatus.of(m.character(m.find(Tags.ORD_STATUS)));
        if (status != null && status.isTerminal()) {
            open.remove(key(broker, name));
        } else if (report) {
            open.remove(key(broker, name));
            boolean replaced = m.textOf(Tags.EXEC_TYPE).equals("5");
            String known = replaced && !now.isEmpty() ? now : name;
            open.put(key(broker, known), order(broker, m, known, order));
        }
    }

    private static Difference order(BrokerLink broker, FixMessage m, String clOrdId, @Nullable Difference before) {
        String orderId = m.textOf(Tags.ORDER_ID);
        long qty = m.decimal(m.find(broker.tag(Tags.ORDER_QTY)));
        return new Difference(
                Difference.Kind.UNKNOWN,
                broker.session().index(),
                0,
                clOrdId,
                orderId.isEmpty() && before != null ? before.orderId() : orderId,
                before == null ? m.textOf(Tags.SYMBOL) : before.symbol(),
                before == null ? m.textOf(broker.tag(Tags.SIDE)) : before.side(),
                qty == Decimals.INVALID && before != null ? before.qtyE8() : qty,
                Decimals.INVALID,
                Decimals.INVALID);
    }
}
