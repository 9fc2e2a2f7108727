package io.weir.gateway.core;

import io.weir.fix.codec.Timestamps;
import io.weir.fix.order.StateHash;
import io.weir.fix.settings.ClientSettings;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SessionSection;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SessionSettings.CompIds;
import io.weir.fix.settings.SettingsException;
import io.weir.fix.state.StateException;
import io.weir.fix.state.StateStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions there are: those of the configuration in force, with what people changed, and those that people added while the
 * gateway ran. Each keeps its place for good, by its CompIDs, also when it is gone. Confined to the core thread.
 */
public final class SessionRoster {
    static final String NOW = "--now";

    /** What a change does. */
    enum Kind {
        EDIT,
        ADD,
        REMOVE
    }

    /**
     * A change that makes sense, ready to be made.
     *
     * @param kind what it does
     * @param place of its session; that of a new one may be behind the last
     * @param settings of the session from then on
     * @param like of an added session: the dense number of the client that it is like; else -1
     * @param now whether a session that is up may be ended for it
     * @param words each key with before and after
     */
    record Change(
            Kind kind,
            int place,
            SessionSettings settings,
            int like,
            boolean now,
            String words,
            RuntimeSessions after) {}

    private final List<SessionSettings> registry = new ArrayList<>();
    private final List<SessionSection> sections = new ArrayList<>();
    private final BitSet gone = new BitSet();
    private final List<String> news = new ArrayList<>();
    private @Nullable GatewaySettings base;
    private RuntimeSessions runtime = RuntimeSessions.NONE;
    /** What people had set when the configuration in force was taken. */
    private RuntimeSessions configured = RuntimeSessions.NONE;

    SessionRoster() {}

    // ---- the configuration

    /** Another configuration holds: what people set at run time stays where it does not say otherwise. */
    GatewaySettings configure(GatewaySettings next) {
        GatewaySettings before = base;
        runtime = before == null ? runtime : runtime.under(before, next, news::add);
        base = next;
        configured = runtime;
        return over(runtime);
    }

    private GatewaySettings over(RuntimeSessions set) {
        try {
            return set.over(base());
        } catch (SettingsException e) {
            throw new IllegalStateException("each session could be read, but not all of them: " + e.getMessage(), e);
        }
    }

    /** Gives each of the sessions its place; what is known keeps the one it had, and what is not named is gone. */
    int[] register(GatewaySettings named) {
        int[] places = new int[named.sessions().size()];
        gone.set(0, registry.size());
        for (int i = 0; i < places.length; i++) {
            places[i] = place(named.sessions().get(i).ids());
            put(places[i], named.sections().get(i), named.sessions().get(i));
        }
        return places;
    }

    private void put(int place, SessionSection section, SessionSettings settings) {
        if (place == registry.size()) {
            registry.add(settings);
            sections.add(section);
        } else {
            registry.set(place, settings);
            sections.set(place, section);
        }
        gone.clear(place);
    }

    private int place(CompIds ids) {
        for (int known = 0; known < registry.size(); known++) {
            if (registry.get(known).ids().equals(ids)) {
                return known;
            }
        }
        return registry.size();
    }

    /** Whether a session is in no configuration any more. */
    public boolean isGone(int place) {
        return gone.get(place);
    }

    /** What became of run-time settings under another configuration, once. */
    List<String> takeNews() {
        List<String> told = List.copyOf(news);
        news.clear();
        return told;
    }

    /** All sessions by their places, as they are built. */
    List<SessionSettings> registry() {
        return Collections.unmodifiableList(registry);
    }

    /** All sessions by their places, as the edge needs them: what is gone is neither listened for nor connected. */
    List<SessionSettings> sessions() {
        return reachable(registry, gone);
    }

