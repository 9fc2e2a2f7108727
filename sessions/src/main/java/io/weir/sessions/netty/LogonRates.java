package io.weir.sessions.netty;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many more of each key there may be now: so many a second, and ten seconds' worth at once.
 *
 * <p>It remembers so many keys; beyond, it forgets the one that was not heard of for longest. Confined to the accept thread.
 */
final class LogonRates<K> {
    static final int MOST_KEYS = 8192;

    private static final double SECOND = 1e9;
    private static final int WORTH_SECONDS = 10;

    /** What was left, and when. */
    private record Left(double count, long nanos) {}

    private final int perSecond;
    private final Map<K, Left> keys = new LinkedHashMap<>(16, 0.75f, true);

    /** A rate; 0 lets all pass. */
    LogonRates(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Takes one; false where there is none left. */
    boolean take(K key, long nowNanos) {
        if (perSecond == 0) {
            return true;
        }
        double left = left(key, nowNanos);
        if (left < 1) {
            return false;
        }
        keys.put(key, new Left(left - 1, nowNanos));
        if (keys.size() > MOST_KEYS) {
            keys.remove(keys.keySet().iterator().next());
        }
        return true;
    }

    private double left(K key, long nowNanos) {
        double most = (double) perSecond * WORTH_SECONDS;
        Left last = keys.get(key);
        return last == null ? most : Math.min(most, last.count() + (nowNanos - last.nanos()) / SECOND * perSecond);
    }

    /** What was taken of a key does not count. */
    void forget(K key) {
        keys.remove(key);
    }

    int size() {
        return keys.size();
    }
}
