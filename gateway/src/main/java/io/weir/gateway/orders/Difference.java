package io.weir.gateway.orders;

import io.weir.fix.codec.Decimals;
import io.weir.fix.state.StateStream;
import org.jspecify.annotations.Nullable;

/**
 * What a broker and we do not agree about one order.
 *
 * @param kind how they differ
 * @param session the place of the broker's session
 * @param child our number of the order; 0 for one that we do not know
 * @param clOrdId its ClOrdID
 * @param orderId the broker's OrderID, or empty
 * @param symbol Symbol (55) as the broker writes it
 * @param side Side (54) as the broker writes it
 * @param qtyE8 OrderQty as the broker has it, or {@link Decimals#INVALID}
 * @param priceE8 Price as the broker has it, or {@link Decimals#INVALID}
 * @param cumQtyE8 CumQty as the broker has it, or {@link Decimals#INVALID}
 */
public record Difference(
        Kind kind,
        int session,
        long child,
        String clOrdId,
        String orderId,
        String symbol,
        String side,
        long qtyE8,
        long priceE8,
        long cumQtyE8) {
    /** How a broker's book and ours differ. */
    public enum Kind {
        /** The broker works an order that we do not know. */
        UNKNOWN,
        /** The broker had taken an order that we take for open, and does not know it any more. */
        MISSING,
        /** The broker has another quantity or price, or counts less as filled than it has told us. */
        DIFFERENT,
        /** The broker has not said where an order stands. */
        UNANSWERED
    }

    /** Writes one, or reads one back. */
    static Difference state(StateStream state, @Nullable Difference given) {
        return new Difference(
                state.of(given == null ? Kind.UNKNOWN : given.kind),
                state.of(given == null ? 0 : given.session),
                state.of(given == null ? 0 : given.child),
                state.of(given == null ? "" : given.clOrdId),
                state.of(given == null ? "" : given.orderId),
                state.of(given == null ? "" : given.symbol),
                state.of(given == null ? "" : given.side),
                state.of(given == null ? 0 : given.qtyE8),
                state.of(given == null ? 0 : given.priceE8),
                state.of(given == null ? 0 : given.cumQtyE8));
    }

    /** What the broker has, in words. */
    public String theirs() {
        return switch (kind) {
            case MISSING -> "not known";
            case UNANSWERED -> "no answer";
            case UNKNOWN, DIFFERENT -> terms(qtyE8, priceE8, cumQtyE8);
        };
    }

    /** Terms of an order in words; what is invalid is left out. */
    static String terms(long qtyE8, long priceE8, long cumQtyE8) {
        StringBuilder words = new StringBuilder(qtyE8 == Decimals.INVALID ? "?" : Decimals.text(qtyE8));
        if (priceE8 != Decimals.INVALID) {
            words.append(" at ").append(Decimals.text(priceE8));
        }
        if (cumQtyE8 != Decimals.INVALID) {
            words.append(", ").append(Decimals.text(cumQtyE8)).append(" filled");
        }
        return words.toString();
    }
}
