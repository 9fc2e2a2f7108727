package io.weir.gateway.core;

import io.weir.fix.order.StateHash;
import io.weir.fix.settings.ClientSettings;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.RuntimeKeys;
import io.weir.fix.settings.SessionSection;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SessionSettings.CompIds;
import io.weir.fix.settings.SettingsException;
import io.weir.fix.state.StateStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that people changed or added while the gateway ran, over the configuration's. Immutable.
 *
 * <p>A change that makes no sense is an {@link IllegalArgumentException}, whose message is for the person who asked.
 */
final class RuntimeSessions {
    static final RuntimeSessions NONE = new RuntimeSessions(List.of());
    private static final List<String> THEIR_NAMES = List.of("TargetCompID", "TargetSubID", "TargetLocationID");

    private final List<RuntimeSession> sessions;

    private RuntimeSessions(List<RuntimeSession> sessions) {
        this.sessions = sessions;
    }

    List<RuntimeSession> all() {
        return sessions;
    }

    @Nullable
    RuntimeSession of(CompIds ids) {
        for (RuntimeSession session : sessions) {
            if (session.ids().equals(ids)) {
                return session;
            }
        }
        return null;
    }

    private RuntimeSessions with(RuntimeSession changed) {
        List<RuntimeSession> next = new ArrayList<>();
        boolean there = false;
        for (RuntimeSession session : sessions) {
            boolean same = session.ids().equals(changed.ids());
            there |= same;
            if (!same) {
                next.add(session);
            } else if (changed.isAdded() || !changed.keys().isEmpty()) {
                next.add(changed);
            }
        }
        if (!there && (changed.isAdded() || !changed.keys().isEmpty())) {
            next.add(changed);
        }
        return new RuntimeSessions(Collections.unmodifiableList(next));
    }

    /** With keys of one session set, or given back to the files where the value is empty. */
    RuntimeSessions edited(CompIds ids, Map<String, String> values, RuntimeSession.Key by) {
        RuntimeSession before = of(ids);
        Map<String, RuntimeSession.Key> keys = new TreeMap<>(before == null ? new TreeMap<>() : before.keys());
        values.forEach((key, value) -> set(keys, key, value, by));
        return with(new RuntimeSession(ids, before == null ? null : before.like(), keys));
    }

    private static void set(Map<String, RuntimeSession.Key> keys, String key, String value, RuntimeSession.Key by) {
        if (value.isEmpty()) {
            keys.remove(key);
        } else {
            keys.put(key, new RuntimeSession.Key(value, by.actor(), by.utcNanos(), by.reason()));
        }
    }

    /** With one more session, for a client that is like the client of another session. */
    RuntimeSessions added(GatewaySettings base, CompIds like, Map<String, String> values, RuntimeSession.Key by) {
        RuntimeSession model = of(like);
        CompIds root = model == null || model.like() == null ? like : model.like();
        if (clientOf(base, root) == null) {
            throw new IllegalArgumentException(like.name() + " is no client's session; --like names one of a client");
        }
        Map<String, RuntimeSession.Key> keys = new TreeMap<>();
        if (model != null) {
            model.keys().forEach((key, set) -> set(keys, key, THEIR_NAMES.contains(key) ? "" : set.value(), by));
        }
        values.forEach((key, value) -> set(keys, key, value, by));
        if (!keys.containsKey("TargetCompID")) {
            throw new IllegalArgumentException("TargetCompID: expected the CompID of the new counterparty");
        }
        CompIds ids = addedSection(base, root, valuesOf(keys)).ids();
        boolean taken = of(ids) != null && isAdded(ids);
        if (taken || indexOf(base, ids) >= 0) {
            throw new IllegalArgumentException("there is a session " + ids.name() + "; weir session edit changes it");
        }
        return with(new RuntimeSession(ids, root, keys));
    }

    private static Map<String, String> valuesOf(Map<String, RuntimeSession.Key> keys) {
        Map<String, String> values = new LinkedHashMap<>();
        keys.forEach((key, set) -> values.put(key, set.value()));
        return values;
    }

    boolean isAdded(CompIds ids) {
        RuntimeSession session = of(ids);
        return session != null && session.isAdded();
    }

    /** Without a session that was added. */
    RuntimeSessions removed(CompIds ids) {
        if (!isAdded(ids)) {
            throw new IllegalArgumentException(
                    ids.name() + " stands in the sessions file; take it out there, or: weir" + " session disable");
        }
        return new RuntimeSessions(
                sessions.stream().filter(each -> !each.ids().equals(ids)).toList());
    }

    /** The keys of a session in force. */
    SessionSection section(GatewaySettings base, CompIds ids) {
        RuntimeSession session = of(ids);
        CompIds like = session == null ? null : session.like();
        if (session != null && like != null) {
            return addedSection(base, like, session.values());
        }
        SessionSection section = base.sections().get(indexOf(base, ids));
        return session == null ? section : section.with(session.values());
    }

    private static SessionSection addedSection(GatewaySettings base, CompIds like, Map<String, String> values) {
        return base.sections().get(indexOf(base, like)).without(THEIR_NAMES).with(values);
    }

