package io.weir.sessions.passwords;

import io.weir.fix.settings.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says whether a Logon shows the right password, on a thread of its own.
 *
 * <p>A check is made to cost time ({@link PasswordHash}), so it happens neither where connections are accepted nor in the
 * core. It takes as long for a user who does not exist or may not log on to the session. Wrong passwords make their user wait
 * at that address ({@link LogonPauses}); meanwhile nothing is checked. Methods may be called from any thread.
 */
public final class PasswordDesk implements AutoCloseable {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;

    /** What a password must be. */
    public static final String PASSWORD_EXPECTED = SHORTEST + " to " + LONGEST + " printable characters";

    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier monoNanos;
    private final ClaimQueue queue = new ClaimQueue();
    private final Thread thread;
    private final Consumer<Throwable> failure;
    /** Confined to the thread, as are the pauses. */
    private final Map<Path, PasswordFile> files = new HashMap<>();

    private final LogonPauses pauses = new LogonPauses();

    /**
     * A desk with its thread.
     *
     * @param failure hears of a bug that has ended the thread
     */
    public PasswordDesk(Consumer<Throwable> failure) {
        this(System::nanoTime, failure);
    }

    /**
     * A desk on a clock.
     *
     * @param monoNanos nanoseconds that never go back
     */
    PasswordDesk(LongSupplier monoNanos, Consumer<Throwable> failure) {
        this.monoNanos = monoNanos;
        this.failure = failure;
        thread = new Thread(this::run, "passwords");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether a text may be a new password. */
    public static boolean mayBe(String password) {
        return password.length() >= SHORTEST && password.length() <= LONGEST && password.matches("[ -~]*");
    }

    /**
     * Asks for a check. A NewPassword of a right one is on the disk before the answer comes.
     *
     * @param present whether somebody still waits; who has gone is not checked
     * @param answer hears why the logon is refused, or nothing where it is not; on the desk's thread, or at once where too many
     *     wait
     */
    public void ask(LogonClaim claim, BooleanSupplier present, Consumer<String> answer) {
        if (!queue.offer(new ClaimQueue.Waiting(claim, present, answer))) {
            answer.accept("too many logons wait for their password to be checked");
        }
    }

    private void run() {
        try {
            while (true) {
                ClaimQueue.Waiting next = queue.take();
                if (next.present().getAsBoolean()) {
                    next.answer().accept(decide(next.claim()));
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error bug) {
            failure.accept(bug);
        }
    }

    private String decide(LogonClaim claim) {
        boolean known = claim.users().contains(claim.user());
        String user = known ? "user " + claim.user() : "a user who may not log on";
        String address = claim.address().getHostAddress();
        long wait = pauses.remaining(claim.user(), address, monoNanos.getAsLong());
        if (wait > 0) {
            return "after wrong passwords " + user + " has to wait " + (wait + SECOND - 1) / SECOND + " s more"
                    + to(claim);
        }
        PasswordFile file = files.computeIfAbsent(claim.file(), PasswordFile::new);
        try {
            file.refresh();
        } catch (PasswordFileException unusable) {
            return "no password can be checked" + to(claim) + ": " + unusable.getMessage();
        }
        PasswordHash hash = file.hashOf(known ? claim.user() : null);
        if (!hash.matches(claim.password().reveal())) {
            pauses.wrong(claim.user(), address, monoNanos.getAsLong());
            return "wrong password of " + user + to(claim);
        }
        pauses.right(claim.user(), address);
        return claim.newPassword().isEmpty() ? "" : changed(file, hash.iterations(), claim, user);
    }

    private String changed(PasswordFile file, int iterations, LogonClaim claim, String user) {
        Secret next = claim.newPassword();
        if (!mayBe(next.reveal()) || next.reveal().equals(claim.password().reveal())) {
            return "the new password of " + user + " is refused: expected " + PASSWORD_EXPECTED
                    + " that are not the old ones" + to(claim);
        }
        try {
            file.put(claim.user(), PasswordHash.of(next.reveal(), iterations));
            return "";
        } catch (IOException e) {
            return "the new password of " + user + " could not be written" + to(claim) + ": " + e.getMessage();
        }
    }

    private static String to(LogonClaim claim) {
        return " (" + claim.session() + ")";
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
