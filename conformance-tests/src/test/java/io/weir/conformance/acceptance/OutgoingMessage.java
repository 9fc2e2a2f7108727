package io.weir.conformance.acceptance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes of an {@code I} line: times filled in, BodyLength and CheckSum added where the line leaves them out. */
final class OutgoingMessage {
    /** In real time an offset of one is more than a second, so that a time without fraction shows it. */
    static final int REAL_OFFSET_MILLIS = 1100;

    private static final Pattern MESSAGE =
            Pattern.compile("(8=FIXT?\\.\\d\\.\\d\u0001)(.*?\u0001)(10=.*|)", Pattern.DOTALL);
    private static final Pattern TIME = Pattern.compile("<TIME([+-]\\d+(?:\\.\\d+)?)?>");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private OutgoingMessage() {}

    /**
     * The bytes of a line.
     *
     * @param now what {@code <TIME>} stands for
     * @param offsetMillis what one stands for in {@code <TIME+1>}
     */
    static byte[] of(String line, Instant now, int offsetMillis) {
        Matcher parts = MESSAGE.matcher(line);
        String text = line;
        if (parts.matches()) {
            String body = timed(parts.group(2), now, offsetMillis);
            String trailer = parts.group(3).equals("10=0\u0001") ? "10=000\u0001" : parts.group(3);
            String length = body.startsWith("9=") ? "" : "9=" + body.length() + "\u0001";
            text = parts.group(1) + length + body + trailer;
        }
        if (!text.contains("\u000110=")) {
            text += "10=" + checkSum(text) + "\u0001";
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A text with its times filled in, to the millisecond. */
    static String timed(String text, Instant now, int offsetMillis) {
        return TIME.matcher(text).replaceAll(match -> STAMP.format(now.plus(offset(match, offsetMillis))));
    }

    private static Duration offset(MatchResult match, int offsetMillis) {
        String offset = match.group(1);
        return Duration.ofMillis(offset == null ? 0 : Math.round(Double.parseDouble(offset) * offsetMillis));
    }

    static String checkSum(String text) {
        int sum = 0;
        for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
            sum += each & 0xff;
        }
        return String.format("%03d", sum & 0xff);
    }
}
