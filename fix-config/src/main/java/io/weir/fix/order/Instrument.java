package io.weir.fix.order;

/**
 * The reference data of an instrument.
 *
 * @param index dense number of the instrument, from 0
 * @param symbol Symbol (55)
 * @param tickE8 price increment
 * @param lotE8 quantity increment
 * @param minQtyE8 smallest order that the venue takes
 * @param currency Currency (15); GBX is not GBP
 * @param multiplierE8 contract multiplier (231); one for shares
 * @param sector sector, or empty
 * @param advE8 average daily volume; 0 where unknown
 * @param volatility annual volatility as a fraction; 0 where unknown
 * @param previousCloseE8 the last close; 0 where unknown
 * @param venue SecurityExchange (207), or empty
 */
public record Instrument(
        int index,
        String symbol,
        long tickE8,
        long lotE8,
        long minQtyE8,
        String currency,
        long multiplierE8,
        String sector,
        long advE8,
        double volatility,
        long previousCloseE8,
        String venue) {}
