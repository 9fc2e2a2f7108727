package io.weir.fix.settings;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with everything that is wrong in it. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // An immutable list of records of texts; nobody serializes it.
    private final List<SettingsError> errors;

    /** These errors, at least one. */
    public SettingsException(List<SettingsError> errors) {
        super(errors.stream().map(SettingsError::toString).collect(Collectors.joining(System.lineSeparator())));
        this.errors = List.copyOf(errors);
    }

    /** All that is wrong, in the order of the files. */
    public List<SettingsError> errors() {
        return errors;
    }
}
