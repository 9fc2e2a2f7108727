package io.weir.algo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlgoParametersTest {
    private static final AlgoCatalog CATALOG = AlgoCatalog.of(AlgoDefaults.STANDARD);

    private static AlgoDefinition algo(String name) {
        AlgoDefinition found = CATALOG.find(name);
        assertThat(found).isNotNull();
        return found;
    }

    private static String error(ParameterReader reader) {
        ParameterError error = reader.error();
        return error == null ? "" : error.message();
    }

    @Test
    void algosAreFoundByNumberAndByNameInAnyCase() {
        assertThat(CATALOG.find(1001)).isSameAs(algo("twap"));
        assertThat(CATALOG.find(1002)).isSameAs(algo("Iceberg"));
        assertThat(CATALOG.find(7)).isNull();
        assertThat(CATALOG.find("")).isNull();
    }

    @Test
    void whatIsNotGivenHasTheFirmsDefault() {
        AlgoDefaults defaults = new AlgoDefaults(5, 60, false, Desk.ONE, Desk.ONE / 4, 50, 9, Desk.ONE / 5, 3);
        AlgoParameters twap = algoOf(defaults, 1001).reader().parameters();
        AlgoParameters iceberg = algoOf(defaults, 1002).reader().parameters();

        assertThat(twap.value(Twap.SLICES)).isEqualTo(5);
        assertThat(twap.value(Twap.DURATION_SECONDS)).isEqualTo(60);
        assertThat(twap.flag(Twap.JITTER)).isFalse();
        assertThat(iceberg.value(Iceberg.REFRESH_PERCENT)).isEqualTo(50);
        assertThat(iceberg.value(Iceberg.MAX_REFRESHES)).isEqualTo(9);
        assertThat(iceberg.value(Iceberg.VARIANCE)).isEqualTo(Desk.ONE / 5);
        assertThat(iceberg.value(Iceberg.MIN_REPLENISH_SECONDS)).isEqualTo(3);
        assertThat(iceberg.value(Iceberg.DISPLAY_QTY)).isEqualTo(ParameterDefinition.NO_DEFAULT);
        assertThat(iceberg.endUtcNanos()).isEqualTo(ParameterDefinition.NO_DEFAULT);
    }

    private static AlgoDefinition algoOf(AlgoDefaults defaults, int number) {
        AlgoDefinition found = AlgoCatalog.of(defaults).find(number);
        assertThat(found).isNotNull();
        return found;
    }

    @Test
    void groupListAndFieldsAreReadAlike() {
        AlgoParameters parameters = algo("ICEBERG")
                .reader()
                .named("Variance", "0.25")
                .list(" RefreshPercent=70 ; MaxRefreshes = 3;")
                .tagged(111, "500")
                .tagged(126, "20261120-16:30:00")
                .parameters();

        assertThat(parameters.value(Iceberg.VARIANCE)).isEqualTo(25_000_000L);
        assertThat(parameters.value(Iceberg.REFRESH_PERCENT)).isEqualTo(70);
        assertThat(parameters.value(Iceberg.MAX_REFRESHES)).isEqualTo(3);
        assertThat(parameters.value(Iceberg.DISPLAY_QTY)).isEqualTo(500 * Desk.ONE);
        assertThat(parameters.endUtcNanos()).isEqualTo(1_795_192_200_000_000_000L);
        assertThat(parameters.isGiven(Iceberg.OFFSET_TICKS)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "Slices, 0, |parameter Slices=0: expected a whole number from 1 to 1000|",
                "Slices, 1, ||",
                "Slices, 1000, ||",
                "Slices, 1001, |parameter Slices=1001: expected a whole number from 1 to 1000|",
                "Slices, 8.0, |parameter Slices=8.0: expected a whole number from 1 to 1000|",
                "Slices, x, |parameter Slices=x: expected a whole number from 1 to 1000|",
                "Jitter, yes, |parameter Jitter=yes: expected Y or N|",
                "Pace, 3, |parameter Pace=3: expected a parameter of TWAP: StartTime, EndTime, DurationSeconds, Slices, Jitter|",
                "slices, 3, |parameter slices=3: expected a parameter of TWAP: StartTime, EndTime, DurationSeconds, Slices, Jitter|",
                "EndTime, tomorrow, |parameter EndTime=tomorrow: expected a UTC timestamp, YYYYMMDD-HH:MM:SS with an optional fraction|"
            })
    void anErrorNamesParameterValueAndWhatIsExpected(String name, String value, String message) {
        assertThat(error(algo("TWAP").reader().named(name, value))).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "111, 0, |parameter 111=0: expected a number from 0.00000001 to 92233720368.54775807|",
                "849, 0.1, |parameter 849=0.1: expected no such field with ICEBERG|"
            })
    void aFieldIsNamedByItsTag(int tag, String value, String message) {
        assertThat(error(algo("ICEBERG").reader().tagged(tag, value))).isEqualTo(message);
    }

    @Test
    void theVarianceIsAFraction() {
        assertThat(error(algo("ICEBERG").reader().named("Variance", "1"))).isEmpty();
        assertThat(error(algo("ICEBERG").reader().named("Variance", "1.00000001")))
                .isEqualTo("parameter Variance=1.00000001: expected a fraction from 0 to 1");
        assertThat(error(algo("ICEBERG").reader().named("Variance", "-0.1"))).contains("fraction");
    }

    @Test
    void oneParameterByTwoWaysIsAnError() {
        assertThat(error(algo("ICEBERG").reader().named("DisplayQty", "100").tagged(111, "100")))
                .isEqualTo("parameter 111=100: expected only one of the ways to give DisplayQty=100");
        assertThat(error(algo("TWAP").reader().list("Slices=3;Slices=3")))
                .isEqualTo("parameter Slices=3: expected only one of the ways to give Slices=3");
        assertThat(error(algo("TWAP").reader().named("DurationSeconds", "60").tagged(126, "20261120-16:30:00")))
                .isEqualTo("parameter DurationSeconds=60: expected not both EndTime and DurationSeconds");
    }

    @Test
    void theStartIsBeforeTheEnd() {
        assertThat(error(algo("TWAP").reader().tagged(168, "20261120-16:30:00").tagged(126, "20261120-16:30:00")))
                .isEqualTo("parameter EndTime=20261120-16:30:00: expected more than StartTime=20261120-16:30:00.000");
        assertThat(error(algo("TWAP").reader().tagged(168, "20261120-16:30:00").tagged(126, "20261120-16:30:01")))
                .isEmpty();
    }

    @Test
    void whatIsNoNameAndValueIsAnError() {
        assertThat(error(algo("TWAP").reader().list("Slices"))).isEqualTo("parameter Slices: expected name=value");
        assertThat(error(algo("TWAP").reader().list("=3"))).isEqualTo("parameter =3: expected name=value");
        assertThat(error(algo("TWAP").reader().list(";;"))).isEmpty();
    }

    @Test
    void aMissingParameterThatIsRequiredIsAnError() {
        ParameterDefinition rate =
                new ParameterDefinition("Rate", ParameterType.PERCENTAGE, 0, Desk.ONE, 0, true, 849, "The rate.");
        AlgoDefinition definition = new AlgoDefinition(
                2, "POV", "Follows the volume.", java.util.List.of(rate), java.util.List.of(), () -> null);

        assertThat(error(definition.reader())).isEqualTo("parameter Rate: expected a fraction from 0 to 1");
        assertThat(error(definition.reader().tagged(849, "0.1"))).isEmpty();
    }

    @Test
    void theFirstErrorIsKept() {
        assertThat(error(algo("TWAP").reader().named("Slices", "0").named("Jitter", "maybe")))
                .startsWith("parameter Slices=0");
    }
}
