package io.weir.gateway.rules;

import io.weir.gateway.rules.Document.Block;
import io.weir.gateway.rules.Document.Heading;
import io.weir.gateway.rules.Document.Listing;
import io.weir.gateway.rules.Document.Paragraph;
import io.weir.gateway.rules.Document.Table;
import java.util.List;
import java.util.stream.Collectors;

/** Documents in Markdown with tables. */
final class Markdown {
    private Markdown() {}

    static String of(Document document) {
        StringBuilder text = new StringBuilder();
        for (Block block : document.blocks()) {
            if (block instanceof Heading heading) {
                text.append("#".repeat(heading.level()))
                        .append(' ')
                        .append(escaped(heading.text()))
                        .append('\n');
            } else if (block instanceof Paragraph paragraph) {
                text.append(escaped(paragraph.text())).append('\n');
            } else if (block instanceof Table table) {
                text.append(row(table.head()));
                text.append("|---".repeat(table.head().size())).append("|\n");
                table.rows().forEach(row -> text.append(row(row)));
            } else if (block instanceof Listing listing) {
                listing.lines().forEach(line -> text.append("    ").append(line).append('\n'));
            }
            text.append('\n');
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Markdown::escaped).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** What would be markup in a text is shown as it is; a line stays one line. */
    private static String escaped(String text) {
        return text.replaceAll("[\\r\\n]+", " ").replaceAll("([\\\\`*_{}\\[\\]<>#|~&])", "\\\\$1");
    }
}
