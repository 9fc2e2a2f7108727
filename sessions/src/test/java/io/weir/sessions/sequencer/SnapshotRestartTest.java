package io.weir.sessions.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.sessions.journal.Journal;
import io.weir.sessions.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of a shadow core, and restarts from them and from what is left of them. */
@Timeout(60)
class SnapshotRestartTest {
    private static final String BUILD = "1.0";

    @TempDir
    private Path directory;

    private final List<String> alerts = new CopyOnWriteArrayList<>();
    private final AtomicLong needed = new AtomicLong();
    private final TickingClock clock = new TickingClock();
    private final List<AnsweringCore> made = new ArrayList<>();

    private static final class TickingClock implements Clock {
        private long now = 1_772_452_800_000_000_000L;

        @Override
        public long monoNanos() {
            now += 1000;
            return now;
        }

        @Override
        public long utcNanos() {
            return now;
        }
    }

    private Restart.Result restart(Journal journal, String build, String word) {
        Restart.Plan plan = new Restart.Plan(
                build,
                false,
                outlet -> {
                    AnsweringCore core = new AnsweringCore(outlet, word);
                    made.add(core);
                    return core;
                },
                new SnapshotStore(directory));
        return new Restart(journal, clock, alerts::add, plan).run();
    }

    private Restart.Result restart(Journal journal) {
        return restart(journal, BUILD, "report ");
    }

    private long hash() {
        return made.get(made.size() - 1).stateHash();
    }

    private Shadow shadow(Journal journal, Restart.Result result, int each, String word) {
        Shadow.Plan plan = new Shadow.Plan(
                BUILD, outlet -> new AnsweringCore(outlet, word), new SnapshotStore(directory), each, needed::set);
        return Shadow.start(journal, alerts::add, plan, result.from());
    }

    private static void received(Sequencer sequencer, int session, long connection, String fields) {
        byte[] bytes = Messages.theirs(fields);
        sequencer.received(session, connection, bytes, 0, bytes.length);
    }

    /** Everybody logs on, and the client asks a number of times: three events, then one each. */
    private static void morning(Sequencer sequencer, int questions) {
        sequencer.started(BUILD);
        sequencer.connected(AnsweringCore.CLIENT, 1, "client");
        received(sequencer, AnsweringCore.CLIENT, 1, "35=A|34=1|98=0|108=30|141=Y");
        for (int i = 2; i < 2 + questions; i++) {
            received(sequencer, AnsweringCore.CLIENT, 1, "35=H|34=" + i + "|11=A|55=IBM|54=1");
        }
        sequencer.endBatch();
    }

    private static void await(Shadow shadow, long events) throws InterruptedException {
        while (shadow.events() < events && !shadow.diverged()) {
            Thread.sleep(1);
        }
    }

    private List<Path> snapshots() throws IOException {
        return new SnapshotStore(directory).newestFirst();
    }

    /** A life with snapshots each ten events of its 43, which ends in order or in a crash; the state's hash at its end. */
    private long aLife(boolean inOrder) throws InterruptedException {
        Journal journal = Journals.open(directory);
        Restart.Result result = restart(journal);
        Shadow shadow = shadow(journal, result, 10, "report ");
        morning(result.sequencer(), 40);
        await(shadow, 43);
        journal.close();
        shadow.close(inOrder, 30_000);
        assertThat(alerts).isEmpty();
        return hash();
    }

    @Test
    void aRestartGoesOnFromTheNewestSnapshotAndReplaysTheRest() throws Exception {
        long hash = aLife(false);
        assertThat(snapshots()).hasSize(2);
        assertThat(snapshots().get(1).getFileName()).hasToString(String.format("%020d.snapshot", needed.get()));

        try (Journal journal = Journals.open(directory)) {
            Restart.Result again = restart(journal);

            assertThat(again.from()).isEqualTo(snapshots().get(0));
            assertThat(again.events()).isEqualTo(3);
            assertThat(again.sequencer().events()).isEqualTo(43);
            assertThat(hash()).isEqualTo(hash);
        }
        assertThat(alerts).isEmpty();
    }

    @Test
    void afterAnOrderlyEndNothingIsReplayed() throws Exception {
        long hash = aLife(true);

        try (Journal journal = Journals.open(directory)) {
            Restart.Result again = restart(journal);

            assertThat(again.events()).isZero();
            assertThat(hash()).isEqualTo(hash);
        }
    }

