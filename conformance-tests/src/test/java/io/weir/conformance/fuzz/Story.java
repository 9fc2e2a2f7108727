package io.weir.conformance.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened, in lines for people: only written where somebody will read it. */
final class Story {
    private final boolean told;
    private final List<String> lines = new ArrayList<>();

    Story(boolean told) {
        this.told = told;
    }

    void say(Supplier<String> line) {
        if (told) {
            lines.add(line.get());
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
