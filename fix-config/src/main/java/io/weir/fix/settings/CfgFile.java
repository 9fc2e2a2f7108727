package io.weir.fix.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of a QuickFIX settings file: a [DEFAULT] section and a [SESSION] section for each session. */
record CfgFile(String name, Section defaults, List<Section> sessions) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)\\}");

    /** A key with its value on a line. */
    record Entry(String key, String value, int line) {}

    /** A section with its entries in order; where a key occurs twice the last one counts. */
    record Section(int line, Map<String, Entry> entries) {
        static Section at(int line) {
            return new Section(line, new LinkedHashMap<>());
        }
    }

    /**
     * Reads a file's text.
     *
     * @param variables the value of a variable, null where there is none
     */
    static CfgFile parse(String name, String text, Function<String, @Nullable String> variables, Problems problems) {
        Section defaults = Section.at(0);
        List<Section> sessions = new ArrayList<>();
        @Nullable Section current = null;
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = raw.strip();
            if (number == 1 && line.startsWith("\ufeff")) {
                line = line.substring(1).strip();
            }
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                if (line.equalsIgnoreCase("[DEFAULT]")) {
                    current = defaults;
                } else if (line.equalsIgnoreCase("[SESSION]")) {
                    current = Section.at(number);
                    sessions.add(current);
                } else {
                    problems.add(name, number, line, "", "[DEFAULT] or [SESSION]");
                    current = null;
                }
                continue;
            }
            Entry entry = entry(name, number, line, variables, problems);
            if (entry == null) {
                continue;
            }
            if (current == null) {
                String shown = SessionKeys.shown(entry.key(), entry.value());
                problems.add(name, number, entry.key(), shown, "[DEFAULT] or [SESSION] above it");
                continue;
            }
            current.entries().put(entry.key(), entry);
        }
        return new CfgFile(name, defaults, List.copyOf(sessions));
    }

    private static @Nullable Entry entry(
            String name, int number, String line, Function<String, @Nullable String> variables, Problems problems) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            problems.add(name, number, SessionKeys.shown(line), "", "Key=value, a [section] or a # comment");
            return null;
        }
        String key = line.substring(0, equals).strip();
        Matcher matcher = VARIABLE.matcher(line.substring(equals + 1).strip());
        StringBuilder value = new StringBuilder();
        while (matcher.find()) {
            String replacement = variables.apply(matcher.group(1));
            if (replacement == null) {
                problems.add(
                        name,
                        number,
                        key,
                        matcher.group(),
                        "a system property or environment variable " + matcher.group(1));
                replacement = "";
            }
            matcher.appendReplacement(value, Matcher.quoteReplacement(replacement));
        }
        matcher.appendTail(value);
        return new Entry(key, value.toString(), number);
    }
}
