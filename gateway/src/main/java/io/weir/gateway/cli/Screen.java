package io.weir.gateway.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What commands print with. */
final class Screen {
    private static final String GAP = "  ";

    private Screen() {}

    /** Where a command prints; flushed at each line. */
    static PrintWriter out(@Nullable CommandSpec spec) {
        return new PrintWriter(Objects.requireNonNull(spec).commandLine().getOut(), true);
    }

    /** Lines of a table: a head in capitals, then the rows; all have the columns of the first. */
    static List<String> table(List<Map<String, String>> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> columns = List.copyOf(rows.get(0).keySet());
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(Screen::head).toList());
        for (Map<String, String> row : rows) {
            cells.add(
                    columns.stream().map(column -> row.getOrDefault(column, "")).toList());
        }
        return aligned(cells);
    }

    /** Rows of cells as lines, each column as wide as its widest cell. */
    static List<String> aligned(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                line.append(cell)
                        .append(" ".repeat(widths.get(i) - cell.length()))
                        .append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** {@code nextOut} as NEXT OUT. */
    private static String head(String column) {
        return column.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
    }
}
