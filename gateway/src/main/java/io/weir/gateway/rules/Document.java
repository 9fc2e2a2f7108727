package io.weir.gateway.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A document of headings, paragraphs, tables and listings; not yet in any format. */
public final class Document {
    /** A part of it. */
    sealed interface Block {}

    /** A heading of a level from 1. */
    record Heading(int level, String text) implements Block {}

    /** A paragraph. */
    record Paragraph(String text) implements Block {}

    /** Rows under a head, each with as many cells. */
    record Table(List<String> head, List<List<String>> rows) implements Block {}

    /** Lines as they are. */
    record Listing(List<String> lines) implements Block {}

    private final List<Block> blocks = new ArrayList<>();

    Document() {}

    List<Block> blocks() {
        return Collections.unmodifiableList(blocks);
    }

    Document heading(int level, String text) {
        blocks.add(new Heading(level, text));
        return this;
    }

    Document paragraph(String text) {
        if (!text.isEmpty()) {
            blocks.add(new Paragraph(text));
        }
        return this;
    }

    Document table(List<String> head, List<List<String>> rows) {
        for (List<String> row : rows) {
            if (row.size() != head.size()) {
                throw new IllegalArgumentException("a row of " + row.size() + " cells under " + head);
            }
        }
        if (!rows.isEmpty()) {
            blocks.add(new Table(List.copyOf(head), List.copyOf(rows)));
        }
        return this;
    }

    Document listing(List<String> lines) {
        blocks.add(new Listing(List.copyOf(lines)));
        return this;
    }

    /** The document in Markdown. */
    public String markdown() {
        return Markdown.of(this);
    }

    /** The document as a page of its own in HTML. */
    public String html() {
        return Html.of(this);
    }
}
