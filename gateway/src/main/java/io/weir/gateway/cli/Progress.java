package io.weir.gateway.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bar that says how far a command is, on a terminal that somebody looks at. Confined to one thread. */
public final class Progress {
    private static final int WIDTH = 30;
    private static final int WORDS = 80;

    private final long all;
    private final @Nullable PrintStream terminal;
    private long shown = -1;

    /**
     * A bar of a whole.
     *
     * @param terminal where it is drawn; null for nowhere
     */
    public Progress(long all, @Nullable PrintStream terminal) {
        this.all = Math.max(1, all);
        this.terminal = terminal;
    }

    /** So much of the whole is done; drawn anew when that shows. */
    public void done(long count, String words) {
        long thousandths = Math.min(count, all) * 1000 / all;
        if (terminal == null || thousandths == shown) {
            return;
        }
        shown = thousandths;
        int bars = (int) (Math.min(count, all) * WIDTH / all);
        String line = "[" + "#".repeat(bars) + ".".repeat(WIDTH - bars) + "] " + words;
        terminal.printf(Locale.ROOT, "\r%-" + (WIDTH + WORDS) + "s\r", line);
        terminal.flush();
    }

    /** Takes the bar away. */
    public void clear() {
        if (terminal != null) {
            terminal.printf(Locale.ROOT, "\r%" + (WIDTH + WORDS) + "s\r", "");
            terminal.flush();
        }
    }
}
