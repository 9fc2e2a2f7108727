package io.weir.algo;

import org.jspecify.annotations.Nullable;

/** A relation between two parameters of an algo. */
public sealed interface ParameterRule {
    /** What is broken, or null. */
    @Nullable
    ParameterError check(AlgoParameters parameters);

    /** At most one of the two is given: they say the same in two ways. */
    record NotBoth(ParameterDefinition first, ParameterDefinition second) implements ParameterRule {
        @Override
        public @Nullable ParameterError check(AlgoParameters parameters) {
            return parameters.isGiven(first) && parameters.isGiven(second)
                    ? parameters.error(second, "not both " + first.name() + " and " + second.name())
                    : null;
        }
    }

    /** Where both are given, the first is below the second. */
    record Below(ParameterDefinition low, ParameterDefinition high) implements ParameterRule {
        @Override
        public @Nullable ParameterError check(AlgoParameters parameters) {
            return parameters.isGiven(low)
                            && parameters.isGiven(high)
                            && parameters.value(low) >= parameters.value(high)
                    ? parameters.error(high, "more than " + low.name() + "=" + low.text(parameters.value(low)))
                    : null;
        }
    }
}
