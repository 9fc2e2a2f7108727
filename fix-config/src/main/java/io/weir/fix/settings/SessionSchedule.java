package io.weir.fix.settings;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a FIX session is open, and where one session ends and the next begins.
 *
 * <p>A session opens at the start time on each start day and closes at the first end time (on the end day, if one is
 * set) after that; the opening instant is inside, the closing one outside. Equal times make sessions that follow each
 * other without a pause. Local times follow the zone's own rules: one that a change of the clock skips happens when the
 * clock has jumped, one that happens twice counts the first time. Pure: time is an argument, in nanoseconds since the
 * epoch, UTC.
 *
 * @param nonStop always open, and one session for ever; the rest has no meaning
 * @param start when it opens
 * @param end when it closes
 * @param startDays the days on which it opens, in the start's zone; sorted
 * @param endDay the day on which it closes, in the end's zone; null closes at the first end time
 */
public record SessionSchedule(
        boolean nonStop,
        TimeOfDay start,
        TimeOfDay end,
        Set<DayOfWeek> startDays,
        @Nullable DayOfWeek endDay) {
    private static final long SECOND = 1_000_000_000L;

    /** A wall clock time, whole seconds. */
    public record TimeOfDay(LocalTime time, ZoneId zone) {
        @Override
        public String toString() {
            return time + " " + zone;
        }

        private ZonedDateTime on(LocalDate date) {
            return date.atTime(time).atZone(zone);
        }
    }

    public SessionSchedule {
        startDays = Collections.unmodifiableSet(EnumSet.copyOf(startDays));
    }

    /** Always open. */
    public static SessionSchedule always() {
        TimeOfDay midnight = new TimeOfDay(LocalTime.MIDNIGHT, ZoneId.of("UTC"));
        return new SessionSchedule(true, midnight, midnight, EnumSet.allOf(DayOfWeek.class), null);
    }

    /** A session on each day. */
    public static SessionSchedule daily(TimeOfDay start, TimeOfDay end) {
        return new SessionSchedule(false, start, end, EnumSet.allOf(DayOfWeek.class), null);
    }

    /** A session on each of these days of the week. */
    public static SessionSchedule weekdays(TimeOfDay start, TimeOfDay end, Set<DayOfWeek> days) {
        return new SessionSchedule(false, start, end, days, null);
    }

    /** A session that lasts from one day of the week to another. */
    public static SessionSchedule weekly(TimeOfDay start, DayOfWeek startDay, TimeOfDay end, DayOfWeek endDay) {
        return new SessionSchedule(false, start, end, EnumSet.of(startDay), endDay);
    }

    /** Whether it is open. */
    public boolean isInSession(long utcNanos) {
        return nonStop || utcNanos < endOf(dayOfLastStart(utcNanos));
    }

    /** Whether it is open at both times, without having closed between them. */
    public boolean sameSession(long utcNanos, long otherUtcNanos) {
        if (nonStop) {
            return true;
        }
        LocalDate day = dayOfLastStart(utcNanos);
        return day.equals(dayOfLastStart(otherUtcNanos)) && utcNanos < endOf(day) && otherUtcNanos < endOf(day);
    }

    /** When it opens next, strictly later; {@link Long#MAX_VALUE} where it never closes. */
    public long nextStartUtc(long utcNanos) {
        return nonStop ? Long.MAX_VALUE : startOf(nextDay(dayOfLastStart(utcNanos)));
    }

    /** When it closes next, strictly later, if it is open; else when it opens next. Until then every answer is the same. */
    public long nextChangeUtc(long utcNanos) {
        if (nonStop) {
            return Long.MAX_VALUE;
        }
        long end = endOf(dayOfLastStart(utcNanos));
        return utcNanos < end ? end : nextStartUtc(utcNanos);
    }

    /** The start day of the latest start that is not after a time. */
    private LocalDate dayOfLastStart(long utcNanos) {
        // A start is never before its own day, also where a skipped local time pushes it later.
        LocalDate day = Instant.ofEpochSecond(Math.floorDiv(utcNanos, SECOND))
                .atZone(start.zone())
                .toLocalDate();
        while (!startDays.contains(day.getDayOfWeek()) || startOf(day) > utcNanos) {
            day = day.minusDays(1);
        }
        return day;
    }

    private LocalDate nextDay(LocalDate startDay) {
        LocalDate day = startDay.plusDays(1);
        while (!startDays.contains(day.getDayOfWeek())) {
            day = day.plusDays(1);
        }
        return day;
    }

    private long startOf(LocalDate day) {
        return nanos(start.on(day));
    }

    /** The end of the session that starts on a day; never later than the next start. */
    private long endOf(LocalDate startDay) {
        ZonedDateTime opened = start.on(startDay);
        LocalDate day = opened.withZoneSameInstant(end.zone()).toLocalDate();
        if (endDay != null) {
            day = day.with(TemporalAdjusters.nextOrSame(endDay));
        }
        ZonedDateTime closed = end.on(day);
        while (!closed.toInstant().isAfter(opened.toInstant())) {
            day = day.plusDays(endDay == null ? 1 : 7);
            closed = end.on(day);
        }
        return Math.min(nanos(closed), startOf(nextDay(startDay)));
    }

    private static long nanos(ZonedDateTime time) {
        return time.toEpochSecond() * SECOND;
    }

    /** The schedule for a person. */
    @Override
    public String toString() {
        if (nonStop) {
            return "non-stop";
        }
        if (endDay != null) {
            return startDays + " " + start + " to " + endDay + " " + end;
        }
        return (startDays.size() == 7 ? "daily" : startDays.toString()) + " " + start + " to " + end;
    }
}
