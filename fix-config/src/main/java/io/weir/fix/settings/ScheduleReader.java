package io.weir.fix.settings;

import io.weir.fix.settings.SessionSchedule.TimeOfDay;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the schedule of a session. */
final class ScheduleReader {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final String TIME_EXPECTED = "HH:MM:SS, with a time zone behind it if wanted";
    private static final String DAY_EXPECTED = "a day of the week in English";

    private final SessionReader reader;

    ScheduleReader(SessionReader reader) {
        this.reader = reader;
    }

    SessionSchedule read() {
        if (reader.flag("NonStopSession", false)) {
            return SessionSchedule.always();
        }
        ZoneId zone = zone("TimeZone", reader.text("TimeZone", "UTC"));
        TimeOfDay start = time("StartTime", zone);
        TimeOfDay end = time("EndTime", zone);
        boolean weekly = reader.has("StartDay") || reader.has("EndDay");
        if (weekly && reader.has("Weekdays")) {
            reader.wrong("Weekdays", "either Weekdays, or StartDay and EndDay");
        }
        if (weekly) {
            DayOfWeek startDay = day("StartDay", reader.required("StartDay", DAY_EXPECTED));
            DayOfWeek endDay = day("EndDay", reader.required("EndDay", DAY_EXPECTED));
            return SessionSchedule.weekly(start, startDay, end, endDay);
        }
        return reader.has("Weekdays")
                ? SessionSchedule.weekdays(start, end, days())
                : SessionSchedule.daily(start, end);
    }

    private Set<DayOfWeek> days() {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String name : reader.text("Weekdays", "").split(",", -1)) {
            days.add(day("Weekdays", name.strip()));
        }
        return days;
    }

    private DayOfWeek day(String key, String name) {
        @Nullable DayOfWeek found = null;
        String lower = name.toLowerCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (lower.length() >= 2 && day.name().toLowerCase(Locale.ROOT).startsWith(lower)) {
                found = day;
            }
        }
        if (found == null) {
            if (!name.isEmpty() || key.equals("Weekdays")) {
                reader.wrong(key, key.equals("Weekdays") ? "days of the week in English, like Mon,Tue" : DAY_EXPECTED);
            }
            return DayOfWeek.MONDAY;
        }
        return found;
    }

    private TimeOfDay time(String key, ZoneId zone) {
        String text = reader.text(key, "").strip();
        int space = text.indexOf(' ');
        String clock = space < 0 ? text : text.substring(0, space);
        ZoneId own = space < 0 ? zone : zone(key, text.substring(space + 1).strip());
        try {
            return new TimeOfDay(LocalTime.parse(clock, TIME), own);
        } catch (DateTimeParseException notATime) {
            reader.wrong(key, text.isEmpty() ? TIME_EXPECTED + ", or NonStopSession=Y" : TIME_EXPECTED);
            return new TimeOfDay(LocalTime.MIDNIGHT, own);
        }
    }

    private ZoneId zone(String key, String name) {
        try {
            return ZoneId.of(name, ZoneId.SHORT_IDS);
        } catch (DateTimeException notAZone) {
            reader.wrong(key, "a time zone like America/New_York");
            return ZoneId.of("UTC");
        }
    }
}
