package io.weir.algo;

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

    /** An algo for a new parent. */
    public Algo create() {
        return factory.get();
    }
}
