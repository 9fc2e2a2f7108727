package io.weir.gateway.cli;

import io.weir.sessions.sequencer.Sequencer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes alerts to the log on a thread of its own: a terminal that stands still must not hold the core thread.
 *
 * <p>At most so many wait; what comes beyond is counted, and the count is written when there is room again.
 */
final class AlertLog implements Sequencer.Alerts, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.weir.alert");
    private static final int MOST_WAITING = 4096;
    private static final long CLOSE_MILLIS = 1_000;

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread = new Thread(this::run, "alerts");
    /** Written by whoever closes, read by the log's thread. */
    private volatile boolean closed;

    AlertLog() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void alert(String text) {
        count.incrementAndGet();
        if (!waiting.offer(text)) {
            lost.incrementAndGet();
        }
    }

    /** How many alerts there were. */
    long count() {
        return count.get();
    }

    private void run() {
        try {
            while (!closed || !waiting.isEmpty()) {
                String text = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (text != null) {
                    LOG.warn(text);
                    tellLost();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellLost() {
        long more = waiting.isEmpty() ? lost.getAndSet(0) : 0;
        if (more > 0) {
            LOG.warn("{} alerts were not written: the log is slow", more);
        }
    }

    /** Writes what waits, for a moment at most. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
