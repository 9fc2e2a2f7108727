package io.weir.gateway.archive;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows each order by the execution reports that its client was sent: they are in the journal, and say all there is to say.
 *
 * <p>An order that is open is kept here; one that is over goes to the sink, and again when a late fill, a bust or a correction
 * changes it. Where a report names the broker's order (198), our ClOrdID of that is taken from the broker's report of the same
 * event. Confined to one thread.
 */
final class OrderFollower {
    /** Where orders go that are over. */
    interface Sink {
        /** An order is over, or one that was over has changed. */
        void over(ArchivedOrder order) throws IOException;

        /** An order that was over before, or null. */
        @Nullable
        ArchivedOrder earlier(String orderId) throws IOException;
    }

    private static final byte[] EXECUTION_REPORT = Ascii.fix("|35=8|");
    private static final String NONE = "NONE";

    private final Sink sink;
    private final ArchiveDays days;
    private final Map<String, ArchivedOrder> open = new LinkedHashMap<>();
    private final FixMessage report = new FixMessage();
    private final FixMessage cause = new FixMessage();
    private byte[] received = new byte[1024];
    private int receivedLength;
    /** The highest OrderID so far: they are given in order, so a higher one is a new order. */
    private String last = "";

    OrderFollower(Sink sink, ArchiveDays days) {
        this.sink = sink;
        this.days = days;
    }

    /** Takes the next record. */
    void take(JournalReader record) throws IOException {
        RecordType type = record.type();
        if (type == RecordType.Sent) {
            int start = record.offset();
            int end = start + record.length();
            if (isExecutionReport(record.bytes(), start, end)
                    && FixParser.parse(record.bytes(), start, end, report) == FixParser.Result.OK) {
                reported(record.utcNanos());
            }
        } else if (type == RecordType.Received) {
            received(record);
        } else if (type.isEvent()) {
            receivedLength = 0;
        }
    }

    private void received(JournalReader record) {
        receivedLength = 0;
        int length = record.length();
        if (isExecutionReport(record.bytes(), record.offset(), record.offset() + length)) {
            if (received.length < length) {
                received = new byte[length * 2];
            }
            System.arraycopy(record.bytes(), record.offset(), received, 0, length);
            receivedLength = length;
        }
    }

    /** Whether MsgType, the third field, is 8. */
    private static boolean isExecutionReport(byte[] bytes, int start, int end) {
        int at = start;
        for (int fields = 0; at < end; at++) {
            if (bytes[at] == Ascii.SOH && ++fields == 2) {
                int to = at + EXECUTION_REPORT.length;
                return to <= end && Ascii.equal(bytes, at, to, EXECUTION_REPORT, 0, EXECUTION_REPORT.length);
            }
        }
        return false;
    }

    private void reported(long utcNanos) throws IOException {
        byte execType = report.character(report.find(Tags.EXEC_TYPE));
        String orderId = report.textOf(Tags.ORDER_ID);
        if (report.msgType() != MsgTypes.EXECUTION_REPORT || execType == 'I' || orderId.equals(NONE)) {
            return;
        }
        ArchivedOrder order = open.remove(orderId);
        if (order == null) {
            order = known(orderId, utcNanos);
        }
        boolean wasOver = order.ended != 0;
        update(order, utcNanos);
        if (execType == 'G' || execType == 'H') {
            order.corrections++;
        }
        long day = days.at(utcNanos);
        if (order.isOver()) {
            order.ended = wasOver ? order.ended : utcNanos;
            order.day = wasOver ? order.day : day;
            sink.over(order);
        } else {
            order.ended = 0;
            order.day = day;
            open.put(orderId, order);
        }
    }

