package io.weir.fix.settings;

import java.util.List;

/**
 * What became of one key of a sessions file.
 *
 * @param file the file as the user named it
 * @param line its line, from 1
 * @param session the session it belongs to, or {@code DEFAULT}
 * @param key the key
 * @param value its value after substitution; stars for a secret
 * @param fate what became of it
 * @param reason why, where it is not honoured; else empty
 */
public record KeyReport(String file, int line, String session, String key, String value, Fate fate, String reason) {
    /** What becomes of a key. */
    public enum Fate {
        /** It does what QuickFIX's documentation says. */
        HONOURED,
        /** It is known and without effect here. */
        IGNORED,
        /** It asks for what this gateway does not do: the configuration is not accepted. */
        REFUSED,
        /** Nobody knows it: the configuration is not accepted. */
        UNKNOWN
    }

    /** The keys that are honoured whatever their value, numbered ones by their first form; in alphabetical order. */
    public static List<String> honouredKeys() {
        return SessionKeys.honoured();
    }

    /** One line for a person. */
    @Override
    public String toString() {
        return file + ":" + line + " [" + session + "] " + key + "=" + value + ": "
                + fate.name().toLowerCase(java.util.Locale.ROOT) + (reason.isEmpty() ? "" : ", " + reason);
    }
}
