package io.weir.fix.settings;

import java.nio.file.Path;

/** The settings of a gateway from a configuration directory. */
public final class Settings {
    private Settings() {}

    /**
     * Reads {@code weir.yaml} and the files that it names. Relative paths start from the directory.
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
