package io.weir.conformance.simulation;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A line that says how far it is, where somebody looks. */
final class Progress {
    private static final int WIDTH = 30;

    private final long all;
    private final @Nullable PrintStream terminal;
    private long shown = -1;

    Progress(long all, @Nullable PrintStream terminal) {
        this.all = all;
        this.terminal = terminal;
    }

    void done(long count, long failed) {
        long thousandths = count * 1000 / Math.max(1, all);
        if (terminal == null || thousandths == shown) {
            return;
        }
        shown = thousandths;
        int bars = (int) (count * WIDTH / Math.max(1, all));
        terminal.printf(
                Locale.ROOT,
                "\r[%s%s] %,d of %,d, %d failed ",
                "#".repeat(bars),
                ".".repeat(WIDTH - bars),
                count,
                all,
                failed);
        terminal.flush();
    }

    void clear() {
        if (terminal != null) {
            terminal.print("\r" + " ".repeat(WIDTH + 50) + "\r");
            terminal.flush();
        }
    }
}
