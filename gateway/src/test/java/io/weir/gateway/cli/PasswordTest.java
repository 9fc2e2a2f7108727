package io.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.gateway.stand.Stand;
import io.weir.sessions.passwords.PasswordFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir password}, as a script types it. */
class PasswordTest {
    @TempDir
    private Path folder;

    private Path passwords;

    @BeforeEach
    void aSessionForJoe() throws IOException {
        Stand.configure(folder);
        passwords = folder.resolve("passwords");
        Path sessions = folder.resolve("sessions.cfg");
        String text = Files.readString(sessions);
        Files.writeString(
                sessions,
                text.replaceFirst(
                        "ConnectionType=acceptor",
                        "ConnectionType=acceptor\nWeirUsers=joe\nWeirPasswordFile=passwords"));
    }

    private Typed password(String typed, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((typed + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            String[] words = new String[arguments.length + 3];
            words[0] = "password";
            System.arraycopy(arguments, 0, words, 1, arguments.length);
            words[arguments.length + 1] = "--config";
            words[arguments.length + 2] = folder.toString();
            return Typed.weir(words);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void onlyTheHashIsKept() throws IOException {
        Typed typed = password("correct horse", "joe", "--iterations", "10000");

        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).containsExactly(passwords + ": joe has a new password");
        assertThat(Files.readString(passwords))
                .startsWith("joe:pbkdf2-sha256:10000:")
                .doesNotContain("horse");
        PasswordFile file = new PasswordFile(passwords);
        file.refresh();
        assertThat(file.has("joe")).isTrue();
    }

    @Test
    void whoIsNoUserOfASessionGetsNone() {
        Typed typed = password("correct horse", "ann");

        assertThat(typed.exit()).isEqualTo(Weir.WRONG);
        assertThat(typed.err().get(0))
                .isEqualTo("weir password: USER: expected one that a session's WeirUsers names: joe");
        assertThat(passwords).doesNotExist();
    }

    @Test
    void aPasswordThatIsTooShortIsNotTakenAndNotShown() {
        Typed typed = password("short", "joe");

        assertThat(typed.exit()).isEqualTo(Weir.FAILED);
        assertThat(typed.err()).containsExactly("weir password: expected a password of 8 to 128 printable characters");
        assertThat(passwords).doesNotExist();
    }

    @Test
    void wrongIterationsAreWrongUsage() {
        assertThat(password("correct horse", "joe", "--iterations", "9999").exit())
                .isEqualTo(Weir.WRONG);
    }

    @Test
    void checkTellsWhatIsWrongWithAPasswordFileAndWhoHasNoPassword() throws IOException {
        Files.writeString(passwords, "# nobody yet\n");
        assertThat(Typed.weir("check", "--config", folder.toString()).out())
                .contains("Users who cannot log on")
                .anyMatch(line -> line.matches("  joe of FIX\\.4\\.4:.* has no password in " + passwords));

        Files.writeString(passwords, "joe:topsecret\n");
        Typed typed = Typed.weir("check", "--config", folder.toString());
        assertThat(typed.exit()).isEqualTo(Weir.WRONG);
        assertThat(typed.err().get(0))
                .startsWith("weir check: " + passwords + ":1: ")
                .contains("expected user:pbkdf2-sha256:iterations:salt:hash")
                .doesNotContain("topsecret");
    }
}
