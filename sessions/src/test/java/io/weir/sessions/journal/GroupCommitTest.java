package io.weir.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.settings.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A synced journal on a disk that a script slows, stops and breaks. */
class GroupCommitTest {
    private static final int SEGMENT = 64 << 10;
    private static final int STAGE = 16 << 10;
    private static final long MAX_SYNC = 1_000_000_000L;

    @TempDir
    Path directory;

    private final MemoryFiles files = new MemoryFiles();
    private final Heard heard = new Heard();
    private final AtomicLong clock = new AtomicLong();
    /** One permit for each force of the segment that journal-sync may do, once the disk is {@link #gated}. */
    private final Semaphore forces = new Semaphore(0);

    private final Semaphore waiting = new Semaphore(0);
    private Journal journal;

    private Journal open(Durability durability) {
        journal = Journal.open(
                new JournalSettings(directory, SEGMENT, durability, 1, MAX_SYNC, 0),
                heard,
                new JournalHost(files, clock::get, 1_000_000, STAGE));
        awaitPrepared();
        return journal;
    }

    /** Until the second segment is there, the disk is busy with that. */
    private void awaitPrepared() {
        Path second = new SegmentDirectory(files, directory).path(SEGMENT);
        while (!files.paths().contains(second)) {
            Thread.onSpinWait();
        }
    }

    private void gated() {
        files.script((operation, path) -> {
            if (operation.equals("force")) {
                waiting.release();
                forces.acquireUninterruptibly();
            }
        });
    }

    @AfterEach
    void letGo() {
        forces.release(1_000_000);
        if (journal != null) {
            try {
                journal.close();
            } catch (JournalFailed e) {
                assertThat(e).hasMessageContaining("stopped");
            }
        }
    }

    @Test
    void oneSyncCoversAllThatWasAppendedBeforeItBegan() throws InterruptedException {
        open(Durability.GROUP);
        gated();
        Lines.append(journal, 0);
        journal.endBatch();
        long first = journal.position();
        waiting.acquire();
        for (int i = 1; i < 30; i++) {
            Lines.append(journal, i);
            journal.endBatch();
        }
        assertThat(journal.durablePosition()).isLessThan(first);
        assertThat(heard.rest()).isEmpty();
        forces.release(2);
        assertThat(heard.next()).isEqualTo("durable " + first);
        assertThat(heard.next()).isEqualTo("durable " + journal.position());
        assertThat(journal.durablePosition()).isEqualTo(journal.position());
    }

    @Test
    void aBatchCarriesTheDurablePositionKnownThenAndAnEmptyOneNothing() throws InterruptedException {
        open(Durability.GROUP);
        List<Long> marks = new ArrayList<>();
        marks.add(journal.position() - RecordLayout.HEADER_BYTES);
        for (int i = 0; i < 10; i++) {
            marks.add(journal.durablePosition());
            Lines.append(journal, i);
            journal.endBatch();
            assertThat(heard.next()).isEqualTo("durable " + journal.position());
            journal.endBatch();
        }
        List<Long> marked = new ArrayList<>();
        try (JournalReader reader = journal.reader()) {
            while (reader.next()) {
                if (reader.type() == RecordType.Durable) {
                    marked.add(reader.aux());
                    assertThat(reader.source()).isEqualTo(1);
                }
            }
        }
        assertThat(marked).isEqualTo(marks);
        assertThat(heard.rest()).isEmpty();
    }

