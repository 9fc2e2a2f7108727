package io.weir.conformance.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folder that a gateway is started with: sessions.cfg, weir.yaml, instruments.csv. */
public final class Configuration {
    private static final String INSTRUMENTS = """
            symbol,tick,lot,minQty,currency,previousClose
            AAPL,0.01,1,1,USD,10.00
            MSFT,0.01,1,1,USD,20.00
            LOTS,0.05,100,100,USD,50.00
            NOREF,0.01,1,1,USD,
            QUOTED,0.01,1,1,USD,
            BARRED,0.01,1,1,USD,10.00
            """;

    private final int clientPort = Ports.free();
    private final Map<String, String> clients = new LinkedHashMap<>();
    private final Map<String, Integer> brokers = new LinkedHashMap<>();
    private final Map<String, Integer> tunnels = new LinkedHashMap<>();
    private final Map<String, String> brokerLines = new LinkedHashMap<>();
    private final Map<String, String> clientLines = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> risk = new LinkedHashMap<>();
    private final List<String> sessionLines = new ArrayList<>();
    private String durability = "none";

    /** One client, OMS1, and one broker, BRKA. */
    public Configuration() {
        client("OMS1", "[ACC1, ACC2]");
        broker("BRKA");
        risk.put("maxOrderQty", "10_000");
        risk.put("maxNotional", "50_000");
        risk.put("collarBps", "1_000");
        risk.put("restricted", "[BARRED]");
        risk.put("clientMessagesPerSecond", "0");
    }

    /** One more client. */
    public Configuration client(String compId, String accounts) {
        clients.put(compId, accounts);
        return this;
    }

    /** A line in a client's section of weir.yaml. */
    public Configuration clientLine(String compId, String line) {
        clientLines.merge(compId, "    " + line + "\n", String::concat);
        return this;
    }

    /** A line of weir.yaml itself. */
    public Configuration line(String line) {
        lines.add(line);
        return this;
    }

    /** One more broker; an order goes to the first one that is up. */
    public Configuration broker(String compId) {
        brokers.put(compId, Ports.free());
        return this;
    }

    /** The gateway reaches a broker by another port, which a test relays. */
    public Configuration tunnel(String compId) {
        tunnels.put(compId, Ports.free());
        return this;
    }

    /** The port where the gateway looks for a broker. */
    public int tunnelPort(String compId) {
        return tunnels.getOrDefault(compId, port(compId));
    }

    /** A line in a broker's section of weir.yaml. */
    public Configuration brokerLine(String compId, String line) {
        brokerLines.merge(compId, "    " + line + "\n", String::concat);
        return this;
    }

    /** A value of the risk section. */
    public Configuration risk(String key, Object value) {
        risk.put(key, String.valueOf(value));
        return this;
    }

    /** A default line of sessions.cfg. */
    public Configuration sessions(String line) {
        sessionLines.add(line);
        return this;
    }

    /** How far a record has come before bytes leave. */
    public Configuration durability(String words) {
        durability = words;
        return this;
    }

    /** The port for clients. */
    public int clientPort() {
        return clientPort;
    }

    /** The port where a broker is expected. */
    public int port(String broker) {
        return brokers.getOrDefault(broker, 0);
    }

    /** The brokers. */
    public List<String> brokers() {
        return List.copyOf(brokers.keySet());
    }

    /** Writes the files. */
    public void write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("instruments.csv"), INSTRUMENTS);
            Files.writeString(directory.resolve("sessions.cfg"), sessionsFile());
            Files.writeString(directory.resolve("weir.yaml"), yaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String sessionsFile() {
        StringBuilder text = new StringBuilder("""
                [DEFAULT]
                BeginString=FIX.4.4
                SenderCompID=WEIR
                NonStopSession=Y
                TimeStampPrecision=MILLIS
                HeartBtInt=30
                ReconnectInterval=1
                """);
        sessionLines.forEach(line -> text.append(line).append('\n'));
        for (String client : clients.keySet()) {
            text.append("\n[SESSION]\nConnectionType=acceptor\nTargetCompID=")
                    .append(client)
                    .append("\nSocketAcceptAddress=127.0.0.1\nSocketAcceptPort=")
                    .append(clientPort)
                    .append('\n');
        }
        brokers.forEach((broker, port) -> text.append("\n[SESSION]\nConnectionType=initiator\nTargetCompID=")
                .append(broker)
                .append("\nSocketConnectHost=127.0.0.1\nSocketConnectPort=")
                .append(tunnelPort(broker))
                .append('\n'));
        return text.toString();
    }

    private String yaml() {
        StringBuilder text = new StringBuilder("""
                instance: T1
                sessions: sessions.cfg
                instruments: instruments.csv
                journal:
                  dir: journal
                  durability: %s
                  segment: 4MiB
                admin:
                  socket: admin.sock
                tradingDay:
                  zone: UTC
                  roll: "%s"
                """.formatted(durability, farRoll()));
        lines.forEach(line -> text.append(line).append('\n'));
        text.append("clients:\n");
        clients.forEach((client, accounts) -> text.append("  - compId: ")
                .append(client)
                .append("\n    accounts: ")
                .append(accounts)
                .append('\n')
                .append(clientLines.getOrDefault(client, "")));
        text.append("brokers:\n");
        brokers.forEach((broker, port) -> text.append("  - name: ")
                .append(broker)
                .append("\n    session: ")
                .append(broker)
                .append('\n')
                .append(brokerLines.getOrDefault(broker, "")));
        text.append("routes:\n  - {brokers: [")
                .append(String.join(", ", brokers.keySet()))
                .append("]}\n");
        text.append("risk:\n");
        risk.forEach((key, value) ->
                text.append("  ").append(key).append(": ").append(value).append('\n'));
        return text.toString();
    }

    /** A time of day that the test does not meet: half a day from now. */
    private static String farRoll() {
        return java.time.LocalTime.now(java.time.ZoneOffset.UTC)
                .plusHours(12)
                .truncatedTo(java.time.temporal.ChronoUnit.MINUTES)
                .toString();
    }
}
