package io.weir.gateway.orders;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.settings.GatewaySettings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/** Where trading days end: at a time of day in a zone. Pure; times are nanoseconds UTC. */
public final class TradingCalendar {
    /** No end. */
    static final long NEVER = Long.MAX_VALUE;

    /** Not a time. */
    static final long INVALID = Long.MIN_VALUE;

    private static final long SECOND = 1_000_000_000L;
    private static final int DATE_DIGITS = 8;
    private static final int YEAR = 10_000;
    private static final int MONTH = 100;

    private final GatewaySettings.TradingDay settings;

    /** The days of a gateway. */
    public TradingCalendar(GatewaySettings.TradingDay settings) {
        this.settings = settings;
    }

    /** The trading day at a time: that of the next roll's day, less one. */
    public LocalDate dayAt(long utcNanos) {
        ZonedDateTime local = Instant.ofEpochSecond(Math.floorDiv(utcNanos, SECOND), Math.floorMod(utcNanos, SECOND))
                .atZone(settings.zone());
        LocalDate day = local.toLocalDate();
        return local.toLocalTime().isBefore(settings.roll()) ? day.minusDays(1) : day;
    }

    /** When a trading day ends and the next begins. */
    public long rollAfter(LocalDate day) {
        return nanos(day.plusDays(1));
    }

    private long nanos(LocalDate day) {
        return day.atTime(settings.roll()).atZone(settings.zone()).toEpochSecond() * SECOND;
    }

    /**
     * When an order ends that is good till a date (ExpireDate, 432): at the roll of that date, or at the one of the next morning
     * where days roll in the morning or at midnight; {@link #INVALID} for no date.
     */
    long endOf(FixMessage m, int field) {
        long digits = m.valueLength(field) == DATE_DIGITS ? m.unsigned(field) : -1;
        if (digits < 0) {
            return INVALID;
        }
        try {
            LocalDate date =
                    LocalDate.of((int) (digits / YEAR), (int) (digits / MONTH % MONTH), (int) (digits % MONTH));
            return nanos(settings.roll().isBefore(LocalTime.NOON) ? date.plusDays(1) : date);
        } catch (DateTimeException e) {
            return INVALID;
        }
    }
}
