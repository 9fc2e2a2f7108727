package io.weir.sessions.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.codec.Ascii;
import io.weir.sessions.passwords.PasswordFile;
import io.weir.sessions.passwords.PasswordHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logons to sessions that ask for a password. */
@Timeout(60)
class PasswordLogonTest {
    private static final int ROUNDS = 10_000;
    private static final String LOGON = "35=A|34=1|98=0|108=30";

    @TempDir
    private Path directory;

    private Path passwords;
    private EngineStage stage;

    @BeforeEach
    void joeHasAPassword() throws Exception {
        passwords = directory.resolve("passwords");
        new PasswordFile(passwords).put("joe", PasswordHash.of("correct horse", ROUNDS));
        begin();
    }

    private void begin() throws Exception {
        stage = EngineStage.acceptor(directory.resolve("journal"), "WeirUsers=joe", "WeirPasswordFile=" + passwords);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private String answer(String client, String fields) throws Exception {
        try (Peer peer = stage.connect(client)) {
            peer.send(fields);
            return peer.receive();
        }
    }

    @Test
    void theRightPasswordLogsOnAndAuditorsSeeWho() throws Exception {
        try (Peer client = stage.connect("ONE")) {
            client.send(LOGON + "|553=joe|554=correct horse");

            assertThat(client.receive()).isEqualTo(LOGON);
            stage.assertAnswers(client, 2, 2);
        }
        assertThat(stage.journal()).anyMatch(line -> line.matches("Connected 0 /127\\.0\\.0\\.1:\\d+ as joe"));
    }

    @Test
    void whatComesRightBehindTheLogonIsNotLost() throws Exception {
        try (Peer client = stage.connect("ONE")) {
            byte[] logon = client.message(LOGON + "|553=joe|554=correct horse");
            byte[] test = client.message("35=1|34=2|112=eager");
            client.raw(Ascii.bytes(Ascii.text(logon, 0, logon.length) + Ascii.text(test, 0, test.length)));

            assertThat(client.receive()).isEqualTo(LOGON);
            assertThat(client.receive()).isEqualTo("35=0|34=2|112=eager");
        }
    }

    @Test
    void aWrongPasswordIsClosedWithoutAnAnswerAndWithoutATrace() throws Exception {
        List<String> before = stage.journal();

        assertThat(answer("ONE", LOGON + "|553=joe|554=wronghorse")).isEqualTo("end");

        assertThat(stage.alert()).isEqualTo("127.0.0.1 was refused: wrong password of user joe (FIX.4.4:US->ONE)");
        assertThat(stage.journal()).isEqualTo(before);
    }

    @Test
    void aPasswordInThePlaceOfTheUserIsNotTold() throws Exception {
        assertThat(answer("ONE", LOGON + "|553=wronghorse|554=wronghorse")).isEqualTo("end");

        assertThat(stage.alert())
                .isEqualTo("127.0.0.1 was refused: wrong password of a user who may not log on (FIX.4.4:US->ONE)");
    }

    @Test
    void aLogonWithoutAPasswordIsClosed() throws Exception {
        List<String> before = stage.journal();

        assertThat(answer("ONE", LOGON)).isEqualTo("end");
        assertThat(stage.alert())
                .isEqualTo("127.0.0.1 was refused: its Logon lacks a Username (553) and Password (554)");
        assertThat(answer("ONE", LOGON + "|553=joe")).isEqualTo("end");
        assertThat(answer("ONE", LOGON + "|554=correct horse")).isEqualTo("end");
        assertThat(stage.journal()).isEqualTo(before);
    }

    @Test
    void aNewPasswordHoldsFromThisLogonOn() throws Exception {
        assertThat(answer("ONE", LOGON + "|553=joe|554=correct horse|925=better horse"))
                .isEqualTo(LOGON);

        assertThat(Files.readString(passwords)).doesNotContain("horse");
        assertThat(answer("TWO", LOGON + "|553=joe|554=correct horse")).isEqualTo("end");
        assertThat(answer("THREE", LOGON + "|553=joe|554=correct horse")).isEqualTo("end");
        stage.engine().close();
        begin();
        assertThat(answer("TWO", LOGON + "|553=joe|554=better horse")).isEqualTo(LOGON);
        // Segments are not prepared and renamed any more.
        stage.engine().close();
        assertNowhereInTheJournal("correct horse", "better horse");
    }

    private void assertNowhereInTheJournal(String... secrets) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Ascii.text(Files.readAllBytes(file), 0, (int) Files.size(file)))
                        .doesNotContain(secrets);
            }
        }
    }

    @Test
    void nobodyWaitsForACheckThatTakesLong() throws Exception {
        try (Peer neighbour = stage.connect("TWO")) {
            neighbour.send(LOGON + "|553=joe|554=correct horse");
            assertThat(neighbour.receive()).isEqualTo(LOGON);
            String entries = Files.readString(passwords);
            // Whoever reads a pipe waits until somebody writes to it.
            Files.delete(passwords);
            assertThat(new ProcessBuilder("mkfifo", passwords.toString())
                            .start()
                            .waitFor())
                    .isZero();
            try (Peer client = stage.connect("ONE")) {
                client.send(LOGON + "|553=joe|554=correct horse");

                stage.assertAnswers(neighbour, 2, 2);
                assertThat(answer("NOBODY", LOGON)).isEqualTo("end");
                stage.assertAnswers(neighbour, 3, 3);

                Thread writer = new Thread(() -> write(entries));
                writer.setDaemon(true);
                writer.start();
                assertThat(client.receive()).isEqualTo(LOGON);
            }
        }
    }

    private void write(String entries) {
        try {
            Files.writeString(passwords, entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void logonsThatFailAgainAndAgainCostTheJournalNoMoreThanTheirRate() throws Exception {
        List<String> before = stage.journal();
        int refused = 0;
        for (int i = 0; i < 120; i++) {
            // The password is right and the number is not, so that each one reaches the session.
            refused += answer("ONE", "35=A|34=0|98=0|108=30|553=joe|554=correct horse")
                            .equals("end")
                    ? 1
                    : 0;
        }

        // Five a second, fifty at once: the rest ended at the edge.
        assertThat(refused).isPositive();
        long reached = stage.journal().stream()
                .skip(before.size())
                .filter(line -> line.startsWith("Connected"))
                .count();
        assertThat(reached).isEqualTo(120 - refused);
    }

    @Test
    void aBrokenFileRefusesTheStart() throws Exception {
        stage.engine().close();
        Files.writeString(passwords, "joe:topsecret\n");

        assertThatThrownBy(this::begin)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(passwords + ":1: expected user:")
                .message()
                .doesNotContain("topsecret");
    }

    @Test
    void aUserWithoutAPasswordIsTold() throws Exception {
        stage.engine().close();
        Files.writeString(passwords, "\n");
        begin();

        assertThat(stage.alert())
                .isEqualTo("FIX.4.4:US->ONE: joe cannot log on without a password in " + passwords
                        + " (./weir password writes it)");
    }
}
