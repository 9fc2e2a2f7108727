package io.weir.gateway.run;

import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.dictionary.DictionaryException;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Settings;
import io.weir.fix.settings.SettingsException;
import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.sequencer.Outlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Makes cores of a configuration, which can read the earlier configurations of a journal, too. */
public final class Cores {
    private final GatewaySettings settings;
    private final String text;
    private final Dictionary dictionary;

    /**
     * Cores of settings that were read from a folder.
     *
     * @throws IOException if a file of it cannot be read again
     */
    public Cores(GatewaySettings settings, Path directory) throws IOException {
        this.settings = settings;
        text = ConfigurationText.of(settings, directory);
        dictionary = dictionary(settings);
    }

    /** An empty core that writes to an outlet. */
    public GatewayCore make(Outlet outlet) {
        return new GatewayCore(this::settings, dictionary, outlet);
    }

    /** The configuration by content, as the journal keeps it. */
    String text() {
        return text;
    }

    private GatewaySettings settings(String content) {
        return ConfigurationText.masked(content).equals(text) ? settings : earlier(content);
    }

    private static Dictionary dictionary(GatewaySettings settings) {
        try {
            return Dictionary.load(settings.dataDictionaries());
        } catch (DictionaryException e) {
            throw new IllegalStateException("a DataDictionary has changed since it was checked: " + e.getMessage(), e);
        }
    }

    private static GatewaySettings earlier(String content) {
        try {
            Path folder = Files.createTempDirectory("weir-configuration");
            try {
                ConfigurationText.unpack(content, folder);
                return Settings.load(folder);
            } finally {
                delete(folder);
            }
        } catch (SettingsException e) {
            throw new IllegalStateException(
                    "the journal holds a configuration that is no longer accepted: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the configuration that the journal holds", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
