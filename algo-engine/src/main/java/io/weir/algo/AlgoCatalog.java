package io.weir.algo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The algos that there are. */
public final class AlgoCatalog {
    /** EffectiveTime. */
    static final int EFFECTIVE_TIME = 168;
    /** ExpireTime. */
    static final int EXPIRE_TIME = 126;
    /** MaxFloor. */
    static final int MAX_FLOOR = 111;

    /** When the algo may begin. */
    public static final ParameterDefinition START_TIME =
            ParameterDefinition.time("StartTime", EFFECTIVE_TIME, "No child is sent before; at once where not given.");

    /** When the algo must have ended. */
    public static final ParameterDefinition END_TIME =
            ParameterDefinition.time("EndTime", EXPIRE_TIME, "What is not filled by then expires.");

    private final List<AlgoDefinition> definitions;

    /** A catalogue of these. */
    public AlgoCatalog(List<AlgoDefinition> definitions) {
        this.definitions = List.copyOf(definitions);
    }

    /** All algos, with a firm's defaults. */
    public static AlgoCatalog of(AlgoDefaults defaults) {
        return new AlgoCatalog(List.of(Twap.definition(defaults), Iceberg.definition(defaults)));
    }

    /** The algos, in the order of presentation. */
    public List<AlgoDefinition> definitions() {
        return definitions;
    }

    /** The algo of a TargetStrategy (847), or null. */
    public @Nullable AlgoDefinition find(int number) {
        for (AlgoDefinition definition : definitions) {
            if (definition.number() == number) {
                return definition;
            }
        }
        return null;
    }

    /** The algo of a name, in upper or lower case, or null. */
    public @Nullable AlgoDefinition find(String name) {
        for (AlgoDefinition definition : definitions) {
            if (definition.name().equalsIgnoreCase(name)) {
                return definition;
            }
        }
        return null;
    }
}
