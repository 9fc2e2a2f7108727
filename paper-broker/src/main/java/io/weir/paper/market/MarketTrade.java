package io.weir.paper.market;

/**
 * A trade as everybody sees it.
 *
 * @param symbol the symbol
 * @param priceE8 price
 * @param qtyE8 quantity
 * @param bought whether the aggressor bought
 * @param utcNanos when
 */
public record MarketTrade(String symbol, long priceE8, long qtyE8, boolean bought, long utcNanos) {}
