package io.weir.gateway.oms;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an order.
 *
 * @param utcNanos when we heard of it
 * @param order the order after it, or null where it is none of ours
 * @param lastQtyE8 LastQty (32) of a fill, or 0
 * @param text Text (58), or nothing
 */
public record OmsReport(
        long utcNanos, What what, @Nullable OmsOrder order, long lastQtyE8, long lastPxE8, String text) {
    /** What happened. */
    public enum What {
        SENT("sent"),
        PENDING("pending"),
        ACCEPTED("accepted"),
        FILL("fill"),
        BUSTED("fill busted"),
        CORRECTED("fill corrected"),
        CANCEL_PENDING("cancel pending"),
        CANCELED("canceled"),
        REPLACE_PENDING("replace pending"),
        REPLACED("replaced"),
        REJECTED("REJECTED"),
        EXPIRED("expired"),
        DONE("done for day"),
        RESTATED("restated"),
        STATUS("status"),
        REQUEST_REFUSED("REFUSED"),
        MESSAGE_REFUSED("NOT UNDERSTOOD"),
        OTHER("report");

        private final String words;

        What(String words) {
            this.words = words;
        }

        /** Whether it is a no to what was asked. */
        public boolean isRefusal() {
            return this == REJECTED || this == REQUEST_REFUSED || this == MESSAGE_REFUSED;
        }
    }

    private static final int TIME_FROM = 9;
    private static final int TIME_TO = 21;

    /** The time of day, UTC. */
    public String time() {
        String stamp = Timestamps.text(utcNanos);
        return stamp.substring(TIME_FROM, Math.min(TIME_TO, stamp.length()));
    }

    /** What happened, in words. */
    public String event() {
        return lastQtyE8 == 0
                ? what.words
                : what.words + " " + Decimals.text(lastQtyE8) + " at " + Decimals.text(lastPxE8);
    }

    /** One line for people: time, order, what happened, filled and left, average price, text. */
    public String line() {
        StringBuilder line = new StringBuilder(time());
        OmsOrder of = order;
        if (of != null) {
            line.append("  #").append(of.id()).append(' ').append(of.terms());
        }
        line.append("  ").append(event());
        if (of != null && what != What.SENT) {
            if (what == What.STATUS) {
                line.append(": ").append(of.state());
            }
            line.append("  (filled ").append(Decimals.text(of.cumE8()));
            line.append(", left ").append(Decimals.text(of.leavesE8()));
            if (of.cumE8() != 0) {
                line.append(", avg ").append(Decimals.text(of.avgPxE8()));
            }
            line.append(')');
        }
        return text.isEmpty() ? line.toString() : line.append("  ").append(text).toString();
    }
}
