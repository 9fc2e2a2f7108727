package io.weir.paper.market;

/**
 * A wish to change an order (35=G).
 *
 * @param client who
 * @param clOrdID ClOrdID (11) of the wish
 * @param origClOrdID OrigClOrdID (41): the last accepted one of the order
 * @param terms what the order wants from now on; symbol and side must stay
 */
public record ReplaceRequest(String client, String clOrdID, String origClOrdID, Terms terms) {}
