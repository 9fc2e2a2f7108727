package io.weir.conformance.acceptance;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes of an {@code I} line: times filled in, BodyLength and CheckSum added where the line leaves them out. */
final class OutgoingMessage {
    private static final Pattern MESSAGE =
            Pattern.compile("(8=FIXT?\\.\\d\\.\\d\u0001)(.*?\u0001)(10=.*|)", Pattern.DOTALL);
    private static final Pattern TIME = Pattern.compile("<TIME([+-]\\d+)?>");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    /** More than a second, so that an offset of one is seen by a time without fraction. */
    private static final int MILLIS_OF_OFFSET = 1100;

    private OutgoingMessage() {}

    static byte[] of(String line) {
        Matcher parts = MESSAGE.matcher(line);
        String text = line;
        if (parts.matches()) {
            String body = TIME.matcher(parts.group(2)).replaceAll(OutgoingMessage::time);
            String trailer = parts.group(3).equals("10=0\u0001") ? "10=000\u0001" : parts.group(3);
            String length = body.startsWith("9=") ? "" : "9=" + body.length() + "\u0001";
            text = parts.group(1) + length + body + trailer;
        }
        if (!text.contains("\u000110=")) {
            text += "10=" + checkSum(text) + "\u0001";
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String time(java.util.regex.MatchResult match) {
        int offset = match.group(1) == null ? 0 : Integer.parseInt(match.group(1));
        return STAMP.format(Instant.now().plusMillis((long) offset * MILLIS_OF_OFFSET));
    }

    static String checkSum(String text) {
        int sum = 0;
        for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
            sum += each & 0xff;
        }
        return String.format("%03d", sum & 0xff);
    }
}
