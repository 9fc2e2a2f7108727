package io.weir.fix.settings;

/**
 * The size that one order may have.
 *
 * @param maxOrderQtyE8 largest OrderQty (38), 8 decimals
 * @param maxNotionalE2 largest price × quantity × multiplier, 2 decimals of the instrument's currency
 */
public record Limits(long maxOrderQtyE8, long maxNotionalE2) {}
