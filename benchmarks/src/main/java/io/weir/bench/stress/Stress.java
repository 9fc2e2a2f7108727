package io.weir.bench.stress;

import io.weir.sessions.passwords.PasswordFile;
import io.weir.sessions.passwords.PasswordHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Runs what the edge must bear, each against an engine in a process of its own, and says what came of it.
 *
 * <p>{@code stress resend [MESSAGES] | storm [SESSIONS] | loris [CONNECTIONS [ALLOWED]] | guess | slow}. Exit status 1 where a bound
 * does not hold.
 */
public final class Stress {
    private static final long MIB = 1 << 20;
    private static final long MAX_GROWTH = 64 * MIB;
    private static final long SECOND = 1_000_000_000L;
    private static final int HEARTBEAT = 2;
    private static final int STORM_SECONDS = 10;
    private static final int WINDOW_SECONDS = 5;
    private static final int WINDOWS = 4;

    private final Path directory;
    private boolean held = true;

    private Stress(Path directory) {
        this.directory = directory;
    }

    /** Runs one. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.err.println(
                    "usage: stress resend [MESSAGES] | storm [SESSIONS] | loris [CONNECTIONS [ALLOWED]] | guess | slow");
            System.exit(2);
        }
        Path directory = Files.createTempDirectory("weir-stress");
        Stress stress = new Stress(directory);
        try {
            switch (arguments[0]) {
                case "resend" -> stress.resend(number(arguments, 1, 1_000_000));
                case "storm" -> stress.storm(number(arguments, 1, 2_000));
                case "loris" -> stress.loris(number(arguments, 1, 10_000), number(arguments, 2, 20_000));
                case "guess" -> stress.guess();
                case "slow" -> stress.slow();
                default -> throw new IllegalArgumentException("no such run: " + arguments[0]);
            }
        } finally {
            delete(directory);
        }
        System.exit(stress.held ? 0 : 1);
    }

    private static int number(String[] arguments, int at, int absent) {
        return arguments.length > at ? Integer.parseInt(arguments[at]) : absent;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Child engine(String heap, int sessions, int strangers, String... keys) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of(directory.resolve("journal").toString(), "" + sessions, "" + strangers));
        arguments.addAll(List.of(keys));
        return new Child(heap, StressEngine.class, arguments);
    }

    private void bound(boolean holds, String format, Object... values) {
        held &= holds;
        System.out.println((holds ? "holds: " : "DOES NOT HOLD: ") + String.format(Locale.ROOT, format, values));
    }

    /** Messages on a session that waits in between, so that the other side's heartbeats are seen, until it is told to end. */
    private static final class Neighbour implements Runnable {
        private final Party party;
        private final AtomicBoolean done = new AtomicBoolean();
        private long worstNanos;
        private int heartbeats;
        private int rounds;

        Neighbour(Party party) {
            this.party = party;
        }

