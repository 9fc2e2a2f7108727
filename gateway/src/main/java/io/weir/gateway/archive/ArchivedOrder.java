package io.weir.gateway.archive;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.order.OrdStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client's order as its client was last told of it.
 *
 * <p>Quantities and prices have 8 decimals, {@link Decimals#INVALID} where there is none; times are nanoseconds UTC, 0 where
 * there is none. Confined to one thread.
 */
public final class ArchivedOrder {
    /** What the fills of an order say of where they were made; ids are empty where the broker's report named none. */
    record AtBroker(String broker, String orderId, String clOrdId) {}

    /** ClOrdIDs, and orders at brokers, that are kept of one order; further ones are counted. */
    static final int MOST_IDS = 12;

    private static final int VERSION = 1;
    private static final int MOST_ID_CHARS = 64;
    private static final int MOST_TEXT_CHARS = 200;

    String orderId = "";
    String session = "";
    String account = "";
    String symbol = "";
    String text = "";
    byte side;
    byte ordType;
    byte timeInForce;
    byte status;
    int rejectReason = -1;
    long orderQtyE8;
    long priceE8 = Decimals.INVALID;
    long stopPxE8 = Decimals.INVALID;
    long cumQtyE8;
    long leavesQtyE8;
    long avgPxE8;
    /** When the first report of it was made. */
    long arrived;
    /** When it ended; 0 while it is open. */
    long ended;
    /** When the last report of it was made. */
    long changed;
    /** The trading day in which it ended, as days since 1970; that of its last report while it is open. */
    long day;
    /** Busts and corrections of its fills. */
    int corrections;

    final List<String> clOrdIds = new ArrayList<>();
    int moreClOrdIds;
    final List<AtBroker> atBrokers = new ArrayList<>();
    int moreAtBrokers;

    /** Whether it is over: 39 is Filled, Canceled, Rejected, Expired, or Done for day with nothing left. */
    boolean isOver() {
        OrdStatus known = OrdStatus.of(status);
        return known != null && (known.isTerminal() || (known == OrdStatus.DONE_FOR_DAY && leavesQtyE8 == 0));
    }

    /** Notes a ClOrdID that it has or had. */
    void named(String clOrdId) {
        if (!clOrdId.isEmpty() && !clOrdIds.contains(clOrdId)) {
            if (clOrdIds.size() < MOST_IDS) {
                clOrdIds.add(clOrdId);
            } else {
                moreClOrdIds++;
            }
        }
    }

    /** Notes that a broker has filled some of it. */
    void worked(AtBroker at) {
        for (int i = 0; i < atBrokers.size(); i++) {
            AtBroker each = atBrokers.get(i);
            if (each.orderId().equals(at.orderId())
                    && (at.broker().isEmpty() || each.broker().isEmpty())) {
                atBrokers.set(i, each.broker().isEmpty() ? at : each);
                return;
            }
        }
        if (!atBrokers.contains(at)) {
            if (atBrokers.size() < MOST_IDS) {
                atBrokers.add(at);
            } else {
                moreAtBrokers++;
            }
        }
    }

    /** Whether it may be called so: its OrderID, a ClOrdID, or an id of its fills' orders at brokers. */
    boolean isNamed(String id) {
        return orderId.equals(id)
                || clOrdIds.contains(id)
                || atBrokers.stream()
                        .anyMatch(at -> at.orderId().equals(id) || at.clOrdId().equals(id));
    }

    // ---- bytes

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(320);
        try {
            write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes every byte", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what was encoded.
     *
     * @throws IOException where it is none
     */
    static ArchivedOrder decode(byte[] bytes) throws IOException {
        return read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        for (String each : new String[] {orderId, session, account, symbol}) {
            write(out, each, MOST_ID_CHARS);
        }
        write(out, text, MOST_TEXT_CHARS);
        out.write(new byte[] {side, ordType, timeInForce, status});
        out.writeInt(rejectReason);
        for (long each :
                new long[] {orderQtyE8, priceE8, stopPxE8, cumQtyE8, leavesQtyE8, avgPxE8, arrived, ended, changed, day
                }) {
            out.writeLong(each);
        }
        out.writeInt(corrections);
        out.writeByte(clOrdIds.size());
        for (String each : clOrdIds) {
            write(out, each, MOST_ID_CHARS);
        }
        out.writeInt(moreClOrdIds);
        out.writeByte(atBrokers.size());
        for (AtBroker each : atBrokers) {
            write(out, each.broker(), MOST_ID_CHARS);
            write(out, each.orderId(), MOST_ID_CHARS);
            write(out, each.clOrdId(), MOST_ID_CHARS);
        }
        out.writeInt(moreAtBrokers);
    }

    private static void write(DataOutput out, String text, int most) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = Math.min(bytes.length, most);
        out.writeByte(length);
        out.write(bytes, 0, length);
    }

    static ArchivedOrder read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("an order of version " + version + ", where " + VERSION + " was expected");
        }
        ArchivedOrder order = new ArchivedOrder();
        order.orderId = text(in);
        order.session = text(in);
        order.account = text(in);
        order.symbol = text(in);
        order.text = text(in);
        order.side = in.readByte();
        order.ordType = in.readByte();
        order.timeInForce = in.readByte();
        order.status = in.readByte();
        order.rejectReason = in.readInt();
        order.orderQtyE8 = in.readLong();
        order.priceE8 = in.readLong();
        order.stopPxE8 = in.readLong();
        order.cumQtyE8 = in.readLong();
        order.leavesQtyE8 = in.readLong();
        order.avgPxE8 = in.readLong();
        order.arrived = in.readLong();
        order.ended = in.readLong();
        order.changed = in.readLong();
        order.day = in.readLong();
        order.corrections = in.readInt();
        int names = in.readByte();
        for (int i = 0; i < names; i++) {
            order.clOrdIds.add(text(in));
        }
        order.moreClOrdIds = in.readInt();
        int places = in.readByte();
        for (int i = 0; i < places; i++) {
            order.atBrokers.add(new AtBroker(text(in), text(in), text(in)));
        }
        order.moreAtBrokers = in.readInt();
        return order;
    }

    private static String text(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedByte()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    // ---- for people

    /** Its fields in FIX's names, each as FIX would write it. */
    public Map<String, String> row() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("OrderID", orderId);
        row.put("session", session);
        row.put("ClOrdID", joined(clOrdIds, moreClOrdIds));
        row.put("Account", account);
        row.put("Symbol", symbol);
        row.put("Side", character(side));
        row.put("OrdType", character(ordType));
        row.put("TimeInForce", character(timeInForce));
        row.put("OrderQty", decimal(orderQtyE8));
        row.put("Price", decimal(priceE8));
        row.put("StopPx", decimal(stopPxE8));
        row.put("OrdStatus", status());
        row.put("CumQty", decimal(cumQtyE8));
        row.put("AvgPx", decimal(avgPxE8));
        row.put("LeavesQty", decimal(leavesQtyE8));
        row.put("OrdRejReason", rejectReason < 0 ? "" : Integer.toString(rejectReason));
        row.put("Text", text);
        row.put("corrections", corrections == 0 ? "" : Integer.toString(corrections));
        row.put("day", ArchiveDays.text(day));
        row.put("arrived", time(arrived));
        row.put("ended", time(ended));
        row.put("changed", time(changed));
        List<String> places = atBrokers.stream()
                .map(at -> (at.broker() + " " + at.orderId()).strip()
                        + (at.clOrdId().isEmpty() ? "" : " (" + at.clOrdId() + ")"))
                .toList();
        row.put("filledAt", joined(places, moreAtBrokers));
        return row;
    }

    private String status() {
        OrdStatus known = OrdStatus.of(status);
        String words = known == null ? "" : " " + known.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return character(status) + words + (isOver() ? "" : ", open");
    }

    private static String joined(List<String> texts, int more) {
        return String.join(", ", texts) + (more == 0 ? "" : ", and " + more + " more");
    }

    private static String character(byte value) {
        return value == 0 ? "" : String.valueOf((char) value);
    }

    private static String decimal(long e8) {
        return e8 == Decimals.INVALID ? "" : Decimals.text(e8);
    }

    private static String time(long utcNanos) {
        return utcNanos == 0 ? "" : Timestamps.text(utcNanos);
    }

    /** The OrderID (37). */
    public String orderId() {
        return orderId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArchivedOrder order && row().equals(order.row());
    }

    @Override
    public int hashCode() {
        return orderId.hashCode();
    }

    @Override
    public String toString() {
        return row().toString();
    }
}
