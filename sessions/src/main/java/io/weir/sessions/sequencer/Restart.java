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
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a sequencer out of a journal: from the newest snapshot that is good and what came after it, or else from the whole
 * journal, which is the truth in any case.
 *
 * <p>A snapshot that is damaged, that this build cannot read, or from which the rest does not replay is told and passed over.
 * One that another build wrote is used only where its process had ended in order and nothing came after: then nothing would
 * show whether this build understands it otherwise. After a crash of another build the whole journal is replayed and compared.
 *
 * <p>Where nothing replays as it was, a start that only cancels may trust the records. What one has decided is in the journal
 * (CancelOnly), so later starts do the same up to there, and compare from there on.
 */
public final class Restart {
    /**
     * What to make it with.
     *
     * @param build this version of the program
     * @param ordersAgain whether D, F and G may be sent again by a resend
     * @param cores makes the core that writes to an outlet
     * @param snapshots where they are; null where the core keeps none
     * @param trusting whether to trust the records where the core does not repeat them, instead of refusing
     */
    public record Plan(
            String build,
            boolean ordersAgain,
            Function<Outlet, ? extends Core> cores,
            @Nullable SnapshotStore snapshots,
            boolean trusting) {
        /** One that refuses where the core does not repeat its records. */
        public Plan(
                String build,
                boolean ordersAgain,
                Function<Outlet, ? extends Core> cores,
                @Nullable SnapshotStore snapshots) {
            this(build, ordersAgain, cores, snapshots, false);
        }
    }

    /**
     * A sequencer that stands at the end of its journal.
     *
     * @param events that were applied for it
     * @param from the snapshot that it began with; null for none
     * @param trust how far it has trusted the records
     */
    public record Result(
            Sequencer sequencer, long events, @Nullable Path from, Trust trust) {}

    private final Journal journal;
    private final Clock clock;
    private final Sequencer.Alerts alerts;
    private final Plan plan;

    /** A restart from an open journal. */
    public Restart(Journal journal, Clock clock, Sequencer.Alerts alerts, Plan plan) {
        this.journal = journal;
        this.clock = clock;
        this.alerts = alerts;
        this.plan = plan;
    }

    /**
     * Reads the state back.
     *
     * @throws ReplayDivergence if even the whole journal does not replay as it was
     */
    public Result run() {
        try {
            return replayed(0);
        } catch (JournalException e) {
            throw e;
        } catch (RuntimeException e) {
            return trusting(e);
        }
    }

    /** What was decided for an earlier start holds for what came before it; else an operator decides now. */
    private Result trusting(RuntimeException refusal) {
        long decided = decided();
        if (decided > 0) {
            try {
                return replayed(decided);
            } catch (ReplayDivergence | IllegalStateException e) {
                refusal.addSuppressed(e);
            }
        }
        if (!plan.trusting()) {
            throw refusal;
        }
        alerts.alert("a normal start is refused: " + refusal.getMessage() + "; the records are trusted instead");
        return replayed(journal.recovery().endPosition());
    }

    /** Where the last start that only canceled has trusted the records to; 0 where none had to. */
    private long decided() {
        long to = 0;
        try (JournalReader reader = journal.reader()) {
            while (reader.next()) {
                to = reader.type() == RecordType.CancelOnly ? Math.max(to, reader.aux()) : to;
            }
        }
        return to;
    }

    private Result replayed(long trustedTo) {
        SnapshotStore store = plan.snapshots();
        if (store != null) {
            for (Path file : candidates(store)) {
                Result result = from(store, file, trustedTo);
                if (result != null) {
                    return result;
                }
            }
        }
        Sequencer sequencer = sequencer();
        try {
            long events = sequencer.recover(trustedTo);
            return new Result(sequencer, events, null, sequencer.trust());
        } catch (ReplayDivergence e) {
            String writtenBy = sequencer.writtenBy();
            throw writtenBy.equals(plan.build()) ? e : new ReplayDivergence(e, writtenBy, plan.build());
        }
    }

    private Sequencer sequencer() {
        return new Sequencer(journal, clock, alerts, plan.ordersAgain(), plan.cores());
    }

    private List<Path> candidates(SnapshotStore store) {
        try {
            store.forgetBehind(journal.recovery().endPosition());
            return store.newestFirst();
        } catch (IOException e) {
            alerts.alert("snapshots cannot be read: " + e + "; the whole journal is replayed");
            return List.of();
        }
    }

    private @Nullable Result from(SnapshotStore store, Path file, long trustedTo) {
        try {
            Snapshot snapshot = store.load(file);
            boolean trusted = plan.trusting() && trustedTo > 0;
            if (!trusted && !mayBeUsed(snapshot.header())) {
                alerts.alert("snapshot " + file.getFileName() + " of build "
                        + snapshot.header().build() + " is passed over: that build had not ended in order");
                return null;
            }
            Sequencer sequencer = sequencer();
            sequencer.restore(snapshot);
            long events = sequencer.recover(trustedTo);
            return new Result(sequencer, events, file, sequencer.trust());
        } catch (IOException | StateException | ReplayDivergence e) {
            alerts.alert("snapshot " + file.getFileName() + " is passed over: " + e.getMessage());
            return null;
        }
    }

    private boolean mayBeUsed(Snapshot.Header header) {
        boolean isLast = header.position() > journal.recovery().lastPosition();
        return header.build().equals(plan.build()) || (header.clean() && isLast);
    }
}
