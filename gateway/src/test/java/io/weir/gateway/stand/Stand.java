package io.weir.gateway.stand;

import io.weir.gateway.run.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway in a folder: the client OMS1, the broker PAPER, which is not there, and two symbols. */
public final class Stand implements AutoCloseable {
    private static final String YAML = """
        instance: T1
        sessions: sessions.cfg
        instruments: instruments.csv
        journal: {dir: journal, durability: none, segment: 1MiB}
        admin: {socket: run/admin.sock}
        fixLog: {dir: logs}
        tradingDay: {zone: UTC, roll: "22:00"}
        clients:
          - {compId: OMS1, accounts: [ACC1], defaultAccount: ACC1}
        brokers:
          - {name: PAPER, session: PAPER}
        routes:
          - {brokers: [PAPER]}
        risk: {limitsVersion: 1, maxOrderQty: 1000, maxNotional: 1_000_000, collarBps: 500, restricted: [MSFT]}
        """;
    private static final String SESSIONS = """
        [DEFAULT]
        BeginString=FIX.4.4
        SenderCompID=WEIR
        NonStopSession=Y
        FileStorePath=/var/fix

        [SESSION]
        ConnectionType=acceptor
        TargetCompID=OMS1
        SocketAcceptAddress=127.0.0.1
        SocketAcceptPort=0

        [SESSION]
        ConnectionType=initiator
        TargetCompID=PAPER
        SocketConnectHost=127.0.0.1
        SocketConnectPort=1
        HeartBtInt=30
        """;
    private static final String INSTRUMENTS = """
        symbol,tick,lot,currency,previousClose
        AAPL,0.01,1,USD,150
        MSFT,0.01,1,USD,400
        """;

    private final Gateway gateway;
    private final List<String> alerts;

    private Stand(Gateway gateway, List<String> alerts) {
        this.gateway = gateway;
        this.alerts = alerts;
    }

    /** Writes the configuration. */
    public static void configure(Path folder) throws IOException {
        Files.writeString(folder.resolve("weir.yaml"), YAML);
        Files.writeString(folder.resolve("sessions.cfg"), SESSIONS);
        Files.writeString(folder.resolve("instruments.csv"), INSTRUMENTS);
    }

    /** Writes the configuration and starts the gateway. */
    public static Stand start(Path folder) throws Exception {
        configure(folder);
        return startAgain(folder);
    }

    /** Starts a gateway with what stands in the folder. */
    public static Stand startAgain(Path folder) throws Exception {
        List<String> alerts = new CopyOnWriteArrayList<>();
        return new Stand(Gateway.start(folder, cause -> alerts.add("failed: " + cause), alerts::add), alerts);
    }

    public Gateway gateway() {
        return gateway;
    }

    /** What operators heard. */
    public List<String> alerts() {
        return alerts;
    }

    /** A client that has connected. */
    public FixClient client(String compId) throws IOException {
        return client(compId, 0);
    }

    /** A client that has connected to one of the listeners. */
    public FixClient client(String compId, int listener) throws IOException {
        return new FixClient(gateway.engine().addresses().get(listener), compId);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
