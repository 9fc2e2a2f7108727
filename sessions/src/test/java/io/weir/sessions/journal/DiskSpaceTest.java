package io.weir.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.settings.Durability;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose disk fills up. */
class DiskSpaceTest {
    private static final int SEGMENT = 8 << 10;
    private static final int RESERVE = 10 * SEGMENT;
    private static final int PLENTY = 1 << 30;

    @TempDir
    Path directory;

    private final MemoryFiles files = new MemoryFiles();
    private final Heard heard = new Heard();
    private Journal journal;
    private int appended;

    @BeforeEach
    void open() {
        files.usableBytes(PLENTY);
        journal = open(heard);
        awaitSegment(3);
    }

    private Journal open(Heard listener) {
        return Journal.open(
                new JournalSettings(directory, SEGMENT, Durability.ALWAYS, 2, 10_000_000_000L, RESERVE),
                listener,
                new JournalHost(files, System::nanoTime, 1_000_000, 64 << 10));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private Path segment(int number) {
        return new SegmentDirectory(files, directory).path((number - 1) * (long) SEGMENT);
    }

    private void awaitSegment(int number) {
        while (!files.paths().contains(segment(number))) {
            Thread.onSpinWait();
        }
    }

    /** Appends until the journal is in this segment. */
    private void writeInto(int number) {
        while (journal.position() < (number - 1) * (long) SEGMENT) {
            Lines.append(journal, appended++);
            journal.endBatch();
        }
    }

    @Test
    void lowSpaceIsToldLongBeforeTheSegmentIsFull() throws InterruptedException {
        files.usableBytes(RESERVE + SEGMENT - 1);
        writeInto(2);
        assertThat(heard.next()).isEqualTo("low space " + (RESERVE + SEGMENT - 1));
        assertThat(journal.position()).isLessThan(2 * SEGMENT);
        assertThat(files.paths()).contains(segment(3)).doesNotContain(segment(4));
    }

    @Test
    void theReserveIsUsedToFinishWhatIsOpen() throws InterruptedException {
        files.usableBytes(RESERVE);
        writeInto(5);
        assertThat(heard.next()).isEqualTo("low space " + RESERVE);
        journal.close();
        assertThat(Lines.all(files, directory)).isEqualTo(Lines.lines(0, appended));
    }

    @Test
    void spaceThatComesBackIsToldWhenASegmentIsPrepared() throws InterruptedException {
        files.usableBytes(RESERVE);
        writeInto(2);
        assertThat(heard.next()).isEqualTo("low space " + RESERVE);
        files.usableBytes(PLENTY);
        assertThat(heard.next()).isEqualTo("space restored " + PLENTY);
        assertThat(files.paths()).contains(segment(4));
    }

    @Test
    void aDiskThatOthersFillIsToldWhileAllSegmentsArePrepared() throws InterruptedException {
        files.usableBytes(RESERVE);
        assertThat(heard.next()).isEqualTo("low space " + RESERVE);
        assertThat(files.paths()).contains(segment(3)).doesNotContain(segment(4));
        files.usableBytes(RESERVE + SEGMENT);
        assertThat(heard.next()).isEqualTo("space restored " + (RESERVE + SEGMENT));
        assertThat(files.paths()).doesNotContain(segment(4));
    }

    @Test
    void roomForOneSegmentOfTwoIsNotEnough() throws InterruptedException {
        files.usableBytes(RESERVE);
        writeInto(3);
        assertThat(heard.next()).isEqualTo("low space " + RESERVE);
        // The disk shrinks as the segment is prepared: there is room for the first one, and then no more.
        files.script((operation, path) -> {
            if (operation.equals("rename")) {
                files.usableBytes(RESERVE);
            }
        });
        files.usableBytes(RESERVE + SEGMENT);
        awaitSegment(4);
        journal.close();
        assertThat(heard.rest()).isEmpty();
    }

    @Test
    void aJournalThatOpensOnAFullDiskSaysSoBeforeItIsOpen() {
        journal.close();
        files.usableBytes(RESERVE);
        Heard again = new Heard();
        journal = open(again);
        assertThat(again.rest()).containsExactly("low space " + RESERVE);
    }

    @Test
    void aRefusedPreparationFailsOnlyTheWriterThatNeedsIt() throws InterruptedException {
        files.script((operation, path) -> {
            if (operation.equals("write") && path.toString().endsWith(".preparing")) {
                throw new IOException("No space left on device");
            }
        });
        writeInto(3);
        assertThat(heard.next()).isEqualTo("low space " + PLENTY);
        assertThatThrownBy(() -> writeInto(4)).isInstanceOf(JournalFailed.class);
        assertThat(heard.next()).isEqualTo("failed No space left on device");
        assertThat(heard.rest()).isEmpty();
        journal.close();
        assertThat(Lines.all(files, directory)).hasSizeGreaterThan(50).isEqualTo(Lines.lines(0, durableLines()));
    }

    private int durableLines() {
        return Lines.all(files, directory).size();
    }

    @Test
    void anotherErrorInThePreparationStopsAtOnce() throws InterruptedException {
        files.script((operation, path) -> {
            if (operation.equals("create")) {
                throw new IOException("Input/output error");
            }
        });
        assertThatThrownBy(() -> {
                    while (true) {
                        Lines.append(journal, appended++);
                        journal.endBatch();
                    }
                })
                .isInstanceOf(JournalFailed.class);
        assertThat(heard.next()).isEqualTo("failed Input/output error");
        assertThat(journal.position()).isLessThan(3 * SEGMENT);
    }
}
