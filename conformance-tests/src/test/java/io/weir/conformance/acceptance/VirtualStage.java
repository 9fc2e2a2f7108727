package io.weir.conformance.acceptance;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SettingsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An engine in virtual time, acceptor or initiator: nothing waits for a clock, and nothing happens that a script does not
 * see.
 */
final class VirtualStage implements Stage {
    /** How closely a script is followed. */
    enum Reading {
        /** Every field, at once: a message must be there when it is expected, and none may be there that is not. */
        EXACT,
        /** As the harness of the definitions reads them, which waits a while and looks over times. */
        AS_THE_HARNESS
    }

    static final int OFFSET_MILLIS = 1000;

    /** No script is about the power supply, and a forced write to a disk takes longer than the rest of it. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final String START = "20260302-12:00:00";
    private static final long PATIENCE = 20_000_000_000L;

    private final Path directory;
    private final SessionSettings settings;
    private final Reading reading;
    private final int piece;
    private final VirtualClock clock;
    private final VirtualEngine engine;
    private final Map<Integer, VirtualConnection> clients = new TreeMap<>();
    private @Nullable String attempt;

    /**
     * A stage for one definition.
     *
     * @param keys the session's settings
     * @param start when the clock begins; empty for noon of a Monday
     * @param piece how many bytes arrive at a time
     */
    VirtualStage(Map<String, String> keys, String start, Reading reading, int piece)
            throws SettingsException, IOException {
        settings = SessionSettings.of(keys);
        this.reading = reading;
        this.piece = piece;
        directory = Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "weir-script")
                : Files.createTempDirectory("weir-script");
        clock = new VirtualClock(instant(start.isEmpty() ? START : start));
        engine = new VirtualEngine(directory, settings, clock);
    }

    /** A stage for one of our own scripts: WEIR, whose counterparty is PEER, non-stop, and what the script sets. */
    static VirtualStage of(Definition script, int piece) throws SettingsException, IOException {
        Map<String, String> keys = new LinkedHashMap<>(Map.of(
                "BeginString",
                "FIX.4.4",
                "SenderCompID",
                "WEIR",
                "TargetCompID",
                "PEER",
                "ConnectionType",
                "acceptor"));
        if (!script.settings().containsKey("StartTime")) {
            keys.put("NonStopSession", "Y");
        }
        if ("initiator".equals(script.settings().get("ConnectionType"))) {
            keys.putAll(Map.of("SocketConnectHost", "peer", "SocketConnectPort", "1", "HeartBtInt", "30"));
        } else {
            keys.put("SocketAcceptPort", "1");
        }
        keys.putAll(script.settings());
        return new VirtualStage(keys, script.start(), Reading.EXACT, piece);
    }

    private static Instant instant(String timestamp) {
        byte[] bytes = Ascii.bytes(timestamp);
        return Instant.ofEpochSecond(0, Timestamps.parse(bytes, 0, bytes.length));
    }

    // ---- what every stage plays

    @Override
    public void connect(int client) throws IOException {
        VirtualConnection before = clients.get(client);
        if (before != null) {
            engine.closed(before);
        }
        clients.put(client, engine.open(client));
    }

    @Override
    public void send(int client, String line) throws IOException {
        VirtualConnection connection = client(client);
        engine.received(connection, OutgoingMessage.of(line, clock.now(), OFFSET_MILLIS), piece);
    }

    @Override
    public String expect(int client, String line) throws IOException {
        VirtualConnection connection = client(client);
        long patience = reading == Reading.EXACT ? 0 : PATIENCE;
        while (connection.arrivals().isEmpty() && patience > 0 && !connection.hasEnded()) {
            patience = engine.pass(patience);
        }
        VirtualConnection.Arrival arrival = connection.arrivals().poll();
        if (arrival == null) {
            return "nothing came; expected " + line.replace('\u0001', '|');
        }
        String difference = reading == Reading.EXACT
                ? ScriptedMessage.difference(line, arrival.text(), arrival.left(), stamp(arrival.left()))
                : ExpectedMessage.difference(line, arrival.text());
        return difference.isEmpty() ? "" : difference + " in " + shown(arrival);
    }

    @Override
    public String awaitDisconnect(int client) throws IOException {
        VirtualConnection connection = client(client);
        if (reading == Reading.AS_THE_HARNESS) {
            long patience = PATIENCE;
            while (!connection.hasEnded() && patience > 0) {
                patience = engine.pass(patience);
            }
            connection.arrivals().clear();
        }
        String unexpected = unexpected(connection);
        if (!unexpected.isEmpty()) {
            return unexpected;
        }
        if (!connection.hasEnded()) {
            return "the connection is still open";
        }
        clients.remove(client);
        return "";
    }

    @Override
    public String leftOver() {
        String left = reading == Reading.EXACT ? unexpected() : "";
        if (left.isEmpty()) {
            engine.replay();
        }
        return left;
    }

    // ---- what is played here only

    @Override
    public String play(Step step) throws IOException {
        switch (step.action()) {
            case DISCONNECT -> engine.closed(gone(step.client()));
            case ACCEPT -> clients.put(step.client(), accept());
            case REFUSE -> engine.refused(attempt());
            case AWAIT_CONNECT -> {
                return awaitConnect(step.text());
            }
            case SILENCE -> {
                return silence(step.client());
            }
            case WAIT -> {
                return pass(step.text());
            }
            case COMMAND -> {
                return engine.command(step.text());
            }
            case ALERT -> {
                return alert(step.text());
            }
            case RESTART -> {
                return restart();
            }
            default -> throw new IOException("nobody plays " + step.action());
        }
        return "";
    }

    private VirtualConnection gone(int client) throws IOException {
        VirtualConnection connection = client(client);
        clients.remove(client);
        return connection;
    }

    private VirtualConnection accept() throws IOException {
        attempt();
        return engine.accepted(1);
    }

    private String attempt() throws IOException {
        String answered = attempt;
        if (answered == null) {
            throw new IOException("the engine does not wait for an answer to a connection; begin with eCONNECT");
        }
        attempt = null;
        return answered;
    }

    private String awaitConnect(String where) {
        String next = engine.edge().attempts().poll();
        if (next == null) {
            return "the engine does not connect";
        }
        attempt = next;
        return where.isEmpty() || where.equals(next) ? "" : "the engine connects to " + next + ", expected " + where;
    }

    private String silence(int client) throws IOException {
        VirtualConnection connection = client(client);
        String unexpected = unexpected(connection);
        return unexpected.isEmpty() && connection.hasEnded() ? "the connection has ended" : unexpected;
    }

    /** What came before must have been expected, so that a script says when everything comes. */
    private String pass(String seconds) {
        String unexpected = unexpected();
        long left = new BigDecimal(seconds).movePointRight(9).longValueExact();
        while (unexpected.isEmpty() && left > 0) {
            left = engine.pass(left);
        }
        return unexpected;
    }

    private String alert(String text) {
        for (String each : engine.alerts()) {
            if (each.contains(text)) {
                engine.alerts().remove(each);
                return "";
            }
        }
        return "operators were not told \"" + text + "\", but " + engine.alerts();
    }

    private String restart() {
        String unexpected = unexpected();
        clients.clear();
        attempt = null;
        if (unexpected.isEmpty()) {
            engine.restart();
        }
        return unexpected;
    }

    private String unexpected() {
        for (VirtualConnection connection : clients.values()) {
            String unexpected = unexpected(connection);
            if (!unexpected.isEmpty()) {
                return unexpected;
            }
            if (connection.hasEnded()) {
                return "the engine has closed the connection of client " + connection.client();
            }
        }
        return engine.edge().attempts().isEmpty()
                ? ""
                : "the engine connects to " + engine.edge().attempts();
    }

    private static String unexpected(VirtualConnection connection) {
        VirtualConnection.Arrival arrival = connection.arrivals().peek();
        return arrival == null ? "" : "not expected: " + shown(arrival);
    }

    private static String shown(VirtualConnection.Arrival arrival) {
        return arrival.text().replace('\u0001', '|');
    }

    private String stamp(Instant instant) {
        byte[] text = new byte[Timestamps.MAX_LENGTH];
        long nanos = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
        int end = Timestamps.write(text, 0, nanos, settings.timeStampPrecision().digits());
        return Ascii.text(text, 0, end);
    }

    private VirtualConnection client(int number) throws IOException {
        VirtualConnection client = clients.get(number);
        if (client == null) {
            throw new IOException("client " + number + " is not connected");
        }
        return client;
    }

    @Override
    public void close() throws IOException {
        engine.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
