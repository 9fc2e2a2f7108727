package io.weir.gateway.demo;

import io.weir.fix.codec.Decimals;
import io.weir.fix.order.OrdStatus;
import io.weir.gateway.oms.OmsOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One order of the demo, and how its life must end.
 *
 * @param title what it shows
 * @param command the order, as at the prompt
 * @param end OrdStatus (39) at its end
 * @param cumQty CumQty (14) at its end, a decimal
 * @param children the least number of broker's orders that must have filled it
 * @param code what the Text (58) of its last report begins with, or nothing
 */
record Act(String title, String command, OrdStatus end, String cumQty, int children, String code) {
    /** What is not as it must be. */
    List<String> faults(OmsOrder order, String lastText) {
        List<String> faults = new ArrayList<>();
        check(faults, order, order.status() == end, "is " + order.state() + ", expected " + end);
        check(faults, order, order.cumE8() == Decimals.parse(cumQty), "CumQty is not " + cumQty);
        check(faults, order, order.leavesE8() == 0, "LeavesQty is not 0");
        check(faults, order, order.total().qtyE8() == order.cumE8(), "the fills do not add up to CumQty");
        check(faults, order, order.total().averageE8() == order.avgPxE8(), "AvgPx is not the average of the fills");
        check(faults, order, order.children() >= children, "fewer than " + children + " children filled it");
        check(faults, order, lastText.startsWith(code), "Text does not begin with " + code + ": " + lastText);
        return faults;
    }

    private static void check(List<String> faults, OmsOrder order, boolean holds, String fault) {
        if (!holds) {
            faults.add("order " + order.id() + " (" + order.terms() + "): " + fault);
        }
    }
}
