package io.weir.conformance.simulation;

import java.util.HashMap;
import java.util.Map;

/** A FIX message of the storm as text: tag=value pairs divided by bars, from 35 on. */
final class Message {
    private static final char BAR = '|';

    private final String text;
    private final Map<Integer, String> fields = new HashMap<>();

    private Message(String text) {
        this.text = text;
        for (int at = 0; at < text.length(); ) {
            int bar = text.indexOf(BAR, at);
            int equals = text.indexOf('=', at);
            fields.putIfAbsent(Integer.parseInt(text, at, equals, 10), text.substring(equals + 1, bar));
            at = bar + 1;
        }
    }

    /** Reads {@code 35=D|11=A|...|}. */
    static Message of(String text) {
        return new Message(text);
    }

    boolean has(int tag) {
        return fields.containsKey(tag);
    }

    /** The value of a field; empty where it is absent. */
    String get(int tag) {
        return fields.getOrDefault(tag, "");
    }

    String type() {
        return get(35);
    }

    /** The first character of a field; 0 where it is absent. */
    char is(int tag) {
        String value = get(tag);
        return value.isEmpty() ? 0 : value.charAt(0);
    }

    long number(int tag) {
        return Long.parseLong(get(tag));
    }

    /** A whole number of shares; -1 where the field is absent. */
    long shares(int tag) {
        return has(tag) ? Long.parseLong(get(tag)) : -1;
    }

    boolean flag(int tag) {
        return get(tag).equals("Y");
    }

    @Override
    public String toString() {
        return text;
    }
}
