package io.weir.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.settings.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose first segments go. */
class RetirementTest {
    private static final int SEGMENT = 4 << 10;

    @TempDir
    Path directory;

    private final MemoryFiles files = new MemoryFiles();
    private Journal journal;
    private int appended;

    @BeforeEach
    void fourSegments() {
        journal = open();
        while (journal.position() < 3 * SEGMENT + 500) {
            Lines.append(journal, appended++);
            journal.endBatch();
        }
    }

    private Journal open() {
        return Journal.open(
                new JournalSettings(directory, SEGMENT, Durability.ALWAYS, 1, 10_000_000_000L, 0),
                new Heard(),
                new JournalHost(files, () -> 0, 0, 64 << 10, true));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private List<Path> segments() {
        return files.paths().stream()
                .filter(path -> path.toString().endsWith(".journal"))
                .toList();
    }

    private Path segment(int index) {
        return new SegmentDirectory(files, directory).path((long) index * SEGMENT);
    }

    /** The lines that the journal shows, which are the last that were appended. */
    private int shown() {
        try (JournalReader reader = journal.reader()) {
            List<Lines.Line> lines = Lines.rest(reader);
            assertThat(lines).isEqualTo(Lines.lines(appended - lines.size(), appended));
            return lines.size();
        }
    }

    @Test
    void wholeSegmentsGoAndTheRestIsReadAndGoesOn() {
        assertThat(journal.retire(2 * SEGMENT + 17, null)).isEqualTo(2);
        assertThat(journal.beginning()).isEqualTo(2 * SEGMENT);
        assertThat(segments()).doesNotContain(segment(0), segment(1)).contains(segment(2), segment(3));
        int left = shown();
        assertThat(left).isBetween(1, appended - 1);

        journal.close();
        journal = open();
        assertThat(journal.beginning()).isEqualTo(2 * SEGMENT);
        assertThat(journal.recovery().records()).isEqualTo(left);
        assertThat(journal.bootNumber()).isEqualTo(2);
        Lines.append(journal, appended++);
        journal.endBatch();
        assertThat(shown()).isEqualTo(left + 1);
    }

    @Test
    void theSegmentThatIsWrittenNeverGoes() {
        assertThat(journal.retire(Long.MAX_VALUE, null)).isEqualTo(3);
        assertThat(journal.beginning()).isEqualTo(3 * SEGMENT);
        assertThat(shown()).isPositive();
        assertThat(journal.retire(Long.MAX_VALUE, null)).isZero();
    }

    @Test
    void nothingGoesWhereNothingIsWhole() {
        assertThat(journal.retire(SEGMENT - 1, null)).isZero();
        assertThat(journal.retire(0, null)).isZero();
        assertThat(shown()).isEqualTo(appended);
    }

    @Test
    void anArchiveGetsThem() {
        Path archive = directory.resolve("old");
        byte[] first = files.bytes(segment(0));
        assertThat(journal.retire(SEGMENT, archive)).isEqualTo(1);
        assertThat(files.bytes(archive.resolve(segment(0).getFileName()))).isEqualTo(first);
    }

    @Test
    void ageIsThatOfTheYoungestRecordOfASegment() {
        // The UTC of a line grows by 1 with its number.
        long first = Lines.line(0).utcNanos();
        assertThat(journal.olderThan(first)).isZero();
        assertThat(journal.olderThan(Long.MAX_VALUE)).isEqualTo(3 * SEGMENT);
        try (JournalReader reader = journal.reader()) {
            reader.seek(2 * SEGMENT);
            reader.next();
            assertThat(journal.olderThan(reader.utcNanos() - 1)).isEqualTo(SEGMENT);
            assertThat(journal.olderThan(reader.utcNanos())).isEqualTo(2 * SEGMENT);
        }
    }

    @Test
    void aSegmentThatIsMissingBehindTheBeginningIsDamage() {
        journal.retire(SEGMENT, null);
        journal.close();
        MemoryFiles intact = files.copy();
        files.remove(segment(1));
        assertThatThrownBy(this::open).isInstanceOf(JournalDamaged.class).hasMessageContaining("missing");
        intact.remove(directory.resolve("begin"));
        assertThatThrownBy(() -> Recovery.recover(new SegmentDirectory(intact, directory), Beginning.ALL))
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining("the segment is missing, the next begins at 4096");
    }

    @Test
    void aBeginningThatDoesNotCheckIsRefused() {
        journal.retire(SEGMENT, null);
        journal.close();
        byte[] line = files.bytes(directory.resolve("begin"));
        line[0] ^= 1;
        files.put(directory.resolve("begin"), line);
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining("its beginning does not match its checksum");
    }

    /** The retirement is cut off before each of its operations: the next opening has all, or begins later. */
    @Test
    void aRetirementThatIsCutOffIsFinishedByTheNext() {
        int operations = 0;
        for (boolean cut = true; cut; operations++) {
            int[] left = {operations};
            files.script((operation, path) -> {
                if (left[0]-- == 0) {
                    throw new IOException("Input/output error");
                }
            });
            cut = false;
            try {
                journal.retire(2 * SEGMENT, null);
            } catch (JournalException e) {
                cut = true;
                assertThat(e).hasMessageContaining("cannot be retired").hasMessageContaining("Input/output error");
            }
            files.script((operation, path) -> {});
            assertFinished(files.copy());
        }
        assertThat(operations).isGreaterThan(6);
    }

    private void assertFinished(MemoryFiles crashed) {
        SegmentDirectory left = new SegmentDirectory(crashed, directory);
        try {
            Beginning beginning = Beginning.read(left);
            assertThat(beginning.position()).isIn(0L, 2L * SEGMENT);
            Recovery.recover(left, beginning);
            new Retirement(left, beginning).retire(2 * SEGMENT, null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(crashed.paths()).doesNotContain(segment(0), segment(1)).contains(segment(2));
        List<Lines.Line> lines = Lines.all(crashed, directory);
        assertThat(lines)
                .isEqualTo(Lines.lines(appended - lines.size(), appended))
                .isNotEmpty();
    }
}
