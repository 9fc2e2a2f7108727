package io.weir.fix.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Decimals against {@link BigDecimal}. */
class DecimalsTest {
    private static final BigDecimal LARGEST = new BigDecimal("92233720367.99999999");

    private final Random random = new Random(20260302);

    @Test
    void textsOfEveryFormAreReadAsBigDecimalReadsThem() {
        for (int i = 0; i < 300_000; i++) {
            String text = anyText();
            BigDecimal value = new BigDecimal(text);
            boolean fits = value.stripTrailingZeros().scale() <= 8
                    && value.abs().compareTo(LARGEST) <= 0
                    && digits(text) <= 11;
            long expected = value.abs().compareTo(LARGEST) <= 0
                            && value.stripTrailingZeros().scale() <= 8
                    ? value.movePointRight(8).longValueExact()
                    : Decimals.INVALID;
            long read = Decimals.parse(text);
            if (fits) {
                assertThat(read).as(text).isEqualTo(expected);
            } else {
                assertThat(read).as(text).isIn(expected, Decimals.INVALID);
            }
        }
    }

    private static int digits(String text) {
        String whole = text.replace("-", "").split("\\.", -1)[0];
        return whole.length();
    }

    private String anyText() {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        int whole = random.nextInt(13);
        for (int i = 0; i < whole; i++) {
            text.append(random.nextInt(10));
        }
        int decimals = random.nextInt(11);
        if (whole == 0 || decimals > 0) {
            text.append(whole == 0 && decimals == 0 ? "0" : ".");
            for (int i = 0; i < Math.max(decimals, whole == 0 && text.toString().endsWith(".") ? 1 : 0); i++) {
                text.append(random.nextInt(random.nextInt(3) + 1) * 4);
            }
        }
        return text.toString();
    }

    @Test
    void whatIsNoDecimalIsRefused() {
        for (String wrong : new String[] {
            "",
            "-",
            ".",
            "-.",
            "+1",
            "1e5",
            "1,000",
            " 1",
            "1 ",
            "1.2.3",
            "--1",
            "0x1",
            "NaN",
            "Infinity",
            "1.-5",
            "\u00bd"
        }) {
            assertThat(Decimals.parse(wrong)).as(wrong).isEqualTo(Decimals.INVALID);
        }
    }

    @Test
    void whatIsTooLargeOrTooFineIsRefused() {
        assertThat(Decimals.parse("92233720367.99999999")).isEqualTo(9_223_372_036_799_999_999L);
        assertThat(Decimals.parse("92233720368")).isEqualTo(Decimals.INVALID);
        assertThat(Decimals.parse("92233720368.54775808")).isEqualTo(Decimals.INVALID);
        assertThat(Decimals.parse("99999999999999999999999")).isEqualTo(Decimals.INVALID);
        assertThat(Decimals.parse("0.000000001")).isEqualTo(Decimals.INVALID);
        assertThat(Decimals.parse("0.123456780000000")).isEqualTo(12_345_678L);
        assertThat(Decimals.parse("1.")).isEqualTo(Decimals.ONE);
        assertThat(Decimals.parse(".5")).isEqualTo(50_000_000L);
        assertThat(Decimals.parse("-0.00")).isZero();
        assertThat(Decimals.parse("000000000000000000001.5")).isEqualTo(150_000_000L);
    }

    @Test
    void theShortestTextIsWrittenAndReadsBack() {
        for (int i = 0; i < 300_000; i++) {
            long value = (random.nextLong() >> random.nextInt(64)) / 2;
            if (random.nextBoolean()) {
                value -= value % 1_000_000;
            }
            String text = Decimals.text(value);
            BigDecimal exact = BigDecimal.valueOf(value, 8);
            String shortest =
                    exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();

            assertThat(text).isEqualTo(shortest);
            assertThat(text.length()).isLessThanOrEqualTo(Decimals.MAX_LENGTH);
            if (exact.abs().compareTo(LARGEST) <= 0) {
                assertThat(Decimals.parse(text)).isEqualTo(value);
            }
        }
    }

    @Test
    void aRangeOfBytesIsReadWithoutItsNeighbours() {
        byte[] bytes = Ascii.fix("44=12.50|38=100|");

        assertThat(Decimals.parse(bytes, 3, 8)).isEqualTo(1_250_000_000L);
        assertThat(Decimals.parse(bytes, 12, 15)).isEqualTo(100 * Decimals.ONE);
    }
}
