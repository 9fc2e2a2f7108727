package io.weir.paper.market;

import io.weir.fix.codec.Decimals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the lines of a script. */
final class ScriptReader {
    private static final long MILLI = 1_000_000L;

    private final String source;
    private final List<Rule> rules = new ArrayList<>();
    private boolean execIdsByDay;
    private int line;

    ScriptReader(String source) {
        this.source = source;
    }

    Script read(String text) {
        for (String each : text.split("\\R", -1)) {
            line++;
            List<String> words = words(each);
            if (words.isEmpty()) {
                continue;
            }
            switch (words.get(0)) {
                case "on" -> rules.add(rule(words));
                case "set" -> set(words);
                default -> throw wrong("expected a line that begins with on or set, found " + words.get(0));
            }
        }
        return new Script(rules, execIdsByDay);
    }

    private void set(List<String> words) {
        if (words.size() != 2 || !words.get(1).equals("execid=daily")) {
            throw wrong("expected set execid=daily");
        }
        execIdsByDay = true;
    }

    private Rule rule(List<String> words) {
        int colon = words.indexOf(":");
        if (colon < 0) {
            throw wrong("expected a colon between the conditions and the steps");
        }
        Trigger trigger = Trigger.NEW;
        List<Condition> conditions = new ArrayList<>();
        int nth = 0;
        int every = 0;
        for (String word : words.subList(1, colon)) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            String value = word.substring(equals + 1);
            if (equals < 0) {
                trigger = trigger(word);
            } else if (key.equals("nth")) {
                nth = number(word, value);
            } else if (key.equals("every")) {
                every = number(word, value);
            } else {
                conditions.add(condition(key, value));
            }
        }
        List<Step> steps = steps(trigger, words.subList(colon + 1, words.size()));
        return new Rule(trigger, List.copyOf(conditions), nth, every, steps);
    }

    private Trigger trigger(String word) {
        for (Trigger trigger : Trigger.values()) {
            if (trigger.word().equals(word)) {
                return trigger;
            }
        }
        throw wrong("expected new, cancel, replace or fill, found " + word);
    }

    private Condition condition(String key, String value) {
        for (Condition.Field field : Condition.Field.values()) {
            if (field.name().toLowerCase(Locale.ROOT).equals(key) && !value.isEmpty()) {
                boolean named =
                        field == Condition.Field.SIDE || field == Condition.Field.TYPE || field == Condition.Field.TIF;
                return new Condition(field, named ? value.toUpperCase(Locale.ROOT) : value);
            }
        }
        throw wrong(
                "expected symbol=, clordid=, client=, account=, side=, type=, tif=, nth= or every= with a value, found "
                        + key + "=" + value);
    }

    private List<Step> steps(Trigger trigger, List<String> words) {
        List<Step> steps = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= words.size(); i++) {
            if (i == words.size() || words.get(i).equals(";")) {
                if (i > from) {
                    steps.add(step(trigger, words.subList(from, i)));
                }
                from = i + 1;
            }
        }
        if (steps.isEmpty()) {
            throw wrong("expected a step after the colon");
        }
        return List.copyOf(steps);
    }

    private Step step(Trigger trigger, List<String> words) {
        Verb verb = verb(trigger, words.get(0));
        Step step = Step.of(verb);
        for (String word : words.subList(1, words.size())) {
            step = argument(step, word);
        }
        if (verb == Verb.WAIT && step.nanos() == Step.NONE) {
            throw wrong("expected wait with a duration, such as wait 2s");
        }
        return step;
    }

    private Verb verb(Trigger trigger, String word) {
        for (Verb verb : Verb.values()) {
            if (verb.word().equals(word)) {
                if (!verb.fits(trigger)) {
                    throw wrong(word + " is not for on " + trigger.word());
                }
                return verb;
            }
        }
        throw wrong("unknown step " + word);
    }

    private Step argument(Step step, String word) {
        int equals = word.indexOf('=');
        Verb verb = step.verb();
        String key = equals >= 0
                ? word.substring(0, equals)
                : word.equals("late") ? "late" : verb.takes("duration") ? "duration" : "amount";
        if (!verb.takes(key)) {
            throw wrong(verb.word() + " does not take " + word);
        }
        String value = word.substring(equals + 1);
        return switch (key) {
            case "late" -> step.whenLate();
            case "duration" -> step.withNanos(duration(word));
            case "amount" -> amount(step, word);
            case "qty" -> step.withQty(decimal(word, value));
            case "price" -> step.withPrice(decimal(word, value));
            case "reason" -> step.withReason(number(word, value));
            case "text" -> step.withText(value);
            default -> throw wrong(verb.word() + " does not take " + word);
        };
    }

    private Step amount(Step step, String word) {
        if (word.equals("rest")) {
            return step;
        }
        return word.endsWith("%")
                ? step.withPercent(number(word, word.substring(0, word.length() - 1)))
                : step.withQty(decimal(word, word));
    }

    private long duration(String word) {
        int digits = 0;
        while (digits < word.length() && Character.isDigit(word.charAt(digits))) {
            digits++;
        }
        long unit = switch (word.substring(digits)) {
            case "ms" -> MILLI;
            case "s" -> 1_000 * MILLI;
            case "m" -> 60_000 * MILLI;
            default -> throw wrong("expected a duration such as 500ms, 2s or 1m, found " + word);
        };
        return number(word, word.substring(0, digits)) * unit;
    }

    private long decimal(String word, String value) {
        long decimal = Decimals.parse(value);
        if (decimal == Decimals.INVALID || decimal < 0) {
            throw wrong("expected a number, found " + word);
        }
        return decimal;
    }

    private int number(String word, String value) {
        boolean digits =
                !value.isEmpty() && value.length() <= 6 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw wrong("expected a whole number below 1000000, found " + word);
        }
        return Integer.parseInt(value);
    }

    /** Cuts a line into words; a colon or semicolon outside quotes is a word, quotes are taken off. */
    private List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                word.append(c);
            } else if (c == '#') {
                break;
            } else if (c == ';' || (c == ':' && (i + 1 == text.length() || text.charAt(i + 1) == ' '))) {
                finish(word, words);
                words.add(String.valueOf(c));
            } else if (c == ' ' || c == '\t') {
                finish(word, words);
            } else {
                word.append(c);
            }
        }
        if (quoted) {
            throw wrong("expected a closing quote");
        }
        finish(word, words);
        return words;
    }

    private static void finish(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private ScriptException wrong(String expected) {
        return new ScriptException(source, line, expected);
    }
}
