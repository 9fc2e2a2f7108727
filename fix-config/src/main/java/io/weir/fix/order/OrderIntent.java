package io.weir.fix.order;

/**
 * What somebody wants to have in the market: a new order, or the replacement of one, as the gate and risk see it.
 *
 * <p>One object is filled again and again by its owner and is valid only during the call that it is passed to; nobody
 * keeps it. Quantities and prices have 8 decimals. Confined to the core thread.
 */
public final class OrderIntent {
    /** A price that is not there. */
    public static final long NO_PRICE = Long.MIN_VALUE;

    /** Our number of the order that is checked: a client's parent order, or a child. */
    public long orderId;
    /** For a child, our number of its parent; else 0. */
    public long parentId;
    /** Dense number of the client. */
    public int client;
    /** Dense number of the account, or -1. */
    public int account;
    /** Dense number of the instrument. */
    public int instrument;
    /** Dense number of the broker that a child goes to, or -1 for a client's order. */
    public int broker;
    /** Number of the algo (847), 0 for a plain order. */
    public int strategy;

    public Side side = Side.BUY;
    public OrdType ordType = OrdType.LIMIT;
    public TimeInForce timeInForce = TimeInForce.DAY;
    /** OrderQty (38). */
    public long orderQtyE8;
    /** Price (44), or {@link #NO_PRICE}. */
    public long priceE8;
    /** StopPx (99), or {@link #NO_PRICE}. */
    public long stopPxE8;
    /** What is filled of the order that is replaced; 0 for a new one. */
    public long cumQtyE8;
    /** OrderQty of the order that is replaced; 0 for a new one. */
    public long replacedQtyE8;
    /** Price of the order that is replaced, or {@link #NO_PRICE}. */
    public long replacedPriceE8;
    /** When the client made it (60), nanoseconds UTC; the event's time for a child. */
    public long transactTime;

    /** Makes it the intent of nothing, ready to be filled. */
    public void clear() {
        orderId = 0;
        parentId = 0;
        client = -1;
        account = -1;
        instrument = -1;
        broker = -1;
        strategy = 0;
        side = Side.BUY;
        ordType = OrdType.LIMIT;
        timeInForce = TimeInForce.DAY;
        orderQtyE8 = 0;
        priceE8 = NO_PRICE;
        stopPxE8 = NO_PRICE;
        cumQtyE8 = 0;
        replacedQtyE8 = 0;
        replacedPriceE8 = NO_PRICE;
        transactTime = 0;
    }

    /** Whether it asks for more than there is: a new order, or a replacement with more quantity or a more generous price. */
    public boolean raisesRisk() {
        if (!isReplacement() || orderQtyE8 > replacedQtyE8) {
            return true;
        }
        if (priceE8 == replacedPriceE8 || replacedPriceE8 == NO_PRICE) {
            return false;
        }
        return priceE8 == NO_PRICE || (side.isBuy() ? priceE8 > replacedPriceE8 : priceE8 < replacedPriceE8);
    }

    /** Whether it replaces an order. */
    public boolean isReplacement() {
        return replacedQtyE8 != 0;
    }
}
