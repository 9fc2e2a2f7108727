package io.weir.fix.settings;

import io.weir.fix.settings.CfgFile.Entry;
import io.weir.fix.settings.CfgFile.Section;
import io.weir.fix.settings.KeyReport.Fate;
import io.weir.fix.settings.SessionKeys.Known;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a QuickFIX settings file, and what became of each of its keys.
 *
 * @param sessions the sessions, in the order of the file
 * @param keys the keys, in the order of the file; a default once, not for each session
 * @param sections the section of each session
 */
public record SessionsFile(List<SessionSettings> sessions, List<KeyReport> keys, List<SessionSection> sections) {
    /**
     * Reads a file; its relative paths start from the directory that it is in.
     *
     * @throws SettingsException with everything that is wrong
     */
    public static SessionsFile load(Path path) throws SettingsException {
        Problems problems = new Problems();
        SessionsFile file = load(path, path.toString(), problems);
        problems.throwIfAny();
        return file;
    }

    static SessionsFile load(Path path, String name, Problems problems) {
        String text;
        try {
            text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            problems.add(name, 0, "", "", "a sessions file that can be read");
            return new SessionsFile(List.of(), List.of(), List.of());
        }
        Path directory = path.toAbsolutePath().getParent();
        return parse(name, text, directory == null ? path.toAbsolutePath() : directory, problems);
    }

    /**
     * Reads the text of a file.
     *
     * @param name what to call it in errors
     * @param directory where its relative paths start
     * @throws SettingsException with everything that is wrong
     */
    public static SessionsFile parse(String name, String text, Path directory) throws SettingsException {
        Problems problems = new Problems();
        SessionsFile file = parse(name, text, directory, problems);
        problems.throwIfAny();
        return file;
    }

    static SessionsFile parse(String name, String text, Path directory, Problems problems) {
        CfgFile cfg = CfgFile.parse(name, text, SessionsFile::variable, problems);
        List<KeyReport> keys = new ArrayList<>();
        report(cfg, "DEFAULT", cfg.defaults(), keys, problems);
        List<SessionSettings> sessions = new ArrayList<>();
        List<SessionSection> sections = new ArrayList<>();
        for (Section section : cfg.sessions()) {
            SessionSection keysOfIt = SessionSection.of(cfg, section, directory);
            SessionSettings session = keysOfIt.read(problems);
            sections.add(keysOfIt);
            report(cfg, session.ids().toString(), section, keys, problems);
            if (sessions.stream().anyMatch(other -> other.ids().equals(session.ids()))) {
                problems.add(name, section.line(), "[SESSION]", session.ids().toString(), "CompIDs that occur once");
            }
            sessions.add(session);
        }
        if (sessions.isEmpty()) {
            problems.add(name, 0, "[SESSION]", "", "at least one");
        }
        return new SessionsFile(List.copyOf(sessions), List.copyOf(keys), List.copyOf(sections));
    }

    /** The text of a sessions file as others may keep it: with stars in the place of passwords, and else as it is. */
    public static String masked(String text) {
        return SessionKeys.masked(text);
    }

    /** The session of these keys alone. */
    static SessionSettings of(Map<String, String> keys) throws SettingsException {
        StringBuilder text = new StringBuilder("[SESSION]\n");
        keys.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return parse("session", text.toString(), Path.of("").toAbsolutePath())
                .sessions()
                .get(0);
    }

    private static void report(CfgFile cfg, String session, Section section, List<KeyReport> keys, Problems problems) {
        for (Entry entry : section.entries().values()) {
            Known known = SessionKeys.of(entry.key());
            String shown = SessionKeys.shown(entry.key(), entry.value());
            Fate fate = known == null ? Fate.UNKNOWN : known.fateOf(entry.value());
            String reason = known == null ? SessionKeys.expected(entry.key()) : reason(known, fate);
            keys.add(new KeyReport(cfg.name(), entry.line(), session, entry.key(), shown, fate, reason));
            if (known == null) {
                problems.add(cfg.name(), entry.line(), entry.key(), shown, reason);
            } else if (fate == Fate.REFUSED) {
                String instead = known.exception() == null ? "no such key" : "another value";
                problems.add(cfg.name(), entry.line(), entry.key(), shown, instead + ": " + reason);
            }
        }
    }

    private static String reason(Known known, Fate fate) {
        return fate == Fate.HONOURED ? "" : known.reason();
    }

    private static @Nullable String variable(String name) {
        String property = System.getProperty(name);
        return property == null ? System.getenv(name) : property;
    }
}
