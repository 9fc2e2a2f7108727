package io.weir.sessions.sequencer;

import io.weir.fix.state.StateException;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalException;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.snapshot.Snapshot;
import io.weir.sessions.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A second core that follows the journal behind the live one, on a thread of its own, and writes the snapshots: the live one
 * never pauses for them.
 *
 * <p>It applies each event up to the durable position and compares each output with its record, so that determinism is checked
 * all the time. Where one differs the operators hear of it, and no snapshot is written any more. Whatever happens to it, the
 * live core goes on.
 */
public final class Shadow extends ComparedOutputs implements AutoCloseable {
    /**
     * What a shadow runs with.
     *
     * @param build this version of the program
     * @param cores makes its core, which must have no part in common with the live one
     * @param snapshots where its snapshots go
     * @param eachEvents how many events there are between two snapshots
     * @param needed hears from which position on the journal is needed for a start: that of the older snapshot
     */
    public record Plan(
            String build,
            Function<Outlet, ? extends KeptCore> cores,
            SnapshotStore snapshots,
            long eachEvents,
            LongConsumer needed) {}

    /**
     * The last snapshot.
     *
     * @param position of the journal, which it holds everything before
     * @param bytes how large its file is
     * @param nanos how long its writing took; 0 for one that an earlier process wrote
     */
    public record Written(long position, long bytes, long nanos) {
        /** None. */
        public static final Written NONE = new Written(0, 0, 0);
    }

    /** The journal is closed, or was lost: nothing follows any more. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final long PAUSE_NANOS = 2_000_000L;

    private final Journal journal;
    private final Sequencer.Alerts alerts;
    private final Plan plan;
    private final KeptCore core;
    private final SentIndexes sent = new SentIndexes();
    private final Event event = new Event();
    /** Null where its owner lets it work by {@link #step}. */
    private final @Nullable Thread thread;

    private final @Nullable Path from;
    private final long trustedTo;

    /** Written by whoever closes it, read by its thread. */
    private volatile boolean closing;

    private volatile boolean orderly;
    /** Written by its thread, read by any. */
    private volatile long snapshots;

    private volatile long events;
    private volatile boolean diverged;
    private volatile boolean following = true;
    private volatile long failures;
    private volatile long reached;
    private volatile Written last = Written.NONE;

    // Confined to its thread.
    private @Nullable JournalReader reader;
    private @Nullable RecordedEvents recorded;
    private long mono;
    private long utc;
    private long position;
    private long applied;
    private long written;
    private long snapshotAt;
    /** The position of the newest snapshot; 0 before the first. */
    private long newest;

    private long day;

    private Shadow(
            Journal journal, Sequencer.Alerts alerts, Plan plan, @Nullable Path from, long trustedTo, boolean stepped) {
        this.trustedTo = trustedTo;
        this.journal = journal;
        this.alerts = alerts;
        this.plan = plan;
        this.from = from;
        core = plan.cores().apply(this);
        thread = stepped ? null : new Thread(this::run, "shadow");
    }

    /**
     * Begins to follow a journal.
     *
     * @param from the snapshot that the live core began with; null for none
     * @param trustedTo the position up to which it has trusted the records ({@link Trust})
     */
    public static Shadow start(
            Journal journal, Sequencer.Alerts alerts, Plan plan, @Nullable Path from, long trustedTo) {
        Shadow shadow = new Shadow(journal, alerts, plan, from, trustedTo, false);
        if (shadow.thread != null) {
            shadow.thread.setDaemon(true);
            shadow.thread.start();
        }
        return shadow;
    }

    /** The same without a thread: whoever owns everything lets it work between two events ({@link #step}). */
    public static Shadow stepped(Journal journal, Sequencer.Alerts alerts, Plan plan, @Nullable Path from) {
        Shadow shadow = new Shadow(journal, alerts, plan, from, 0, true);
        shadow.guarded(() -> shadow.begin(journal.reader()));
        return shadow;
    }

    /** Applies what is durable, where no event is half appended or half durable. */
    public void step() {
        JournalReader journalReader = reader;
        if (!following || journalReader == null || journal.durablePosition() < journal.position()) {
            return;
        }
        guarded(() -> {
            while (nextRecord(journalReader)) {
                advance();
            }
        });
    }

    private void end(boolean inOrder) {
        step();
        if (inOrder && following && position > 0) {
            guarded(() -> write(true));
        }
        following = false;
        if (reader != null) {
            reader.close();
        }
    }

    /** What it does, or a part of that. */
    private interface Work {
        void run() throws IOException;
    }

    private void run() {
        guarded(() -> {
            try (JournalReader journalReader = journal.reader()) {
                begin(journalReader);
                follow(journalReader);
            }
        });
        following = false;
    }

    private void begin(JournalReader journalReader) throws IOException {
        reader = journalReader;
        recorded = new RecordedEvents(journalReader, trustedTo);
        restore(journalReader);
    }

