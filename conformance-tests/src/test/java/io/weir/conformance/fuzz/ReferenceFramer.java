package io.weir.conformance.fuzz;

import io.weir.fix.codec.FixFraming.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a whole stream as FIX 4.4 volume 2 describes a message, without a thought for speed or for pieces: BeginString,
 * BodyLength, as many bytes as it says, CheckSum. What is none is passed over to the next {@code 8=FIX}.
 */
final class ReferenceFramer {
    private static final char SOH = '\u0001';
    private static final String BEGIN = "8=FIX";
    private static final int LONGEST_BEGIN = 32;
    private static final int TRAILER = "10=000|".length();
    private static final Pattern LENGTH = Pattern.compile("9=(\\d{1,9})\u0001");
    private static final Pattern PART_OF_LENGTH = Pattern.compile("9?|9=\\d{0,9}");
    private static final Pattern CHECK_SUM = Pattern.compile("(?s).*\u000110=(...)\u0001");

    private final String stream;
    private final int maxMessageBytes;
    private final Recovery recovery;
    private final List<String> heard = new ArrayList<>();
    private int noiseFrom;
    private int at;

    private ReferenceFramer(String stream, int maxMessageBytes, Recovery recovery) {
        this.stream = stream;
        this.maxMessageBytes = maxMessageBytes;
        this.recovery = recovery;
    }

    /** What there is in the stream: see {@link Heard}. What follows the last message is left out. */
    static List<String> read(String stream, int maxMessageBytes, Recovery recovery) {
        ReferenceFramer framer = new ReferenceFramer(stream, maxMessageBytes, recovery);
        while (framer.next()) {
            // Each turn takes a message, or passes over what is none.
        }
        return framer.heard;
    }

    /** Takes one step; false where more bytes would be needed, or the stream ends. */
    private boolean next() {
        at = stream.indexOf(BEGIN, at);
        if (at < 0) {
            return false;
        }
        String rest = stream.substring(at, Math.min(stream.length(), at + LONGEST_BEGIN));
        int begin = rest.indexOf(SOH);
        if (begin < 0) {
            return rest.length() == LONGEST_BEGIN && passOver(1);
        }
        String length = stream.substring(at + begin + 1, Math.min(stream.length(), at + begin + 13));
        Matcher matcher = LENGTH.matcher(length);
        if (!matcher.lookingAt()) {
            return !PART_OF_LENGTH.matcher(length).matches() && passOver(1);
        }
        long total = begin + 1 + matcher.end() + Long.parseLong(matcher.group(1)) + TRAILER;
        if (total > maxMessageBytes) {
            noise();
            heard.add("oversized");
            return false;
        }
        return at + total <= stream.length() && take(stream.substring(at, at + (int) total));
    }

    private boolean take(String message) {
        Matcher matcher = CHECK_SUM.matcher(message.substring(message.length() - TRAILER - 1));
        if (!matcher.matches()) {
            return passOver(recovery == Recovery.NEXT_MESSAGE ? 1 : message.length() - TRAILER);
        }
        noise();
        int sum = 0;
        for (int n = 0; n < message.length() - TRAILER; n++) {
            sum += message.charAt(n);
        }
        boolean right =
                matcher.group(1).equals(Integer.toString(1000 + sum % 256).substring(1));
        heard.add((right ? "frame " : "wrong ") + message);
        at += message.length();
        noiseFrom = at;
        return true;
    }

    private boolean passOver(int bytes) {
        at += bytes;
        return true;
    }

    private void noise() {
        if (noiseFrom < at) {
            heard.add("noise");
        }
    }
}
