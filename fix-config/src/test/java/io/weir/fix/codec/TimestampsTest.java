package io.weir.fix.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timestamps against {@code java.time}. */
class TimestampsTest {
    private static final long LAST_SECOND =
            LocalDateTime.of(2261, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);
    private static final long FIRST_SECOND =
            LocalDateTime.of(1678, 1, 1, 0, 0, 0).toEpochSecond(ZoneOffset.UTC);

    private final Random random = new Random(20260302);

    private static long parse(String text) {
        byte[] bytes = Ascii.bytes(text);
        return Timestamps.parse(bytes, 0, bytes.length);
    }

    private Instant anyInstant() {
        long second = FIRST_SECOND + (long) (random.nextDouble() * (LAST_SECOND - FIRST_SECOND));
        return Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * Timestamps.SECOND + instant.getNano();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, 9})
    void theyAreWrittenAndReadAsJavaDoes(int digits) {
        String pattern = "yyyyMMdd-HH:mm:ss" + (digits == 0 ? "" : "." + "S".repeat(digits));
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
        byte[] bytes = new byte[Timestamps.MAX_LENGTH + 2];
        for (int i = 0; i < 50_000; i++) {
            Instant instant = anyInstant();
            String expected = format.format(instant);

            int end = Timestamps.write(bytes, 1, nanos(instant), digits);

            assertThat(Ascii.text(bytes, 1, end)).isEqualTo(expected);
            long unit = (long) Math.pow(10, 9 - digits);
            assertThat(Timestamps.parse(bytes, 1, end))
                    .isEqualTo(instant.getEpochSecond() * Timestamps.SECOND + instant.getNano() / unit * unit);
        }
    }

    @Test
    void everyDayOfFourCenturiesIsTheRightOne() {
        for (LocalDate day = LocalDate.of(1899, 12, 31); day.getYear() < 2300; day = day.plusDays(1)) {
            long number = Timestamps.daysSinceEpoch(day.getYear(), day.getMonthValue(), day.getDayOfMonth());

            assertThat(number).isEqualTo(day.toEpochDay());
            assertThat(Timestamps.dateOf(number))
                    .isEqualTo(day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth());
        }
    }

    @Test
    void anyNumberOfDecimalsIsRead() {
        long second = parse("20260302-12:00:00");

        assertThat(parse("20260302-12:00:00.5")).isEqualTo(second + 500_000_000);
        assertThat(parse("20260302-12:00:00.05")).isEqualTo(second + 50_000_000);
        assertThat(parse("20260302-12:00:00.0000005")).isEqualTo(second + 500);
        assertThat(parse("20260302-12:00:00.123456789")).isEqualTo(second + 123_456_789);
    }

    @Test
    void aLeapSecondIsTheNextMinutesFirst() {
        assertThat(parse("20161231-23:59:60")).isEqualTo(parse("20170101-00:00:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20260302",
                "20260302-12:00",
                "20260302 12:00:00",
                "20260302-12-00:00",
                "20260302-12:00.00",
                "20260302-24:00:00",
                "20260302-12:60:00",
                "20260302-12:00:61",
                "20261302-12:00:00",
                "20260002-12:00:00",
                "20260230-12:00:00",
                "20250229-12:00:00",
                "21000229-12:00:00",
                "20260431-12:00:00",
                "20260300-12:00:00",
                "2026x302-12:00:00",
                "-0260302-12:00:00",
                "20260302-12:00:00.",
                "20260302-12:00:00,5",
                "20260302-12:00:00.1234567890",
                "20260302-12:00:00.-12",
                "20260302-12:00:00Z"
            })
    void whatIsNoTimestampIsRefused(String text) {
        assertThat(parse(text)).isEqualTo(Timestamps.INVALID);
    }

    @Test
    void leapDaysAreDays() {
        assertThat(parse("20240229-00:00:00") + Timestamps.DAY).isEqualTo(parse("20240301-00:00:00"));
        assertThat(parse("20000229-00:00:00") + Timestamps.DAY).isEqualTo(parse("20000301-00:00:00"));
    }

    @Test
    void damagedTimestampsAreReadAsJavaReadsThemOrNotAtAll() {
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern("uuuuMMdd-HH:mm:ss.SSS").withResolverStyle(ResolverStyle.STRICT);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = Ascii.bytes("20260302-12:34:56.789");
            bytes[random.nextInt(bytes.length)] = (byte) "0123456789-:. x".charAt(random.nextInt(15));
            String text = Ascii.text(bytes, 0, bytes.length);
            long expected = java(format, text);

            assertThat(parse(text)).as(text).isEqualTo(expected);
        }
    }

    private static long java(DateTimeFormatter format, String text) {
        try {
            return nanos(LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            // Second 60 is ours alone.
            return text.startsWith(":60", 14)
                    ? java(format, text.replace(":60", ":59")) + Timestamps.SECOND
                    : Timestamps.INVALID;
        }
    }
}
