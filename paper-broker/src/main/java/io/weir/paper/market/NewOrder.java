package io.weir.paper.market;

/**
 * An order that a client sends (35=D).
 *
 * @param client who; ClOrdIDs are its own
 * @param clOrdID ClOrdID (11)
 * @param account Account (1), or empty
 * @param terms what it wants
 */
public record NewOrder(String client, String clOrdID, String account, Terms terms) {}
