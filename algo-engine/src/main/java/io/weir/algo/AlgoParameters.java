package io.weir.algo;

import io.weir.fix.order.StateHash;
import io.weir.fix.state.StateException;
import io.weir.fix.state.StateStream;
import java.util.List;

/**
 * The parameters of one parent order, read and in range; made by a {@link ParameterReader}.
 *
 * <p>An amendment brings a new one.
 */
public final class AlgoParameters {
    private final AlgoDefinition definition;
    private final long[] values;
    private final String[] texts;
    private final boolean[] given;

    AlgoParameters(AlgoDefinition definition) {
        this.definition = definition;
        List<ParameterDefinition> parameters = definition.parameters();
        values = new long[parameters.size()];
        texts = new String[parameters.size()];
        given = new boolean[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parameters.get(i).defaultValue();
            texts[i] = "";
        }
    }

    void give(ParameterDefinition parameter, long value, String text) {
        int index = index(parameter);
        values[index] = value;
        texts[index] = text;
        given[index] = true;
    }

    /** The algo. */
    public AlgoDefinition definition() {
        return definition;
    }

    /** The value given, else the default, else {@link ParameterDefinition#NO_DEFAULT}. */
    public long value(ParameterDefinition parameter) {
        return values[index(parameter)];
    }

    /** The value of a truth. */
    public boolean flag(ParameterDefinition parameter) {
        return value(parameter) == 1;
    }

    /** The text as it was given, or empty. */
    public String text(ParameterDefinition parameter) {
        return texts[index(parameter)];
    }

    /** Whether the order gave it. */
    public boolean isGiven(ParameterDefinition parameter) {
        return given[index(parameter)];
    }

    /** The start that the order gave, nanoseconds UTC, or {@link ParameterDefinition#NO_DEFAULT}. */
    public long startUtcNanos() {
        return timeOf(AlgoCatalog.EFFECTIVE_TIME);
    }

    /** The end that the order gave, nanoseconds UTC, or {@link ParameterDefinition#NO_DEFAULT}. */
    public long endUtcNanos() {
        return timeOf(AlgoCatalog.EXPIRE_TIME);
    }

    private long timeOf(int tag) {
        ParameterDefinition parameter = definition.parameterOfTag(tag);
        return parameter == null ? ParameterDefinition.NO_DEFAULT : value(parameter);
    }

    ParameterError error(ParameterDefinition parameter, String expected) {
        return new ParameterError(parameter.name(), text(parameter), expected);
    }

    private int index(ParameterDefinition parameter) {
        List<ParameterDefinition> parameters = definition.parameters();
        for (int i = 0; i < values.length; i++) {
            if (parameters.get(i).name().equals(parameter.name())) {
                return i;
            }
        }
        throw new IllegalArgumentException(definition.name() + " takes no " + parameter.name());
    }

    /** Writes the values, or reads them back into those of an order of the same algo. */
    void state(StateStream state) {
        int count = state.count(values.length);
        if (count != values.length) {
            throw new StateException(
                    definition.name() + " with " + count + " parameters; this build has " + values.length);
        }
        for (int i = 0; i < count; i++) {
            values[i] = state.of(values[i]);
            texts[i] = state.of(texts[i]);
            given[i] = state.of(given[i]);
        }
    }

    /** Adds the values to a state hash. */
    public long stateHash(long seed) {
        long hash = StateHash.mix(seed, definition.number());
        for (int i = 0; i < values.length; i++) {
            hash = StateHash.mix(StateHash.mix(hash, values[i]), texts[i]);
        }
        return hash;
    }
}
