package io.weir.gateway.rules;

import io.weir.gateway.rules.Document.Block;
import io.weir.gateway.rules.Document.Heading;
import io.weir.gateway.rules.Document.Listing;
import io.weir.gateway.rules.Document.Paragraph;
import io.weir.gateway.rules.Document.Table;
import java.util.List;
import java.util.stream.Collectors;

/** Documents as a page of HTML that needs no other file. */
final class Html {
    private static final String STYLE = "body{font:15px/1.45 sans-serif;max-width:64em;margin:2em auto;padding:0 1em}"
            + "table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #bbb;padding:.25em .6em;"
            + "text-align:left;vertical-align:top}pre{background:#f4f4f4;padding:.7em;overflow-x:auto}";

    private Html() {}

    static String of(Document document) {
        String title = document.blocks().stream()
                .filter(Heading.class::isInstance)
                .map(block -> ((Heading) block).text())
                .findFirst()
                .orElse("");
        StringBuilder text = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>")
                .append(escaped(title))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style></head>\n<body>\n");
        document.blocks().forEach(block -> text.append(block(block)).append('\n'));
        return text.append("</body>\n</html>\n").toString();
    }

    private static String block(Block block) {
        if (block instanceof Heading heading) {
            return element("h" + heading.level(), escaped(heading.text()));
        }
        if (block instanceof Paragraph paragraph) {
            return element("p", escaped(paragraph.text()));
        }
        if (block instanceof Listing listing) {
            return element("pre", escaped(String.join("\n", listing.lines())));
        }
        Table table = (Table) block;
        String rows = table.rows().stream().map(row -> row("td", row)).collect(Collectors.joining("\n"));
        return element("table", row("th", table.head()) + "\n" + rows);
    }

    private static String row(String cell, List<String> cells) {
        return element(
                "tr", cells.stream().map(text -> element(cell, escaped(text))).collect(Collectors.joining()));
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
