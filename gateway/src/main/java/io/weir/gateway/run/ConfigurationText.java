package io.weir.gateway.run;

import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SessionsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The files of a configuration as one text, which the journal keeps: what the gateway was told, by content.
 *
 * <p>Passwords are not in it: stars stand for them, so a new password alone is no new configuration.
 *
 * <p>Each file is a line {@code == NAME LENGTH} (characters) and its content; names are relative to the configuration's folder.
 */
final class ConfigurationText {
    private static final String HEAD = "== ";

    private ConfigurationText() {}

    /** The text of the files that settings were read from. */
    static String of(GatewaySettings settings, Path directory) throws IOException {
        StringBuilder text = new StringBuilder();
        for (GatewaySettings.SourceFile file : settings.files()) {
            String content = SessionsFile.masked(Files.readString(file.path(), StandardCharsets.UTF_8));
            Path name = directory.toAbsolutePath().relativize(file.path().toAbsolutePath());
            append(text, name.toString(), content);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, String content) {
        text.append(HEAD).append(name).append(' ').append(content.length()).append('\n');
        text.append(content).append('\n');
    }

    /** A text as it is written now: an earlier version kept passwords. */
    static String masked(String text) {
        StringBuilder masked = new StringBuilder();
        files(text, (name, content) -> append(masked, name, SessionsFile.masked(content)));
        return masked.toString();
    }

    /** Writes the files of a text into a folder, for whoever reads settings from one. */
    static void unpack(String text, Path directory) throws IOException {
        Map<String, String> contents = new LinkedHashMap<>();
        files(text, contents::put);
        for (Map.Entry<String, String> each : contents.entrySet()) {
            Path file = directory.resolve(each.getKey()).normalize();
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, each.getValue(), StandardCharsets.UTF_8);
        }
    }

    private static void files(String text, BiConsumer<String, String> each) {
        int at = 0;
        while (at < text.length()) {
            int line = text.indexOf('\n', at);
            String head = text.substring(at + HEAD.length(), line);
            int space = head.lastIndexOf(' ');
            int length = Integer.parseInt(head.substring(space + 1));
            each.accept(head.substring(0, space), text.substring(line + 1, line + 1 + length));
            at = line + 1 + length + 1;
        }
    }
}
