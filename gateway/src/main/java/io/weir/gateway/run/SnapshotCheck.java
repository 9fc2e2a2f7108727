package io.weir.gateway.run;

import io.weir.fix.state.StateException;
import io.weir.sessions.journal.JournalException;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.sequencer.Replay;
import io.weir.sessions.sequencer.ReplayDivergence;
import io.weir.sessions.snapshot.Snapshot;
import io.weir.sessions.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether each snapshot of a journal, and what comes after it, comes to the same state as the next one and as the whole
 * journal. It writes nothing; a gateway may be running on the journal.
 */
public final class SnapshotCheck {
    /**
     * What was found.
     *
     * @param lines a line for each comparison
     * @param failed how many of them do not agree
     * @param compared how many comparisons of states there were
     */
    public record Report(List<String> lines, int failed, int compared) {
        /** Whether there was something to compare, and all of it agrees. */
        public boolean agrees() {
            return failed == 0 && compared > 0;
        }

        /** What is wrong, in a line. */
        public String trouble() {
            return failed > 0 ? failed + " of these do not agree" : "no snapshot: nothing was compared";
        }
    }

    /** The journal's records are looked at once, replayed once, and its tail once more from each snapshot. */
    private static final int PASSES = 3;

    private final Cores cores;
    private final Path journal;
    private final LongConsumer progress;
    private final List<String> lines = new ArrayList<>();
    /** By position: the state's hash, as the one who came there first has it. */
    private final Map<Long, Long> hashes = new TreeMap<>();

    private int failed;
    private int compared;
    private long done;

    /**
     * A check of a journal's snapshots.
     *
     * @param progress hears how much is done of {@link #work}
     */
    public SnapshotCheck(Cores cores, Path journal, LongConsumer progress) {
        this.cores = cores;
        this.journal = journal;
        this.progress = progress;
    }

    /** About how much there is to do for a journal of so many bytes. */
    public static long work(long journalBytes) {
        return journalBytes * PASSES;
    }

    /** What is known of the journal before anything is replayed. */
    private record Extent(long beginning, long end, long trustedTo) {}

    /**
     * Compares.
     *
     * @param to how far to replay; what the last event before it came to may not be all there, so it is left out
     */
    public Report run(long to) throws IOException {
        List<Path> files = new ArrayList<>(new SnapshotStore(journal).newestFirst());
        Collections.reverse(files);
        List<Path> good = new ArrayList<>();
        long newest = 0;
        for (Path file : files) {
            Snapshot.Header header = header(file);
            if (header != null && header.position() <= to) {
                good.add(file);
                hashes.put(header.position(), header.stateHash());
                newest = Math.max(newest, header.position());
            }
        }
        if (good.isEmpty()) {
            return new Report(lines, failed, compared);
        }
        Extent extent = extent(to, newest);
        whole(extent);
        for (Path file : good) {
            from(file, extent);
        }
        return new Report(lines, failed, compared);
    }

    private Snapshot.@Nullable Header header(Path file) throws IOException {
        try {
            return SnapshotStore.read(file).header();
        } catch (StateException e) {
            fail(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Extent extent(long to, long newest) {
        long beginning = -1;
        long last = 0;
        long trusted = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next() && reader.position() < to) {
                beginning = beginning < 0 ? reader.position() : beginning;
                last = Replay.isEvent(reader) ? reader.position() : last;
                trusted = Math.max(trusted, Replay.trustedTo(reader));
            }
        }
        done = Math.max(last, newest);
        progress.accept(done);
        return new Extent(beginning, Math.max(last, newest), trusted);
    }

    /** From the beginning on, comparing at each snapshot. */
    private void whole(Extent extent) {
        if (extent.beginning() >= Replay.FIRST_RECORD_BY) {
            lines.add("the journal begins at position " + extent.beginning()
                    + ": what was before is retired, so there is no replay of the whole to compare with");
            return;
        }
        try (JournalReader reader = JournalReader.open(journal)) {
            Replay replay = new Replay(reader, cores::make, extent.trustedTo());
            follow(replay, "the whole journal", 0, extent.end());
        }
    }

    private void from(Path file, Extent extent) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (JournalReader reader = JournalReader.open(journal)) {
            Snapshot snapshot = SnapshotStore.read(file);
            Replay replay = new Replay(reader, cores::make, extent.trustedTo());
            replay.restore(snapshot);
            follow(replay, name, snapshot.header().position(), extent.end());
        } catch (StateException | JournalException e) {
            fail(name + ": " + e.getMessage());
        }
    }

    /** Replays from point to point, and compares the state at each. */
    private void follow(Replay replay, String name, long from, long end) {
        hashes.putIfAbsent(end, null);
        long before = done;
        try {
            for (long point : List.copyOf(hashes.keySet())) {
                if (point < from || point > end) {
                    continue;
                }
                replay.run(point, position -> progress.accept(before + position - from));
                compare(name, point, replay);
            }
        } catch (ReplayDivergence e) {
            fail(name + ": " + e.getMessage());
        }
        done = before + end - from;
        progress.accept(done);
    }

    private void compare(String name, long point, Replay replay) {
        Long other = hashes.get(point);
        String at = name + " at position " + point + ", event " + replay.events() + ": ";
        if (other == null) {
            hashes.put(point, replay.stateHash());
            lines.add(at + "state " + text(replay.stateHash()));
            return;
        }
        compared++;
        if (other == replay.stateHash()) {
            lines.add(at + "the same state " + text(other));
        } else {
            fail(at + "state " + text(replay.stateHash()) + " instead of " + text(other));
        }
    }

    private static String text(long hash) {
        return String.format(Locale.ROOT, "%016x", hash);
    }

    private void fail(String what) {
        failed++;
        lines.add("DIFFERS: " + what);
    }
}
