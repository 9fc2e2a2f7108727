package io.weir.algo;

/**
 * What the algos do where an order does not say.
 *
 * @param twapSlices slices of a TWAP
 * @param twapDurationSeconds how long a TWAP takes
 * @param twapJitter whether a TWAP's children come at random moments of their slices
 * @param icebergDisplayE8 least quantity that an iceberg shows
 * @param icebergDisplayFractionE8 fraction of its quantity that an iceberg shows, if that is more
 * @param icebergRefreshPercent how much of what an iceberg shows must be filled before it shows more
 * @param icebergMaxRefreshes how often an iceberg shows more before it rests
 * @param icebergVarianceE8 how much less than the display an iceberg's refresh may show, at random; a fraction
 * @param icebergMinReplenishSeconds shortest time between two refreshes of an iceberg
 */
public record AlgoDefaults(
        int twapSlices,
        int twapDurationSeconds,
        boolean twapJitter,
        long icebergDisplayE8,
        long icebergDisplayFractionE8,
        int icebergRefreshPercent,
        int icebergMaxRefreshes,
        long icebergVarianceE8,
        int icebergMinReplenishSeconds) {

    /** What traders expect. */
    public static final AlgoDefaults STANDARD = new AlgoDefaults(8, 7200, true, 100_00000000L, 10000000L, 80, 20, 0, 0);
}
