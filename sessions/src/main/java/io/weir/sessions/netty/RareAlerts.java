package io.weir.sessions.netty;

import io.weir.sessions.sequencer.Sequencer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the operators, but no more often than each second, and then how often it was silent: strangers may knock as often as
 * they like. Safe for use by several threads.
 */
final class RareAlerts {
    private static final long APART = 1_000_000_000L;

    private final Sequencer.Alerts alerts;
    private final AtomicLong last = new AtomicLong(System.nanoTime() - APART);
    private final AtomicLong silent = new AtomicLong();

    RareAlerts(Sequencer.Alerts alerts) {
        this.alerts = alerts;
    }

    void alert(String text) {
        long now = System.nanoTime();
        long before = last.get();
        if (now - before < APART || !last.compareAndSet(before, now)) {
            silent.incrementAndGet();
            return;
        }
        long others = silent.getAndSet(0);
        alerts.alert(others == 0 ? text : text + " (and " + others + " more since the last one)");
    }
}
