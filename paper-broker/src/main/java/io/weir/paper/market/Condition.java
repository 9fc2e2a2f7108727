package io.weir.paper.market;

/**
 * What a rule asks of an order.
 *
 * @param field which field
 * @param pattern its value, or how it begins where a star ends the pattern
 */
record Condition(Field field, String pattern) {
    /** A field that a rule can ask for. */
    enum Field {
        /** Symbol (55). */
        SYMBOL,
        /** The ClOrdID (11) that the order came with. */
        CLORDID,
        /** The client's CompID. */
        CLIENT,
        /** Account (1). */
        ACCOUNT,
        /** Side (54) by its name. */
        SIDE,
        /** OrdType (40) by its name. */
        TYPE,
        /** TimeInForce (59) by its name. */
        TIF
    }

    boolean holds(Ticket ticket) {
        Terms terms = ticket.terms;
        String value = switch (field) {
            case SYMBOL -> terms.symbol();
            case CLORDID -> ticket.firstClOrdID;
            case CLIENT -> ticket.client;
            case ACCOUNT -> ticket.account;
            case SIDE -> terms.side().name();
            case TYPE -> terms.ordType().name();
            case TIF -> terms.timeInForce().name();
        };
        int stem = pattern.length() - 1;
        return pattern.endsWith("*") ? value.startsWith(pattern.substring(0, stem)) : value.equals(pattern);
    }
}
