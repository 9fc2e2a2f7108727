package io.weir.fix.settings;

import io.weir.fix.settings.KeyReport.Fate;
import io.weir.fix.settings.SessionKeys.Known;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a session that a person sets while the gateway runs. */
public final class RuntimeKeys {
    /** The keys that name a session. */
    public static final List<String> NAMES = List.of(
            "SenderCompID", "SenderSubID", "SenderLocationID", "TargetCompID", "TargetSubID", "TargetLocationID");

    private static final List<String> KIND = List.of("BeginString", "ConnectionType");
    /** What is loaded from files when the gateway starts: certificates, dictionaries, logs. */
    private static final Pattern AT_START =
            Pattern.compile("DataDictionary|.*Path|.*File|SocketUseSSL|Socket(Key|Trust)Store.*|NeedClientAuth"
                    + "|EnabledProtocols|CipherSuites|(Key|Trust)(Manager|Store).*|EndpointIdentificationAlgorithm");

    private static final int MOST_KEYS = 64;
    private static final int LONGEST_VALUE = 1000;

    private RuntimeKeys() {}

    /**
     * Reads words like {@code HeartBtInt=20}; an empty value goes back to what the files say.
     *
     * @param naming whether the keys that name a session may be among them, as for a new one
     * @return the values by key, in their order
     * @throws SettingsException with everything that is wrong with the keys themselves; their values are checked when the
     *     session is read
     */
    public static Map<String, String> parse(List<String> words, boolean naming) throws SettingsException {
        Problems problems = new Problems();
        Map<String, String> keys = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                wrong(problems, SessionKeys.shown(word), "", "KEY=VALUE");
                continue;
            }
            String key = word.substring(0, equals).strip();
            String value = word.substring(equals + 1).strip();
            String expected = keys.containsKey(key) ? "each key once" : expected(key, value, naming);
            if (expected != null) {
                wrong(problems, key, SessionKeys.shown(key, value), expected);
            }
            keys.put(key, value);
        }
        if (keys.isEmpty() || words.size() > MOST_KEYS) {
            wrong(problems, "KEY=VALUE", "", "1 to " + MOST_KEYS + " of them");
        }
        problems.throwIfAny();
        return Collections.unmodifiableMap(keys);
    }

    private static void wrong(Problems problems, String key, String value, String expected) {
        problems.add("", SessionSection.RUN_TIME, key, value, expected);
    }

    /** What should be there instead, or null where the key may be set. */
    private static @Nullable String expected(String key, String value, boolean naming) {
        Known known = SessionKeys.of(key);
        if (known == null) {
            return SessionKeys.expected(key);
        }
        if (SessionKeys.isSecret(key, value)) {
            return "a sessions file: secrets do not belong on a command line";
        }
        if (NAMES.contains(key)) {
            return naming ? text(value) : "no CompID: it names the session; weir session add makes another one";
        }
        if (KIND.contains(key)) {
            return naming && value.equals(key.equals("BeginString") ? "FIX.4.4" : "acceptor")
                    ? null
                    : "no such key: a session is added for a client, and stays what it is";
        }
        if (AT_START.matcher(key).matches()) {
            return "a sessions file: what it says is loaded when the gateway starts";
        }
        Fate fate = known.fateOf(value);
        if (fate == Fate.REFUSED) {
            return (known.exception() == null ? "no such key: " : "another value: ") + known.reason();
        }
        if (fate == Fate.IGNORED) {
            return "a key that has an effect: " + known.reason();
        }
        return text(value);
    }

    private static @Nullable String text(String value) {
        if (value.length() > LONGEST_VALUE || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            return "at most " + LONGEST_VALUE + " characters of printable ASCII";
        }
        return value.contains("${") ? "a value: variables are replaced in files only" : null;
    }
}
