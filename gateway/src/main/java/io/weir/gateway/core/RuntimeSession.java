package io.weir.gateway.core;

import io.weir.fix.settings.SessionSettings.CompIds;
import io.weir.fix.state.StateStream;
import java.util.Collections;
import java.util.Iterator;
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

    private static final RuntimeSession NONE =
            new RuntimeSession(new CompIds("", "", "", "", "", ""), null, Collections.emptyMap());

    /** Writes one, or reads one back where none is given. */
    static RuntimeSession state(StateStream state, @Nullable RuntimeSession given) {
        RuntimeSession old = given == null ? NONE : given;
        CompIds ids = ids(state, old.ids);
        CompIds like = state.of(old.like != null) ? ids(state, old.like == null ? NONE.ids : old.like) : null;
        int count = state.count(old.keys.size());
        Map<String, Key> keys = new TreeMap<>();
        Iterator<Map.Entry<String, Key>> each = old.keys.entrySet().iterator();
        for (int i = 0; i < count; i++) {
            Map.Entry<String, Key> entry = state.isReading() ? Map.entry("", new Key("", "", 0, "")) : each.next();
            Key key = entry.getValue();
            keys.put(
                    state.of(entry.getKey()),
                    new Key(state.of(key.value), state.of(key.actor), state.of(key.utcNanos), state.of(key.reason)));
        }
        return new RuntimeSession(ids, like, keys);
    }

    /** Writes the CompIDs of a session, or reads them back. */
    static CompIds ids(StateStream state, CompIds ids) {
        return new CompIds(
                state.of(ids.senderCompId()),
                state.of(ids.senderSubId()),
                state.of(ids.senderLocationId()),
                state.of(ids.targetCompId()),
                state.of(ids.targetSubId()),
                state.of(ids.targetLocationId()));
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
