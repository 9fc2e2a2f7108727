package io.weir.gateway.demo;

import io.weir.fix.codec.Decimals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files of the demo: the gateway's configuration, the broker's market and its script. */
final class Scenery {
    /** Symbols that the broker's synthetic flow trades. */
    static final List<String> LIVELY = List.of("AAPL", "MSFT", "AMZN", "NVDA");

    private static final Map<String, String> CLOSES = Map.of(
            "AAPL", "228.50",
            "MSFT", "430.10",
            "AMZN", "214.75",
            "NVDA", "138.60",
            "JPM", "248.90",
            "KO", "63.40",
            "XOM", "112.25",
            "CVX", "155.30");
    private static final List<String> SYMBOLS =
            CLOSES.keySet().stream().sorted().toList();

    private static final String SCRIPT = """
            on symbol=JPM: ack; wait 300ms; fill 30% price=249.10; wait 700ms; cancel text="no more today"
            on replace symbol=XOM: accept; wait 300ms; fill 50% price=112.12; wait 300ms; fill rest price=112.10
            """;

    private static final String SESSIONS = """
            [DEFAULT]
            BeginString=FIX.4.4
            SenderCompID=WEIR
            NonStopSession=Y
            ValidateUserDefinedFields=N

            [SESSION]
            ConnectionType=acceptor
            TargetCompID=OMS1
            SocketAcceptAddress=127.0.0.1
            SocketAcceptPort=GATEWAY_PORT

            [SESSION]
            ConnectionType=initiator
            TargetCompID=PAPER
            SocketConnectHost=127.0.0.1
            SocketConnectPort=BROKER_PORT
            HeartBtInt=30
            ReconnectInterval=1
            """;

    private static final String GATEWAY = """
            instance: D1
            sessions: sessions.cfg
            instruments: instruments.csv
            journal: {dir: data/journal, durability: none}
            admin: {socket: data/admin.sock}
            tradingDay: {zone: UTC, roll: "ROLL"}
            clients:
              - compId: OMS1
                accounts: [ACC1]
                defaultAccount: ACC1
                ordTypes: [market, limit]
                timeInForces: [day, ioc, fok]
            brokers:
              - name: PAPER
                session: PAPER
                marketData: true
                dialect: {ordTypes: [market, limit], timeInForces: [day, ioc, fok]}
            routes:
              - {brokers: [PAPER]}
            risk:
              limitsVersion: 1
              maxOrderQty: 50_000
              maxNotional: 10_000_000
              collarBps: 500
            """;

    private Scenery() {}

    static void write(Path folder, int brokerPort, int gatewayPort) throws IOException {
        Files.writeString(
                folder.resolve("sessions.cfg"),
                SESSIONS.replace("GATEWAY_PORT", Integer.toString(gatewayPort))
                        .replace("BROKER_PORT", Integer.toString(brokerPort)));
        // The day rolls half a day from now, so that the demo can be played at any hour.
        String roll = ZonedDateTime.now(ZoneOffset.UTC)
                .plusHours(12)
                .format(DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT));
        Files.writeString(folder.resolve("weir.yaml"), GATEWAY.replace("ROLL", roll));
        StringBuilder instruments = new StringBuilder(
                "symbol,tick,lot,minQty,currency,multiplier,sector,adv,volatility,previousClose,venue\n");
        StringBuilder market = new StringBuilder("symbol,price,tick,rate\n");
        for (String symbol : SYMBOLS) {
            String close = CLOSES.get(symbol);
            instruments
                    .append(symbol)
                    .append(",0.01,1,1,USD,1,Shares,10000000,0.28,")
                    .append(close)
                    .append(",XNYS\n");
            market.append(symbol)
                    .append(',')
                    .append(close)
                    .append(",0.01,")
                    .append(LIVELY.contains(symbol) ? 20 : 0)
                    .append('\n');
        }
        Files.writeString(folder.resolve("instruments.csv"), instruments);
        Files.writeString(folder.resolve("market.csv"), market);
        Files.writeString(folder.resolve("market.script"), SCRIPT);
    }

    static long closeE8(String symbol) {
        return Decimals.parse(CLOSES.getOrDefault(symbol, "0"));
    }
}
