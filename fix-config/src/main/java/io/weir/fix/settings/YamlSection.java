package io.weir.fix.settings;

import io.weir.fix.settings.Yaml.Entries;
import io.weir.fix.settings.Yaml.Items;
import io.weir.fix.settings.Yaml.Text;
import io.weir.fix.settings.Yaml.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A mapping of weir.yaml that is read key by key; what is never asked for is an unknown key. */
final class YamlSection {
    /** The line of the value that was read last is in the error; the key carries its path. */
    private final String file;

    private final String path;
    private final Entries entries;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    YamlSection(String file, String path, Entries entries, Problems problems) {
        this.file = file;
        this.path = path;
        this.entries = entries;
        this.problems = problems;
    }

    /** Reports every key that was not asked for. */
    void end() {
        for (Map.Entry<String, Value> entry : entries.values().entrySet()) {
            if (!asked.contains(entry.getKey())) {
                problems.add(
                        file, entry.getValue().line(), pathOf(entry.getKey()), "", Spelling.key(entry.getKey(), asked));
            }
        }
    }

    boolean has(String key) {
        return entries.values().containsKey(key);
    }

    private @Nullable Value ask(String key) {
        asked.add(key);
        return entries.values().get(key);
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Reports a key's value, or its absence. */
    void wrong(String key, String expected) {
        Value value = entries.values().get(key);
        problems.add(file, value == null ? entries.line() : value.line(), pathOf(key), shown(value), expected);
    }

    /** Reports one of the values of a key. */
    void wrong(String key, String value, String expected) {
        Value all = entries.values().get(key);
        problems.add(file, all == null ? entries.line() : all.line(), pathOf(key), value, expected);
    }

    private static String shown(@Nullable Value value) {
        return value instanceof Text text ? text.text() : "";
    }

    /** A text; absent where there is none. */
    String text(String key, String absent) {
        Value value = ask(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof Text text) {
            return text.text();
        }
        wrong(key, "one value");
        return absent;
    }

    /** A text that must be there. */
    String required(String key, String expected) {
        String text = text(key, "");
        if (text.isEmpty()) {
            wrong(key, expected);
        }
        return text;
    }

    boolean flag(String key, boolean absent) {
        String text = text(key, absent ? "true" : "false").toLowerCase(Locale.ROOT);
        switch (text) {
            case "true", "yes", "on" -> {
                return true;
            }
            case "false", "no", "off" -> {
                return false;
            }
            default -> {
                wrong(key, "true or false");
                return absent;
            }
        }
    }

    /** A whole number in a range. */
    int number(String key, int absent, int min, int max) {
        return (int) inRange(key, absent, min, max, YamlSection::whole, "a whole number from " + min + " to " + max);
    }

    /** A decimal times 10^8, from min. */
    long decimalE8(String key, long absent, long min) {
        return inRange(
                key,
                absent,
                min,
                Long.MAX_VALUE,
                text -> Units.decimalE8(text.replace("_", "")),
                (min > 0 ? "a number above 0" : "a number from 0") + ", at most 8 decimals");
    }

    /** An amount of money times 10^2, above 0. */
    long amountE2(String key, long absent) {
        return inRange(
                key,
                absent,
                1,
                Long.MAX_VALUE,
                text -> Units.amountE2(text.replace("_", "")),
                "an amount above 0, at most 2 decimals");
    }

    /** A fraction from 0 to 1 times 10^8. */
    long fractionE8(String key, long absent) {
        return inRange(key, absent, 0, 100_000_000L, Units::fractionE8, "a fraction from 0 to 1, or 0 % to 100 %");
    }

    /** A duration in nanoseconds. */
    long durationNanos(String key, long absent, long min) {
        return inRange(key, absent, min, Long.MAX_VALUE, Units::durationNanos, Units.DURATION);
    }

    /** A size in bytes. */
    long sizeBytes(String key, long absent, long min, long max, String expected) {
        return inRange(key, absent, min, max, Units::sizeBytes, expected);
    }

    private long inRange(String key, long absent, long min, long max, ToLongFunction<String> unit, String expected) {
        String text = text(key, "");
        if (text.isEmpty()) {
            return absent;
        }
        long value = unit.applyAsLong(text);
        if (value == Units.INVALID || value < min || value > max) {
            wrong(key, expected);
            return absent;
        }
        return value;
    }

    private static long whole(String text) {
        String digits = text.replace("_", "");
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : Units.INVALID;
    }

    /** The section of a key; an empty one where there is none. */
    YamlSection section(String key) {
        Value value = ask(key);
        if (value instanceof Entries inner) {
            return new YamlSection(file, pathOf(key), inner, problems);
        }
        if (value != null) {
            wrong(key, "keys with values");
        }
        return new YamlSection(file, pathOf(key), new Entries(new LinkedHashMap<>(), entries.line()), problems);
    }

    /** The sections of a list. */
    List<YamlSection> sections(String key) {
        List<YamlSection> sections = new ArrayList<>();
        Value value = ask(key);
        List<Value> values = value instanceof Items items ? items.values() : List.of();
        if (value != null && !(value instanceof Items)) {
            wrong(key, "a list");
        }
        for (Value each : values) {
            String inside = pathOf(key) + "[" + sections.size() + "]";
            if (each instanceof Entries inner) {
                sections.add(new YamlSection(file, inside, inner, problems));
            } else {
                problems.add(file, each.line(), inside, shown(each), "keys with values");
            }
        }
        return sections;
    }

    /** The sections of a mapping, by their names. */
    Map<String, YamlSection> named(String key) {
        Map<String, YamlSection> sections = new LinkedHashMap<>();
        YamlSection all = section(key);
        for (String name : all.entries.values().keySet()) {
            sections.put(name, all.section(name));
        }
        return sections;
    }

    /** The names in a mapping of which some values may be a text and others a section. */
    Set<String> names() {
        return entries.values().keySet();
    }

    /** Whether a key has one plain value. */
    boolean isText(String key) {
        return entries.values().get(key) instanceof Text;
    }

    /** A list of texts; one text stands for a list of one. */
    List<String> texts(String key) {
        Value value = ask(key);
        if (value instanceof Text one) {
            return List.of(one.text());
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof Items items) {
            for (Value each : items.values()) {
                if (each instanceof Text text) {
                    texts.add(text.text());
                } else {
                    wrong(key, "a list of values");
                }
            }
        } else if (value != null) {
            wrong(key, "a list");
        }
        return texts;
    }

    /** A mapping of texts. */
    Map<String, String> pairs(String key) {
        Map<String, String> pairs = new LinkedHashMap<>();
        YamlSection all = section(key);
        for (String name : all.entries.values().keySet()) {
            pairs.put(name, all.text(name, ""));
        }
        return pairs;
    }
}
