package io.weir.conformance.fuzz;

import java.util.List;

/**
 * What an engine makes of a message.
 *
 * @param verdict {@code ok}, {@code garbled}, or SessionRejectReason and RefTagID: {@code 5 40}
 * @param fields the fields of an accepted message as {@code tag=value}, sorted; otherwise none
 * @param words why it is garbled; for people
 */
record Reading(String verdict, List<String> fields, String words) {
    static Reading accepted(List<String> fields) {
        return new Reading("ok", fields, "");
    }

    static Reading refused(int sessionRejectReason, int refTagId) {
        return new Reading(sessionRejectReason + " " + refTagId, List.of(), "");
    }

    static Reading garbled(String words) {
        return new Reading("garbled", List.of(), words);
    }

    boolean isAccepted() {
        return verdict.equals("ok");
    }

    boolean isGarbled() {
        return verdict.equals("garbled");
    }

    /** SessionRejectReason; -1 where nothing is rejected. */
    int reason() {
        int space = verdict.indexOf(' ');
        return space < 0 ? -1 : Integer.parseInt(verdict.substring(0, space));
    }

    /** RefTagID; 0 where nothing is rejected. */
    int tag() {
        int space = verdict.indexOf(' ');
        return space < 0 ? 0 : Integer.parseInt(verdict.substring(space + 1));
    }

    boolean agrees(Reading other) {
        return verdict.equals(other.verdict) && fields.equals(other.fields);
    }
}
