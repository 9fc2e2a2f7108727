package io.weir.gateway.cli;

import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Settings;
import io.weir.fix.settings.SettingsError;
import io.weir.fix.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the configuration. */
final class Configuration {
    private static final String FILE = "weir.yaml";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "DIR",
            description = "The configuration: a directory with weir.yaml (default: ./config, else the example).")
    private @Nullable Path directory;

    /** The directory that was named, or the one that is meant. */
    Path directory() {
        Path named = directory;
        if (named != null) {
            return named;
        }
        Path here = Path.of("config");
        String home = System.getProperty("weir.home", "");
        Path example = Path.of(home, "config", "example");
        return Files.exists(here.resolve(FILE)) || home.isEmpty() ? here : example;
    }

    /**
     * Reads it; files in errors are named so that an editor finds them.
     *
     * @throws SettingsException with everything that is wrong
     */
    GatewaySettings load() throws SettingsException {
        Path from = directory();
        try {
            return Settings.load(from, Instant.now());
        } catch (SettingsException e) {
            List<SettingsError> errors = e.errors().stream()
                    .map(error -> new SettingsError(
                            from.resolve(error.file()).toString(),
                            error.line(),
                            error.key(),
                            error.value(),
                            error.expected()))
                    .toList();
            throw new SettingsException(errors);
        }
    }
}
