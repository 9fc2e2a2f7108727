package io.weir.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cuts the power before every single file operation of a synced journal, and again during the recovery. */
class PowerFailureTest {
    private static final int SEGMENT = 4 << 10;
    private static final int RECORDS = 80;

    @TempDir
    Path directory;

    private int cuts;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whatWasDurableIsThereAndWhatIsThereIsAPrefix(long seed) throws IOException {
        MemoryFiles files = new MemoryFiles();
        Random random = new Random(seed);
        Random power = new Random(-seed);
        int[] durable = {0};
        files.script((operation, path) -> {
            for (int i = 0; i < 3; i++) {
                assertSurvives(files.afterPowerFailure(power), durable[0], power, "seed " + seed);
            }
        });
        JournalHost host = new JournalHost(files, () -> 0, 1_000_000, 64 << 10);
        try (Journal journal = Journal.open(
                new JournalSettings(directory, SEGMENT, Durability.ALWAYS, 1, 10_000_000_000L, 0), new Heard(), host)) {
            for (int i = 0; i < RECORDS; i++) {
                Lines.append(journal, i);
                if (random.nextInt(3) == 0) {
                    journal.endBatch();
                    durable[0] = i + 1;
                }
            }
        }
        assertThat(Lines.all(files, directory)).isEqualTo(Lines.lines(0, RECORDS));
        assertThat(cuts).as("torn tails that were cut").isGreaterThan(10);
    }

    private void assertSurvives(MemoryFiles left, int durable, Random random, String what) throws IOException {
        MemoryFiles[] leftAgain = {left};
        left.script((operation, path) -> leftAgain[0] = random.nextInt(3) == 0 ? left.afterPowerFailure(random) : left);
        int kept = recover(left, durable, what);
        if (leftAgain[0] != left) {
            assertThat(recover(leftAgain[0], durable, what + ", twice")).isEqualTo(kept);
        }
    }

    private int recover(MemoryFiles left, int durable, String what) throws IOException {
        SegmentDirectory segments = new SegmentDirectory(left, directory);
        if (segments.starts().isEmpty()) {
            assertThat(durable).as(what).isZero();
            return 0;
        }
        RecoveryReport report = Objects.requireNonNull(Recovery.recover(segments, Beginning.read(segments)))
                .report();
        cuts += report.wasCut() ? 1 : 0;
        List<Lines.Line> lines = Lines.all(left, directory);
        assertThat(lines.size()).as(what).isEqualTo((int) report.records()).isGreaterThanOrEqualTo(durable);
        assertThat(lines).as(what).isEqualTo(Lines.lines(0, lines.size()));
        return lines.size();
    }
}
