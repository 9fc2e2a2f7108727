package io.weir.fix.settings;

/**
 * What an algo takes for a parameter that the client leaves out.
 *
 * @param twap of TWAP
 * @param iceberg of ICEBERG
 */
public record AlgoSettings(Twap twap, Iceberg iceberg) {
    /** What the documentation of the algos promises. */
    public static final AlgoSettings DEFAULT = new AlgoSettings(
            new Twap(8, 2 * 3600L * 1_000_000_000L, true),
            new Iceberg(100_00000000L, 10000000L, 80000000L, 20, 0L, 0L));

    /**
     * Of TWAP.
     *
     * @param slices children over the whole duration
     * @param durationNanos from the order's begin to its end
     * @param jitter slices leave at a seeded moment inside their slot
     */
    public record Twap(int slices, long durationNanos, boolean jitter) {}

    /**
     * Of ICEBERG. It displays the greater of the two, rounded to the lot.
     *
     * @param displayQtyE8 displayed quantity
     * @param displayFractionE8 displayed fraction of the order; 0.10 is 10 %
     * @param refreshFractionE8 the filled fraction of the display at which it is refreshed
     * @param maxRefreshes refreshes before the rest is left where it is
     * @param varianceE8 random part of the displayed quantity, 0 to 1
     * @param minReplenishNanos shortest time between two refreshes
     */
    public record Iceberg(
            long displayQtyE8,
            long displayFractionE8,
            long refreshFractionE8,
            int maxRefreshes,
            long varianceE8,
            long minReplenishNanos) {}
}
