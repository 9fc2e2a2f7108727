package io.weir.sessions.sequencer;

import io.weir.fix.state.StateException;
import io.weir.fix.state.StateReader;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.snapshot.Snapshot;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Applies a journal's events to a core of its own and compares each output with its record, without writing anything: for
 * looking into a journal, also while a process writes it. Confined to one thread.
 */
public final class Replay extends ComparedOutputs {
    /** The first record of a journal that has its beginning stands before this position. */
    public static final long FIRST_RECORD_BY = 4096;

    private static final int TOLD_EACH = 4096;

    private final JournalReader reader;
    private final RecordedEvents recorded;
    private final KeptCore core;
    private final Event event = new Event();
    private long events;

    /**
     * A replay that begins where the reader stands.
     *
     * @param trustedTo the position before which the records take the place of outputs that differ; 0 to compare all
     */
    public Replay(JournalReader reader, Function<Outlet, ? extends KeptCore> cores, long trustedTo) {
        this.reader = reader;
        recorded = new RecordedEvents(reader, trustedTo);
        core = cores.apply(this);
    }

    /**
     * Begins with the state of a snapshot, and where it ends.
     *
     * @throws StateException if it cannot be read
     */
    public void restore(Snapshot snapshot) {
        StateReader state = snapshot.state();
        new SentIndexes().state(state);
        core.state(state);
        if (!state.isAtEnd() || core.stateHash() != snapshot.header().stateHash()) {
            throw new StateException("the state that was read has another hash");
        }
        events = snapshot.header().events();
        reader.seek(snapshot.header().position());
    }

    /**
     * Applies the events before a position.
     *
     * @param to must be where an event begins, or the end
     * @param progress hears the position now and then
     * @throws ReplayDivergence where the core produces something else than it did
     */
    public void run(long to, LongConsumer progress) {
        run(to, position -> {}, progress);
    }

    /**
     * The same with somebody who looks at the core.
     *
     * @param after hears the position of each event when it was applied
     */
    public void run(long to, LongConsumer after, LongConsumer progress) {
        while (recorded.hasNext() && reader.position() < to) {
            long position = reader.position();
            recorded.take(event);
            events++;
            recorded.apply(core, event, (session, number, at) -> {});
            after.accept(position);
            if (events % TOLD_EACH == 0) {
                progress.accept(recorded.end());
            }
        }
    }

    /** A hash of the core's whole state. */
    public long stateHash() {
        return core.stateHash();
    }

    /** Events applied since the beginning of the journal. */
    public long events() {
        return events;
    }

    /** Whether the record that a reader shows is an event: all that it came to stands behind it. */
    public static boolean isEvent(JournalReader reader) {
        return reader.type().isEvent() || reader.type() == RecordType.Withheld;
    }

    /** Up to where the last start that only canceled has trusted the records, by the record that a reader shows; else 0. */
    public static long trustedTo(JournalReader reader) {
        return reader.type() == RecordType.CancelOnly ? reader.aux() : 0;
    }

    @Override
    long compared(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        if (!recorded.isTrusting() && !recorded.hasNext()) {
            throw new ReplayDivergence(recorded.end(), "nothing more", type.toString());
        }
        return recorded.compare(type, source, aux, bytes, start, end);
    }
}
