package io.weir.sessions.sequencer;

import io.weir.fix.state.StateException;
import io.weir.sessions.journal.Journal;
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
 */
public final class Restart {
    /**
     * What to make it with.
     *
     * @param build this version of the program
     * @param ordersAgain whether D, F and G may be sent again by a resend
     * @param cores makes the core that writes to an outlet
     * @param snapshots where they are; null where the core keeps none
     */
    public record Plan(
            String build,
            boolean ordersAgain,
            Function<Outlet, ? extends Core> cores,
            @Nullable SnapshotStore snapshots) {}

    /**
     * A sequencer that stands at the end of its journal.
     *
     * @param events that were applied for it
     * @param from the snapshot that it began with; null for none
     */
    public record Result(
            Sequencer sequencer, long events, @Nullable Path from) {}

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
        for (Path file : candidates()) {
            Result result = from(file);
            if (result != null) {
                return result;
            }
        }
        Sequencer sequencer = sequencer();
        try {
            return new Result(sequencer, sequencer.recover(), null);
        } catch (ReplayDivergence e) {
            String writtenBy = sequencer.writtenBy();
            throw writtenBy.equals(plan.build()) ? e : new ReplayDivergence(e, writtenBy, plan.build());
        }
    }

    private Sequencer sequencer() {
        return new Sequencer(journal, clock, alerts, plan.ordersAgain(), plan.cores());
    }

    private List<Path> candidates() {
        SnapshotStore store = plan.snapshots();
        if (store == null) {
            return List.of();
        }
        try {
            store.forgetBehind(journal.recovery().endPosition());
            return store.newestFirst();
        } catch (IOException e) {
            alerts.alert("snapshots cannot be read: " + e + "; the whole journal is replayed");
            return List.of();
        }
    }

    private @Nullable Result from(Path file) {
        try {
            Snapshot snapshot = SnapshotStore.read(file);
            if (!mayBeUsed(snapshot.header())) {
                alerts.alert("snapshot " + file.getFileName() + " of build "
                        + snapshot.header().build() + " is passed over: that build had not ended in order");
                return null;
            }
            Sequencer sequencer = sequencer();
            sequencer.restore(snapshot);
            return new Result(sequencer, sequencer.recover(), file);
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
