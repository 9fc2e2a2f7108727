package io.weir.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that keeps what it hears. */
final class Heard implements JournalListener {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Override
    public void durable(long position) {
        heard.add("durable " + position);
    }

    @Override
    public void failed(Throwable cause) {
        heard.add("failed " + cause.getMessage());
    }

    @Override
    public void lowSpace(long freeBytes) {
        heard.add("low space " + freeBytes);
    }

    @Override
    public void spaceRestored(long freeBytes) {
        heard.add("space restored " + freeBytes);
    }

    @Override
    public void stalled(long nanos) {
        heard.add("stalled");
    }

    /** The next thing heard; waits for it. */
    String next() throws InterruptedException {
        String next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("something heard in time").isNotNull();
        return next;
    }

    /** What was heard and not yet asked for. */
    List<String> rest() {
        List<String> rest = new ArrayList<>();
        heard.drainTo(rest);
        return rest;
    }
}
