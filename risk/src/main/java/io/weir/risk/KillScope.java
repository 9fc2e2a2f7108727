package io.weir.risk;

import io.weir.fix.order.OrderIntent;

/** What a kill stops. */
public enum KillScope {
    /** Every order; the target is 0. */
    ALL {
        @Override
        boolean covers(OrderIntent intent, int target) {
            return true;
        }
    };

    abstract boolean covers(OrderIntent intent, int target);
}
