package io.weir.fix.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.SessionSchedule.TimeOfDay;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quickfix.DefaultSessionScheduleFactory;
import quickfix.SessionID;

class SessionScheduleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3600 * SECOND;
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static long at(String instant) {
        Instant time = Instant.parse(instant);
        return time.getEpochSecond() * SECOND + time.getNano();
    }

    private static TimeOfDay time(String time, ZoneId zone) {
        return new TimeOfDay(LocalTime.parse(time), zone);
    }

    @Test
    void nonStopNeverEnds() {
        SessionSchedule always = SessionSchedule.always();
        assertThat(always.isInSession(0)).isTrue();
        assertThat(always.sameSession(0, at("2099-01-01T00:00:00Z"))).isTrue();
        assertThat(always.nextStartUtc(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(always.nextChangeUtc(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aDayFromMorningToEvening() {
        SessionSchedule day = SessionSchedule.daily(time("08:00", UTC), time("17:00", UTC));
        assertThat(day.isInSession(at("2026-11-20T07:59:59.999999999Z"))).isFalse();
        assertThat(day.isInSession(at("2026-11-20T08:00:00Z"))).isTrue();
        assertThat(day.isInSession(at("2026-11-20T16:59:59.999999999Z"))).isTrue();
        assertThat(day.isInSession(at("2026-11-20T17:00:00Z"))).isFalse();
        assertThat(day.nextStartUtc(at("2026-11-20T07:00:00Z"))).isEqualTo(at("2026-11-20T08:00:00Z"));
        assertThat(day.nextStartUtc(at("2026-11-20T08:00:00Z"))).isEqualTo(at("2026-11-21T08:00:00Z"));
        assertThat(day.nextChangeUtc(at("2026-11-20T07:00:00Z"))).isEqualTo(at("2026-11-20T08:00:00Z"));
        assertThat(day.nextChangeUtc(at("2026-11-20T08:00:00Z"))).isEqualTo(at("2026-11-20T17:00:00Z"));
        assertThat(day.sameSession(at("2026-11-20T08:00:00Z"), at("2026-11-20T16:00:00Z")))
                .isTrue();
        assertThat(day.sameSession(at("2026-11-20T16:00:00Z"), at("2026-11-21T09:00:00Z")))
                .isFalse();
        assertThat(day.sameSession(at("2026-11-20T18:00:00Z"), at("2026-11-20T18:30:00Z")))
                .as("closed both times")
                .isFalse();
    }

    @Test
    void equalTimesFollowEachOtherWithoutAPause() {
        SessionSchedule day = SessionSchedule.daily(time("17:00", NEW_YORK), time("17:00", NEW_YORK));
        assertThat(day.isInSession(at("2026-11-20T21:59:59Z"))).isTrue();
        assertThat(day.isInSession(at("2026-11-20T22:00:00Z"))).isTrue();
        assertThat(day.sameSession(at("2026-11-20T21:59:59Z"), at("2026-11-20T22:00:00Z")))
                .isFalse();
        assertThat(day.sameSession(at("2026-11-20T22:00:00Z"), at("2026-11-21T21:59:59Z")))
                .isTrue();
    }

    @Test
    void aSessionOverMidnightBelongsToTheDayItOpens() {
        SessionSchedule night = SessionSchedule.weekdays(
                time("20:00", UTC), time("05:00", UTC), EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
        assertThat(night.isInSession(at("2026-11-16T04:00:00Z")))
                .as("Monday morning")
                .isFalse();
        assertThat(night.isInSession(at("2026-11-17T04:00:00Z")))
                .as("Tuesday morning")
                .isTrue();
        assertThat(night.isInSession(at("2026-11-17T21:00:00Z")))
                .as("Tuesday night")
                .isFalse();
        assertThat(night.isInSession(at("2026-11-21T04:59:59Z")))
                .as("Saturday morning")
                .isTrue();
        assertThat(night.nextStartUtc(at("2026-11-17T06:00:00Z"))).isEqualTo(at("2026-11-20T20:00:00Z"));
    }

    @Test
    void aWeekFromSundayToFriday() {
        SessionSchedule week = SessionSchedule.weekly(
                time("17:00", NEW_YORK), DayOfWeek.SUNDAY, time("17:00", NEW_YORK), DayOfWeek.FRIDAY);
        assertThat(week.isInSession(at("2026-11-15T21:59:59Z"))).isFalse();
        assertThat(week.isInSession(at("2026-11-15T22:00:00Z"))).isTrue();
        assertThat(week.isInSession(at("2026-11-20T21:59:59Z"))).isTrue();
        assertThat(week.isInSession(at("2026-11-20T22:00:00Z"))).isFalse();
        assertThat(week.sameSession(at("2026-11-15T22:00:00Z"), at("2026-11-20T21:00:00Z")))
                .isTrue();
        assertThat(week.nextStartUtc(at("2026-11-18T00:00:00Z"))).isEqualTo(at("2026-11-22T22:00:00Z"));
    }

    @Test
    void aWeekThatEndsOnTheDayItBegan() {
        SessionSchedule whole =
                SessionSchedule.weekly(time("17:00", UTC), DayOfWeek.MONDAY, time("08:00", UTC), DayOfWeek.MONDAY);
        assertThat(whole.isInSession(at("2026-11-22T12:00:00Z"))).as("Sunday").isTrue();
        assertThat(whole.isInSession(at("2026-11-23T08:00:00Z"))).isFalse();
        assertThat(whole.nextChangeUtc(at("2026-11-22T12:00:00Z"))).isEqualTo(at("2026-11-23T08:00:00Z"));
        SessionSchedule one =
                SessionSchedule.weekly(time("08:00", UTC), DayOfWeek.MONDAY, time("17:00", UTC), DayOfWeek.MONDAY);
        assertThat(one.isInSession(at("2026-11-24T12:00:00Z"))).as("Tuesday").isFalse();
    }

    @Test
    void startAndEndInZonesOfTheirOwn() {
        SessionSchedule day = SessionSchedule.daily(time("09:00", ZoneId.of("Asia/Tokyo")), time("17:00", NEW_YORK));
        assertThat(day.isInSession(at("2026-11-20T00:00:00Z")))
                .as("09:00 in Tokyo")
                .isTrue();
        assertThat(day.isInSession(at("2026-11-20T21:59:59Z")))
                .as("before 17:00 in New York")
                .isTrue();
        assertThat(day.isInSession(at("2026-11-20T22:00:00Z"))).isFalse();
        assertThat(day.isInSession(at("2026-07-20T21:00:00Z")))
                .as("17:00 in New York's summer")
                .isFalse();
    }

    @Test
    void aDayIsShorterWhenTheClockSpringsAndLongerWhenItFallsBack() {
        SessionSchedule day = SessionSchedule.daily(time("00:00", NEW_YORK), time("00:00", NEW_YORK));
        assertThat(length(day, "2026-03-08T12:00:00Z")).isEqualTo(23 * HOUR);
        assertThat(length(day, "2026-11-01T12:00:00Z")).isEqualTo(25 * HOUR);
        assertThat(length(day, "2026-11-20T12:00:00Z")).isEqualTo(24 * HOUR);
    }

    private static long length(SessionSchedule schedule, String inside) {
        long end = schedule.nextChangeUtc(at(inside));
        long start = end;
        while (schedule.sameSession(start - HOUR, end - 1)) {
            start -= HOUR;
        }
        return end - start;
    }

    @Test
    void aTimeThatTheClockSkipsHappensWhenItHasJumped() {
        SessionSchedule day = SessionSchedule.daily(time("02:30", NEW_YORK), time("04:00", NEW_YORK));
        assertThat(day.isInSession(at("2026-03-08T07:29:59Z")))
                .as("03:29:59 local")
                .isFalse();
        assertThat(day.isInSession(at("2026-03-08T07:30:00Z")))
                .as("03:30 local")
                .isTrue();
        assertThat(day.isInSession(at("2026-03-08T08:00:00Z"))).isFalse();
    }

    @Test
    void aTimeThatHappensTwiceCountsTheFirstTime() {
        SessionSchedule opens = SessionSchedule.daily(time("01:30", NEW_YORK), time("05:00", NEW_YORK));
        assertThat(opens.isInSession(at("2026-11-01T05:30:00Z")))
                .as("01:30 before the change")
                .isTrue();
        SessionSchedule closes = SessionSchedule.daily(time("00:00", NEW_YORK), time("01:30", NEW_YORK));
        assertThat(closes.isInSession(at("2026-11-01T05:30:00Z"))).isFalse();
        assertThat(closes.isInSession(at("2026-11-01T06:15:00Z")))
                .as("01:15 after the change")
                .isFalse();
    }

    @Test
    void theAnswerOnlyChangesWhenItSaysSo() {
        Random random = new Random(7);
        for (int n = 0; n < 200; n++) {
            SessionSchedule schedule = any(random);
            long now = at("2026-01-01T00:00:00Z") + Math.floorMod(random.nextLong(), 365 * 24 * HOUR);
            for (int step = 0; step < 20; step++) {
                long next = schedule.nextChangeUtc(now);
                boolean open = schedule.isInSession(now);
                String where = schedule + " at " + Instant.ofEpochSecond(now / SECOND);
                assertThat(next).as(where).isGreaterThan(now);
                long between = now + (next - now) / 2;
                assertThat(schedule.isInSession(between)).as(where).isEqualTo(open);
                assertThat(schedule.isInSession(next - 1)).as(where).isEqualTo(open);
                assertThat(schedule.sameSession(now, next - 1)).as(where).isEqualTo(open);
                assertThat(schedule.sameSession(now, next)).as(where).isFalse();
                assertThat(schedule.nextStartUtc(now)).as(where).isGreaterThanOrEqualTo(next);
                assertThat(schedule.isInSession(schedule.nextStartUtc(now)))
                        .as(where)
                        .isTrue();
                now = next;
            }
        }
    }

    private static SessionSchedule any(Random random) {
        List<ZoneId> zones = List.of(UTC, NEW_YORK, ZoneId.of("Europe/London"), ZoneId.of("Australia/Lord_Howe"));
        TimeOfDay start =
                new TimeOfDay(LocalTime.of(random.nextInt(24), random.nextInt(4) * 15), zones.get(random.nextInt(4)));
        TimeOfDay end =
                new TimeOfDay(LocalTime.of(random.nextInt(24), random.nextInt(4) * 15), zones.get(random.nextInt(4)));
        DayOfWeek day = DayOfWeek.of(1 + random.nextInt(7));
        return switch (random.nextInt(3)) {
            case 0 -> SessionSchedule.daily(start, end);
            case 1 -> SessionSchedule.weekdays(start, end, EnumSet.of(day, DayOfWeek.WEDNESDAY));
            default -> SessionSchedule.weekly(start, day, end, DayOfWeek.of(1 + random.nextInt(7)));
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StartTime=08:00:00\nEndTime=17:00:00",
                "StartTime=20:00:00\nEndTime=05:00:00\nTimeZone=Europe/London",
                "StartTime=17:00:00\nEndTime=17:00:00\nTimeZone=America/New_York",
                "StartTime=20:00:00\nEndTime=05:00:00\nWeekdays=Mon,Tue",
                "StartTime=08:00:00\nEndTime=08:00:00\nWeekdays=Mon,Wed",
                "StartTime=08:00:00\nEndTime=17:00:00\nStartDay=Mon\nEndDay=Fri",
                "StartTime=17:00:00\nEndTime=08:00:00\nStartDay=Mon\nEndDay=Mon",
                "StartTime=17:00:00 US/Central\nEndTime=16:30:00 US/Central\nStartDay=Sunday\nEndDay=Friday"
            })
    void quickFixIsOpenAtTheSameTimes(String keys) throws Exception {
        String text = "[SESSION]\nBeginString=FIX.4.4\nSenderCompID=A\nTargetCompID=B\nConnectionType=acceptor\n"
                + "SocketAcceptPort=1\n" + keys + "\n";
        quickfix.SessionSchedule theirs = new DefaultSessionScheduleFactory()
                .create(
                        new SessionID("FIX.4.4", "A", "B"),
                        new quickfix.SessionSettings(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
        SessionSchedule ours = SessionsFile.parse("t", text, java.nio.file.Path.of(""))
                .sessions()
                .get(0)
                .schedule();
        long from = at("2026-10-20T00:00:30Z");
        for (long time = from; time < from + 21 * 24 * HOUR; time += 1800 * SECOND) {
            assertThat(ours.isInSession(time))
                    .as("%s %s", keys, Instant.ofEpochSecond(time / SECOND))
                    .isEqualTo(theirs.isSameSession(calendar(time), calendar(time)));
            assertThat(ours.sameSession(time, time + HOUR))
                    .as("%s %s", keys, Instant.ofEpochSecond(time / SECOND))
                    .isEqualTo(theirs.isSameSession(calendar(time), calendar(time + HOUR)));
        }
    }

    private static Calendar calendar(long utcNanos) {
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        calendar.setTimeInMillis(utcNanos / 1_000_000);
        return calendar;
    }
}
