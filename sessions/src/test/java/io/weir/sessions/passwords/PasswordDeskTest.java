package io.weir.sessions.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.Secret;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Passwords shown at the desk, on a clock that the test moves. */
@Timeout(60)
class PasswordDeskTest {
    private static final int ROUNDS = 10_000;
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path directory;

    private final AtomicLong now = new AtomicLong(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private PasswordDesk desk;
    private Path path;

    @BeforeEach
    void joeHasAPassword() throws Exception {
        path = directory.resolve("passwords");
        new PasswordFile(path).put("joe", PasswordHash.of("correct horse", ROUNDS));
        new PasswordFile(path).put("eve", PasswordHash.of("other's horse", ROUNDS));
        desk = new PasswordDesk(now::get, failure::set);
    }

    @AfterEach
    void nothingWentWrongInside() {
        desk.close();
        assertThat(failure.get()).isNull();
    }

    private LogonClaim claim(String address, String user, String password, String newPassword) throws Exception {
        return new LogonClaim(
                InetAddress.getByName(address),
                "S",
                path,
                List.of("joe", "ann"),
                user,
                new Secret(password),
                new Secret(newPassword));
    }

    private String ask(LogonClaim claim) throws Exception {
        desk.ask(claim, () -> true, answers::add);
        String answer = answers.poll(30, TimeUnit.SECONDS);
        return answer == null ? "nothing" : answer;
    }

    private String ask(String user, String password) throws Exception {
        return ask(claim("192.0.2.1", user, password, ""));
    }

    @Test
    void theRightPasswordIsNoReasonToRefuse() throws Exception {
        assertThat(ask("joe", "correct horse")).isEmpty();
    }

    @Test
    void aUserOfAnotherSessionIsRefusedWithHisRightPassword() throws Exception {
        assertThat(ask("eve", "other's horse")).isEqualTo("wrong password of a user who may not log on (S)");
    }

    @Test
    void whoHasNoEntryIsRefused() throws Exception {
        assertThat(ask("ann", "correct horse")).isEqualTo("wrong password of user ann (S)");
    }

    @Test
    void eachWrongPasswordDoublesThePauseOfThatUserAtThatAddress() throws Exception {
        for (int pause : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(ask("joe", "wrong horse")).isEqualTo("wrong password of user joe (S)");
            now.addAndGet((pause - 1) * SECOND);
            // The right one is no use before the time, and is not even looked at.
            assertThat(ask("joe", "correct horse"))
                    .isEqualTo("after wrong passwords user joe has to wait 1 s more (S)");
            assertThat(ask(claim("192.0.2.2", "joe", "correct horse", ""))).isEmpty();
            now.addAndGet(SECOND);
        }
        assertThat(ask("joe", "correct horse")).isEmpty();
        assertThat(ask("joe", "wrong horse")).isEqualTo("wrong password of user joe (S)");
        now.addAndGet(SECOND);
        assertThat(ask("joe", "correct horse")).isEmpty();
    }

    @Test
    void failuresAreForgottenAfterAnHour() {
        LogonPauses pauses = new LogonPauses();
        for (int i = 0; i < 9; i++) {
            pauses.wrong("joe", "a", 0);
        }
        assertThat(pauses.remaining("joe", "a", 0)).isEqualTo(60 * SECOND);

        pauses.wrong("joe", "a", 3601 * SECOND);

        assertThat(pauses.remaining("joe", "a", 3601 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void theTableOfPausesIsBounded() {
        LogonPauses pauses = new LogonPauses();
        for (int i = 0; i <= LogonPauses.MOST; i++) {
            pauses.wrong("user" + i, "a", 0);
        }

        assertThat(pauses.size()).isEqualTo(LogonPauses.MOST);
        assertThat(pauses.remaining("user0", "a", 0)).isZero();
        assertThat(pauses.remaining("user1", "a", 0)).isEqualTo(SECOND);
    }

    @Test
    void aNewPasswordCountsFromTheAnswerOn() throws Exception {
        assertThat(ask(claim("192.0.2.1", "joe", "correct horse", "better horse")))
                .isEmpty();

        assertThat(Files.readString(path)).contains("joe:pbkdf2-sha256:10000:").doesNotContain("horse");
        assertThat(ask("joe", "better horse")).isEmpty();
        assertThat(ask("joe", "correct horse")).isEqualTo("wrong password of user joe (S)");
    }

    @Test
    void aNewPasswordAfterAWrongOneChangesNothing() throws Exception {
        String before = Files.readString(path);

        assertThat(ask(claim("192.0.2.1", "joe", "wrong horse", "better horse")))
                .isEqualTo("wrong password of user joe (S)");
        assertThat(path).hasContent(before);
    }

    @Test
    void aNewPasswordThatIsNoneRefusesTheLogon() throws Exception {
        for (String bad : List.of("short", "x".repeat(129), "correct horse", "tab\there too")) {
            assertThat(ask(claim("192.0.2.1", "joe", "correct horse", bad)))
                    .isEqualTo("the new password of user joe is refused: expected 8 to 128 printable characters"
                            + " that are not the old ones (S)");
        }
        assertThat(ask("joe", "correct horse")).isEmpty();
    }

    @Test
    void aNewPasswordThatCannotBeWrittenRefusesTheLogonAndTheOldOneStays() throws Exception {
        // What is to be written beside is a directory with something in it, so it can be neither made nor removed.
        Files.createDirectories(directory.resolve("passwords.new").resolve("full"));

        assertThat(ask(claim("192.0.2.1", "joe", "correct horse", "better horse")))
                .startsWith("the new password of user joe could not be written (S): ");
        assertThat(ask("joe", "correct horse")).isEmpty();
    }

    @Test
    void aFileThatIsBrokenLetsNobodyIn() throws Exception {
        Files.writeString(path, "joe:topsecret\n");

        assertThat(ask("joe", "correct horse"))
                .startsWith("no password can be checked (S): " + path + ":1: expected user:")
                .doesNotContain("topsecret");
    }

    @Test
    void addressesTakeTurns() throws Exception {
        ClaimQueue queue = new ClaimQueue();
        List<LogonClaim> order = new ArrayList<>();
        for (String address : List.of("10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.3")) {
            assertThat(queue.offer(new ClaimQueue.Waiting(claim(address, "joe", "", ""), () -> true, answer -> {})))
                    .isTrue();
        }
        for (int i = 0; i < 6; i++) {
            order.add(queue.take().claim());
        }

        assertThat(order)
                .extracting(each -> each.address().getHostAddress())
                .containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.1", "10.0.0.3", "10.0.0.1");
    }

    @Test
    void anAddressThatFillsItsPlacesLeavesRoomForOthers() throws Exception {
        ClaimQueue queue = new ClaimQueue();
        LogonClaim one = claim("10.0.0.1", "joe", "", "");
        for (int i = 0; i < ClaimQueue.MOST_OF_AN_ADDRESS; i++) {
            assertThat(queue.offer(new ClaimQueue.Waiting(one, () -> true, answer -> {})))
                    .isTrue();
        }

        assertThat(queue.offer(new ClaimQueue.Waiting(one, () -> true, answer -> {})))
                .isFalse();
        LogonClaim other = claim("10.0.0.2", "joe", "", "");
        assertThat(queue.offer(new ClaimQueue.Waiting(other, () -> true, answer -> {})))
                .isTrue();
    }

    @Test
    void whoHasGoneIsNotChecked() throws Exception {
        desk.ask(claim("192.0.2.1", "joe", "wrong horse", ""), () -> false, answers::add);

        // No wrong password was seen: nobody has to wait.
        assertThat(ask("joe", "correct horse")).isEmpty();
        assertThat(answers).isEmpty();
    }
}
