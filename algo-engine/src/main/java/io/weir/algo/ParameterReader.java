package io.weir.algo;

import io.weir.fix.order.FieldText;
import org.jspecify.annotations.Nullable;

/**
 * Reads an order's parameters, wherever the order carries them, and keeps the first error.
 *
 * <p>Give it what the order has ({@link #named}, {@link #tagged}, {@link #list}), then take {@link #parameters}; look at
 * {@link #error} before.
 */
public final class ParameterReader {
    private final AlgoDefinition definition;
    private final AlgoParameters parameters;
    private @Nullable ParameterError error;
    private boolean ruled;

    ParameterReader(AlgoDefinition definition) {
        this.definition = definition;
        parameters = new AlgoParameters(definition);
    }

    /** A parameter by its name (958) and value (960). */
    public ParameterReader named(String name, String value) {
        ParameterDefinition parameter = definition.parameter(name);
        if (parameter == null) {
            fail(name, value, "a parameter of " + definition.name() + ": " + names());
        } else {
            set(parameter, name, value);
        }
        return this;
    }

    /** A field of the order that may carry a parameter: 111, 849, 168, 126. */
    public ParameterReader tagged(int tag, String value) {
        ParameterDefinition parameter = definition.parameterOfTag(tag);
        if (parameter == null) {
            fail(Integer.toString(tag), value, "no such field with " + definition.name());
        } else {
            set(parameter, Integer.toString(tag), value);
        }
        return this;
    }

    /** TargetStrategyParameters (848): {@code name=value;name=value}. */
    public ParameterReader list(String text) {
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf(';', at);
            int stop = end < 0 ? text.length() : end;
            String item = text.substring(at, stop).strip();
            int equals = item.indexOf('=');
            if (equals > 0) {
                named(
                        item.substring(0, equals).strip(),
                        item.substring(equals + 1).strip());
            } else if (!item.isEmpty()) {
                fail(item, "", "name=value");
            }
            at = stop + 1;
        }
        return this;
    }

    private void set(ParameterDefinition parameter, String givenAs, String text) {
        long value = parameter.parse(text);
        if (parameters.isGiven(parameter)) {
            String other = parameter.name() + "=" + parameters.text(parameter);
            fail(givenAs, text, "only one of the ways to give " + other);
        } else if (value == FieldText.INVALID) {
            fail(givenAs, text, parameter.expected());
        } else {
            parameters.give(parameter, value, text);
        }
    }

    private void fail(String parameter, String value, String expected) {
        if (error == null) {
            error = new ParameterError(parameter, value, expected);
        }
    }

    private String names() {
        StringBuilder names = new StringBuilder();
        for (ParameterDefinition parameter : definition.parameters()) {
            names.append(names.isEmpty() ? "" : ", ").append(parameter.name());
        }
        return names.toString();
    }

    /** The first error in what was read, in what is missing, or in how it fits together; null where all is well. */
    public @Nullable ParameterError error() {
        if (error == null && !ruled) {
            ruled = true;
            for (ParameterDefinition parameter : definition.parameters()) {
                if (parameter.required() && !parameters.isGiven(parameter)) {
                    fail(parameter.name(), "", parameter.expected());
                }
            }
            for (ParameterRule rule : definition.rules()) {
                ParameterError broken = rule.check(parameters);
                error = error == null ? broken : error;
            }
        }
        return error;
    }

    /** What was read; throws where there is an error. */
    public AlgoParameters parameters() {
        ParameterError wrong = error();
        if (wrong != null) {
            throw new IllegalStateException(wrong.message());
        }
        return parameters;
    }
}
