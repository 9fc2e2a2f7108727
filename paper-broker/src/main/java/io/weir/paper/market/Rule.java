package io.weir.paper.market;

import java.util.List;

/**
 * What a script does, and when.
 *
 * @param trigger what sets it off
 * @param conditions what must hold of the order
 * @param nth only the nth time that they hold, counted from 1; 0 for any
 * @param every only each so manieth time; 0 for any
 * @param steps what it does
 */
record Rule(Trigger trigger, List<Condition> conditions, int nth, int every, List<Step> steps) {
    boolean matches(Trigger happened, Ticket ticket) {
        if (trigger != happened) {
            return false;
        }
        for (Condition condition : conditions) {
            if (!condition.holds(ticket)) {
                return false;
            }
        }
        return true;
    }

    boolean counts(int time) {
        return (nth == 0 || time == nth) && (every == 0 || time % every == 0);
    }
}
