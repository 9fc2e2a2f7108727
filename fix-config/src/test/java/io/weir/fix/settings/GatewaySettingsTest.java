package io.weir.fix.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.order.OrdType;
import io.weir.fix.order.TimeInForce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewaySettingsTest {
    private static final String MINIMAL = """
            sessions: s.cfg
            instruments: i.csv
            tradingDay: {zone: UTC, roll: "00:00"}
            clients:
              - {compId: OMS1, accounts: [A, B]}
              - {compId: OMS2, accounts: [B]}
            brokers:
              - {name: ONE, session: BRK1}
              - {name: TWO, session: BRK2}
            routes:
              - {brokers: [ONE, TWO]}
            risk: {maxOrderQty: 1000, maxNotional: 5_000.50, collarBps: 100}
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(directory.resolve("s.cfg"), """
                [DEFAULT]
                BeginString=FIX.4.4
                SenderCompID=US
                NonStopSession=Y
                HeartBtInt=30
                SocketAcceptPort=9880
                SocketConnectHost=h
                [SESSION]
                ConnectionType=acceptor
                TargetCompID=OMS1
                [SESSION]
                ConnectionType=acceptor
                TargetCompID=OMS2
                [SESSION]
                ConnectionType=initiator
                TargetCompID=BRK1
                SocketConnectPort=1
                [SESSION]
                ConnectionType=initiator
                TargetCompID=BRK2
                SocketConnectPort=2
                """);
        Files.writeString(directory.resolve("i.csv"), "symbol,tick,lot,currency\nAAPL,0.01,1,USD\nMSFT,0.01,1,USD\n");
    }

    private GatewaySettings load(String yaml) throws SettingsException, IOException {
        Files.writeString(directory.resolve("weir.yaml"), yaml);
        return Settings.load(directory);
    }

    private List<String> errors(String yaml) throws IOException {
        try {
            load(yaml);
            return List.of();
        } catch (SettingsException wrong) {
            return wrong.errors().stream().map(SettingsError::toString).toList();
        }
    }

    @Test
    void theLeastThatMustBeSaid() throws Exception {
        GatewaySettings settings = load(MINIMAL);

        assertThat(settings.instance()).isEqualTo("W1");
        assertThat(settings.journal().durability()).isEqualTo(Durability.GROUP);
        assertThat(settings.metrics().endpoint()).isNull();
        assertThat(settings.logons())
                .isEqualTo(new GatewaySettings.Logons(8 << 10, 10_000_000_000L, 5000, 2500, 500, 10));
        assertThat(settings.fixLog().directory()).isNull();
        assertThat(settings.orderArchive()).isEqualTo(new GatewaySettings.OrderArchive(null, 250_000, 30));
        assertThat(settings.accounts()).containsExactly(new AccountSettings(0, "A", 0), new AccountSettings(1, "B", 0));
        assertThat(settings.clients()).extracting(ClientSettings::accounts).containsExactly(List.of(0, 1), List.of(1));
        assertThat(settings.clients()).extracting(ClientSettings::session).containsExactly(0, 1);
        assertThat(settings.clients())
                .extracting(ClientSettings::defaultAccount)
                .containsOnly(-1);
        assertThat(settings.brokers()).extracting(BrokerSettings::session).containsExactly(2, 3);
        assertThat(settings.routes()).containsExactly(new RouteSettings(-1, -1, -1, List.of(0, 1)));
        assertThat(settings.risk())
                .isEqualTo(new RiskSettings(
                        1,
                        new Limits(1000_00000000L, 5000_50L),
                        List.of(Limits.INHERIT, Limits.INHERIT),
                        List.of(Limits.INHERIT, Limits.INHERIT),
                        100,
                        30_000_000_000L,
                        0,
                        Set.of(),
                        0,
                        1,
                        0));
    }

    @Test
    void aBrokersDialect() throws Exception {
        Dialect dialect = load(MINIMAL.replace("{name: TWO, session: BRK2}", """
                                name: TWO
                                    session: BRK2
                                    dialect:
                                      accounts: {A: X1}
                                      symbols:
                                        AAPL: AAPL.O
                                        MSFT: {48: US5949181045, 22: 4, 207: XNAS}
                                      handlInst: ''
                                      currency: false
                                      exDestination: SMART
                                      constantTags: {47: A, 9001: x}
                                      renamedTags: {5001: 7001}
                                      ordTypes: [limit, "1", stop-limit]
                                      timeInForces: [day, "1", at-open]
                                      nativeIceberg: true
                                      minQty: 0.5
                                      maxQty: 100
                                      clOrdIdLength: 16"""))
                .brokers()
                .get(1)
                .dialect();

        assertThat(dialect)
                .isEqualTo(new Dialect(
                        Map.of("A", "X1"),
                        Map.of(
                                "AAPL", new Dialect.Name("AAPL.O", "", "", "", ""),
                                "MSFT", new Dialect.Name("MSFT", "", "US5949181045", "4", "XNAS")),
                        "",
                        false,
                        "SMART",
                        Map.of(47, "A", 9001, "x"),
                        Map.of(5001, 7001),
                        Set.of(OrdType.MARKET, OrdType.LIMIT, OrdType.STOP_LIMIT),
                        Set.of(TimeInForce.DAY, TimeInForce.GTC, TimeInForce.AT_OPEN),
                        true,
                        50000000L,
                        100_00000000L,
                        16));
    }

    @Test
    void routesPickByClientSymbolAndAlgo() throws Exception {
        List<RouteSettings> routes =
                load(MINIMAL.replace("  - {brokers: [ONE, TWO]}", """
                          - {client: OMS2, symbol: MSFT, algo: twap, brokers: TWO}
                          - {algo: none, brokers: [TWO, ONE]}
                          - {algo: 1002, brokers: [ONE]}""")).routes();

        assertThat(routes)
                .containsExactly(
                        new RouteSettings(1, 1, 1001, List.of(1)),
                        new RouteSettings(-1, -1, 0, List.of(1, 0)),
                        new RouteSettings(-1, -1, 1002, List.of(0)));
        assertThat(routes.get(0).fits(1, 1, 1001)).isTrue();
        assertThat(routes.get(0).fits(1, 0, 1001)).isFalse();
        assertThat(routes.get(1).fits(0, 0, 0)).isTrue();
        assertThat(routes.get(1).fits(0, 0, 1002)).isFalse();
    }

    @Test
    void limitsOfTheirOwn() throws Exception {
        Files.writeString(directory.resolve("bad.txt"), "# from compliance\nGME\n\nAAPL\n");
        RiskSettings risk = load(MINIMAL.replace(
                        "collarBps: 100}",
                        "collarBps: 100, clients: {OMS2: {maxOrderQty: 5}}, accounts: {B: {maxNotional: 9.99}},"
                                + " restricted: [MSFT], restrictedFile: bad.txt, clientMessagesPerSecond: 50,"
                                + " brokerMessagesPerSecond: 20, orderMaxAge: 10s}"))
                .risk();

        assertThat(risk.clientLimits()).containsExactly(Limits.INHERIT, new Limits(5_00000000L, Limits.INHERITED));
        assertThat(risk.accountLimits()).containsExactly(Limits.INHERIT, new Limits(Limits.INHERITED, 999L));
        assertThat(risk.restricted()).containsExactly("AAPL", "GME", "MSFT");
        assertThat(risk.clientBurst()).isEqualTo(50);
        assertThat(risk.orderMaxAgeNanos()).isEqualTo(10_000_000_000L);
        assertThat(Settings.load(directory).brokers())
                .extracting(BrokerSettings::messagesPerSecond)
                .containsExactly(20, 20);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws Exception {
        assertThat(errors("""
                        instance: lower
                        sessions: s.cfg
                        instruments: i.csv
                        jurnal: {dir: x}
                        journal: {durability: sometimes, segment: 1KiB, size: 3}
                        metrics: {port: 9880}
                        tradingDay: {zone: Mars, roll: 5pm}
                        clients:
                          - {compId: OMS1, accounts: [A, A], defaultAccount: C, ordTypes: [limt], strategies: {X: TWOP}}
                          - {compId: OMS9}
                          - {compId: BRK1}
                        brokers:
                          - name: ONE
                            session: BRK2
                            dialect:
                              symbols: {AMZN: x, AAPL: {48: y}}
                              accounts: {Z: z}
                              constantTags: {11: x}
                              renamedTags: {5001: 5003, 5002: 5003}
                              clOrdIdLength: 5
                              minQty: 10
                              maxQty: 5
                          - {name: ONE, session: BRK2}
                        routes:
                          - {client: OMS7, symbol: APPL, algo: x, brokers: [TWO]}
                          - {client: OMS1}
                        passThroughTags: [58, 5001]
                        risk: {maxOrderQty: -1, maxNotional: 1.001, collarBps: 0, restricted: [APPL], clients: {OMS3: {}}}
                        algos: {TWAP: {slices: 0, duration: 5}, ICEBERG: {refresh: 120%}}
                        days: {dayOrderGrace: 5}
                        """))
                .containsExactlyInAnyOrder(
                        "weir.yaml:1: instance = lower: expected 1 to 4 characters of A-Z and 0-9",
                        "weir.yaml:4: jurnal: expected a known key (did you mean journal?)",
                        "weir.yaml:5: journal.durability = sometimes: expected one of none, group, always",
                        "weir.yaml:5: journal.segment = 1KiB: expected a size like 512KiB, 64MiB or 1GiB, 64KiB to 1GiB,"
                                + " in pages of 4096 bytes",
                        "weir.yaml:5: journal.size: expected one of segment, durability, dir, minFree, retention, retentionAtMost,"
                                + " archive, snapshotEvents",
                        "weir.yaml:6: metrics.port = 9880: expected a port that FIX.4.4:US->OMS1 does not listen on",
                        "weir.yaml:6: metrics.port = 9880: expected a port that FIX.4.4:US->OMS2 does not listen on",
                        "weir.yaml:7: tradingDay.zone = Mars: expected a time zone like America/New_York",
                        "weir.yaml:7: tradingDay.roll = 5pm: expected a time like \"17:00\", in quotes",
                        "weir.yaml:9: clients[0].accounts = A: expected each account once",
                        "weir.yaml:9: clients[0].defaultAccount = C: expected one of the client's accounts",
                        "weir.yaml:9: clients[0].ordTypes = limt: expected one of market, limit, stop,"
                                + " stop-limit, pegged (did you mean limit?)",
                        "weir.yaml:9: clients[0].strategies = TWOP: expected one of "
                                + String.join(", ", Words.all(Strategy.class)) + " (did you mean twap?)",
                        "weir.yaml:10: clients[1].compId = OMS9: expected TargetCompID of a session in the sessions file"
                                + " (did you mean OMS1?)",
                        "weir.yaml:11: clients[2].compId = BRK1: expected a session with ConnectionType=acceptor",
                        "weir.yaml:9: clients = FIX.4.4:US->OMS2: expected an entry for this session",
                        "weir.yaml:16: brokers[0].dialect.symbols = AMZN: expected a symbol of the instruments file",
                        "weir.yaml:16: brokers[0].dialect.symbols.AAPL: expected 48 and 22 together, or neither",
                        "weir.yaml:17: brokers[0].dialect.accounts = Z: expected an account of a client (did you mean"
                                + " A?)",
                        "weir.yaml:18: brokers[0].dialect.constantTags = 11: expected a tag from 1 to 99999 that the"
                                + " gateway does not write itself",
                        "weir.yaml:19: brokers[0].dialect.renamedTags = 5003: expected a tag that is used once",
                        "weir.yaml:20: brokers[0].dialect.clOrdIdLength = 5: expected a whole number from 14 to 64",
                        "weir.yaml:22: brokers[0].dialect.maxQty = 5: expected at least minQty",
                        "weir.yaml:23: brokers[1].name = ONE: expected a broker that occurs once",
                        "weir.yaml:23: brokers[1].session = BRK2: expected a session that is not already BRK2's",
                        "weir.yaml:25: routes[0].client = OMS7: expected * or a client's compId (did you mean OMS1?)",
                        "weir.yaml:25: routes[0].symbol = APPL: expected * or a symbol of the instruments file (did you"
                                + " mean AAPL?)",
                        "weir.yaml:25: routes[0].algo = x: expected one of "
                                + String.join(", ", Words.all(Strategy.class)),
                        "weir.yaml:25: routes[0].brokers = TWO: expected a broker's name",
                        "weir.yaml:26: routes[1].brokers: expected at least one broker's name",
                        "weir.yaml:27: passThroughTags = 58: expected user tags, from 5000",
                        "weir.yaml:28: risk.maxOrderQty = -1: expected a number above 0, at most 8 decimals",
                        "weir.yaml:28: risk.maxNotional = 1.001: expected an amount above 0, at most 2 decimals",
                        "weir.yaml:28: risk.collarBps = 0: expected a whole number from 1 to 10000",
                        "weir.yaml:28: risk.restricted = APPL: expected a symbol of the instruments file (did you mean"
                                + " AAPL?)",
                        "weir.yaml:28: risk.clients = OMS3: expected a client's compId (did you mean OMS1?)",
                        "weir.yaml:29: algos.TWAP.slices = 0: expected a whole number from 1 to 1000",
                        "weir.yaml:29: algos.TWAP.duration = 5: expected a duration like 250ms, 30s, 5m or 2h",
                        "weir.yaml:29: algos.ICEBERG.refresh = 120%: expected a fraction from 0 to 1, or 0 % to 100 %",
                        "weir.yaml:30: days.dayOrderGrace = 5: expected a duration like 250ms, 30s, 5m or 2h");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a: [; weir.yaml:2",
                "- a; weir.yaml:1: expected keys with values",
                "just text; weir.yaml:1: expected keys with values",
                "a: &x [*x]; weir.yaml:1: a: expected no alias to itself"
            })
    void textThatIsNoConfiguration(String yaml, String expected) throws Exception {
        assertThat(errors(yaml + "\n")).anySatisfy(error -> assertThat(error).startsWith(expected));
    }

    @Test
    void aKeyTwice() throws Exception {
        assertThat(errors(MINIMAL + "instruments: i.csv\n"))
                .containsExactly("weir.yaml:13: instruments: expected this key once only");
    }

    @Test
    void filesThatAreNotThere() throws Exception {
        assertThat(errors(MINIMAL.replace("i.csv", "none.csv").replace("s.cfg", "[s.cfg, none.cfg]")))
                .containsExactly(
                        "none.cfg: expected a file that can be read", "none.csv: expected a file that can be read");
        Files.delete(directory.resolve("weir.yaml"));
        try {
            Settings.load(directory);
        } catch (SettingsException wrong) {
            assertThat(wrong).hasMessage("weir.yaml: expected a file that can be read");
        }
    }

    @Test
    void mistakesInEveryFileAreToldTogether() throws Exception {
        Files.writeString(directory.resolve("i.csv"), "symbol,tick,lot,currency\nAAPL,0.01,0,USD\nMSFT,0.01,1,USD\n");
        Files.writeString(
                directory.resolve("s.cfg"),
                Files.readString(directory.resolve("s.cfg"))
                        .replace("HeartBtInt=30", "HeartBtInt=30\nDataDictionary=d.xml"));
        Files.writeString(directory.resolve("d.xml"), "<fix>\n<fields>\n<field number='0' name='x' type='INT'/>\n");
        assertThat(errors(MINIMAL.replace("collarBps: 100", "collarBps: x")))
                .containsExactly(
                        "d.xml:3: expected a dictionary in QuickFIX's XML, but number is 0, expected a tag from 1 to 99999",
                        "i.csv:2: lot = 0: expected a number above 0, at most 8 decimals",
                        "weir.yaml:12: risk.collarBps = x: expected a whole number from 1 to 10000");
    }

    @Test
    void aForgottenLimitIsNotNoLimit() throws Exception {
        assertThat(errors(MINIMAL.replace("maxOrderQty: 1000, ", "")))
                .containsExactly("weir.yaml:12: risk.maxOrderQty: expected the largest OrderQty of an order");
    }

    @Test
    void theSameFilesHaveTheSameHash() throws Exception {
        assertThat(load(MINIMAL).files()).isEqualTo(load(MINIMAL).files());
        assertThat(load(MINIMAL + "\n").files().get(0))
                .isNotEqualTo(load(MINIMAL).files().get(0));
    }
}
