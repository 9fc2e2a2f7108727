package io.weir.conformance.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** The trading days of the simulated gateway: they roll at 17:00 in New York, also when its clocks are put on or back. */
final class TradingDays {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final LocalTime ROLL = LocalTime.of(17, 0);
    private static final long SECOND = 1_000_000_000L;

    private TradingDays() {}

    private static ZonedDateTime local(long utcNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(utcNanos, SECOND)).atZone(ZONE);
    }

    /** The date in New York. */
    static LocalDate date(long utcNanos) {
        return local(utcNanos).toLocalDate();
    }

    /** The number of the trading day at a time, in days since 1970. */
    static long at(long utcNanos) {
        ZonedDateTime local = local(utcNanos);
        return local.toLocalDate().toEpochDay() - (local.toLocalTime().isBefore(ROLL) ? 1 : 0);
    }

    /** When a trading day begins, nanoseconds UTC. */
    static long begin(long day) {
        return LocalDate.ofEpochDay(day).atTime(ROLL).atZone(ZONE).toEpochSecond() * SECOND;
    }

    /** Whether a trading day has not 24 hours. */
    static boolean isOdd(long day) {
        return begin(day + 1) - begin(day) != 24 * 3600 * SECOND;
    }
}