    @Test
    void aDamagedSnapshotFallsBackToTheOneBeforeAndThenToTheWholeJournal() throws Exception {
        long hash = aLife(false);
        byte[] newest = Files.readAllBytes(snapshots().get(0));
        newest[newest.length / 2] ^= 1;
        Files.write(snapshots().get(0), newest);

        try (Journal journal = Journals.open(directory)) {
            Restart.Result again = restart(journal);

            assertThat(again.from()).isEqualTo(snapshots().get(1));
            assertThat(again.events()).isEqualTo(13);
            assertThat(hash()).isEqualTo(hash);
            assertThat(alerts).hasSize(1).allMatch(alert -> alert.contains("is damaged"));
        }
        Files.write(snapshots().get(1), new byte[0]);
        alerts.clear();
        try (Journal journal = Journals.open(directory)) {
            Restart.Result again = restart(journal);

            assertThat(again.from()).isNull();
            assertThat(again.events()).isEqualTo(43);
            assertThat(hash()).isEqualTo(hash);
            assertThat(alerts).hasSize(2);
        }
    }

    @Test
    void everyByteOfASnapshotCounts() throws Exception {
        aLife(false);
        Path file = snapshots().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            Files.write(file, flipped);
            assertThatThrownBy(() -> SnapshotStore.read(file)).as("byte %d", at).hasMessageContaining("snapshot");
        }
    }

    @Test
    void aSnapshotThatTheJournalHasLostTheEndOfIsForgotten() throws Exception {
        aLife(true);
        Path newest = snapshots().get(0);
        Path ahead = newest.resolveSibling("00000000000099999999.snapshot");
        Files.copy(newest, ahead);

        try (Journal journal = Journals.open(directory)) {
            Restart.Result again = restart(journal);

            assertThat(again.from()).isEqualTo(newest);
            assertThat(ahead).doesNotExist();
        }
    }

    @Test
    void anotherBuildTakesTheSnapshotOfAnOrderlyEndAndElseReplaysEverything() throws Exception {
        long hash = aLife(true);
        try (Journal journal = Journals.open(directory)) {
            assertThat(restart(journal, "2.0", "report ").events()).isZero();
            assertThat(hash()).isEqualTo(hash);
        }
        Files.delete(snapshots().get(0));
        try (Journal journal = Journals.open(directory)) {
            Restart.Result again = restart(journal, "2.0", "report ");

            assertThat(again.from()).isNull();
            assertThat(again.events()).isEqualTo(43);
            assertThat(hash()).isEqualTo(hash);
            assertThat(alerts).hasSize(1).allMatch(alert -> alert.contains("that build had not ended in order"));
        }
    }

    @Test
    void anotherBuildThatDoesOtherwiseIsToldWhatToDo() throws Exception {
        aLife(false);

        try (Journal journal = Journals.open(directory)) {
            assertThatThrownBy(() -> restart(journal, "2.0", "other "))
                    .isInstanceOf(ReplayDivergence.class)
                    .hasMessageContaining("written by build 1.0 and this is 2.0")
                    .hasMessageContaining("start build 1.0 once, stop it in order, and start this one then");
        }
    }

    @Test
    void aShadowThatSeesSomethingElseTellsAndWritesNothing() throws Exception {
        Journal journal = Journals.open(directory);
        Restart.Result result = restart(journal);
        Shadow shadow = shadow(journal, result, 10, "another ");
        morning(result.sequencer(), 40);
        await(shadow, 43);
        journal.close();
        shadow.close(true, 30_000);

        assertThat(shadow.diverged()).isTrue();
        assertThat(snapshots()).isEmpty();
        assertThat(alerts).hasSize(1).allMatch(alert -> alert.startsWith("SHADOW DIVERGES"));
    }

    @Test
    void aShadowGoesOnFromTheSnapshotOfTheStart() throws Exception {
        aLife(true);
        Journal second = Journals.open(directory);
        Restart.Result again = restart(second);
        Shadow shadow = shadow(second, again, 1000, "report ");
        morning(again.sequencer(), 5);
        await(shadow, 51);
        long hash = hash();
        second.close();
        shadow.close(true, 30_000);
        try (Journal journal = Journals.open(directory)) {
            assertThat(restart(journal).events()).isZero();
            assertThat(hash()).isEqualTo(hash);
        }
        for (Path each : snapshots()) {
            Files.delete(each);
        }
        try (Journal journal = Journals.open(directory)) {
            assertThat(restart(journal).events()).isEqualTo(51);
            assertThat(hash()).isEqualTo(hash);
        }
        assertThat(alerts).isEmpty();
    }
}
