package io.weir.conformance.simulation;

import io.weir.fix.settings.SettingsException;
import io.weir.gateway.cli.Progress;
import io.weir.gateway.oms.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate}: plays seeds, and shrinks the ones that fail. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays the whole gateway in simulated worlds: its real core, sequencer and journal, with clients, brokers,",
            "network, disk and clocks that a seed moves. After every event it is held to its invariants.",
            ""
        },
        footer = {
            "",
            "The last line is \"N seeds: P passed, F failed\". A seed that fails is made as small as it goes, and printed",
            "with the command that plays it alone, with its story. Exit status: 0 all passed, 1 some failed, 2 wrong usage."
        })
public final class Simulate implements Callable<Integer> {
    private static final int MOST_SHOWN = 5;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1000",
            description = "how many (default: ${DEFAULT-VALUE})")
    private long seeds;

    @Option(
            names = "--from",
            paramLabel = "S",
            defaultValue = "1",
            description = "the first one (default: ${DEFAULT-VALUE})")
    private long from;

    @Option(names = "--threads", paramLabel = "N", description = "how many at a time (default: one for each processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--seed", paramLabel = "S", description = "plays this one alone, and tells its story")
    private @Nullable Long only;

    @Option(names = "--steps", paramLabel = "N", description = "with --seed: at most so many steps")
    private @Nullable Integer steps;

    @Option(
            names = "--without",
            paramLabel = "FAULT",
            description = "without this kind of trouble: ${COMPLETION-CANDIDATES}")
    private List<Faults.Kind> without = List.of();

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    /** Runs it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Simulate())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SettingsException {
        Path directory = Files.createTempDirectory("weir-simulation");
        try {
            return only == null ? all(directory) : one(Simulation.in(directory), only);
        } finally {
            delete(directory);
        }
    }

    private Faults faults() {
        Faults faults = Faults.all();
        for (Faults.Kind kind : without) {
            faults = faults.without(kind);
        }
        return faults;
    }

    private int one(Simulation simulation, long seed) {
        Simulation.Play play = new Simulation.Play(seed, faults(), steps == null ? Integer.MAX_VALUE : steps);
        Simulation.Outcome outcome = simulation.play(play, true);
        out.println(outcome.story());
        out.println("seed " + seed + ": " + (outcome.holds() ? "passed" : "failed: " + outcome.finding()));
        return outcome.holds() ? 0 : 1;
    }

    /** Plays all, each thread the next that nobody has begun. */
    private int all(Path directory) throws IOException, SettingsException {
        Tally tally = new Tally();
        AtomicLong next = new AtomicLong(from);
        List<Callable<Void>> players = new ArrayList<>();
        for (int i = 0; i < Math.max(1, threads); i++) {
            Simulation simulation = Simulation.in(Files.createDirectory(directory.resolve(Integer.toString(i))));
            players.add(() -> {
                for (long seed = next.getAndIncrement(); seed < from + seeds; seed = next.getAndIncrement()) {
                    Simulation.Play play = new Simulation.Play(seed, faults(), Integer.MAX_VALUE);
                    Simulation.Outcome outcome = simulation.play(play, false);
                    tally.add(outcome, outcome.holds() ? "" : shrunk(simulation, play, outcome, tally));
                }
                return null;
            });
        }
        ExecutorService executor = Executors.newFixedThreadPool(players.size());
        try {
            for (Future<Void> each : executor.invokeAll(players)) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the simulation itself failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            executor.shutdownNow();
        }
        return tally.end();
    }

    private static String shrunk(Simulation simulation, Simulation.Play play, Simulation.Outcome outcome, Tally tally) {
        return tally.failed() < MOST_SHOWN
                ? Shrinking.of(simulation::play, play, outcome).words()
                : "";
    }

    /** What came of the seeds so far. */
    private final class Tally {
        private final Progress progress = new Progress(seeds, Terminal.isInteractive() ? System.err : null);
        private final Coverage coverage = new Coverage();
        private long played;
        private long failed;
        private long events;

        synchronized long failed() {
            return failed;
        }

        synchronized void add(Simulation.Outcome outcome, String words) {
            played++;
            events += outcome.events();
            coverage.add(outcome.coverage());
            failed += outcome.holds() ? 0 : 1;
            if (!words.isEmpty()) {
                progress.clear();
                out.println(words);
            }
            progress.done(played, String.format(Locale.ROOT, "%,d of %,d, %d failed", played, seeds, failed));
        }

        synchronized int end() {
            progress.clear();
            out.print(coverage.table());
            out.println(events + " events in the lives that were alive at the end");
            out.println(seeds + " seeds: " + (seeds - failed) + " passed, " + failed + " failed");
            return failed == 0 ? 0 : 1;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
