package io.weir.algo;

import io.weir.fix.order.FieldText;
import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrdType;
import org.jspecify.annotations.Nullable;

/** What no algo may do, as code: a ticket asks before it sends a child. */
public final class ChildRules {
    private ChildRules() {}

    /** What is wrong with a new child, or null. */
    public static @Nullable String checkNew(Ticket ticket, long qtyE8, OrdType type, long priceE8) {
        long now = ticket.monoNanos();
        if (now < ticket.startMonoNanos()) {
            return "a child before the start";
        }
        if (now >= ticket.endMonoNanos()) {
            return "a child after the end";
        }
        long free = ticket.orderQtyE8() - ticket.cumQtyE8() - ticket.liveQtyE8();
        if (qtyE8 > free) {
            return "a child of " + FieldText.decimal(qtyE8) + " where " + FieldText.decimal(free) + " is left";
        }
        String wrong = quantity(ticket.instrument(), qtyE8);
        return wrong != null ? wrong : price(ticket, type.hasLimit(), priceE8);
    }

    /** What is wrong with the replacement of a child, or null. */
    public static @Nullable String checkReplacement(Ticket ticket, long child, long leavesE8, long priceE8) {
        if (ticket.monoNanos() >= ticket.endMonoNanos()) {
            return "a replacement after the end";
        }
        long others = ticket.liveQtyE8() - ticket.childLeavesE8(child);
        long free = ticket.orderQtyE8() - ticket.cumQtyE8() - others;
        if (leavesE8 <= 0 || (leavesE8 > free && leavesE8 > ticket.childLeavesE8(child))) {
            return "a replacement by " + FieldText.decimal(leavesE8) + " where " + FieldText.decimal(free) + " is left";
        }
        long lot = ticket.instrument().lotE8();
        if (lot > 0 && (ticket.childLeavesE8(child) - leavesE8) % lot != 0) {
            return "a replacement by " + FieldText.decimal(leavesE8) + " off the lot";
        }
        return price(ticket, priceE8 != Ticket.NO_PRICE, priceE8);
    }

    private static @Nullable String quantity(Instrument instrument, long qtyE8) {
        if (qtyE8 <= 0) {
            return "a child of " + FieldText.decimal(qtyE8);
        }
        if (instrument.lotE8() > 0 && qtyE8 % instrument.lotE8() != 0) {
            return "a child of " + FieldText.decimal(qtyE8) + " off the lot";
        }
        return qtyE8 < instrument.minQtyE8()
                ? "a child of " + FieldText.decimal(qtyE8) + " below the smallest order"
                : null;
    }

    private static @Nullable String price(Ticket ticket, boolean hasLimit, long priceE8) {
        long limit = ticket.limitPriceE8();
        if (!hasLimit) {
            return limit == Ticket.NO_PRICE ? null : "a child without the parent's limit";
        }
        long tick = ticket.instrument().tickE8();
        if (priceE8 <= 0 || (tick > 0 && priceE8 % tick != 0)) {
            return "a child at "
                    + (priceE8 == Ticket.NO_PRICE ? "no price" : FieldText.decimal(priceE8) + ", off the tick");
        }
        boolean beyond = limit != Ticket.NO_PRICE && (ticket.side().isBuy() ? priceE8 > limit : priceE8 < limit);
        return beyond
                ? "a child at " + FieldText.decimal(priceE8) + " beyond the limit " + FieldText.decimal(limit)
                : null;
    }
}
