package io.weir.risk;

/**
 * The limits of one order, for one scope: the firm, a client or an account.
 *
 * @param maxQtyE8 largest OrderQty (38), {@link #NO_LIMIT}, or {@link #INHERITED}
 * @param maxNotionalE2 largest notional, with 2 decimals of the currency, {@link #NO_LIMIT}, or {@link #INHERITED}
 * @param collarBps how far a price may lie beyond the reference, in basis points, {@link #NO_COLLAR}, or
 *     {@link #INHERITED}
 */
public record OrderLimits(long maxQtyE8, long maxNotionalE2, int collarBps) {
    /** No limit. */
    public static final long NO_LIMIT = Long.MAX_VALUE;
    /** No price collar. */
    public static final int NO_COLLAR = Integer.MAX_VALUE;
    /** The widest collar that can be set: a hundred times the reference. */
    public static final int WIDEST_COLLAR_BPS = 1_000_000;
    /** What the wider scope says: the client for an account, the firm for a client. */
    public static final int INHERITED = -1;

    /** Nothing is limited. */
    public static final OrderLimits NONE = new OrderLimits(NO_LIMIT, NO_LIMIT, NO_COLLAR);
    /** All as the wider scope says. */
    public static final OrderLimits INHERIT = new OrderLimits(INHERITED, INHERITED, INHERITED);

    /** Refuses what is no limit. */
    public OrderLimits {
        if (maxQtyE8 < INHERITED || maxNotionalE2 < INHERITED || collarBps < INHERITED) {
            throw new IllegalArgumentException("a limit is negative");
        }
        if (collarBps > WIDEST_COLLAR_BPS && collarBps != NO_COLLAR) {
            throw new IllegalArgumentException("collar of " + collarBps + " bps");
        }
    }
}
