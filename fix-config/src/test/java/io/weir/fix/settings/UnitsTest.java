package io.weir.fix.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "250ms, 250000000",
        "30s, 30000000000",
        "5m, 300000000000",
        "2h, 7200000000000",
        "1d, 86400000000000",
        "10us, 10000",
        "7ns, 7",
        "1.5s, 1500000000",
        "0, 0",
        "' 5 m ', 300000000000"
    })
    void durations(String text, long nanos) {
        assertThat(Units.durationNanos(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5x", "-5s", "1.5ns", "5 5s", "s", "1e3s", "99999999999d"})
    void noDurations(String text) {
        assertThat(Units.durationNanos(text)).isEqualTo(Units.INVALID);
    }

    @ParameterizedTest
    @CsvSource({"64MiB, 67108864", "512KiB, 524288", "1GiB, 1073741824", "1MB, 1000000", "100B, 100", "1.5KiB, 1536"})
    void sizes(String text, long bytes) {
        assertThat(Units.sizeBytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"64", "64mib", "-1B", "1.0001B"})
    void noSizes(String text) {
        assertThat(Units.sizeBytes(text)).isEqualTo(Units.INVALID);
    }

    @Test
    void fractionsAndAmountsAreExact() {
        assertThat(Units.fractionE8("10%")).isEqualTo(10_000_000L);
        assertThat(Units.fractionE8("10 %")).isEqualTo(10_000_000L);
        assertThat(Units.fractionE8("0.10")).isEqualTo(10_000_000L);
        assertThat(Units.fractionE8("0.00000001%")).isEqualTo(Units.INVALID);
        assertThat(Units.fractionE8("%")).isEqualTo(Units.INVALID);
        assertThat(Units.amountE2("10000000")).isEqualTo(1_000_000_000L);
        assertThat(Units.amountE2("0.01")).isEqualTo(1L);
        assertThat(Units.amountE2("0.001")).isEqualTo(Units.INVALID);
        assertThat(Units.amountE2("999999999999999999")).isEqualTo(Units.INVALID);
        assertThat(Units.decimalE8("0.00000001")).isEqualTo(1L);
        assertThat(Units.decimalE8("0.000000001")).isEqualTo(Units.INVALID);
    }

    @Test
    void theWordThatWasMeant() {
        List<String> known = List.of("maxOrderQty", "maxNotional", "collarBps");
        assertThat(Spelling.nearest("maxOrderQuantity", known)).isEqualTo("maxOrderQty");
        assertThat(Spelling.nearest("colarBps", known)).isEqualTo("collarBps");
        assertThat(Spelling.nearest("zebra", known)).isNull();
    }
}
