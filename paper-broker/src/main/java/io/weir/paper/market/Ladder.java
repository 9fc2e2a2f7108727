package io.weir.paper.market;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One side of a book: its levels, sorted, the best one last.
 *
 * <p>Most prices come and go near the best one, so that little moves; the rest is found by halving.
 */
final class Ladder {
    private final boolean bids;
    private @Nullable Level[] levels = new @Nullable Level[64];
    private int size;
    private @Nullable Level free;

    Ladder(boolean bids) {
        this.bids = bids;
    }

    int size() {
        return size;
    }

    /** The level at a distance from the best one, which is 0. */
    Level at(int distance) {
        return Objects.requireNonNull(levels[size - 1 - distance]);
    }

    @Nullable
    Level best() {
        return size == 0 ? null : levels[size - 1];
    }

    /** The level of a price, made where there is none. */
    Level demand(long priceE8) {
        int index = search(priceE8);
        if (index >= 0) {
            return Objects.requireNonNull(levels[index]);
        }
        int place = -index - 1;
        if (size == levels.length) {
            levels = Arrays.copyOf(levels, size * 2);
        }
        System.arraycopy(levels, place, levels, place + 1, size - place);
        Level level = take();
        level.priceE8 = priceE8;
        levels[place] = level;
        size++;
        return level;
    }

    /** Drops a level that has no order left. */
    void drop(Level level) {
        int index = search(level.priceE8);
        size--;
        System.arraycopy(levels, index + 1, levels, index, size - index);
        levels[size] = null;
        level.nextFree = free;
        free = level;
    }

    private Level take() {
        Level level = free;
        if (level == null) {
            return new Level();
        }
        free = level.nextFree;
        level.nextFree = null;
        return level;
    }

    private int search(long priceE8) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long there = at(size - 1 - middle).priceE8;
            if (there == priceE8) {
                return middle;
            }
            boolean worse = bids ? there < priceE8 : there > priceE8;
            if (worse) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
