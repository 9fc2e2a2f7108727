package io.weir.paper.market;

/**
 * A symbol that the market trades, with the character of its synthetic flow.
 *
 * @param symbol Symbol (55)
 * @param tickE8 price increment
 * @param lotE8 quantity increment of the flow, and of orders
 * @param startPriceE8 where its price begins
 * @param dailyVolatilityBps how far its price wanders in a day, as a standard deviation in basis points
 * @param eventsPerSecond how often the flow acts; 0 for a book with nobody in it but clients
 * @param depthE8 what the flow keeps on each side of the book
 */
public record Listing(
        String symbol,
        long tickE8,
        long lotE8,
        long startPriceE8,
        int dailyVolatilityBps,
        int eventsPerSecond,
        long depthE8) {
    private static final long ONE = 100_000_000L;
    private static final long HIGHEST_PRICE_E8 = 10_000_000L * ONE;
    private static final int HIGHEST_RATE = 100_000;

    /** Checks that a flow can live on it. */
    public Listing {
        require(!symbol.isEmpty(), symbol, "a symbol");
        require(tickE8 > 0, symbol, "a tick above 0");
        require(lotE8 > 0, symbol, "a lot above 0");
        require(startPriceE8 > 0 && startPriceE8 <= HIGHEST_PRICE_E8, symbol, "a price above 0, at most 10000000");
        require(startPriceE8 % tickE8 == 0, symbol, "a price on the tick");
        require(dailyVolatilityBps >= 0 && dailyVolatilityBps <= 10_000, symbol, "a volatility of 0 to 10000 bps");
        require(eventsPerSecond >= 0 && eventsPerSecond <= HIGHEST_RATE, symbol, "0 to 100000 events a second");
        require(depthE8 >= lotE8, symbol, "a depth of at least one lot");
    }

    /** A share with a tick of 0.01, a lot of 1, 150 bps a day, 10 events a second and 30,000 a side. */
    public static Listing share(String symbol, long startPriceE8) {
        return new Listing(symbol, ONE / 100, ONE, startPriceE8, 150, 10, 30_000 * ONE);
    }

    /** The same with nobody in its book but clients. */
    public Listing quiet() {
        return new Listing(symbol, tickE8, lotE8, startPriceE8, dailyVolatilityBps, 0, depthE8);
    }

    private static void require(boolean holds, String symbol, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("listing " + symbol + ": expected " + expected);
        }
    }
}
