package io.weir.paper.cli;

import io.weir.fix.settings.SettingsException;
import io.weir.paper.broker.PaperEngine;
import io.weir.paper.broker.PaperListener;
import io.weir.paper.broker.PaperSettings;
import io.weir.paper.market.Listing;
import io.weir.paper.market.Script;
import io.weir.paper.market.ScriptException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir paper}: a broker at the prompt. Exit status 2 for what cannot be asked, 1 for what fails. */
@Command(
        name = "weir paper",
        mixinStandardHelpOptions = true,
        version = "weir paper 0.1.0",
        sortOptions = false,
        description = {
            "A FIX 4.4 broker to try everything against: matches by price and time against",
            "seeded synthetic flow, answers market data requests, misbehaves where asked to.%n"
        },
        footer = {
            "%nExample: ./weir paper --target GATEWAY --symbols AAPL=190,VOD=9.5 --seed 7",
            "Exit status: 0 after SIGTERM or Ctrl-C, 1 failure, 2 wrong usage or configuration."
        })
public final class Paper implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final long MILLI = 1_000_000L;
    private static final long MINUTE = 60_000 * MILLI;
    private static final Pattern TIME = Pattern.compile("(\\d{1,5})(ms|s)");
    private static final Pattern TIME_OF_DAY = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)");

    @Option(
            names = "--port",
            defaultValue = "9890",
            description = "Port to listen on (default: ${DEFAULT-VALUE}; 0: a free one).")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--sender",
            defaultValue = "PAPER",
            description = "CompID of the broker (default: ${DEFAULT-VALUE}).")
    private String sender = "";

    @Option(
            names = "--target",
            defaultValue = "WEIR",
            split = ",",
            paramLabel = "ID",
            description = "CompIDs of the clients, a session each (default: ${DEFAULT-VALUE}).")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--symbols",
            defaultValue = SymbolList.DEFAULT,
            paramLabel = "FILE|LIST",
            description = {
                "A list as AAPL=190,VOD=9.5, or a CSV file with a header: symbol, price or previousClose, tick, lot,"
                        + " volatility, rate, depth (default: ${DEFAULT-VALUE})."
            })
    private String symbols = "";

    @Option(
            names = "--test-symbols",
            description = "List also the symbols Z.REJECT, Z.SILENT, Z.PARTIAL and others that misbehave.")
    private boolean testSymbols;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "What all chance follows from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "Rules of misbehaviour, such as: on symbol=VOD nth=2: reject")
    private @Nullable Path script;

    @Option(
            names = "--latency",
            defaultValue = "0ms",
            paramLabel = "TIME",
            description = "How long a request takes, as 5ms or 1s (default: ${DEFAULT-VALUE}).")
    private String latency = "";

    @Option(
            names = "--day-end",
            defaultValue = "00:00",
            paramLabel = "HH:MM",
            description = "When DAY orders expire, UTC (default: ${DEFAULT-VALUE}).")
    private String dayEnd = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep orders, books and sequence numbers here for the next run (default: forget them).")
    private @Nullable Path data;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A QuickFIX session setting, such as ResetOnLogon=Y; may be repeated.")
    private Map<String, String> keys = new LinkedHashMap<>();

    @Option(names = "--quiet", description = "Do not print events.")
    private boolean quiet;

    @Spec
    private @Nullable CommandSpec spec;

    Paper() {}

    /** Starts the broker and waits for the end of the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Paper()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return run(settings());
        } catch (PaperUsageException | ScriptException | IllegalArgumentException | SettingsException e) {
            complain(String.valueOf(e.getMessage()));
            return WRONG;
        } catch (IOException e) {
            complain(String.valueOf(e.getMessage()));
            return FAILED;
        } catch (RuntimeException e) {
            complain(e.toString());
            return FAILED;
        }
    }

    private int run(PaperSettings settings) throws SettingsException, IOException, InterruptedException {
        Path directory = data == null ? Files.createTempDirectory("weir-paper") : data;
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        PaperEngine.Plan plan = new PaperEngine.Plan(
                host,
                port,
                sender,
                targets,
                keys,
                settings,
                directory,
                cause -> {
                    failure.set(cause);
                    stopped.countDown();
                },
                this::complain);
        Printout printout = new Printout(out());
        PrintedEvents events = new PrintedEvents(printout);
        PaperEngine engine;
        try {
            engine = PaperEngine.start(plan, quiet ? PaperListener.NONE : events, events::live);
        } catch (SettingsException | IOException | InterruptedException | RuntimeException e) {
            forget(directory);
            throw e;
        }
        printout.print("paper broker " + sender + " listens on " + engine.address() + " for "
                + String.join(", ", targets) + ", " + settings.listings().size() + " symbols"
                + (engine.recovered() == 0 ? "" : ", " + engine.recovered() + " events recovered"));
        closeAtExit(engine, directory, printout, failure);
        stopped.await();
        return FAILED;
    }

    /** The JVM would leave with 143 after SIGTERM; a broker that was told to go has not failed. */
    private void closeAtExit(
            PaperEngine engine, Path directory, Printout printout, AtomicReference<@Nullable Throwable> failure) {
        Runnable close = () -> {
            Throwable cause = failure.get();
            engine.close();
            forget(directory);
            printout.print(cause == null ? "closed" : "stopped: " + cause);
            printout.close();
            Runtime.getRuntime().halt(cause == null ? 0 : FAILED);
        };
        Runtime.getRuntime().addShutdownHook(new Thread(close, "close"));
    }

    private PaperSettings settings() throws PaperUsageException {
        List<Listing> listings = new ArrayList<>(SymbolList.read(symbols));
        String text = readScript();
        if (testSymbols) {
            listings.addAll(TestSymbols.listings());
            text = text + "\n" + TestSymbols.SCRIPT;
        }
        Set<String> seen = new LinkedHashSet<>();
        for (Listing listing : listings) {
            if (!seen.add(listing.symbol())) {
                throw new PaperUsageException("--symbols: expected " + listing.symbol() + " once");
            }
        }
        return new PaperSettings(seed, nanos(latency), dayEndNanos(), listings, text);
    }

    private String readScript() throws PaperUsageException {
        Path file = script;
        if (file == null) {
            return "";
        }
        try {
            String text = Files.readString(file);
            Script.parse(text, file.toString());
            return text;
        } catch (IOException e) {
            throw new PaperUsageException("--script: expected a file that can be read, found " + file);
        }
    }

    private static long nanos(String text) throws PaperUsageException {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            throw new PaperUsageException("--latency: expected a time such as 5ms or 1s, found " + text);
        }
        return Long.parseLong(parts.group(1)) * (parts.group(2).equals("s") ? 1_000 * MILLI : MILLI);
    }

    private long dayEndNanos() throws PaperUsageException {
        Matcher parts = TIME_OF_DAY.matcher(dayEnd);
        if (!parts.matches()) {
            throw new PaperUsageException("--day-end: expected a time such as 21:00, found " + dayEnd);
        }
        return (Long.parseLong(parts.group(1)) * 60 + Long.parseLong(parts.group(2))) * MINUTE;
    }

    /** What nobody asked to keep is deleted. */
    private void forget(Path directory) {
        if (data != null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            complain("cannot delete " + directory + ": " + e.getMessage());
        }
    }

    private PrintWriter out() {
        return commandLine().getOut();
    }

    private void complain(String text) {
        PrintWriter err = commandLine().getErr();
        err.println("weir paper: " + text);
        err.flush();
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
