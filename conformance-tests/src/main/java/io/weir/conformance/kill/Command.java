package io.weir.conformance.kill;

import io.weir.gateway.cli.Progress;
import io.weir.gateway.oms.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code conformance-tests/kill-run}. */
public final class Command {
    private static final int LINE_EACH = 10;
    private static final String HELP = """
            Kills the gateway under load, again and again, and counts what is lost or comes twice.

            usage: conformance-tests/kill-run [--kills N] [--from SEED] [--durability none|group|always] [--keep]

            Starts a gateway in a process of its own between a QuickFIX/J OMS and a QuickFIX/J broker, sends plain and
            algo orders, cancels and replaces, kills it with SIGKILL at random moments (its own start included) and
            starts it again on the same data. Both ends go on while it is down. About every tenth kill all orders are
            brought to their end and the books of both ends compared; at the end the journal is audited.

              --kills N       how many kills (default 200, at most 100000)
              --from SEED     the seed of all choices (default: the clock)
              --durability D  of the gateway's journal (default group)
              --keep          keep the files of a run without a fault, too

            exit status: 0 where nothing is lost, duplicated or wrong; 1 where something is (the seed is printed, the
            files are kept); 2 for arguments that make no sense
            """;

    private int kills = 200;
    private long seed = System.nanoTime();
    private String durability = "group";
    private boolean keep;

    private Command() {}

    /** Runs it; exit status 0, 1 or 2. */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(HELP);
            return;
        }
        Command command = new Command();
        try {
            command.read(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("kill-run: " + e.getMessage() + "; see --help");
            System.exit(2);
        }
        System.exit(command.run() ? 0 : 1);
    }

    private void read(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--kills" -> kills = (int) number("--kills", value(arguments, ++i), 1, 100_000);
                case "--from" -> seed = number("--from", value(arguments, ++i), Long.MIN_VALUE, Long.MAX_VALUE);
                case "--durability" -> durability = durability(value(arguments, ++i));
                case "--keep" -> keep = true;
                default -> throw new IllegalArgumentException("no such option: " + arguments[i]);
            }
        }
    }

    private static String value(String[] arguments, int at) {
        if (at == arguments.length) {
            throw new IllegalArgumentException(arguments[at - 1] + " needs a value");
        }
        return arguments[at];
    }

    private static String durability(String text) {
        if (!List.of("none", "group", "always").contains(text)) {
            throw new IllegalArgumentException("--durability " + text + " is not none, group or always");
        }
        return text;
    }

    private static long number(String option, String text, long from, long to) {
        try {
            long number = Long.parseLong(text);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(option + " " + text + " is not a number from " + from + " to " + to);
    }

    private boolean run() {
        Path directory;
        try {
            directory = Files.createTempDirectory("weir-kill-run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean clean = false;
        try (KillRun run = new KillRun(new KillPlan(kills, seed, durability, directory), this::progress)) {
            String summary = run.run();
            endLine();
            run.damages().forEach(System.out::println);
            System.out.println(summary);
            clean = run.isClean();
        } catch (AssertionError | RuntimeException e) {
            endLine();
            e.printStackTrace();
        }
        if (clean && !keep) {
            delete(directory);
        } else {
            System.out.println((clean ? "" : "FAILED with --from " + seed + "; ") + "the files are in " + directory);
        }
        return clean;
    }

    private void progress(int done, String damages, String orders) {
        String text = "%d/%d kills, %s, %s".formatted(done, kills, orders, damages);
        if (Terminal.isInteractive()) {
            new Progress(kills, System.out).done(done, text);
        } else if (done % LINE_EACH == 0 || done == kills) {
            System.out.println(text);
        }
    }

    private static void endLine() {
        if (Terminal.isInteractive()) {
            System.out.println();
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("kill-run: " + directory + " cannot be deleted: " + e.getMessage());
        }
    }
}
