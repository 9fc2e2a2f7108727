package io.weir.gateway.orders;

import io.weir.fix.order.OrdStatus;
import io.weir.fix.state.StateStream;

/**
 * Counts what clients were told: orders by the state reported last, refusals by their code.
 *
 * <p>For operators only: nothing decides by it. Allocates nothing; confined to the core thread.
 */
public final class ReportTally {
    /** One more than the highest number of a TE code. */
    public static final int CODES = 18;

    private static final int DIGITS = 3;
    /** OrdStatus codes are ASCII. */
    private static final int CODE_SPACE = 128;

    private final long[] orders = new long[CODE_SPACE];
    private final long[] refusals = new long[CODES];

    /** An order's state was reported. */
    void reported(ParentOrder p, OrdStatus status) {
        if (p.lastReported != status) {
            if (p.lastReported != null) {
                orders[p.lastReported.code()]--;
            }
            orders[status.code()]++;
            p.lastReported = status;
        }
    }

    /** A refusal was reported; its text begins with its code, unless a broker wrote it. */
    void refused(String text) {
        int code = 0;
        if (text.length() >= 2 + DIGITS && text.charAt(0) == 'T' && text.charAt(1) == 'E') {
            for (int i = 2; i < 2 + DIGITS; i++) {
                code = code * 10 + (text.charAt(i) - '0');
            }
        }
        refusals[code > 0 && code < CODES ? code : 0]++;
    }

    /** Orders whose state is this one, by what was reported last; those that are finished since the beginning. */
    public long orders(OrdStatus status) {
        return orders[status.code()];
    }

    /** Refusals with a TE code; at 0 those of brokers. */
    public long refusals(int code) {
        return refusals[code];
    }

    /** The counts as they are now, for other threads. */
    public ReportTally copy() {
        ReportTally copy = new ReportTally();
        copy.adopt(this);
        return copy;
    }

    void state(StateStream state) {
        state.all(orders);
        state.all(refusals);
    }

    /** Goes on from another's counts. */
    void adopt(ReportTally before) {
        System.arraycopy(before.orders, 0, orders, 0, orders.length);
        System.arraycopy(before.refusals, 0, refusals, 0, refusals.length);
    }
}
