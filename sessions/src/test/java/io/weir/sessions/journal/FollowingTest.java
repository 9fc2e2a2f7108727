package io.weir.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.Durability;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers beside a running writer. */
@Timeout(60)
class FollowingTest {
    private static final int RECORDS = 12_000;

    @TempDir
    Path directory;

    private Journal open(Durability durability) {
        return Journal.open(new JournalSettings(directory, 64 << 10, durability, 2, 60_000_000_000L, 0), new Heard());
    }

    private static void write(Journal journal) {
        for (int i = 0; i < RECORDS; i++) {
            Lines.append(journal, i);
            if (i % 7 == 0) {
                journal.endBatch();
            }
        }
        journal.endBatch();
    }

    /** Reads until all records were seen, and says how many were right. */
    private static int follow(JournalReader reader, Runnable beforeEachLook) {
        int seen = 0;
        while (seen < RECORDS) {
            beforeEachLook.run();
            if (!reader.next()) {
                Thread.onSpinWait();
            } else if (!reader.type().isHousekeeping()) {
                assertThat(Lines.shown(reader)).isEqualTo(Lines.line(seen));
                seen++;
            }
        }
        return seen;
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void aReaderOfTheDirectorySeesWholeRecordsOnly(Durability durability) throws Exception {
        try (Journal journal = open(durability);
                JournalReader reader = JournalReader.open(directory)) {
            CompletableFuture<Integer> following = CompletableFuture.supplyAsync(() -> follow(reader, () -> {}));
            write(journal);
            assertThat(following.get(40, TimeUnit.SECONDS)).isEqualTo(RECORDS);
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void aDurableReaderStaysBehindTheDurablePosition(Durability durability) throws Exception {
        try (Journal journal = open(durability);
                JournalReader reader = journal.reader()) {
            CompletableFuture<Integer> following = CompletableFuture.supplyAsync(() -> follow(reader, () -> {
                long durable = journal.durablePosition();
                assertThat(reader.nextPosition()).isLessThanOrEqualTo(durable);
                reader.limit(durable);
            }));
            write(journal);
            assertThat(following.get(40, TimeUnit.SECONDS)).isEqualTo(RECORDS);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Durability.class,
            names = {"NONE"})
    void theWriterReadsItsOwnRecordsAtOnce(Durability durability) {
        try (Journal journal = open(durability);
                JournalReader reader = journal.reader()) {
            reader.seek(journal.position());
            for (int i = 0; i < 2_000; i++) {
                long position = Lines.append(journal, i);
                assertThat(reader.next()).isTrue();
                assertThat(reader.position()).isEqualTo(position);
                assertThat(Lines.shown(reader)).isEqualTo(Lines.line(i));
                assertThat(reader.next()).isFalse();
            }
        }
    }
}
