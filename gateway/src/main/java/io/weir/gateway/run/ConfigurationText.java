package io.weir.gateway.run;

import io.weir.fix.settings.GatewaySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a configuration as one text, which the journal keeps: what the gateway was told, by content.
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
            String content = Files.readString(file.path(), StandardCharsets.UTF_8);
            Path name = directory.toAbsolutePath().relativize(file.path().toAbsolutePath());
            text.append(HEAD)
                    .append(name)
                    .append(' ')
                    .append(content.length())
                    .append('\n')
                    .append(content)
                    .append('\n');
        }
        return text.toString();
    }

    /** Writes the files of a text into a folder, for whoever reads settings from one. */
    static void unpack(String text, Path directory) throws IOException {
        int at = 0;
        while (at < text.length()) {
            int line = text.indexOf('\n', at);
            String head = text.substring(at + HEAD.length(), line);
            int space = head.lastIndexOf(' ');
            int length = Integer.parseInt(head.substring(space + 1));
            Path file = directory.resolve(head.substring(0, space)).normalize();
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text.substring(line + 1, line + 1 + length), StandardCharsets.UTF_8);
            at = line + 1 + length + 1;
        }
    }
}
