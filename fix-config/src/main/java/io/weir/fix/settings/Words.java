package io.weir.fix.settings;

import io.weir.fix.order.OrdType;
import io.weir.fix.order.TimeInForce;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values with names: an enum's, in small letters with hyphens, or its FIX code. */
final class Words {
    private Words() {}

    /** An enum's name as it is written in weir.yaml. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value of a name, or null. */
    static <E extends Enum<E>> @Nullable E find(Class<E> type, String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        for (E value : type.getEnumConstants()) {
            if (of(value).equals(wanted)) {
                return value;
            }
        }
        return null;
    }

    /** All names of an enum. */
    static <E extends Enum<E>> List<String> all(Class<E> type) {
        List<String> names = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            names.add(of(value));
        }
        return names;
    }

    /** OrdTypes (40) by name or code. */
    static Set<OrdType> ordTypes(YamlSection section, Set<OrdType> absent) {
        return set(section, "ordTypes", OrdType.class, absent, code -> OrdType.of((byte) code.charAt(0)));
    }

    /** TimeInForces (59) by name or code. */
    static Set<TimeInForce> timeInForces(YamlSection section, Set<TimeInForce> absent) {
        return set(section, "timeInForces", TimeInForce.class, absent, code -> TimeInForce.of((byte) code.charAt(0)));
    }

    private static <E extends Enum<E>> Set<E> set(
            YamlSection section, String key, Class<E> type, Set<E> absent, Function<String, @Nullable E> byCode) {
        List<String> texts = section.texts(key);
        if (texts.isEmpty()) {
            if (section.has(key)) {
                section.wrong(key, "at least one of " + String.join(", ", all(type)));
            }
            return Collections.unmodifiableSet(EnumSet.copyOf(absent));
        }
        EnumSet<E> values = EnumSet.noneOf(type);
        for (String text : texts) {
            boolean isCode = text.length() == 1 && text.charAt(0) < 128;
            E value = isCode ? byCode.apply(text) : find(type, text);
            if (value == null) {
                section.wrong(key, text, Spelling.value(text, all(type)));
            } else {
                values.add(value);
            }
        }
        return Collections.unmodifiableSet(values);
    }

    /** An algo by its name or number; null, and reported, where there is none. */
    static @Nullable Strategy strategy(YamlSection section, String key, String text) {
        Strategy strategy = text.matches("\\d{1,9}") ? Strategy.of(Long.parseLong(text)) : find(Strategy.class, text);
        if (strategy == null) {
            section.wrong(key, text, Spelling.value(text, all(Strategy.class)));
        }
        return strategy;
    }
}