    /** The place of a session in the configuration; less than 0 where it is not in it. */
    static int indexOf(GatewaySettings base, CompIds ids) {
        for (int i = 0; i < base.sessions().size(); i++) {
            if (base.sessions().get(i).ids().equals(ids)) {
                return i;
            }
        }
        return -1;
    }

    /** The client of a session of the configuration, or null where it is a broker's or in no file. */
    static @Nullable ClientSettings clientOf(GatewaySettings base, CompIds ids) {
        int index = indexOf(base, ids);
        for (ClientSettings client : base.clients()) {
            if (client.session() == index && index >= 0) {
                return client;
            }
        }
        return null;
    }

    /**
     * The configuration with all this over it.
     *
     * @throws SettingsException if a session cannot be read with what was set
     */
    GatewaySettings over(GatewaySettings base) throws SettingsException {
        GatewaySettings settings = base;
        for (RuntimeSession session : sessions) {
            SessionSection section = section(base, session.ids());
            SessionSettings read = section.settings();
            CompIds like = session.like();
            ClientSettings client = like == null ? null : clientOf(base, like);
            settings = client == null
                    ? settings.withSession(indexOf(base, session.ids()), section, read)
                    : settings.withClient(client.index(), section, read);
        }
        return settings;
    }

    /**
     * What is left under another configuration: it wins for each key that it now sets otherwise than before, and for each session
     * that it now names; what has lost its ground is dropped.
     *
     * @param told hears of each thing that was dropped
     */
    RuntimeSessions under(GatewaySettings before, GatewaySettings next, Consumer<String> told) {
        List<RuntimeSession> left = new ArrayList<>();
        for (RuntimeSession session : sessions) {
            RuntimeSession kept =
                    session.isAdded() ? addedUnder(session, next, told) : editedUnder(session, before, next, told);
            if (kept != null && isReadable(next, kept, told)) {
                left.add(kept);
            }
        }
        return new RuntimeSessions(Collections.unmodifiableList(left));
    }

    private static @Nullable RuntimeSession addedUnder(
            RuntimeSession session, GatewaySettings next, Consumer<String> told) {
        String name = session.ids().name();
        if (indexOf(next, session.ids()) >= 0) {
            told.accept("session " + name + " was added at run time and is in the configuration now, which decides");
            return null;
        }
        CompIds like = session.like();
        if (like == null || clientOf(next, like) == null) {
            told.accept("session " + name + " is gone: it was added like " + (like == null ? "" : like.name())
                    + ", which is no client's session any more");
            return null;
        }
        return session;
    }

    private static @Nullable RuntimeSession editedUnder(
            RuntimeSession session, GatewaySettings before, GatewaySettings next, Consumer<String> told) {
        int was = indexOf(before, session.ids());
        int is = indexOf(next, session.ids());
        if (is < 0) {
            told.accept(
                    "session " + session.ids().name() + " is in no file any more; what was set at run time is gone");
            return null;
        }
        Map<String, RuntimeSession.Key> keys = new TreeMap<>();
        session.keys().forEach((key, set) -> {
            String old = was < 0 ? null : before.sections().get(was).value(key);
            String now = next.sections().get(is).value(key);
            if (old == null ? now == null : old.equals(now)) {
                keys.put(key, set);
            } else {
                told.accept("session " + session.ids().name() + ": the configuration now says " + key + "="
                        + (now == null ? "" : now) + "; the " + set.value() + " that " + set.actor() + " set is gone");
            }
        });
        return keys.isEmpty() ? null : new RuntimeSession(session.ids(), null, keys);
    }

    private static boolean isReadable(GatewaySettings next, RuntimeSession session, Consumer<String> told) {
        try {
            new RuntimeSessions(List.of(session)).over(next);
            return true;
        } catch (SettingsException e) {
            told.accept("session " + session.ids().name() + ": what was set at run time does not go with the"
                    + " configuration any more and is gone: "
                    + String.valueOf(e.getMessage()).replaceAll("\\R", "; "));
            return false;
        }
    }

    /** Writes them, or reads them back. */
    RuntimeSessions state(StateStream state) {
        List<RuntimeSession> all = new ArrayList<>();
        int count = state.count(sessions.size());
        for (int i = 0; i < count; i++) {
            all.add(RuntimeSession.state(state, state.isReading() ? null : sessions.get(i)));
        }
        return new RuntimeSessions(Collections.unmodifiableList(all));
    }

    long stateHash() {
        long hash = StateHash.SEED;
        for (RuntimeSession session : sessions) {
            hash = StateHash.mix(hash, session.ids().name());
            CompIds like = session.like();
            hash = StateHash.mix(hash, like == null ? "" : like.name());
            for (Map.Entry<String, RuntimeSession.Key> key : session.keys().entrySet()) {
                hash = StateHash.mix(hash, key.getKey() + "=" + key.getValue());
            }
        }
        return hash;
    }

    /** Reads the words of a command; see {@link RuntimeKeys}. */
    static Map<String, String> keys(List<String> words, boolean naming) {
        try {
            return RuntimeKeys.parse(words, naming);
        } catch (SettingsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
