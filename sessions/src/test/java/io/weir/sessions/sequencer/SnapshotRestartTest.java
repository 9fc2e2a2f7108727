package io.weir.sessions.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.codec.Ascii;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        return restart(journal, build, word, false);
    }

    private Restart.Result restart(Journal journal, String build, String word, boolean trusting) {
        Restart.Plan plan = new Restart.Plan(
                build,
                false,
                outlet -> {
                    AnsweringCore core = new AnsweringCore(outlet, word);
                    made.add(core);
                    return core;
                },
                new SnapshotStore(directory),
                trusting);
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
        return Shadow.start(
                journal, alerts::add, plan, result.from(), result.trust().to());
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
    void itTellsOfItsLastSnapshot() throws Exception {
        Journal journal = Journals.open(directory);
        Restart.Result result = restart(journal);
        Shadow shadow = shadow(journal, result, 10, "report ");
        morning(result.sequencer(), 40);
        await(shadow, 43);
        journal.close();
        shadow.close(true, 30_000);
        Path newest = snapshots().get(0);

        assertThat(shadow.snapshots()).isEqualTo(5);
        assertThat(shadow.last().position())
                .isEqualTo(SnapshotStore.read(newest).header().position())
                .isEqualTo(shadow.position());
        assertThat(shadow.last().bytes()).isEqualTo(Files.size(newest));
        assertThat(shadow.last().nanos()).isPositive();
        assertThat(shadow.failures()).isZero();
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
        assertThat(shadow.isFollowing()).isFalse();
        assertThat(shadow.failures()).isEqualTo(1);
        assertThat(shadow.last()).isEqualTo(Shadow.Written.NONE);
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

    // ---- a start that trusts the records

    private static final byte[] DECISION = Ascii.bytes("amy: going flat");

    /** Starts a build that does otherwise, as a start that only cancels does, and lets a client ask on; the state's hash. */
    private long aLifeThatTrusts(Journal journal, String word, boolean inOrder) throws InterruptedException {
        Restart.Result result = restart(journal, "2.0", word, true);
        Shadow.Plan plan = new Shadow.Plan(
                "2.0", outlet -> new AnsweringCore(outlet, word), new SnapshotStore(directory), 1000, needed::set);
        result.sequencer().started("2.0");
        result.sequencer().cancelOnly(result.trust(), DECISION);
        Shadow shadow = Shadow.start(
                journal, alerts::add, plan, result.from(), result.trust().to());
        result.sequencer().connected(AnsweringCore.CLIENT, 2, "client");
        received(result.sequencer(), AnsweringCore.CLIENT, 2, "35=A|34=42|98=0|108=30");
        result.sequencer().endBatch();
        await(shadow, result.sequencer().events());
        journal.close();
        shadow.close(inOrder, 30_000);
        assertThat(shadow.diverged()).isFalse();
        return hash();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other ", AnsweringCore.FAILS})
    void whereABuildDoesOtherwiseOrFailsTheRecordsAreTrustedAndNumbersGoOnBehindThem(String word) throws Exception {
        aLife(false);
        for (Path each : snapshots()) {
            Files.delete(each);
        }
        long end;
        long hash;
        try (Journal journal = Journals.open(directory)) {
            assertThatThrownBy(() -> restart(journal, "2.0", word)).isInstanceOf(RuntimeException.class);
            Restart.Result trusting = restart(journal, "2.0", word, true);

            end = journal.recovery().endPosition();
            assertThat(trusting.trust().to()).isEqualTo(end);
            assertThat(trusting.trust().events()).isEqualTo(40);
            assertThat(trusting.trust().first())
                    .contains(word.equals(AnsweringCore.FAILS) ? "the core fails on Received" : "58=other 1");
            assertThat(alerts).anyMatch(alert -> alert.startsWith("a normal start is refused: "));
            hash = aLifeThatTrusts(journal, word, false);
        }
        // The Logon's answer is number 1, the 40 reports are 2 to 41.
        try (Journal journal = Journals.open(directory)) {
            assertThat(Journals.lines(journal)).last().asString().startsWith("Sent 0 1/42 35=A|34=42|");
            assertThat(snapshots()).hasSize(1);
            Restart.Result normal = restart(journal, "2.0", word);
            assertThat(normal.from()).isNotNull();
            assertThat(normal.trust()).isEqualTo(Trust.NONE);
            assertThat(hash()).isEqualTo(hash);
            Files.delete(snapshots().get(0));
            Restart.Result decided = restart(journal, "2.0", word);
            assertThat(decided.from()).isNull();
            assertThat(decided.trust().to()).isEqualTo(end);
            assertThat(decided.trust().events()).isEqualTo(40);
            assertThat(hash()).isEqualTo(hash);
        }
    }

    @Test
    void whatComesBehindTheDecisionIsComparedAgain() throws Exception {
        aLife(false);
        try (Journal journal = Journals.open(directory)) {
            aLifeThatTrusts(journal, "other ", false);
        }
        for (Path each : snapshots()) {
            Files.delete(each);
        }
        try (Journal journal = Journals.open(directory)) {
            Restart.Result again = restart(journal, "2.0", "other ");
            again.sequencer().started("2.0");
            again.sequencer().connected(AnsweringCore.CLIENT, 3, "client");
            received(again.sequencer(), AnsweringCore.CLIENT, 3, "35=A|34=43|98=0|108=30");
            received(again.sequencer(), AnsweringCore.CLIENT, 3, "35=H|34=44|11=A|55=IBM|54=1");
            again.sequencer().endBatch();
        }
        try (Journal journal = Journals.open(directory)) {
            assertThatThrownBy(() -> restart(journal, "3.0", "third "))
                    .isInstanceOf(ReplayDivergence.class)
                    .hasMessageContaining("third 1");
            assertThat(restart(journal, "2.0", "other ").trust().events()).isEqualTo(40);
        }
    }

    @Test
    void aSnapshotOfAnotherBuildServesWhereTheRecordsAreTrusted() throws Exception {
        aLife(false);
        Path newest = snapshots().get(0);
        try (Journal journal = Journals.open(directory)) {
            Restart.Result trusting = restart(journal, "2.0", "other ", true);

            assertThat(trusting.from()).isEqualTo(newest);
            assertThat(trusting.trust().events()).isEqualTo(3);
        }
    }

    @Test
    void whereReplayRepeatsTheJournalNothingHasToBeTrusted() throws Exception {
        long hash = aLife(false);
        try (Journal journal = Journals.open(directory)) {
            assertThat(restart(journal, BUILD, "report ", true).trust()).isEqualTo(Trust.NONE);
            assertThat(hash()).isEqualTo(hash);
        }
    }
}
