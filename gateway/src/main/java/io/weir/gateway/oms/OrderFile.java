package io.weir.gateway.oms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The commands of a file: one on each line, or a CSV with side,qty,symbol,price,...; {@code #} begins a comment. */
public final class OrderFile {
    private OrderFile() {}

    /**
     * Reads a file.
     *
     * @throws OmsSyntaxException naming file, line and what was expected
     */
    public static List<OmsCommand> read(Path file) throws IOException, OmsSyntaxException {
        return read(Files.readAllLines(file), file.toString());
    }

    static List<OmsCommand> read(List<String> lines, String name) throws OmsSyntaxException {
        List<OmsCommand> commands = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean isHeader = line.toLowerCase(Locale.ROOT).startsWith("side,");
            if (!line.isEmpty() && !line.startsWith("#") && !isHeader) {
                try {
                    commands.add(Grammar.parseRow(line));
                } catch (OmsSyntaxException e) {
                    throw new OmsSyntaxException(name + ":" + (i + 1) + ": " + e.getMessage());
                }
            }
        }
        return commands;
    }
}
