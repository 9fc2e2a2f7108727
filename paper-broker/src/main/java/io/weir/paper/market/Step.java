package io.weir.paper.market;

/**
 * One step of a rule.
 *
 * @param verb what to do
 * @param nanos how long, or {@link #NONE}
 * @param qtyE8 a quantity, or {@link #NONE}
 * @param percent a part of OrderQty in hundredths, or {@link #NONE}; with neither, what is left
 * @param priceE8 a price, or {@link BookOrder#NO_PRICE}
 * @param reason a FIX reason, or {@link #NONE}
 * @param text words, or empty
 * @param late whether it happens even to an order that is finished
 */
record Step(Verb verb, long nanos, long qtyE8, int percent, long priceE8, int reason, String text, boolean late) {
    static final int NONE = -1;

    static Step of(Verb verb) {
        return new Step(verb, NONE, NONE, NONE, BookOrder.NO_PRICE, NONE, "", false);
    }

    Step withNanos(long value) {
        return new Step(verb, value, qtyE8, percent, priceE8, reason, text, late);
    }

    Step withQty(long value) {
        return new Step(verb, nanos, value, percent, priceE8, reason, text, late);
    }

    Step withPercent(int value) {
        return new Step(verb, nanos, qtyE8, value, priceE8, reason, text, late);
    }

    Step withPrice(long value) {
        return new Step(verb, nanos, qtyE8, percent, value, reason, text, late);
    }

    Step withReason(int value) {
        return new Step(verb, nanos, qtyE8, percent, priceE8, value, text, late);
    }

    Step withText(String value) {
        return new Step(verb, nanos, qtyE8, percent, priceE8, reason, value, late);
    }

    Step whenLate() {
        return new Step(verb, nanos, qtyE8, percent, priceE8, reason, text, true);
    }

    int reasonOr(int other) {
        return reason == NONE ? other : reason;
    }

    String textOr(String other) {
        return text.isEmpty() ? other : text;
    }

    /** The quantity that it means of an order. */
    long amountE8(long orderQtyE8, long leavesE8) {
        if (qtyE8 != NONE) {
            return qtyE8;
        }
        return percent == NONE ? leavesE8 : orderQtyE8 / 100 * percent;
    }
}
