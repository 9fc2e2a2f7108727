package io.weir.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.settings.Durability;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal without a thread: whoever owns it says when the disk works. */
class SteppedJournalTest {
    private static final int SEGMENT = 4 << 10;

    @TempDir
    Path directory;

    private final MemoryFiles files = new MemoryFiles();
    private final Heard heard = new Heard();
    private Journal journal;

    @BeforeEach
    void begin() {
        journal = open(Durability.GROUP);
        while (journal.step()) {}
    }

    private Journal open(Durability durability) {
        JournalSettings settings = new JournalSettings(directory, SEGMENT, durability, 1, 10_000_000_000L, 0);
        return Journal.open(settings, heard, new JournalHost(files, () -> 0, 1_000_000, 64 << 10, true));
    }

    @Test
    void nothingIsDurableBeforeTheStep() {
        Lines.append(journal, 0);
        journal.endBatch();
        long before = journal.durablePosition();
        assertThat(before).isLessThan(journal.position());
        assertThat(journal.step()).isTrue();
        assertThat(journal.durablePosition()).isEqualTo(journal.position());
        assertThat(heard.rest()).containsExactly("durable " + journal.position());
        assertThat(journal.step()).isFalse();
        journal.close();
    }

    @Test
    void whoWaitsDoesTheWork() throws IOException {
        journal.close();
        journal = open(Durability.ALWAYS);
        for (int i = 0; i < 200; i++) {
            Lines.append(journal, i);
            journal.endBatch();
            assertThat(journal.durablePosition()).isEqualTo(journal.position());
        }
        journal.close();
        assertThat(Lines.all(files, directory)).isEqualTo(Lines.lines(0, 200));
    }

    @Test
    void aFailureOfTheDiskStopsTheJournal() {
        Lines.append(journal, 0);
        journal.endBatch();
        files.script((operation, path) -> {
            if (operation.equals("force")) {
                throw new IOException("Input/output error");
            }
        });
        assertThat(journal.step()).isFalse();
        assertThat(heard.rest()).containsExactly("failed Input/output error");
        assertThatThrownBy(() -> Lines.append(journal, 1)).isInstanceOf(JournalFailed.class);
        journal.close();
    }
}
