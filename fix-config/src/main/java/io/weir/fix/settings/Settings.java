package io.weir.fix.settings;

import java.nio.file.Path;
import java.time.Instant;

/** The settings of a gateway from a configuration directory. */
public final class Settings {
    private Settings() {}

    /**
     * Reads {@code weir.yaml} and the files that it names, and holds the stores of keys and certificates against what is
     * needed of them at a time: what a gateway does before it runs.
     *
     * @throws SettingsException with everything that is wrong, in all files
     */
    public static GatewaySettings load(Path directory, Instant now) throws SettingsException {
        GatewaySettings settings = load(directory);
        Problems problems = new Problems();
        new TlsCheck(settings.keyReports(), problems).stores(settings.sessions(), now);
        problems.throwIfAny();
        return settings;
    }

    /**
     * Reads {@code weir.yaml} and the files that it names. Relative paths start from the directory. Stores of keys and
     * certificates are not opened: an earlier configuration, from a journal, is without them.
     *
     * @throws SettingsException with everything that is wrong, in all files
     */
    public static GatewaySettings load(Path directory) throws SettingsException {
        Problems problems = new Problems();
        GatewaySettings settings = new GatewayReader(directory, problems).read();
        problems.throwIfAny();
        if (settings == null) {
            throw new IllegalStateException("nothing was read and nothing was wrong");
        }
        return settings;
    }
}
