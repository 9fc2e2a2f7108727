package io.weir.fix.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.order.OrdType;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.settings.KeyReport.Fate;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The configuration that a new user copies. */
class ExampleConfigurationTest {
    private static final Path EXAMPLE = Path.of(System.getProperty("weir.home", ".."))
            .resolve("config/example")
            .toAbsolutePath()
            .normalize();

    @Test
    void itLoadsWhole() throws SettingsException {
        GatewaySettings settings = Settings.load(EXAMPLE);

        assertThat(settings.instance()).isEqualTo("W1");
        assertThat(settings.journal())
                .isEqualTo(new GatewaySettings.JournalFiles(
                        EXAMPLE.resolve("data/journal"),
                        Durability.GROUP,
                        64L << 20,
                        256L << 20,
                        GatewaySettings.Retention.ALL,
                        1_000_000));
        assertThat(settings.admin().socket()).isEqualTo(EXAMPLE.resolve("data/admin.sock"));
        assertThat(settings.metrics().endpoint()).isEqualTo(new Endpoint("127.0.0.1", 9464));
        assertThat(settings.fixLog().directory()).isEqualTo(EXAMPLE.resolve("data/fix"));
        assertThat(settings.orderArchive())
                .isEqualTo(new GatewaySettings.OrderArchive(EXAMPLE.resolve("data/orders"), 250_000, 30));
        assertThat(settings.tradingDay())
                .isEqualTo(new GatewaySettings.TradingDay(ZoneId.of("America/New_York"), LocalTime.of(17, 0)));
        assertThat(settings.dayOrderGraceNanos()).isEqualTo(300_000_000_000L);
        assertThat(settings.accounts())
                .containsExactly(new AccountSettings(0, "ACC1", 0), new AccountSettings(1, "ACC2", 0));
        assertThat(settings.clients())
                .containsExactly(new ClientSettings(
                        0,
                        "OMS1",
                        0,
                        "equities",
                        List.of(0, 1),
                        0,
                        Map.of("TWAP", Strategy.TWAP, "ICEBERG", Strategy.ICEBERG),
                        Set.of(OrdType.MARKET, OrdType.LIMIT),
                        Set.of(TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK),
                        false));
        assertThat(settings.routes()).containsExactly(new RouteSettings(0, -1, -1, List.of(0)));
        assertThat(settings.algos()).isEqualTo(AlgoSettings.DEFAULT);
        assertThat(settings.files())
                .extracting(file -> file.path().getFileName().toString())
                .containsExactly("weir.yaml", "sessions.cfg", "instruments.csv");
        assertThat(settings.files())
                .allSatisfy(file -> assertThat(file.sha256()).hasSize(64));
    }

    @Test
    void itsBroker() throws SettingsException {
        BrokerSettings broker = Settings.load(EXAMPLE).brokers().get(0);

        assertThat(broker.name()).isEqualTo("PAPER");
        assertThat(broker.session()).isEqualTo(1);
        assertThat(broker.messagesPerSecond()).isEqualTo(1000);
        assertThat(broker.marketData()).isTrue();
        assertThat(broker.dialect())
                .isEqualTo(new Dialect(
                        Map.of("ACC1", "PAPER-1", "ACC2", "PAPER-2"),
                        Map.of(),
                        "1",
                        true,
                        "",
                        Map.of(),
                        Map.of(),
                        Set.of(OrdType.MARKET, OrdType.LIMIT),
                        Set.of(TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK),
                        false,
                        1_00000000L,
                        1_000_000_00000000L,
                        20));
    }

    @Test
    void itsLimits() throws SettingsException {
        RiskSettings risk = Settings.load(EXAMPLE).risk();

        Limits firm = new Limits(100_000_00000000L, 10_000_000_00L);
        assertThat(risk)
                .isEqualTo(new RiskSettings(
                        1,
                        firm,
                        List.of(new Limits(50_000_00000000L, Limits.INHERITED)),
                        List.of(Limits.INHERIT, new Limits(Limits.INHERITED, 1_000_000_00L)),
                        500,
                        30_000_000_000L,
                        0,
                        Set.of(),
                        1000,
                        2000,
                        1000));
    }

    @Test
    void itsSessions() throws SettingsException {
        List<SessionSettings> sessions = Settings.load(EXAMPLE).sessions();

        assertThat(sessions)
                .extracting(session -> session.ids().toString())
                .containsExactly("FIX.4.4:WEIR->OMS1", "FIX.4.4:WEIR->PAPER");
        assertThat(sessions.get(0).initiator()).isFalse();
        assertThat(sessions.get(1).connection().reconnectIntervalSeconds()).containsExactly(1, 2, 5, 10);
        assertThat(sessions.get(1).timeStampPrecision()).isEqualTo(TimeStampPrecision.MICROS);
        assertThat(sessions.get(1).schedule()).isEqualTo(SessionSchedule.always());
    }

    @Test
    void eachOfItsKeysIsHonoured() throws SettingsException {
        assertThat(Settings.load(EXAMPLE).keyReports())
                .hasSize(18)
                .allSatisfy(key -> assertThat(key.fate()).isEqualTo(Fate.HONOURED));
    }

    @Test
    void itsInstruments() throws SettingsException {
        Instruments instruments = Settings.load(EXAMPLE).instruments();

        assertThat(instruments.size()).isEqualTo(12);
        assertThat(instruments.get(instruments.indexOf("MSFT")).previousCloseE8())
                .isEqualTo(430_10000000L);
    }
}
