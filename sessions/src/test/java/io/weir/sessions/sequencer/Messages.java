package io.weir.sessions.sequencer;

import io.weir.fix.codec.Ascii;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Messages as lines, without the fields that are the same in each. */
final class Messages {
    private static final Set<String> NOT_SHOWN = Set.of("8", "9", "10", "49", "56", "52");

    private Messages() {}

    static String brief(byte[] bytes, int start, int end) {
        return brief(Ascii.readable(bytes, start, end));
    }

    static String brief(String message) {
        if (!message.startsWith("8=FIX")) {
            return message;
        }
        return Arrays.stream(message.split("\\|", -1)).filter(Messages::isShown).collect(Collectors.joining("|"));
    }

    private static boolean isShown(String field) {
        int equals = field.indexOf('=');
        return !field.isEmpty() && (equals < 0 || !NOT_SHOWN.contains(field.substring(0, equals)));
    }

    /** A message of the counterparty, sent at noon of 2 March 2026. */
    static byte[] theirs(String fields) {
        return Ascii.fix("8=FIX.4.4|9=0|" + fields.replaceFirst("(34=\\d+)", "$1|49=THEM|52=20260302-12:00:00|56=US")
                + "|10=000|");
    }
}