    private void guarded(Work work) {
        boolean done = false;
        try {
            work.run();
            done = true;
        } catch (Ended e) {
            // The journal ends in the middle of an event: that is for recovery.
        } catch (ReplayDivergence e) {
            failures = 1;
            diverged = true;
            alerts.alert("SHADOW DIVERGES, no snapshot is written any more: " + e.getMessage());
        } catch (IOException | StateException | JournalException e) {
            failures = 1;
            alerts.alert("the shadow has stopped, no snapshot is written any more: " + e.getMessage());
        } catch (RuntimeException e) {
            failures = 1;
            diverged = true;
            alerts.alert("the shadow has failed where the live core went on, no snapshot is written any more: " + e);
        } finally {
            if (!done) {
                following = false;
            }
        }
    }

    private void restore(JournalReader journalReader) throws IOException {
        if (from != null) {
            Snapshot snapshot = plan.snapshots().load(from);
            sent.state(snapshot.state());
            core.state(snapshot.state());
            Snapshot.Header header = snapshot.header();
            mono = header.monoNanos();
            utc = header.utcNanos();
            applied = header.events();
            events = applied;
            position = header.position();
            newest = position;
            reached = position;
            last = new Written(position, plan.snapshots().size(from), 0);
            journalReader.seek(position);
        }
        snapshotAt = applied;
        day = core.day();
    }

    private void follow(JournalReader journalReader) throws IOException {
        while (!closing || orderly) {
            if (!nextRecord(journalReader)) {
                if (closing) {
                    break;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
                continue;
            }
            advance();
        }
        if (orderly && position > 0) {
            write(true);
        }
    }

    /** Applies the next event, and writes a snapshot where one is due. */
    private void advance() throws IOException {
        apply();
        boolean newDay = day != 0 && core.day() != day;
        day = core.day();
        // Behind this one no start has to trust anything any more.
        boolean decided = trustedTo > 0 && event.type() == RecordType.CancelOnly;
        boolean due = applied - snapshotAt >= plan.eachEvents() || newDay || decided;
        if (due && position > trustedTo) {
            write(false);
        }
    }

    private void apply() {
        recorded().take(event);
        mono = event.monoNanos();
        utc = event.utcNanos();
        recorded().apply(core, event, this::sent);
        position = recorded().end();
        reached = position;
        events = ++applied;
    }

    @Override
    void sent(int session, long number, long at) {
        sent.of(session).add(SentNumber.epoch(number), SentNumber.msgSeqNum(number), at);
    }

    private void write(boolean clean) throws IOException {
        long begun = System.nanoTime();
        Snapshot.Header header = new Snapshot.Header(
                plan.build(), clean, position, applied, journal.bootNumber(), mono, utc, core.stateHash());
        Path file = plan.snapshots().write(header, state -> {
            sent.state(state);
            core.state(state);
        });
        snapshotAt = applied;
        plan.needed().accept(newest);
        newest = position;
        last = new Written(position, plan.snapshots().size(file), System.nanoTime() - begun);
        snapshots = ++written;
    }

    private boolean nextRecord(JournalReader journalReader) {
        journalReader.limit(journal.durablePosition());
        return recorded().hasNext();
    }

    /** Waits for the record of an output, which the live core has appended or is about to. */
    @Override
    long compared(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        JournalReader journalReader = reader;
        if (journalReader == null) {
            throw new Ended();
        }
        while (!nextRecord(journalReader)) {
            if (closing && !nextRecord(journalReader)) {
                throw new Ended();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return recorded().compare(type, source, aux, bytes, start, end);
    }

    private RecordedEvents recorded() {
        if (recorded == null) {
            throw new Ended();
        }
        return recorded;
    }

    // ---- what others see

    /** Snapshots that it has written. */
    public long snapshots() {
        return snapshots;
    }

    /** Events that it has applied, those before its first snapshot included. */
    public long events() {
        return events;
    }

    /** Whether it goes on; where not, and nobody has closed it, no snapshot is written any more. */
    public boolean isFollowing() {
        return following;
    }

    /** How often it has failed: 1 at most, as it does not go on then. */
    public long failures() {
        return failures;
    }

    /** The position of the journal up to which it has applied everything. */
    public long position() {
        return reached;
    }

    /** The last snapshot, also one that an earlier process wrote. */
    public Written last() {
        return last;
    }

    /** Whether it has seen the live core do something else than it would do. */
    public boolean diverged() {
        return diverged;
    }

    /**
     * Follows the journal to its end, which must have been reached, and ends.
     *
     * @param inOrder whether the process ends in order: then a last snapshot is written, from which the next start begins
     * @param millis how long to wait for it at most
     */
    public void close(boolean inOrder, long millis) {
        orderly = inOrder;
        closing = true;
        if (thread == null) {
            end(inOrder);
            return;
        }
        LockSupport.unpark(thread);
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            alerts.alert("the shadow is far behind and is left; the next start replays more");
        }
    }

    @Override
    public void close() {
        close(false, 1000);
    }
}
