package io.weir.fix.settings;

import java.util.ArrayList;
import java.util.List;

/** What is wrong in the files that are being read, collected so that a user sees all of it at once. */
final class Problems {
    private final List<SettingsError> errors = new ArrayList<>();

    void add(String file, int line, String key, String value, String expected) {
        errors.add(new SettingsError(file, line, key, value, expected));
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
