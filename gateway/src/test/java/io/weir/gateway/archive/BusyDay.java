package io.weir.gateway.archive;

import io.weir.fix.settings.GatewaySettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Archives the orders of a busy day, and prints what it took: the heap in use, the time, the disk. */
final class BusyDay {
    private static final String ARCHIVE = "ordersPerFile: 250_000";
    private static final int EACH = 500_000;
    private static final int TURN = 10_000;
    private static final long AHEAD = 64L << 20;

    private BusyDay() {}

    /** In the folder of the first argument, as many orders as the second says. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int orders = Integer.parseInt(arguments[1]);
        GatewaySettings settings = OrderJournal.settings(folder, ARCHIVE);
        List<String> alerts = new CopyOnWriteArrayList<>();
        try (OrderJournal journal = new OrderJournal(folder, 64 << 20);
                OrderArchive archive = journal.archive(settings, alerts::add)) {
            long begin = System.nanoTime();
            for (int i = 0; i < orders; i++) {
                String number = String.format(Locale.ROOT, "%09d", i);
                journal.filled("W1000" + number, "CLIENT-" + number);
                if (i % TURN == 0) {
                    // The journal of such a day is 5 GB: what is read goes.
                    journal.journal().retire(journal.journal().durablePosition() - archive.lagBytes() - AHEAD, null);
                    waitFor(archive, AHEAD);
                }
                if ((i + 1) % EACH == 0) {
                    waitFor(archive, 0);
                    print(archive, System.nanoTime() - begin);
                }
            }
            OrderAnswer first =
                    archive.ask(OrderQuestion.of("CLIENT-000000000", "", "")).get(1, TimeUnit.MINUTES);
            OrderAnswer last = archive.ask(
                            OrderQuestion.of(String.format(Locale.ROOT, "W1000%09d", orders - 1), "", ""))
                    .get(1, TimeUnit.MINUTES);
            System.out.println("found first " + first.orders().size() + ", last "
                    + last.orders().size() + "; alerts " + alerts);
        }
        System.out.println("files " + bytes(folder.resolve("orders")) / 1_000_000 + " MB");
    }

    private static void waitFor(OrderArchive archive, long behind) {
        while (archive.lagBytes() > behind) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void print(OrderArchive archive, long nanos) {
        System.gc();
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.println(String.format(
                Locale.ROOT,
                "%,d orders, heap after collection %,d KiB, %,d s, %.1f us of the archive's thread an order",
                archive.archived(),
                used >> 10,
                TimeUnit.NANOSECONDS.toSeconds(nanos),
                threadNanos() / 1e3 / archive.archived()));
    }

    private static long threadNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo each : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (each != null && each.getThreadName().equals("order-archive")) {
                return threads.getThreadCpuTime(each.getThreadId());
            }
        }
        return 0;
    }

    private static long bytes(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
