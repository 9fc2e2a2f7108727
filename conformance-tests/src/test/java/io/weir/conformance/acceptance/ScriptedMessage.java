package io.weir.conformance.acceptance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a message with an {@code E} line of our own scripts: every field, in its place, to the byte. BodyLength and
 * CheckSum must be right, SendingTime must be the moment in which the message left; a line need not name these.
 */
final class ScriptedMessage {
    private static final String SENDING_TIME = "52=";

    private ScriptedMessage() {}

    /**
     * What is wrong with a message; empty where it is as expected.
     *
     * @param left when it left
     * @param stamp the same moment, as the session writes it
     */
    static String difference(String line, String actual, Instant left, String stamp) {
        String broken = ExpectedMessage.integrity(actual);
        if (!broken.isEmpty()) {
            return broken;
        }
        List<String> got = fields(actual);
        if (!got.get(0).startsWith("8=")
                || !got.get(1).startsWith("9=")
                || !got.get(2).startsWith("35=")) {
            return "BeginString, BodyLength and MsgType are not the first three fields";
        }
        List<String> times =
                got.stream().filter(field -> field.startsWith(SENDING_TIME)).toList();
        if (!times.equals(List.of(SENDING_TIME + stamp))) {
            return times + " where " + SENDING_TIME + stamp + " is expected";
        }
        return difference(
                compared(fields(OutgoingMessage.timed(line, left, VirtualStage.OFFSET_MILLIS))), compared(got));
    }

    private static String difference(List<String> wanted, List<String> got) {
        for (int i = 0; i < Math.max(wanted.size(), got.size()); i++) {
            if (i >= got.size()) {
                return wanted.get(i) + " is missing";
            }
            if (i >= wanted.size()) {
                return got.get(i) + " where nothing more is expected";
            }
            if (!wanted.get(i).equals(got.get(i))) {
                return got.get(i) + " where " + wanted.get(i) + " is expected";
            }
        }
        return "";
    }

    private static List<String> compared(List<String> fields) {
        List<String> compared = new ArrayList<>(fields);
        compared.removeIf(field -> field.startsWith("9=") || field.startsWith("10=") || field.startsWith(SENDING_TIME));
        return compared;
    }

    private static List<String> fields(String message) {
        String body = message.endsWith("\u0001") ? message.substring(0, message.length() - 1) : message;
        return List.of(body.split("\u0001", -1));
    }
}
