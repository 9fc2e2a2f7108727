package io.weir.paper.market;

/**
 * A wish to take an order out (35=F).
 *
 * @param client who
 * @param clOrdID ClOrdID (11) of the wish
 * @param origClOrdID OrigClOrdID (41): the last accepted one of the order
 */
public record CancelRequest(String client, String clOrdID, String origClOrdID) {}