        @Override
        public void run() {
            try {
                while (!done.get()) {
                    Thread.sleep(HEARTBEAT * 1250L);
                    long took = party.roundTrip();
                    worstNanos = Math.max(worstNanos, took);
                    heartbeats += party.heartbeats();
                    rounds++;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // ---- resend

    /** All messages of a session are asked for again, while it and another one have heartbeats. */
    private void resend(int messages) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Child engine = engine("128m", 2, 5000)) {
            int port = Integer.parseInt(engine.said("port"));
            try (Party asking = new Party(port, "C0", 0).loggedOn(HEARTBEAT, "");
                    Party passive = new Party(port, "C1", 0).loggedOn(HEARTBEAT, "")) {
                Neighbour neighbour = new Neighbour(passive);
                Future<?> running = other.submit(neighbour);
                for (int sent = 0; sent < messages; sent += 1000) {
                    asking.send("H", "11=1000x60|55=IBM|54=1|");
                    for (int i = 0; i < 1000; i += asking.receive().equals("8") ? 1 : 0) {}
                }
                long before = Long.parseLong(engine.ask("heap", "heap"));
                long from = System.nanoTime();
                long silence = again(asking, messages);
                double seconds = (System.nanoTime() - from) / 1e9;
                long peak = Long.parseLong(engine.ask("peak", "peak"));
                asking.roundTrip();
                neighbour.done.set(true);
                running.get();
                System.out.printf(Locale.ROOT, "resend of %,d messages in %.1f s%n", messages, seconds);
                bound(
                        peak - before < MAX_GROWTH,
                        "heap %.1f MiB, with garbage at most %.1f MiB meanwhile (-Xmx128m)",
                        before / (double) MIB,
                        peak / (double) MIB);
                bound(
                        silence < HEARTBEAT * SECOND,
                        "longest silence on the session %.0f ms, its heartbeat is %d s",
                        silence / 1e6,
                        HEARTBEAT);
                bound(
                        neighbour.heartbeats >= neighbour.rounds * 9 / 10,
                        "another session had %d heartbeats in %d pauses; its longest round trip was %.0f ms",
                        neighbour.heartbeats,
                        neighbour.rounds,
                        neighbour.worstNanos / 1e6);
            }
        } finally {
            other.shutdownNow();
        }
    }

    /** Asks for everything and reads it; the longest time without a message, in nanoseconds. */
    private static long again(Party asking, int messages) throws IOException {
        asking.send("2", "7=1|16=0|");
        long last = System.nanoTime();
        long lastBeat = last;
        long silence = 0;
        int count = 0;
        while (count < messages) {
            String type = asking.receive();
            if (type.isEmpty()) {
                throw new IOException("disconnected in the middle of the resend, after " + count);
            }
            long now = System.nanoTime();
            silence = Math.max(silence, now - last);
            last = now;
            count += type.equals("8") && asking.field(43).equals("Y") ? 1 : 0;
            if (now - lastBeat > SECOND) {
                lastBeat = now;
                asking.send("0", "");
            }
        }
        return silence;
    }

    // ---- storm

    /** So many sessions log on and have a heartbeat answered. */
    private void storm(int sessions) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try (Child engine = engine("256m", sessions, 5000)) {
            int port = Integer.parseInt(engine.said("port"));
            List<Future<Party>> parties = new ArrayList<>();
            long from = System.nanoTime();
            for (int i = 0; i < sessions; i++) {
                String name = "C" + i;
                parties.add(threads.submit(() -> {
                    Party party = new Party(port, name, 0).loggedOn(30, "");
                    party.roundTrip();
                    return party;
                }));
            }
            for (Future<Party> each : parties) {
                each.get();
            }
            double seconds = (System.nanoTime() - from) / 1e9;
            bound(seconds < STORM_SECONDS, "%,d logons, each with a heartbeat, in %.2f s", sessions, seconds);
            for (Future<Party> each : parties) {
                each.get().roundTrip();
                each.get().close();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    // ---- a healthy session beside those who mean no good

    private void loris(int connections, int allowed) throws Exception {
        try (Child engine = engine("256m", 2, allowed)) {
            int port = Integer.parseInt(engine.said("port"));
            try (Child attack = new Child("256m", Slowloris.class, List.of("" + port, "" + connections));
                    Party healthy = new Party(port, "C0", 0).loggedOn(30, "")) {
                beside(healthy, attack, "open", "closed", connections + " connections, " + allowed + " allowed");
            }
        }
    }

    private void guess() throws Exception {
        Path passwords = directory.resolve("passwords");
        PasswordFile file = new PasswordFile(passwords);
        file.put("joe", PasswordHash.of("correct horse", PasswordHash.ITERATIONS));
        try (Child engine = engine("256m", 2, 5000, "WeirUsers=joe", "WeirPasswordFile=" + passwords)) {
            int port = Integer.parseInt(engine.said("port"));
            try (Child attack = new Child("256m", Guesser.class, List.of("" + port, "16"));
                    Party healthy = new Party(port, "C0", 0).loggedOn(30, "553=joe|554=correct horse|")) {
                beside(healthy, attack, "guessing", "guessed", "16 guess passwords at a time");
            }
        }
    }

    /** Windows without and with the attack, in turns, so that a busy machine is busy for both. */
    private void beside(Party healthy, Child attack, String begun, String ended, String what) throws Exception {
        List<Long> quiet = new ArrayList<>();
        List<Long> under = new ArrayList<>();
        window(healthy, new ArrayList<>());
        for (int i = 0; i < WINDOWS; i++) {
            window(healthy, quiet);
            attack.tell("on");
            window(healthy, under);
            attack.said(begun);
            window(healthy, under);
            System.out.println(ended + " " + attack.ask("off", ended));
            window(healthy, quiet);
        }
        double ratio = percentile(under, 99) / (double) percentile(quiet, 99);
        System.out.printf(
                Locale.ROOT,
                "round trips: quiet p50 %.0f us, p99 %.0f us (%d); beside %s p50 %.0f us, p99 %.0f us (%d)%n",
                percentile(quiet, 50) / 1e3,
                percentile(quiet, 99) / 1e3,
                quiet.size(),
                what,
                percentile(under, 50) / 1e3,
                percentile(under, 99) / 1e3,
                under.size());
        bound(ratio <= 2, "p99 is %.2f times the normal one", ratio);
    }

    private static void window(Party healthy, List<Long> roundTrips) throws Exception {
        long end = System.nanoTime() + WINDOW_SECONDS * SECOND;
        while (System.nanoTime() - end < 0) {
            roundTrips.add(healthy.roundTrip());
            Thread.sleep(1);
        }
    }

    private static long percentile(List<Long> values, int percent) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() * percent / 100);
    }

    // ---- slow

    /** One who does not read is disconnected at its bound; another one does not notice. */
    private void slow() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Child engine = engine("128m", 2, 5000, "WeirMaxOutboundBytes=1048576")) {
            int port = Integer.parseInt(engine.said("port"));
            try (Party deaf = new Party(port, "C0", 4096).loggedOn(30, "");
                    Party healthy = new Party(port, "C1", 0).loggedOn(30, "")) {
                Future<Long> worst = other.submit(() -> {
                    long longest = 0;
                    for (int i = 0; i < 2_000; i++) {
                        longest = Math.max(longest, healthy.roundTrip());
                        Thread.sleep(1);
                    }
                    return longest;
                });
                try {
                    for (int i = 0; i < 1_000; i++) {
                        deaf.send("H", "11=10x1000|55=IBM|54=1|");
                    }
                } catch (IOException closed) {
                    // At the bound, as it must be.
                }
                String reason = engine.said("logout");
                bound(reason.startsWith("0 slow consumer: ") && reason.endsWith("the bound is 1048576"), "%s", reason);
                bound(
                        worst.get() < SECOND,
                        "the longest of 2,000 round trips beside it took %.1f ms",
                        worst.get() / 1e6);
            }
        } finally {
            other.shutdownNow();
        }
    }
}
