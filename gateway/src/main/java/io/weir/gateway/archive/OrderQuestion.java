package io.weir.gateway.archive;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Which orders somebody wants to see.
 *
 * @param id an OrderID, a ClOrdID of the client, or what a broker's order is called that has filled some of it
 * @param session only those of this session: OURS->THEIRS or the counterparty's CompID; empty for all
 * @param day only those that were over on this trading day, as days since 1970, or {@link #ANY_DAY}
 */
public record OrderQuestion(String id, String session, long day) {
    /** No day in particular. */
    public static final long ANY_DAY = Long.MIN_VALUE;

    /**
     * The question that a person means.
     *
     * @param day as 2026-11-21 or 20261121, or empty
     * @throws IllegalArgumentException saying what was expected
     */
    public static OrderQuestion of(String id, String session, String day) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("expected an OrderID or a ClOrdID");
        }
        return new OrderQuestion(id, session, day.isEmpty() ? ANY_DAY : day(day));
    }

    private static long day(String text) {
        String digits = text.replace("-", "");
        if (digits.matches("\\d{8}")) {
            try {
                return LocalDate.of(
                                Integer.parseInt(digits.substring(0, 4)),
                                Integer.parseInt(digits.substring(4, 6)),
                                Integer.parseInt(digits.substring(6)))
                        .toEpochDay();
            } catch (DateTimeException e) {
                // Said below.
            }
        }
        throw new IllegalArgumentException("expected a day such as 2026-11-21, found " + text);
    }
}
