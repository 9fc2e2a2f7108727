package io.weir.paper.market;

import io.weir.fix.order.OrdType;
import io.weir.fix.order.Side;
import io.weir.fix.order.TimeInForce;

/**
 * What an order wants.
 *
 * @param symbol Symbol (55)
 * @param side Side (54)
 * @param ordType OrdType (40)
 * @param timeInForce TimeInForce (59)
 * @param qtyE8 OrderQty (38)
 * @param priceE8 Price (44), or {@link BookOrder#NO_PRICE}
 * @param stopPxE8 StopPx (99), or {@link BookOrder#NO_PRICE}
 * @param displayE8 MaxFloor (111), or 0 to show all
 */
public record Terms(
        String symbol,
        Side side,
        OrdType ordType,
        TimeInForce timeInForce,
        long qtyE8,
        long priceE8,
        long stopPxE8,
        long displayE8) {
    /** A limit order for the day. */
    public static Terms limit(String symbol, Side side, long qtyE8, long priceE8) {
        return new Terms(symbol, side, OrdType.LIMIT, TimeInForce.DAY, qtyE8, priceE8, BookOrder.NO_PRICE, 0);
    }

    /** A market order for the day. */
    public static Terms market(String symbol, Side side, long qtyE8) {
        return new Terms(
                symbol, side, OrdType.MARKET, TimeInForce.DAY, qtyE8, BookOrder.NO_PRICE, BookOrder.NO_PRICE, 0);
    }

    /** The same for another time. */
    public Terms until(TimeInForce other) {
        return new Terms(symbol, side, ordType, other, qtyE8, priceE8, stopPxE8, displayE8);
    }

    /** The same with a stop price. */
    public Terms stop(long otherE8) {
        OrdType type = priceE8 == BookOrder.NO_PRICE ? OrdType.STOP : OrdType.STOP_LIMIT;
        return new Terms(symbol, side, type, timeInForce, qtyE8, priceE8, otherE8, displayE8);
    }

    /** The same with only a part shown. */
    public Terms showing(long otherE8) {
        return new Terms(symbol, side, ordType, timeInForce, qtyE8, priceE8, stopPxE8, otherE8);
    }

    /** The same with another quantity and price. */
    public Terms with(long otherQtyE8, long otherPriceE8) {
        return new Terms(symbol, side, ordType, timeInForce, otherQtyE8, otherPriceE8, stopPxE8, displayE8);
    }
}