    private static List<SessionSettings> reachable(List<SessionSettings> all, BitSet gone) {
        List<SessionSettings> sessions = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            sessions.add(gone.get(i) ? all.get(i).retired() : all.get(i));
        }
        return Collections.unmodifiableList(sessions);
    }

    private GatewaySettings base() {
        if (base == null) {
            throw new IllegalStateException("there is no configuration yet");
        }
        return base;
    }

    // ---- names

    /**
     * The place of the session that a person means.
     *
     * @throws IllegalArgumentException if none or more than one is meant
     */
    public int find(String name) {
        List<Integer> places = new ArrayList<>();
        List<CompIds> ids = new ArrayList<>();
        for (int i = 0; i < registry.size(); i++) {
            if (!gone.get(i)) {
                places.add(i);
                ids.add(registry.get(i).ids());
            }
        }
        return places.get(SessionNames.find(ids, name));
    }

    // ---- what people ask

    /** The sessions as the edge would need them after a change. */
    List<SessionSettings> sessionsAfter(Change change) {
        List<SessionSettings> next = new ArrayList<>(registry);
        BitSet nextGone = (BitSet) gone.clone();
        if (change.place() == next.size()) {
            next.add(change.settings());
        } else {
            next.set(change.place(), change.settings());
        }
        nextGone.set(change.place(), change.kind() == Kind.REMOVE);
        return reachable(next, nextGone);
    }

    /**
     * What a command would change.
     *
     * @throws IllegalArgumentException if it makes no sense
     */
    Change propose(AdminCommand command, long utcNanos) {
        List<String> words = new ArrayList<>(command.arguments());
        boolean now = words.remove(NOW);
        if (words.isEmpty()) {
            throw new IllegalArgumentException(command.name() + ": expected a session");
        }
        String name = words.remove(0);
        RuntimeSession.Key by = new RuntimeSession.Key("", command.actor(), utcNanos, command.reason());
        return switch (command.name()) {
            case "session-edit" -> edit(find(name), RuntimeSessions.keys(words, false), by, now);
            case "session-add" -> add(name, RuntimeSessions.keys(words, true), by);
            default -> remove(find(name), words);
        };
    }

    private Change edit(int place, Map<String, String> keys, RuntimeSession.Key by, boolean now) {
        CompIds ids = registry.get(place).ids();
        RuntimeSessions after = runtime.edited(ids, keys, by);
        SessionSection section = after.section(base(), ids);
        SessionSettings settings = read(section);
        String words = difference(runtime.section(base(), ids), section);
        if (words.isEmpty()) {
            throw new IllegalArgumentException(ids.name() + " has that already; nothing changes");
        }
        return new Change(Kind.EDIT, place, settings, -1, now, words, after);
    }

    private Change add(String likeName, Map<String, String> keys, RuntimeSession.Key by) {
        CompIds like = likeName.isEmpty()
                ? theOnlyClient()
                : registry.get(find(likeName)).ids();
        RuntimeSessions after = runtime.added(base(), like, keys, by);
        RuntimeSession added = after.all().get(after.all().size() - 1);
        SessionSettings settings = read(after.section(base(), added.ids()));
        CompIds root = added.like() == null ? like : added.like();
        ClientSettings client = RuntimeSessions.clientOf(base(), root);
        StringBuilder words = new StringBuilder();
        keys.forEach((key, value) -> words.append(key).append('=').append(value).append(", "));
        words.append("the rest as ").append(like.name());
        int index = client == null ? -1 : client.index();
        return new Change(Kind.ADD, place(added.ids()), settings, index, false, words.toString(), after);
    }

    private CompIds theOnlyClient() {
        List<ClientSettings> clients = base().clients();
        if (clients.size() != 1) {
            List<String> names = clients.stream()
                    .map(client -> base().sessions().get(client.session()).ids().name())
                    .toList();
            throw new IllegalArgumentException(
                    "--like: expected one of the clients' sessions: " + String.join(", ", names));
        }
        return base().sessions().get(clients.get(0).session()).ids();
    }

    private Change remove(int place, List<String> words) {
        if (!words.isEmpty()) {
            throw new IllegalArgumentException("session-remove takes a session, and no " + words);
        }
        SessionSettings settings = registry.get(place);
        String how = runtime.isAdded(settings.ids()) ? "removed" : "";
        return new Change(Kind.REMOVE, place, settings, -1, false, how, runtime.removed(settings.ids()));
    }

    private static SessionSettings read(SessionSection section) {
        try {
            return section.settings();
        } catch (SettingsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String difference(SessionSection before, SessionSection after) {
        Map<String, String> was = values(before);
        Map<String, String> is = values(after);
        List<String> changes = new ArrayList<>();
        Map<String, String> all = new LinkedHashMap<>(was);
        is.forEach(all::putIfAbsent);
        for (String key : all.keySet()) {
            String old = was.getOrDefault(key, "");
            String next = is.getOrDefault(key, "");
            if (!old.equals(next)) {
                changes.add(key + " " + (old.isEmpty() ? "(none)" : old) + " -> " + (next.isEmpty() ? "(none)" : next));
            }
        }
        return String.join(", ", changes);
    }

    private static Map<String, String> values(SessionSection section) {
        Map<String, String> values = new LinkedHashMap<>();
        section.inForce().forEach(key -> values.put(key.key(), key.value()));
        return values;
    }

    /** Makes a change; what it means for sessions and orders is for the core. */
    void make(Change change) {
        runtime = change.after();
        if (change.kind() == Kind.REMOVE) {
            gone.set(change.place());
        } else {
            put(change.place(), runtime.section(base(), change.settings().ids()), change.settings());
        }
    }

    // ---- snapshots

    /** Writes which sessions there are, or reads it back under the configuration that it was written under. */
    void state(StateStream state, Supplier<GatewaySettings> inForce) {
        state.section("session roster", 1, () -> {
            configured = configured.state(state);
            runtime = runtime.state(state);
            if (state.isReading()) {
                base = inForce.get();
            }
            places(state);
            int told = state.count(news.size());
            for (int i = 0; i < told; i++) {
                String each = state.of(state.isReading() ? "" : news.get(i));
                if (state.isReading()) {
                    news.add(each);
                }
            }
        });
    }

    /** The places: a session of the configuration is read from it anew, one that is gone has its keys in the state. */
    private void places(StateStream state) {
        GatewaySettings now = over(runtime);
        int count = state.count(registry.size());
        for (int place = 0; place < count; place++) {
            boolean isGone = state.of(gone.get(place));
            if (isGone) {
                Map<String, String> keys = keys(
                        state,
                        state.isReading() ? Map.of() : sections.get(place).shown());
                SessionSection section = now.sections().get(0).beside(keys);
                if (state.isReading()) {
                    put(place, section, read(section));
                    gone.set(place);
                }
                continue;
            }
            SessionSettings known = state.isReading() ? now.sessions().get(0) : registry.get(place);
            CompIds ids = RuntimeSession.ids(state, known.ids());
            if (state.isReading()) {
                int index = RuntimeSessions.indexOf(now, ids);
                if (index < 0) {
                    throw new StateException("session " + ids.name() + " is in no configuration");
                }
                put(place, now.sections().get(index), now.sessions().get(index));
            }
        }
    }

    private static Map<String, String> keys(StateStream state, Map<String, String> keys) {
        Map<String, String> read = new LinkedHashMap<>();
        Iterator<Map.Entry<String, String>> each = keys.entrySet().iterator();
        int count = state.count(keys.size());
        for (int i = 0; i < count; i++) {
            Map.Entry<String, String> entry = state.isReading() ? Map.entry("", "") : each.next();
            read.put(state.of(entry.getKey()), state.of(entry.getValue()));
        }
        return read;
    }

    /** The configuration as it was taken: with what people had set then. */
    GatewaySettings configured() {
        return over(configured);
    }

    /** The places of the sessions of a configuration whose sessions all have one. */
    int[] placesOf(GatewaySettings settings) {
        return settings.sessions().stream().mapToInt(each -> place(each.ids())).toArray();
    }

    // ---- what people see

    /** Each key of a session in force with its value and where that comes from. */
    public List<Map<String, String>> show(int place) {
        CompIds ids = registry.get(place).ids();
        RuntimeSession session = runtime.of(ids);
        List<Map<String, String>> rows = new ArrayList<>();
        for (SessionSection.InForce key : runtime.section(base(), ids).inForce()) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("key", key.key());
            row.put("value", key.value());
            row.put("from", from(key, session));
            rows.add(row);
        }
        return rows;
    }

    private static String from(SessionSection.InForce key, @Nullable RuntimeSession session) {
        RuntimeSession.Key set = session == null ? null : session.keys().get(key.key());
        if (key.runTime() && set != null) {
            return "run time, " + by(set);
        }
        return key.file().isEmpty() ? "default" : key.file() + ":" + key.line();
    }

    private static String by(RuntimeSession.Key set) {
        return set.actor() + " " + Timestamps.text(set.utcNanos()) + ": " + set.reason();
    }

    /**
     * What people set at run time as sections of a sessions file, with comments that say what becomes of it there; empty where
     * there is nothing.
     */
    public List<String> export() {
        List<String> lines = new ArrayList<>();
        for (RuntimeSession session : runtime.all()) {
            SessionSection section = runtime.section(base(), session.ids());
            CompIds like = session.like();
            lines.add(
                    like == null
                            ? "# " + session.ids().name() + ": in place of the section at " + section.place()
                            : "# " + session.ids().name() + ", added like " + like.name() + " at " + section.place());
            session.keys().forEach((key, set) -> lines.add("#   " + key + ": " + by(set)));
            ClientSettings client = like == null ? null : RuntimeSessions.clientOf(base(), like);
            if (client != null) {
                lines.add("#   weir.yaml, clients: an entry with compId: "
                        + session.ids().targetCompId() + " and the rest as that of " + client.compId());
            }
            lines.addAll(section.lines());
            lines.add("");
        }
        return lines;
    }

    long stateHash() {
        return StateHash.mix(runtime.stateHash(), gone.toString());
    }
}
