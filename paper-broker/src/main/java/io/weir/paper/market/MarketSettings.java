package io.weir.paper.market;

/**
 * How a market runs.
 *
 * @param seed all its chance follows from this
 * @param idPrefix what its OrderIDs and ExecIDs begin with, another one for each process
 * @param latencyNanos how long a request is on its way to the desk
 * @param dayEndNanos when the trading day ends, in nanoseconds after midnight UTC
 */
public record MarketSettings(long seed, String idPrefix, long latencyNanos, long dayEndNanos) {
    static final long DAY_NANOS = 86_400_000_000_000L;

    /** Checks the ranges. */
    public MarketSettings {
        if (latencyNanos < 0 || latencyNanos > DAY_NANOS || dayEndNanos < 0 || dayEndNanos >= DAY_NANOS) {
            throw new IllegalArgumentException("latency and end of day are expected within a day");
        }
    }

    /** No latency, a day that ends at midnight UTC. */
    public static MarketSettings of(long seed, String idPrefix) {
        return new MarketSettings(seed, idPrefix, 0, 0);
    }
}
