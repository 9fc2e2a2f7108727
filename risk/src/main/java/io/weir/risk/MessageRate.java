package io.weir.risk;

/**
 * How many messages may come or go.
 *
 * @param perSecond messages in a second, 0 for no limit
 * @param burst messages at once after a rest, at least 1
 */
public record MessageRate(long perSecond, long burst) {
    /** No limit. */
    public static final MessageRate UNLIMITED = new MessageRate(0, 1);
    /** The highest rate and burst that can be set. */
    public static final long MAX = 1_000_000_000L;

    /** Refuses what is no rate. */
    public MessageRate {
        if (perSecond < 0 || perSecond > MAX || burst < 1 || burst > MAX) {
            throw new IllegalArgumentException("rate of " + perSecond + " a second, burst " + burst);
        }
    }
}
