package io.weir.gateway.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * Fields of a message as text, in their order: {@code 11=A|55=AAPL|}. Immutable; a repeating group is changed by its first
 * fields only.
 */
record Fields(List<String> all) {
    Fields {
        all = List.copyOf(all);
    }

    static Fields of(String text) {
        List<String> fields = new ArrayList<>();
        for (String field : text.split("\\|", -1)) {
            if (!field.isEmpty()) {
                fields.add(field);
            }
        }
        return new Fields(fields);
    }

    static int tagOf(String field) {
        return Integer.parseInt(field.substring(0, field.indexOf('=')));
    }

    static String valueOf(String field) {
        return field.substring(field.indexOf('=') + 1);
    }

    boolean has(int tag) {
        return all.stream().anyMatch(field -> tagOf(field) == tag);
    }

    /** The value of a tag; empty where it is not there. */
    String get(int tag) {
        return all.stream()
                .filter(field -> tagOf(field) == tag)
                .map(Fields::valueOf)
                .findFirst()
                .orElse("");
    }

    Fields without(int tag) {
        return new Fields(all.stream().filter(field -> tagOf(field) != tag).toList());
    }

    /** With a value in the place of the tag, or behind the others. */
    Fields with(int tag, String value) {
        List<String> next = new ArrayList<>();
        boolean there = false;
        for (String field : all) {
            boolean same = tagOf(field) == tag;
            next.add(same ? tag + "=" + value : field);
            there |= same;
        }
        if (!there) {
            next.add(tag + "=" + value);
        }
        return new Fields(next);
    }

    /** With others behind them. */
    Fields followedBy(Fields others) {
        List<String> next = new ArrayList<>(all);
        next.addAll(others.all());
        return new Fields(next);
    }

    /** Its tags, each once, in their order. */
    List<Integer> tags() {
        return all.stream().map(Fields::tagOf).distinct().toList();
    }

    @Override
    public String toString() {
        return all.isEmpty() ? "" : String.join("|", all) + "|";
    }
}
