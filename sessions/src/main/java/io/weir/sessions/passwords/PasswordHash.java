package io.weir.sessions.passwords;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A password as a file may keep it: PBKDF2 with HMAC-SHA256 (RFC 8018) over a salt of its own.
 *
 * <p>What an attempt to guess costs is the number of iterations; it is kept with each hash, so that it can grow.
 */
public final class PasswordHash {
    /** The iterations of a new hash: some 60 ms of one core, so that one thread checks 15 logons a second. */
    public static final int ITERATIONS = 200_000;

    static final int MIN_ITERATIONS = 10_000;
    static final int MAX_ITERATIONS = 10_000_000;

    private static final String SCHEME = "pbkdf2-sha256";
    private static final int SALT_BYTES = 16;
    private static final int LONGEST_SALT = 64;
    private static final int HASH_BYTES = 32;
    private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};
    private static final int ITERATIONS_AT_ONCE = 250;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * The hash of a password over a new salt.
     *
     * @throws IllegalArgumentException if the iterations are not between 10,000 and 10,000,000
     */
    public static PasswordHash of(String password, int iterations) {
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException("expected " + MIN_ITERATIONS + " to " + MAX_ITERATIONS + " iterations");
        }
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new PasswordHash(iterations, salt, derive(password, salt, iterations));
    }

    /** A hash that no password has, which takes as long to try. */
    static PasswordHash ofNobody(int iterations) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] hash = new byte[HASH_BYTES];
        RANDOM.nextBytes(salt);
        RANDOM.nextBytes(hash);
        return new PasswordHash(iterations, salt, hash);
    }

    /** Reads {@code pbkdf2-sha256:iterations:salt:hash}, salt and hash in Base64; null where it is something else. */
    static @Nullable PasswordHash parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME) || !parts[1].matches("[1-9]\\d{4,7}")) {
            return null;
        }
        int iterations = Integer.parseInt(parts[1]);
        try {
            byte[] salt = Base64.getDecoder().decode(parts[2]);
            byte[] hash = Base64.getDecoder().decode(parts[3]);
            boolean whole = iterations >= MIN_ITERATIONS
                    && iterations <= MAX_ITERATIONS
                    && salt.length >= SALT_BYTES
                    && salt.length <= LONGEST_SALT
                    && hash.length == HASH_BYTES;
            return whole ? new PasswordHash(iterations, salt, hash) : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** Whether it is the hash of this password, which is not empty; how long that takes says nothing of either. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    int iterations() {
        return iterations;
    }

    /**
     * The first block of PBKDF2 (RFC 8018, section 5.2), which is all of a hash as long as HMAC-SHA256's.
     *
     * <p>Written out, and not asked of the JDK as one long call, so that it can yield: on a machine of few cores a message
     * would else wait for the end of this thread's time slice, some milliseconds.
     */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on the yielding but how soon others run.
    private static byte[] derive(String password, byte[] salt, int iterations) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(salt);
            byte[] block = mac.doFinal(FIRST_BLOCK);
            byte[] hash = block.clone();
            for (int i = 1; i < iterations; i++) {
                mac.update(block);
                mac.doFinal(block, 0);
                for (int b = 0; b < HASH_BYTES; b++) {
                    hash[b] ^= block[b];
                }
                if (i % ITERATIONS_AT_ONCE == 0) {
                    Thread.yield();
                }
            }
            return hash;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    /** As a file keeps it. */
    String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        return SCHEME + ":" + iterations + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }
}
