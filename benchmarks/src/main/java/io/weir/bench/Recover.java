package io.weir.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Settings;
import io.weir.sessions.journal.JournalReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Recovery from the whole journal: makes one of a real core with at least so many records (orders in, children out, fills in,
 * reports out), then opens it in a fresh core: the end is found, everything replayed, each output compared.
 *
 * <p>{@code Recover [RECORDS [DIRECTORY [ROUNDS]]]}; a journal that is in the directory already is recovered as it is.
 */
public final class Recover {
    private static final int ORDERS_AT_ONCE = 10_000;
    private static final double BILLION = 1e9;

    private Recover() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        long records = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
        Path directory = arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("weir-recover");
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        if (!Files.isDirectory(directory.resolve("journal"))) {
            Relay.write(directory, "1", "2", "none");
            make(directory, Settings.load(directory), records);
            System.out.println("made; run it again with this directory for a process that only recovers: " + directory);
            if (arguments.length > 1) {
                System.exit(0);
            }
        }
        for (int round = 0; round < rounds; round++) {
            recover(directory, Settings.load(directory));
        }
        System.exit(0);
    }

    private static void make(Path directory, GatewaySettings settings, long records) {
        OrderPath path = new OrderPath(directory, settings);
        path.begin();
        long made = 0;
        try (JournalReader reader = path.journal().reader()) {
            while (made < records) {
                path.trade(ORDERS_AT_ONCE);
                while (reader.next()) {
                    made += reader.type().isHousekeeping() ? 0 : 1;
                }
            }
        }
        path.journal().close();
    }

    private static void recover(Path directory, GatewaySettings settings) {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long allocated = threads.getThreadAllocatedBytes(self);
        long cpu = process.getProcessCpuTime();
        long own = threads.getCurrentThreadCpuTime();
        long begun = System.nanoTime();
        OrderPath path = new OrderPath(directory, settings);
        long opened = System.nanoTime();
        long ownOpened = threads.getCurrentThreadCpuTime();
        long events = path.sequencer().recover();
        long ended = System.nanoTime();
        long ownEnded = threads.getCurrentThreadCpuTime();
        long cpuEnded = process.getProcessCpuTime();
        long records = path.journal().recovery().records();
        long bytes = path.journal().recovery().endPosition();
        System.out.printf(
                "%d records (%d events, %d MiB): %.2f s wall (end found %.2f s, replayed %.2f s), %.0f records/s;"
                        + " %.2f s of processor time, compiler and collector included (this thread %.2f and %.2f);"
                        + " %.1f bytes allocated a record%n",
                records,
                events,
                bytes >> 20,
                (ended - begun) / BILLION,
                (opened - begun) / BILLION,
                (ended - opened) / BILLION,
                records * BILLION / (ended - begun),
                (cpuEnded - cpu) / BILLION,
                (ownOpened - own) / BILLION,
                (ownEnded - ownOpened) / BILLION,
                (threads.getThreadAllocatedBytes(self) - allocated) / (double) records);
        path.journal().close();
    }
}
