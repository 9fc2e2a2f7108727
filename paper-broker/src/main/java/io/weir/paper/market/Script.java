package io.weir.paper.market;

import java.util.ArrayList;
import java.util.List;

/**
 * How a broker misbehaves, for tests: rules that say what happens to which order.
 *
 * <p>A line is {@code on TRIGGER CONDITIONS: STEP; STEP; ...}, {@code set NAME=VALUE}, a comment after {@code #}, or empty.
 * The first rule that is set off decides; where none is, the market is honest.
 *
 * <pre>
 * on symbol=ZVZZT: reject reason=0 text="not today"
 * on clordid=A* nth=3: pending; wait 2s; ack; work
 * on symbol=PART: ack; fill 30%; wait 1s; fill rest
 * on cancel symbol=RACE: pending; fill rest; accept
 * on fill symbol=BUST nth=1: wait 1s; bust
 * set execid=daily
 * </pre>
 *
 * <p>Triggers: {@code new} (the default), {@code cancel}, {@code replace}, {@code fill}. Conditions: {@code symbol},
 * {@code clordid}, {@code client}, {@code account}, {@code side}, {@code type}, {@code tif}, each with a trailing star for
 * a prefix; {@code nth=N} and {@code every=N} count how often the others have held. Steps are the words of {@link Verb}.
 */
public final class Script {
    /** No rules: an honest market. */
    public static final Script HONEST = new Script(List.of(), false);

    private final List<Rule> rules;
    private final boolean execIdsByDay;

    Script(List<Rule> rules, boolean execIdsByDay) {
        this.rules = List.copyOf(rules);
        this.execIdsByDay = execIdsByDay;
    }

    /**
     * Reads a script.
     *
     * @param source what an error names as its origin
     * @throws ScriptException naming the line and what was expected
     */
    public static Script parse(String text, String source) {
        return new ScriptReader(source).read(text);
    }

    /** This script, then another one. */
    public Script then(Script other) {
        List<Rule> both = new ArrayList<>(rules);
        both.addAll(other.rules);
        return new Script(both, execIdsByDay || other.execIdsByDay);
    }

    /** How many rules it has. */
    public int size() {
        return rules.size();
    }

    List<Rule> rules() {
        return rules;
    }

    /** Whether ExecIDs begin again each day. */
    boolean execIdsByDay() {
        return execIdsByDay;
    }
}
