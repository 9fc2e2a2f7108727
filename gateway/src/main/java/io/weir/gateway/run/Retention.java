package io.weir.gateway.run;

import io.weir.fix.settings.GatewaySettings;
import io.weir.sessions.journal.JournalException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of the journal that is older than its retention, on a thread of its own, once an hour.
 *
 * <p>Kept in any case: what recovery needs. Kept up to the longest retention: what has messages of an open epoch, which a
 * counterparty may ask for. Readers of the journal (logs, hash chain) are seconds behind; one that is behind by more than the
 * retention says what it has missed.
 */
public final class Retention implements AutoCloseable {
    /** The journal, as retention sees it. */
    public interface Kept {
        /** The position before which every record is older than a time (UTC nanoseconds). */
        long olderThan(long utcNanos);

        /** Where the oldest message is that a counterparty may ask for. */
        long oldestOpen();

        /** Lets go of what ends at or before a position; says how many segments that were. */
        int retire(long upTo, @Nullable Path archive);
    }

    private static final long LOOK_NANOS = TimeUnit.HOURS.toNanos(1);

    private final GatewaySettings.Retention settings;
    private final Kept kept;
    private final LongSupplier needed;
    private final LongSupplier utcNanos;
    private final Consumer<String> alerts;
    private final Thread thread = new Thread(this::run, "retention");
    /** Written by whoever closes. */
    private volatile boolean closed;

    /**
     * A retention that looks when it is asked to.
     *
     * @param needed the position from which recovery and readers need the journal
     */
    public Retention(
            GatewaySettings.Retention settings,
            Kept kept,
            LongSupplier needed,
            LongSupplier utcNanos,
            Consumer<String> alerts) {
        this.settings = settings;
        this.kept = kept;
        this.needed = needed;
        this.utcNanos = utcNanos;
        this.alerts = alerts;
        thread.setDaemon(true);
    }

    /** Looks once an hour from now on, where anything is to be let go of at all. */
    public void start() {
        if (settings.ageNanos() > 0) {
            thread.start();
        }
    }

    private void run() {
        while (!closed) {
            look();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Lets go of what is too old, and tells of it. */
    public void look() {
        try {
            long now = utcNanos.getAsLong();
            long upTo = Math.min(kept.olderThan(now - settings.ageNanos()), kept.oldestOpen());
            if (settings.longestNanos() > 0) {
                upTo = Math.max(upTo, kept.olderThan(now - settings.longestNanos()));
            }
            upTo = Math.min(upTo, needed.getAsLong());
            int gone = kept.retire(upTo, settings.archive());
            if (gone > 0) {
                String where = settings.archive() == null ? "deleted" : "moved to " + settings.archive();
                alerts.accept("journal: " + gone + " segments before position " + upTo + " are past their retention: "
                        + where);
            }
        } catch (JournalException e) {
            alerts.accept("journal: retention: " + e.getMessage() + "; it is tried again in an hour");
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
