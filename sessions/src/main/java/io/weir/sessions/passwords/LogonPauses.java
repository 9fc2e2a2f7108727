package io.weir.sessions.passwords;

import java.util.LinkedHashMap;

/**
 * How long a user must wait at an address after wrong passwords: a second after the first, twice as long after each more, a
 * minute at most. Forgotten an hour after the last.
 *
 * <p>It remembers so many pairs of user and address, and forgets the one that was not heard of for longest beyond that.
 */
final class LogonPauses {
    static final int MOST = 4096;

    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST = 60 * SECOND;
    private static final long FORGOTTEN = 3600 * SECOND;

    /** Who failed where. */
    private record Key(String user, String address) {}

    /** How often, when last, and until when he has to wait. */
    private record Pause(int failures, long since, long until) {}

    private final LinkedHashMap<Key, Pause> pauses = new LinkedHashMap<>(16, 0.75f, true);

    /** Nanoseconds to wait still; 0 where there is no need. */
    long remaining(String user, String address, long nowNanos) {
        Pause pause = pauses.get(new Key(user, address));
        return pause == null ? 0 : Math.max(0, pause.until() - nowNanos);
    }

    /** A wrong password was shown. */
    void wrong(String user, String address, long nowNanos) {
        Key key = new Key(user, address);
        Pause before = pauses.get(key);
        int failures = before == null || nowNanos - before.since() > FORGOTTEN ? 1 : before.failures() + 1;
        long pause = failures > 6 ? LONGEST : Math.min(LONGEST, SECOND << (failures - 1));
        pauses.put(key, new Pause(failures, nowNanos, nowNanos + pause));
        if (pauses.size() > MOST) {
            pauses.remove(pauses.keySet().iterator().next());
        }
    }

    /** The right password was shown. */
    void right(String user, String address) {
        pauses.remove(new Key(user, address));
    }

    int size() {
        return pauses.size();
    }
}
