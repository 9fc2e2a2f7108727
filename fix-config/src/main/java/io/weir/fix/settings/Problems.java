package io.weir.fix.settings;

import java.util.ArrayList;
import java.util.List;

/** What is wrong in the files that are being read, collected so that a user sees all of it at once. */
final class Problems {
    private final List<SettingsError> errors = new ArrayList<>();

    void add(String file, int line, String key, String value, String expected) {
        SettingsError error = new SettingsError(file, line, key, value, expected);
        // A default that is wrong is wrong once, not once for each session.
        if (!errors.contains(error)) {
            errors.add(error);
        }
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    void throwIfAny() throws SettingsException {
        if (!errors.isEmpty()) {
            throw new SettingsException(errors);
        }
    }
}