    private ArchivedOrder known(String orderId, long utcNanos) throws IOException {
        boolean isNew = orderId.length() == last.length() && orderId.compareTo(last) > 0;
        ArchivedOrder earlier = isNew || last.isEmpty() ? null : sink.earlier(orderId);
        if (isNew || last.isEmpty() || earlier == null) {
            last = isNew || last.isEmpty() ? orderId : last;
            earlier = new ArchivedOrder();
            earlier.orderId = orderId;
            earlier.session = session();
            earlier.arrived = utcNanos;
        }
        return earlier;
    }

    private void update(ArchivedOrder order, long utcNanos) {
        order.changed = utcNanos;
        order.named(report.textOf(Tags.ORIG_CL_ORD_ID));
        order.named(report.textOf(Tags.CL_ORD_ID));
        order.account = report.textOf(Tags.ACCOUNT);
        order.symbol = report.textOf(Tags.SYMBOL);
        order.side = character(Tags.SIDE);
        order.ordType = character(Tags.ORD_TYPE);
        order.timeInForce = character(Tags.TIME_IN_FORCE);
        order.status = character(Tags.ORD_STATUS);
        order.orderQtyE8 = decimal(Tags.ORDER_QTY);
        order.priceE8 = decimal(Tags.PRICE);
        order.stopPxE8 = decimal(Tags.STOP_PX);
        order.cumQtyE8 = decimal(Tags.CUM_QTY);
        order.leavesQtyE8 = decimal(Tags.LEAVES_QTY);
        order.avgPxE8 = decimal(Tags.AVG_PX);
        order.rejectReason = (int) report.unsigned(report.find(Tags.ORD_REJ_REASON));
        int text = report.find(Tags.TEXT);
        if (text >= 0) {
            order.text = report.text(text);
        }
        String brokerOrderId = report.textOf(Tags.SECONDARY_ORDER_ID);
        if (!brokerOrderId.isEmpty()) {
            order.worked(at(brokerOrderId));
        }
    }

    private ArchivedOrder.AtBroker at(String brokerOrderId) {
        boolean readable = receivedLength > 0
                && FixParser.parse(received, 0, receivedLength, cause) == FixParser.Result.OK
                && cause.textOf(Tags.ORDER_ID).equals(brokerOrderId);
        return readable
                ? new ArchivedOrder.AtBroker(
                        cause.textOf(Tags.SENDER_COMP_ID), brokerOrderId, cause.textOf(Tags.CL_ORD_ID))
                : new ArchivedOrder.AtBroker("", brokerOrderId, "");
    }

    private byte character(int tag) {
        return report.character(report.find(tag));
    }

    private long decimal(int tag) {
        int field = report.find(tag);
        return field < 0 ? Decimals.INVALID : report.decimal(field);
    }

    /** The session as people name it: WEIR->OMS1. */
    private String session() {
        return side(Tags.SENDER_COMP_ID, Tags.SENDER_SUB_ID, Tags.SENDER_LOCATION_ID) + "->"
                + side(Tags.TARGET_COMP_ID, Tags.TARGET_SUB_ID, Tags.TARGET_LOCATION_ID);
    }

    private String side(int compId, int subId, int locationId) {
        String sub = report.textOf(subId);
        String location = report.textOf(locationId);
        String tail = location.isEmpty() ? "" : "/" + location;
        return report.textOf(compId) + (sub.isEmpty() && tail.isEmpty() ? "" : "/" + sub) + tail;
    }

    // ---- where it has come to

    /** The orders that are open. */
    Collection<ArchivedOrder> open() {
        return open.values();
    }

    /** The open order with this OrderID, or null. */
    @Nullable
    ArchivedOrder open(String orderId) {
        return open.get(orderId);
    }

    /** The highest OrderID so far. */
    String last() {
        return last;
    }

    /** Goes on from a state that was kept; one of its orders that is over goes to the sink. */
    void resume(ArchiveState state) throws IOException {
        open.clear();
        receivedLength = 0;
        last = state.lastOrderId();
        for (ArchivedOrder order : state.open()) {
            if (order.isOver()) {
                sink.over(order);
            } else {
                open.put(order.orderId, order);
            }
        }
    }
}
