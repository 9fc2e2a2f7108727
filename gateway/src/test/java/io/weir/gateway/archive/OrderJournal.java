package io.weir.gateway.archive;

import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.Durability;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Settings;
import io.weir.gateway.stand.Stand;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalListener;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.journal.RecordType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.function.Consumer;

/** A journal in which clients were told of their orders, written by hand. */
final class OrderJournal implements AutoCloseable {
    static final long SECOND = 1_000_000_000L;
    /** 2026-11-21 10:00 UTC; the trading day of that begins the evening before at 22:00, and is called 2026-11-20. */
    static final long MORNING = 1_795_255_200L * SECOND;

    private final Journal journal;
    private final FixWriter writer = new FixWriter(1024);
    private long time = MORNING;

    OrderJournal(Path folder) {
        this(folder, 1 << 20);
    }

    OrderJournal(Path folder, long segmentBytes) {
        JournalSettings settings =
                new JournalSettings(folder.resolve("journal"), segmentBytes, Durability.NONE, 1, 10 * SECOND, 0);
        journal = Journal.open(settings, JournalListener.ofFailure(cause -> {
            throw new IllegalStateException(cause);
        }));
    }

    /** The settings of a gateway in the folder, with its archive in {@code orders}. */
    static GatewaySettings settings(Path folder, String archive) throws Exception {
        Stand.configure(folder);
        Files.writeString(
                folder.resolve("weir.yaml"),
                "orderArchive: {dir: orders, " + archive + "}\n",
                StandardOpenOption.APPEND);
        return Settings.load(folder, Instant.now());
    }

    Journal journal() {
        return journal;
    }

    /** The clock goes on. */
    OrderJournal after(long seconds) {
        time += seconds * SECOND;
        return this;
    }

    /** A wake-up. */
    void event() {
        append(RecordType.Timer, 0, new byte[0], 0, 0);
    }

    /** A broker's report comes. */
    void received(String orderId, String clOrdId) {
        writer.begin('8').text(Tags.SENDER_COMP_ID, "BRKA").text(Tags.TARGET_COMP_ID, "WEIR");
        writer.text(Tags.ORDER_ID, orderId).text(Tags.CL_ORD_ID, clOrdId).end();
        append(RecordType.Received, 1, writer.buffer(), writer.start(), writer.length());
    }

    /** A client is told of its order; the rest is tag=value, separated by strokes. */
    void told(String client, String orderId, String clOrdId, char execType, char ordStatus, String rest) {
        writer.begin('8').text(Tags.SENDER_COMP_ID, "WEIR").text(Tags.TARGET_COMP_ID, client);
        writer.text(Tags.ORDER_ID, orderId).text(Tags.CL_ORD_ID, clOrdId);
        writer.character(Tags.EXEC_TYPE, (byte) execType).character(Tags.ORD_STATUS, (byte) ordStatus);
        for (String field : rest.split("\\|", -1)) {
            String[] parts = field.split("=", 2);
            writer.text(Integer.parseInt(parts[0]), parts[1]);
        }
        writer.end();
        append(RecordType.Sent, 0, writer.buffer(), writer.start(), writer.length());
    }

    /** A whole order of OMS1 that is filled at once. */
    void filled(String orderId, String clOrdId) {
        event();
        told("OMS1", orderId, clOrdId, 'A', 'A', terms(0, 100));
        received("B" + orderId, "C" + orderId);
        told("OMS1", orderId, clOrdId, 'F', '2', terms(100, 0) + "|198=B" + orderId);
    }

    /** 100 AAPL to buy at 150.25 for ACC1, so far filled and left. */
    static String terms(long cumQty, long leavesQty) {
        return "1=ACC1|55=AAPL|54=1|38=100|40=2|44=150.25|59=0|14=" + cumQty + "|151=" + leavesQty + "|6="
                + (cumQty == 0 ? "0" : "150.25");
    }

    private void append(RecordType type, int source, byte[] bytes, int start, int length) {
        journal.append(type, source, 0, time, time, bytes, start, length);
        journal.endBatch();
    }

    /** An archive that goes on. */
    OrderArchive archive(GatewaySettings settings, Consumer<String> alerts) {
        return OrderArchive.start(journal, settings, alerts);
    }

    @Override
    public void close() {
        journal.close();
    }
}
