package io.weir.paper.market;

import java.util.List;

/** A script in use: it counts how often the conditions of each rule have held. */
final class Playbook {
    private final List<Rule> rules;
    private final int[] times;

    Playbook(Script script) {
        rules = script.rules();
        times = new int[rules.size()];
    }

    /** The steps of the first rule that is set off; none for an honest market. */
    List<Step> steps(Trigger trigger, Ticket ticket) {
        List<Step> chosen = List.of();
        for (int i = 0; i < times.length; i++) {
            Rule rule = rules.get(i);
            if (rule.matches(trigger, ticket) && rule.counts(++times[i]) && chosen.isEmpty()) {
                chosen = rule.steps();
            }
        }
        return chosen;
    }
}
