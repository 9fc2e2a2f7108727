package io.weir.paper.market;

import org.jspecify.annotations.Nullable;

/**
 * A cancel or replace on its way.
 *
 * @param clOrdID ClOrdID (11) of the wish
 * @param origClOrdID OrigClOrdID (41)
 * @param terms what the order is to want, or null to cancel it
 */
record Change(String clOrdID, String origClOrdID, @Nullable Terms terms) {
    boolean replaces() {
        return terms != null;
    }
}
