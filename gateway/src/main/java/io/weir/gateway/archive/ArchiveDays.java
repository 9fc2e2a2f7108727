package io.weir.gateway.archive;

import io.weir.fix.settings.GatewaySettings;
import io.weir.gateway.orders.TradingCalendar;
import java.time.LocalDate;

/** Trading days as days since 1970, as the core has them; they never go back. Confined to one thread. */
final class ArchiveDays {
    private final TradingCalendar calendar;
    private LocalDate day = LocalDate.EPOCH;
    private long until;

    ArchiveDays(GatewaySettings.TradingDay settings) {
        calendar = new TradingCalendar(settings);
    }

    /** The trading day at a time. */
    long at(long utcNanos) {
        if (utcNanos >= until) {
            LocalDate now = calendar.dayAt(utcNanos);
            day = now.isAfter(day) ? now : day;
            until = calendar.rollAfter(day);
        }
        return day.toEpochDay();
    }

    /** A day as 2026-11-21. */
    static String text(long day) {
        return LocalDate.ofEpochDay(day).toString();
    }
}
