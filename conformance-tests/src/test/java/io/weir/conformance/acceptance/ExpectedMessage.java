package io.weir.conformance.acceptance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what came with an {@code E} line: all fields but times, length and sum; of Text only the beginning. */
final class ExpectedMessage {
    private static final Pattern FIELD = Pattern.compile("(\\d+)=([^\u0001]+)\u0001");
    private static final Set<String> NOT_COMPARED = Set.of("9", "10", "52", "60", "122");
    private static final String TEXT = "58";

    private ExpectedMessage() {}

    /** What is wrong with the message; empty where it is as expected. */
    static String difference(String line, String actual) {
        String broken = integrity(actual);
        if (!broken.isEmpty()) {
            return broken;
        }
        Map<String, String> wanted = fields(line);
        Map<String, String> got = fields(actual);
        for (Map.Entry<String, String> field : got.entrySet()) {
            String tag = field.getKey();
            String expected = wanted.get(tag);
            boolean same = expected != null
                    && (tag.equals(TEXT)
                            ? field.getValue().startsWith(expected)
                            : field.getValue().equals(expected));
            if (!NOT_COMPARED.contains(tag) && !same) {
                return tag + "=" + field.getValue() + " where " + expected + " is expected";
            }
        }
        for (String tag : wanted.keySet()) {
            if (!got.containsKey(tag)) {
                return tag + " is missing";
            }
        }
        return "";
    }

    private static Map<String, String> fields(String message) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(message);
        while (field.find()) {
            fields.put(field.group(1), field.group(2));
        }
        return fields;
    }

    /** What is wrong with BodyLength or CheckSum; empty where nothing is. */
    static String integrity(String message) {
        int body = message.indexOf('\u0001', message.indexOf("\u00019=") + 1) + 1;
        int trailer = message.lastIndexOf("10=");
        Map<String, String> fields = fields(message);
        if (trailer - body != Integer.parseInt(fields.getOrDefault("9", "-1"))) {
            return "BodyLength " + fields.get("9") + ", but the body has " + (trailer - body) + " bytes";
        }
        String sum = OutgoingMessage.checkSum(message.substring(0, trailer));
        return sum.equals(fields.get("10")) ? "" : "CheckSum " + fields.get("10") + ", but the sum is " + sum;
    }
}
