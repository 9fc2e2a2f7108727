package io.weir.algo;

import io.weir.fix.state.StateStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An algo as clients know it.
 *
 * @param number TargetStrategy (847)
 * @param name name that a client may use in place of the number
 * @param description one sentence for people
 * @param parameters what it takes, in the order of presentation
 * @param rules relations between the parameters
 * @param factory makes the instance that works one parent
 */
public record AlgoDefinition(
        int number,
        String name,
        String description,
        List<ParameterDefinition> parameters,
        List<ParameterRule> rules,
        Supplier<Algo> factory) {

    /** Copies the lists. */
    public AlgoDefinition {
        parameters = List.copyOf(parameters);
        rules = List.copyOf(rules);
    }

    /** The parameter of a name, or null. */
    public @Nullable ParameterDefinition parameter(String parameterName) {
        for (ParameterDefinition parameter : parameters) {
            if (parameter.name().equals(parameterName)) {
                return parameter;
            }
        }
        return null;
    }

    /** The parameter that a field of the order carries, or null. */
    public @Nullable ParameterDefinition parameterOfTag(int tag) {
        for (ParameterDefinition parameter : parameters) {
            if (parameter.tag() == tag) {
                return parameter;
            }
        }
        return null;
    }

    /** Begins to read an order's parameters. */
    public ParameterReader reader() {
        return new ParameterReader(this);
    }

    /**
     * Writes an order's parameters, or reads them back.
     *
     * @param parameters what to write; reading, null
     */
    public AlgoParameters state(StateStream state, @Nullable AlgoParameters parameters) {
        AlgoParameters values = parameters == null ? new AlgoParameters(this) : parameters;
        values.state(state);
        return values;
    }

    /** An algo for a new parent. */
    public Algo create() {
        return factory.get();
    }
}
