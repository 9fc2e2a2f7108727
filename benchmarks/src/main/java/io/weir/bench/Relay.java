package io.weir.bench;

import io.weir.fix.settings.SettingsException;
import io.weir.gateway.run.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A whole Weir between a load client and a broker: clients CLIENT1 to CLIENT16 to GATEWAY, plain orders to one broker, with
 * dictionary validation, journal and risk on both sides.
 *
 * <p>{@code relay CLIENT_PORT BROKER_PORT DATA_DIR}; prints GATEWAY-READY when clients may connect.
 */
public final class Relay {
    private static final int CLIENTS = 16;

    private Relay() {}

    /** Starts it and waits for the end of the process; exit status 2 for unusable arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 3 || !arguments[0].matches("\\d{1,5}") || !arguments[1].matches("\\d{1,5}")) {
            System.err.println("usage: relay CLIENT_PORT BROKER_PORT DATA_DIR [none|group|always]");
            System.exit(2);
        }
        Path directory = Path.of(arguments[2]).toAbsolutePath();
        String durability = arguments.length > 3 ? arguments[3] : "none";
        write(directory, arguments[0], arguments[1], durability);
        try {
            Gateway.start(
                    directory,
                    failure -> {
                        failure.printStackTrace();
                        Runtime.getRuntime().halt(1);
                    },
                    text -> System.err.println("ALERT " + text));
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        System.out.println("GATEWAY-READY");
        Thread.currentThread().join();
    }

    static void write(Path directory, String clientPort, String brokerPort, String durability) throws IOException {
        Files.createDirectories(directory);
        StringBuilder sessions =
                new StringBuilder().append("[DEFAULT]\nBeginString=FIX.4.4\nSenderCompID=GATEWAY\nNonStopSession=Y\n");
        StringBuilder clients = new StringBuilder("clients:\n");
        for (int i = 1; i <= CLIENTS; i++) {
            sessions.append("[SESSION]\nConnectionType=acceptor\nTargetCompID=CLIENT")
                    .append(i)
                    .append("\nSocketAcceptAddress=127.0.0.1\nSocketAcceptPort=")
                    .append(clientPort)
                    .append('\n');
            clients.append("  - compId: CLIENT").append(i).append('\n');
            clients.append("    accounts: [ACC1]\n");
        }
        sessions.append("""
                        [SESSION]
                        ConnectionType=initiator
                        TargetCompID=VENUE
                        ResetOnLogon=Y
                        ReconnectInterval=1
                        HeartBtInt=30
                        SocketConnectHost=127.0.0.1
                        SocketConnectPort=""").append(brokerPort).append('\n');
        Files.writeString(directory.resolve("sessions.cfg"), sessions);
        Files.writeString(directory.resolve("instruments.csv"), """
                symbol,tick,lot,minQty,currency,previousClose
                AAPL,0.01,1,1,USD,150
                MSFT,0.01,1,1,USD,400
                IBM,0.01,1,1,USD,200
                """);
        Files.writeString(directory.resolve("weir.yaml"), """
                instance: B1
                sessions: sessions.cfg
                instruments: instruments.csv
                journal: {dir: journal, durability: %s}
                admin: {socket: admin.sock}
                tradingDay: {zone: America/New_York, roll: "18:00"}
                %sbrokers:
                  - name: venue
                    session: VENUE
                routes:
                  - brokers: [venue]
                risk: {maxOrderQty: 100000, maxNotional: 100000000, collarBps: 500}
                """.formatted(durability, clients));
    }
}
