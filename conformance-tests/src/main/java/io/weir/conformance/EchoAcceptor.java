package io.weir.conformance;

import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.Durability;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SettingsException;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.netty.EdgeLimits;
import io.weir.sessions.netty.FixEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The acceptor that session acceptance definitions are played against: ISLD, whose counterparty is TW.
 *
 * <p>{@code echo-acceptor PORT [QuickFIXKey=value ...]}; the keys go beside, or in place of, what the definitions assume: with
 * {@code ConnectionType=initiator} it connects. The journal is a temporary one, or goes on in {@code -Dweir.echo.journal=DIR}.
 */
public final class EchoAcceptor {
    private EchoAcceptor() {}

    /** Starts it and waits for the end of the process; exit status 2 for unusable arguments. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0 || !arguments[0].matches("\\d{1,5}")) {
            System.err.println("usage: echo-acceptor PORT [QuickFIXKey=value ...]");
            System.exit(2);
        }
        try {
            FixEngine engine = start(Integer.parseInt(arguments[0]), keys(arguments), EchoAcceptor::stop);
            System.out.println("echo acceptor listens on " + engine.addresses());
            Thread.currentThread().join();
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void stop(Throwable failure) {
        failure.printStackTrace();
        Runtime.getRuntime().halt(1);
    }

    private static Map<String, String> keys(String[] arguments) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            if (equals < 1) {
                System.err.println("not a key=value: " + arguments[i]);
                System.exit(2);
            }
            keys.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        return keys;
    }

    /**
     * Starts an acceptor on a port (0: one that is free).
     *
     * @param keys go beside, or in place of, what the definitions assume
     * @param failure called once if the engine stops by itself
     */
    public static FixEngine start(int port, Map<String, String> keys, Consumer<Throwable> failure)
            throws SettingsException, IOException, InterruptedException {
        List<SessionSettings> sessions = List.of(SessionSettings.of(keys(port, keys)));
        Path directory = journal();
        JournalSettings journal =
                new JournalSettings(directory, 4 << 20, Durability.NONE, 1, JournalSettings.DEFAULT_MAX_SYNC_NANOS, 0);
        Dictionary dictionary = Dictionary.load();
        FixEngine.Plan plan = new FixEngine.Plan(
                "echo", journal, () -> sessions, EdgeLimits.DEFAULT, true, () -> "", failure, System.err::println);
        return FixEngine.start(plan, outlet -> new EchoCore(sessions, dictionary, outlet));
    }

    /** The settings that the definitions assume, with others beside or in their place. */
    public static Map<String, String> keys(int port, Map<String, String> keys) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "ConnectionType", "acceptor",
                "BeginString", "FIX.4.4",
                "SenderCompID", "ISLD",
                "TargetCompID", "TW",
                "SocketAcceptAddress", "127.0.0.1",
                "SocketAcceptPort", Integer.toString(port),
                "NonStopSession", "Y",
                "ResetOnDisconnect", "Y",
                "WeirProfile", "quickfix"));
        all.putAll(keys);
        return all;
    }

    private static Path journal() throws IOException {
        String kept = System.getProperty("weir.echo.journal", "");
        if (!kept.isEmpty()) {
            return Files.createDirectories(Path.of(kept));
        }
        Path directory = Files.createTempDirectory("weir-echo");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
        return directory;
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
