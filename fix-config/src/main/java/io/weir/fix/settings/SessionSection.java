package io.weir.fix.settings;

import io.weir.fix.settings.CfgFile.Entry;
import io.weir.fix.settings.CfgFile.Section;
import io.weir.fix.settings.SessionSettings.CompIds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one session as texts, each with where it comes from: its section of a sessions file, the file's defaults, or a
 * person at run time. Immutable; it prints nothing of them, as some are secrets.
 */
public final class SessionSection {
    /** The line of a key that was set at run time. */
    static final int RUN_TIME = -1;

    private final String file;
    private final int line;
    private final Path directory;
    private final Map<String, Entry> defaults;
    private final Map<String, Entry> own;

    private SessionSection(String file, int line, Path directory, Map<String, Entry> defaults, Map<String, Entry> own) {
        this.file = file;
        this.line = line;
        this.directory = directory;
        this.defaults = Collections.unmodifiableMap(defaults);
        this.own = Collections.unmodifiableMap(own);
    }

    /** A section of a file with the file's defaults. */
    static SessionSection of(CfgFile cfg, Section section, Path directory) {
        return new SessionSection(
                cfg.name(),
                section.line(),
                directory,
                new LinkedHashMap<>(cfg.defaults().entries()),
                new LinkedHashMap<>(section.entries()));
    }

    /**
     * A key in force.
     *
     * @param key the key
     * @param value its value as it may be shown
     * @param file the file it stands in; empty where it stands in none
     * @param line its line there; 0 where it is the default
     * @param runTime whether a person set it while the gateway ran
     */
    public record InForce(String key, String value, String file, int line, boolean runTime) {}

    private Map<String, Entry> entries() {
        Map<String, Entry> all = new LinkedHashMap<>(defaults);
        all.putAll(own);
        return all;
    }

    /** The settings that the keys mean; what is wrong goes to the problems. */
    SessionSettings read(Problems problems) {
        return reader(problems).read();
    }

    private SessionReader reader(Problems problems) {
        return new SessionReader(file, line, directory, entries(), problems);
    }

    /**
     * The settings that the keys mean, without looking at the files again that they name.
     *
     * @throws SettingsException with everything that is wrong; what a person set at run time is named without a file
     */
    public SessionSettings settings() throws SettingsException {
        Problems problems = new Problems();
        SessionSettings settings = reader(problems).withoutFiles().read();
        problems.throwIfAny();
        return settings;
    }

    /** These keys with others that a person set at run time, in their order. */
    public SessionSection with(Map<String, String> keys) {
        Map<String, Entry> next = new LinkedHashMap<>(own);
        keys.forEach((key, value) -> next.put(key, new Entry(key, value, RUN_TIME)));
        return new SessionSection(file, line, directory, defaults, next);
    }

    /** These keys without some. */
    public SessionSection without(Collection<String> keys) {
        Map<String, Entry> nextDefaults = new LinkedHashMap<>(defaults);
        Map<String, Entry> nextOwn = new LinkedHashMap<>(own);
        keys.forEach(nextDefaults::remove);
        keys.forEach(nextOwn::remove);
        return new SessionSection(file, line, directory, nextDefaults, nextOwn);
    }

    /** The text of a key, or null where it is not set. */
    public @Nullable String value(String key) {
        Entry entry = own.containsKey(key) ? own.get(key) : defaults.get(key);
        return entry == null ? null : entry.value();
    }

    /** The text of every key, with stars in the place of secrets. */
    public Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        entries().forEach((key, entry) -> shown.put(key, SessionKeys.shown(key, entry.value())));
        return shown;
    }

    /** A section of other keys, as if it stood in the same folder. */
    public SessionSection beside(Map<String, String> keys) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        keys.forEach((key, value) -> entries.put(key, new Entry(key, value, 0)));
        return new SessionSection(file, 0, directory, Map.of(), entries);
    }

    /** Whose session it is. */
    public CompIds ids() {
        return new CompIds(
                text("SenderCompID"),
                text("SenderSubID"),
                text("SenderLocationID"),
                text("TargetCompID"),
                text("TargetSubID"),
                text("TargetLocationID"));
    }

    private String text(String key) {
        String value = value(key);
        return value == null ? "" : value;
    }

    /** Where the section begins: file:line. */
    public String place() {
        return file + ":" + line;
    }

    /** Every key in force, those that nobody set with their defaults, in the order in which they are read. */
    public List<InForce> inForce() {
        Map<String, Entry> entries = entries();
        SessionReader reader = reader(new Problems()).withoutFiles();
        reader.read();
        Map<String, String> values = new LinkedHashMap<>(reader.asked());
        entries.forEach((key, entry) -> values.putIfAbsent(key, entry.value()));
        List<InForce> all = new ArrayList<>();
        values.forEach((key, value) -> all.add(inForce(key, value, entries.get(key))));
        return Collections.unmodifiableList(all);
    }

    private InForce inForce(String key, String value, @Nullable Entry entry) {
        String shown = SessionKeys.shown(key, entry == null ? value : entry.value());
        if (entry == null) {
            return new InForce(key, shown, "", 0, false);
        }
        boolean runTime = entry.line() == RUN_TIME;
        return new InForce(key, shown, runTime ? "" : file, runTime ? 0 : entry.line(), runTime);
    }

    /**
     * The section as lines of a sessions file, as it would stand under the same defaults. A secret is a comment that says where
     * it is to be taken from.
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("[SESSION]");
        for (Entry entry : own.values()) {
            boolean secret = SessionKeys.isSecret(entry.key(), entry.value());
            lines.add(
                    secret
                            ? "# " + entry.key() + " as in " + file + ":" + entry.line()
                            : entry.key() + "=" + entry.value());
        }
        return Collections.unmodifiableList(lines);
    }

    @Override
    public String toString() {
        return ids() + " at " + place();
    }
}
