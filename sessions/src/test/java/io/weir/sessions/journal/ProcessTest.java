package io.weir.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.settings.Durability;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another process writes, and is killed with signal 9. */
@Timeout(60)
class ProcessTest {
    @TempDir
    Path directory;

    private Process process;

    @AfterEach
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private BufferedReader start(Durability durability) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        directory.toString(),
                        durability.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return process.inputReader(StandardCharsets.US_ASCII);
    }

    private Journal open(Durability durability) {
        return Journal.open(new JournalSettings(directory, 256 << 10, durability, 2, 10_000_000_000L, 0), new Heard());
    }

    @ParameterizedTest
    @EnumSource(
            value = Durability.class,
            names = {"NONE", "GROUP"})
    void aKilledWriterLosesNothingDurableAndTheNextBootGoesOn(Durability durability) throws Exception {
        int durable = 0;
        for (int boot = 1; boot <= 2; boot++) {
            try (BufferedReader output = start(durability)) {
                assertThat(output.readLine()).isEqualTo("boot " + boot);
                for (int i = 0; i < 40 * boot; i++) {
                    durable = Integer.parseInt(Objects.requireNonNull(output.readLine()));
                }
                process.destroyForcibly().waitFor();
            }
        }
        try (Journal journal = open(durability)) {
            assertThat(journal.bootNumber()).isEqualTo(3);
            assertThat(journal.recovery().cleanlyClosed()).isFalse();
            int records = (int) journal.recovery().records();
            assertThat(records).isGreaterThanOrEqualTo(durable);
            assertThat(Lines.rest(journal.reader())).isEqualTo(Lines.lines(0, records));
            Lines.append(journal, records);
        }
        int records = Lines.all(DiskFiles.INSTANCE, directory).size();
        assertThat(Lines.all(DiskFiles.INSTANCE, directory)).isEqualTo(Lines.lines(0, records));
    }

    @Test
    void aSecondProcessIsRefusedAndToldWhoHasIt() throws Exception {
        try (Journal journal = open(Durability.NONE)) {
            assertThatThrownBy(() -> open(Durability.NONE)).isInstanceOf(JournalException.class);
            try (BufferedReader output = start(Durability.NONE)) {
                assertThat(output.readLine())
                        .isEqualTo("refused: the journal " + directory + " is in use by process "
                                + ProcessHandle.current().pid());
                assertThat(process.waitFor()).isZero();
            }
            assertThat(journal.bootNumber()).isEqualTo(1);
        }
        try (BufferedReader output = start(Durability.NONE)) {
            assertThat(output.readLine()).isEqualTo("boot 2");
            assertThatThrownBy(() -> open(Durability.NONE))
                    .isInstanceOf(JournalException.class)
                    .hasMessageEndingWith("is in use by process " + process.pid());
        }
    }
}
