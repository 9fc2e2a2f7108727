package io.weir.sessions.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of passwords: what it takes, what it says of what it does not, and how it is written. */
class PasswordFileTest {
    private static final int ROUNDS = 10_000;

    @TempDir
    private Path directory;

    private Path path;
    private PasswordFile file;

    @BeforeEach
    void aFile() {
        path = directory.resolve("passwords");
        file = new PasswordFile(path);
    }

    private static PasswordHash hash(String password) {
        return PasswordHash.of(password, ROUNDS);
    }

    @Test
    void anEntryOfAnotherProgramIsUnderstood() throws IOException {
        // python3: hashlib.pbkdf2_hmac("sha256", b"correct horse", b"0123456789abcdef", 10000)
        Files.writeString(
                path,
                "joe:pbkdf2-sha256:10000:MDEyMzQ1Njc4OWFiY2RlZg==:TI2grtvV1HW5nz2rBY4tctlrmOj5bZs0dw9j8NHpRRc=\n");
        file.refresh();

        assertThat(file.hashOf("joe").matches("correct horse")).isTrue();
        assertThat(file.hashOf("joe").matches("correct horsE")).isFalse();
    }

    @Test
    void twoHashesOfOnePasswordDiffer() {
        assertThat(hash("correct horse").text())
                .isNotEqualTo(hash("correct horse").text());
    }

    @Test
    void whoIsNotInItHasNoPasswordThatTakesAsLong() throws IOException {
        file.put("joe", PasswordHash.of("correct horse", 20_000));

        assertThat(file.has("ann")).isFalse();
        assertThat(file.hashOf("ann").iterations()).isEqualTo(20_000);
        assertThat(file.hashOf("ann").matches("correct horse")).isFalse();
    }

    @Test
    void aNewFileIsForItsOwnerAlone() throws IOException {
        file.put("joe", hash("correct horse"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void anEntryTakesThePlaceOfAnEarlierOneAndTheRestStays() throws IOException {
        file.put("joe", hash("correct horse"));
        file.put("ann", hash("battery staple"));
        String before = Files.readString(path);
        Files.writeString(path, "# traders\n\n" + before + "\n\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));

        file.put("joe", hash("another horse"));
        file.put("bob", hash("third horse"));

        assertThat(Files.readAllLines(path))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("# traders"),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).startsWith("joe:"),
                        line -> assertThat(line).isEqualTo(before.split("\n", -1)[1]),
                        line -> assertThat(line).startsWith("bob:"));
        assertThat(file.hashOf("joe").matches("another horse")).isTrue();
        assertThat(file.hashOf("ann").matches("battery staple")).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = Files.createDirectory(directory.resolve("secrets")).resolve("real");
        new PasswordFile(real).put("joe", hash("correct horse"));
        Files.createSymbolicLink(path, real);

        file.put("joe", hash("another horse"));

        assertThat(path).isSymbolicLink();
        assertThat(file.hashOf("joe").matches("another horse")).isTrue();
    }

    @Test
    void aChangeBesideIsSeen() throws IOException {
        file.put("joe", hash("correct horse"));
        new PasswordFile(path).put("joe", hash("another horse"));

        file.refresh();

        assertThat(file.hashOf("joe").matches("another horse")).isTrue();
    }

    @Test
    void whatIsWrongLeavesNobodyAndWhatIsPutRightCounts() throws IOException {
        file.put("joe", hash("correct horse"));
        String right = Files.readString(path);
        Files.writeString(path, right + "rubbish\n");

        assertThatThrownBy(file::refresh).isInstanceOf(PasswordFileException.class);
        assertThat(file.has("joe")).isFalse();
        assertThatThrownBy(() -> file.put("joe", hash("another horse"))).isInstanceOf(PasswordFileException.class);
        assertThat(path).hasContent(right + "rubbish\n");

        Files.writeString(path, right);
        file.refresh();
        assertThat(file.has("joe")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "joe                                      | user:pbkdf2-sha256:iterations:salt:hash",
                "joe:topsecret                            | user:pbkdf2-sha256:iterations:salt:hash",
                "joe:md5:10000:SALT:HASH                  | user:pbkdf2-sha256:iterations:salt:hash",
                "joe:pbkdf2-sha256:9999:SALT:HASH         | user:pbkdf2-sha256:iterations:salt:hash",
                "joe:pbkdf2-sha256:99999999:SALT:HASH     | user:pbkdf2-sha256:iterations:salt:hash",
                "joe:pbkdf2-sha256:10000:c2hvcnQ=:HASH    | user:pbkdf2-sha256:iterations:salt:hash",
                "joe:pbkdf2-sha256:10000:SALT:SALT        | user:pbkdf2-sha256:iterations:salt:hash",
                "joe:pbkdf2-sha256:10000:SALT:??          | user:pbkdf2-sha256:iterations:salt:hash",
                "joe:pbkdf2-sha256:10000:SALT:HASH:more   | user:pbkdf2-sha256:iterations:salt:hash",
                ":pbkdf2-sha256:10000:SALT:HASH           | a user of 1 to 64 printable characters",
                "jöe:pbkdf2-sha256:10000:SALT:HASH        | a user of 1 to 64 printable characters",
                "ann:pbkdf2-sha256:10000:SALT:HASH        | each user once",
            })
    void anErrorNamesFileLineAndWhatWasExpected(String line, String expected) throws IOException {
        String salt = "MDEyMzQ1Njc4OWFiY2RlZg==";
        String hash = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        String entry = "ann:pbkdf2-sha256:10000:SALT:HASH";
        String text = "# a\n" + entry + "\n" + line + "\n";
        Files.writeString(path, text.replace("SALT", salt).replace("HASH", hash));

        assertThatThrownBy(file::refresh)
                .isInstanceOf(PasswordFileException.class)
                .hasMessageStartingWith(path + ":3: expected " + expected)
                .message()
                .doesNotContain("topsecret", hash);
    }

    @Test
    void aFileThatIsNotThereIsSaidToBe() {
        assertThatThrownBy(file::refresh)
                .isInstanceOf(PasswordFileException.class)
                .hasMessage(path + ": expected a file that can be read, but it does not exist");
    }
}
