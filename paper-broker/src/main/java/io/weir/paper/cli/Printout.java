package io.weir.paper.cli;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Lines on their way to a terminal, printed by a thread of their own: nobody waits for it.
 *
 * <p>At most so many wait; beyond that lines are lost and counted. Any thread may print.
 */
final class Printout implements AutoCloseable {
    private static final int MOST_WAITING = 10_000;
    private static final long FAREWELL_MILLIS = 1_000;
    private static final String END = "\u0000end";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final PrintWriter out;
    private final Thread printer = new Thread(this::run, "print");
    private long lost;

    Printout(PrintWriter out) {
        this.out = out;
        printer.setDaemon(true);
        printer.start();
    }

    /** Prints a line behind the time of day. */
    void print(String line) {
        String timed = LocalTime.now(java.time.ZoneOffset.UTC).format(TIME) + " " + line;
        if (!waiting.offer(timed)) {
            synchronized (this) {
                lost++;
            }
        }
    }

    private void run() {
        try {
            for (String line = waiting.take(); !line.equals(END); line = waiting.take()) {
                out.println(line);
                if (waiting.isEmpty()) {
                    out.flush();
                    tellLost();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
    }

    private synchronized void tellLost() {
        if (lost > 0) {
            out.println("(" + lost + " lines were lost: the terminal is slow)");
            lost = 0;
        }
    }

    /** Prints what waits, for a moment at most. */
    @Override
    public void close() {
        try {
            if (waiting.offer(END)) {
                printer.join(FAREWELL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