    @Test
    void aReaderOfTheJournalShowsWhatIsWrittenAndNoMore() throws InterruptedException {
        open(Durability.GROUP);
        try (JournalReader reader = journal.reader()) {
            assertThat(Lines.rest(reader)).isEmpty();
            Lines.append(journal, 0);
            assertThat(Lines.rest(reader)).isEmpty();
            gated();
            journal.endBatch();
            waiting.acquire();
            assertThat(Lines.rest(reader)).isEqualTo(Lines.lines(0, 1));
            reader.seek(0);
            reader.limit(journal.durablePosition());
            assertThat(Lines.rest(reader)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"force", "write"})
    void aFailureStopsForEverAndIsNotTriedAgain(String operation) throws InterruptedException {
        open(Durability.GROUP);
        AtomicInteger tries = new AtomicInteger();
        files.script((now, path) -> {
            if (now.equals(operation)) {
                tries.incrementAndGet();
                throw new IOException("Input/output error");
            }
        });
        Lines.append(journal, 0);
        journal.endBatch();
        assertThat(heard.next()).isEqualTo("failed Input/output error");
        long durable = journal.durablePosition();
        files.script((now, path) -> tries.incrementAndGet());
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> Lines.append(journal, 1))
                    .isInstanceOf(JournalFailed.class)
                    .hasMessage("the journal has stopped: Input/output error");
            assertThatThrownBy(journal::endBatch).isInstanceOf(JournalFailed.class);
        }
        journal.close();
        assertThat(tries).hasValue(1);
        assertThat(heard.rest()).isEmpty();
        assertThat(journal.durablePosition()).isEqualTo(durable);
    }

    @Test
    void alwaysThrowsAtTheEndOfTheBatchThatFailed() {
        open(Durability.ALWAYS);
        files.script((operation, path) -> {
            if (operation.equals("force")) {
                throw new IOException("Input/output error");
            }
        });
        Lines.append(journal, 0);
        assertThatThrownBy(journal::endBatch).isInstanceOf(JournalFailed.class);
        assertThat(heard.rest()).containsExactly("failed Input/output error");
    }

    @Test
    void aForceThatTookTooLongStops() throws InterruptedException {
        open(Durability.GROUP);
        files.script((operation, path) -> {
            if (operation.equals("force")) {
                clock.addAndGet(MAX_SYNC + 1);
            }
        });
        long before = journal.durablePosition();
        Lines.append(journal, 0);
        journal.endBatch();
        assertThat(heard.next()).isEqualTo("failed a write or sync took longer than 1000 ms");
        assertThat(journal.durablePosition()).isEqualTo(before);
    }

    @Test
    void aForceThatHangsIsNoticedByTheWriter() throws InterruptedException {
        open(Durability.GROUP);
        gated();
        Lines.append(journal, 0);
        journal.endBatch();
        waiting.acquire();
        clock.addAndGet(MAX_SYNC);
        journal.endBatch();
        clock.addAndGet(1);
        assertThatThrownBy(journal::endBatch).isInstanceOf(JournalFailed.class);
        assertThat(heard.rest()).containsExactly("failed a write or sync took longer than 1000 ms");
        forces.release();
        journal.close();
        assertThat(heard.rest()).isEmpty();
        assertThat(journal.durablePosition()).isLessThan(journal.position());
    }

    @Test
    void aForceThatHangsEndsTheWaitOfAlways() {
        open(Durability.ALWAYS);
        files.script((operation, path) -> {
            if (operation.equals("force")) {
                clock.addAndGet(MAX_SYNC + 1);
                forces.acquireUninterruptibly();
            }
        });
        Lines.append(journal, 0);
        assertThatThrownBy(journal::endBatch).isInstanceOf(JournalFailed.class);
        assertThat(heard.rest()).containsExactly("failed a write or sync took longer than 1000 ms");
    }

    @Test
    void aWriterFarAheadOfTheDiskWaitsAndSaysSo() {
        Semaphore once = new Semaphore(1);
        journal = Journal.open(
                new JournalSettings(directory, SEGMENT, Durability.GROUP, 1, MAX_SYNC, 0),
                heard,
                new JournalHost(files, () -> letTheDiskGoOn(once), 1_000_000, STAGE));
        awaitPrepared();
        gated();
        writer = Thread.currentThread();
        for (int i = 0; i < 200; i++) {
            Lines.append(journal, i);
        }
        journal.close();
        assertThat(heard.rest()).contains("stalled").noneMatch(line -> line.startsWith("failed"));
        assertThat(Lines.all(files, directory)).isEqualTo(Lines.lines(0, 200));
    }

    private volatile Thread writer;

    /** The writer asks for the time when it begins to wait. */
    private long letTheDiskGoOn(Semaphore once) {
        if (Thread.currentThread() == writer && once.tryAcquire()) {
            forces.release(1_000_000);
        }
        return 0;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void shortWritesAreContinued(int longest) {
        open(Durability.GROUP);
        files.longestWrite(longest);
        for (int i = 0; i < 30; i++) {
            Lines.append(journal, i);
            journal.endBatch();
        }
        journal.close();
        assertThat(Lines.all(files, directory)).isEqualTo(Lines.lines(0, 30));
    }

    @Test
    void aReaderOfTheFilesNeverMeetsHalfAStretch() {
        open(Durability.ALWAYS);
        files.longestWrite(40);
        int[] ended = {0};
        files.script((operation, path) -> {
            if (operation.equals("write") && !path.toString().endsWith(".preparing")) {
                assertThat(Lines.all(files, directory)).isEqualTo(Lines.lines(0, ended[0]));
            }
        });
        for (int batch = 1; batch < 50; batch++) {
            for (int i = 0; i < 5; i++) {
                Lines.append(journal, (batch - 1) * 5 + i);
            }
            journal.endBatch();
            ended[0] = batch * 5;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Durability.class,
            names = {"GROUP", "ALWAYS"})
    void theStageWrapsAndSegmentsRoll(Durability durability) {
        open(durability);
        for (int i = 0; i < 2_000; i++) {
            Lines.append(journal, i);
            if (i % 3 == 0) {
                journal.endBatch();
            }
        }
        journal.close();
        assertThat(Lines.all(files, directory)).isEqualTo(Lines.lines(0, 2_000));
        try (Journal again = open(durability)) {
            assertThat(again.recovery().records()).isEqualTo(2_000);
            assertThat(again.recovery().cleanlyClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "write", "force", "rename", "forceDirectory"})
    void anErrorWhileOpeningIsReportedAndLeavesNoLock(String operation) {
        files.script((now, path) -> {
            if (now.equals(operation)) {
                throw new IOException("Input/output error");
            }
        });
        assertThatThrownBy(() -> open(Durability.GROUP))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("Input/output error");
        files.script((now, path) -> {});
        open(Durability.GROUP);
        assertThat(journal.bootNumber()).isBetween(1, 2);
    }
}
