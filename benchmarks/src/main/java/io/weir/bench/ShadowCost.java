package io.weir.bench;

import com.sun.management.ThreadMXBean;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Settings;
import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.sequencer.Shadow;
import io.weir.sessions.snapshot.SnapshotStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What the shadow core costs the live one: two order paths in one process, one with a shadow behind it, in turns. Prints the
 * processor time and the wall time of the core's thread for each order, their ratios, how far the shadow is behind, and what
 * its snapshots take.
 *
 * <p>{@code ShadowCost [ORDERS] [ROUNDS] [EVENTS BETWEEN SNAPSHOTS]}
 */
public final class ShadowCost {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private record Cost(double cpu, double wall) {}

    private ShadowCost() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        long each = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1_000_000;
        Path directory = Files.createTempDirectory("weir-shadow-cost");
        try {
            run(directory, count, rounds, each);
        } finally {
            delete(directory);
        }
        System.exit(0);
    }

    private static void run(Path directory, int count, int rounds, long each) throws Exception {
        OrderPath alone = path(directory.resolve("alone"));
        Path followed = directory.resolve("followed");
        OrderPath with = path(followed);
        GatewaySettings settings = Settings.load(followed);
        Shadow.Plan plan = new Shadow.Plan(
                "benchmark",
                outlet -> new GatewayCore(content -> settings, Dictionary.load(), outlet),
                new SnapshotStore(followed.resolve("journal")),
                each,
                position -> {});
        Shadow shadow = Shadow.start(with.journal(), text -> System.err.println("ALERT " + text), plan, null, 0);
        trade(alone, count);
        trade(with, count);
        double[] cpu = new double[rounds];
        double[] wall = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            await(shadow, with);
            Cost without = trade(alone, count);
            Cost shadowed = trade(with, count);
            cpu[round] = shadowed.cpu() / without.cpu();
            wall[round] = shadowed.wall() / without.wall();
            System.out.printf(
                    "round %d: %.0f and %.0f ns processor time of the core's thread an order without and with a shadow: %.2f;"
                            + " %.0f and %.0f ns wall: %.2f; the shadow is %d events behind%n",
                    round + 1,
                    without.cpu(),
                    shadowed.cpu(),
                    cpu[round],
                    without.wall(),
                    shadowed.wall(),
                    wall[round],
                    with.sequencer().events() - shadow.events());
        }
        await(shadow, with);
        with.journal().close();
        shadow.close(true, 60_000);
        Arrays.sort(cpu);
        Arrays.sort(wall);
        System.out.printf(
                "medians: processor time %.2f times, wall time %.2f times; %d snapshots, the last one %d bytes in %.0f ms%n",
                cpu[rounds / 2],
                wall[rounds / 2],
                shadow.snapshots(),
                shadow.last().bytes(),
                shadow.last().nanos() / 1e6);
    }

    private static OrderPath path(Path directory) throws Exception {
        Files.createDirectories(directory);
        Relay.write(directory, "1", "2", "none");
        OrderPath path = new OrderPath(directory, Settings.load(directory));
        path.begin();
        return path;
    }

    /** The two are never busy with what the other left. */
    private static void await(Shadow shadow, OrderPath with) throws InterruptedException {
        while (shadow.isFollowing() && shadow.events() < with.sequencer().events()) {
            Thread.sleep(10);
        }
    }

    private static Cost trade(OrderPath path, int count) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        path.trade(count);
        return new Cost(
                (THREADS.getCurrentThreadCpuTime() - cpu) / (double) count,
                (System.nanoTime() - wall) / (double) count);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
