package io.weir.gateway.audit;

import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalException;
import io.weir.sessions.journal.JournalReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the journal's hash chain on a thread of its own, which follows the journal up to the durable position.
 *
 * <p>A checkpoint is a line of the file {@code chain}: a position between two records, and the SHA-256 over the checkpoint before
 * (32 zeros before the first) and every record since: position, type, source, monotonic time, UTC, aux, length (big endian), then
 * the payload. Whoever changes a record, or takes one away, must write every checkpoint behind it anew: one that is kept
 * elsewhere shows it.
 */
public final class HashChain implements AutoCloseable {
    /** The file in the journal's directory. */
    static final String FILE = "chain";

    static final int HASH_BYTES = 32;
    /** The first record of a journal with its beginning is before this position. */
    static final long FIRST_RECORD_BY = 4096;

    private static final Pattern CHECKPOINT = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64})");
    private static final long BLOCK_BYTES = 16 << 20;
    private static final long BLOCK_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CLOSE_MILLIS = 10_000;
    private static final int TURN = 4096;

    private final Journal journal;
    private final Path file;
    private final Consumer<String> alerts;
    private final Thread thread = new Thread(this::run, "hash-chain");
    private final MessageDigest digest = sha256();
    private final ByteBuffer head = ByteBuffer.allocate(3 * Long.BYTES + Long.BYTES + 2 * Integer.BYTES + 1);
    private byte[] last = new byte[HASH_BYTES];
    private long lastPosition;
    /** Written by whoever closes. */
    private volatile boolean closed;

    /** A position, and the hash of all before it. */
    record Checkpoint(long position, String hash) {}

    private HashChain(Journal journal, Path directory, Consumer<String> alerts) {
        this.journal = journal;
        this.file = directory.resolve(FILE);
        this.alerts = alerts;
        thread.setDaemon(true);
    }

    /**
     * Goes on with the chain of a journal.
     *
     * @param directory the journal's
     * @param alerts hears when the chain cannot be written, and then it ends; the gateway goes on
     */
    public static HashChain start(Journal journal, Path directory, Consumer<String> alerts) {
        HashChain chain = new HashChain(journal, directory, alerts);
        chain.thread.start();
        return chain;
    }

    /**
     * The checkpoints in a file, without one that is being written.
     *
     * @throws IOException if a line is none
     */
    static List<Checkpoint> read(Path file) throws IOException {
        List<Checkpoint> checkpoints = new ArrayList<>();
        if (!Files.exists(file)) {
            return checkpoints;
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            Matcher matcher = CHECKPOINT.matcher(line);
            if (!matcher.matches()) {
                throw new IOException("line " + (checkpoints.size() + 1) + " of " + file + " is no checkpoint");
            }
            checkpoints.add(new Checkpoint(Long.parseLong(matcher.group(1)), matcher.group(2)));
        }
        return checkpoints;
    }

    private void run() {
        try {
            List<Checkpoint> checkpoints = resume();
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                long kept = 0;
                for (Checkpoint checkpoint : checkpoints) {
                    kept += line(checkpoint).length();
                }
                out.truncate(kept).position(kept);
                follow(out);
            }
        } catch (IOException | JournalException e) {
            alerts.accept("hash chain: " + e.getMessage() + "; it is not written any more");
        }
    }

    /** Goes back to the last checkpoint within the journal; a chain that went on beyond it is kept beside. */
    private List<Checkpoint> resume() throws IOException {
        List<Checkpoint> checkpoints = read(file);
        long end = journal.recovery().endPosition();
        int within = checkpoints.size();
        while (within > 0 && checkpoints.get(within - 1).position() > end) {
            within--;
        }
        if (within < checkpoints.size()) {
            Path kept = file.resolveSibling(FILE + ".cut-" + end);
            Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
            alerts.accept("hash chain: it goes on to position "
                    + checkpoints.get(checkpoints.size() - 1).position() + ", but the journal ended at " + end
                    + ": something was cut; the chain as it was is in " + kept.getFileName());
        }
        if (within > 0) {
            Checkpoint checkpoint = checkpoints.get(within - 1);
            last = HexFormat.of().parseHex(checkpoint.hash());
            lastPosition = checkpoint.position();
        }
        return checkpoints.subList(0, within);
    }

    private void follow(FileChannel out) throws IOException {
        try (JournalReader reader = journal.reader()) {
            if (lastPosition > 0) {
                reader.seek(lastPosition);
            }
            digest.update(last);
            long at = lastPosition;
            long since = System.nanoTime();
            boolean finished = false;
            while (!finished) {
                finished = closed;
                reader.limit(journal.durablePosition());
                boolean more = true;
                for (int i = 0; more && (i < TURN || finished); i++) {
                    more = reader.next();
                    if (more) {
                        add(reader);
                        at = reader.nextPosition();
                        if (at - lastPosition >= BLOCK_BYTES) {
                            since = checkpoint(out, at);
                        }
                    }
                }
                if (at > lastPosition && (finished || System.nanoTime() - since >= BLOCK_NANOS)) {
                    since = checkpoint(out, at);
                }
                if (!more && !finished) {
                    LockSupport.parkNanos(IDLE_NANOS);
                }
            }
        }
    }

    private void add(JournalReader record) {
        head.clear();
        head.putLong(record.position())
                .put(record.type().code())
                .putInt(record.source())
                .putLong(record.monoNanos())
                .putLong(record.utcNanos())
                .putLong(record.aux())
                .putInt(record.length());
        digest.update(head.array(), 0, head.position());
        digest.update(record.bytes(), record.offset(), record.length());
    }

    private long checkpoint(FileChannel out, long position) throws IOException {
        last = digest.digest();
        lastPosition = position;
        write(out, new Checkpoint(position, HexFormat.of().formatHex(last)));
        out.force(false);
        digest.update(last);
        return System.nanoTime();
    }

    private static void write(FileChannel out, Checkpoint checkpoint) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line(checkpoint).getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static String line(Checkpoint checkpoint) {
        return checkpoint.position() + " " + checkpoint.hash() + "\n";
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Writes a last checkpoint at the durable position, and ends. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
