package io.weir.fix.settings;

/**
 * The size that one order may have, in one scope: the firm, a client or an account. The narrowest that sets a limit decides.
 *
 * @param maxOrderQtyE8 largest OrderQty (38), 8 decimals, or {@link #INHERITED}
 * @param maxNotionalE2 largest price × quantity × multiplier, 2 decimals of the instrument's currency, or
 *     {@link #INHERITED}
 */
public record Limits(long maxOrderQtyE8, long maxNotionalE2) {
    /** What the wider scope says: the client for an account, the firm for a client. */
    public static final long INHERITED = -1;

    /** All as the wider scope says. */
    public static final Limits INHERIT = new Limits(INHERITED, INHERITED);
}
