package io.weir.gateway.core;

import io.weir.fix.settings.SessionSettings.CompIds;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people set of one session while the gateway ran.
 *
 * @param ids the session
 * @param like the session of the files whose keys and rights it has; null where it stands in the files itself
 * @param keys what was set, by key
 */
public record RuntimeSession(CompIds ids, @Nullable CompIds like, Map<String, Key> keys) {
    /**
     * A key that a person set.
     *
     * @param value its value
     * @param actor who
     * @param utcNanos when
     * @param reason why
     */
    public record Key(String value, String actor, long utcNanos, String reason) {}

    /** Copies the keys, in their order. */
    public RuntimeSession {
        keys = Collections.unmodifiableMap(new TreeMap<>(keys));
    }

    /** Whether it was added, and stands in no file. */
    public boolean isAdded() {
        return like != null;
    }

    /** The values by key. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        keys.forEach((key, set) -> values.put(key, set.value()));
        return values;
    }
}
