package io.weir.gateway.oms;

/**
 * A fill that stands.
 *
 * @param execId ExecID (17)
 * @param child SecondaryOrderID (198): the broker's order that was filled, or nothing
 */
public record OmsFill(String execId, String child, long qtyE8, long priceE8) {}
