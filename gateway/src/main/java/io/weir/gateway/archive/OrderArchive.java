package io.weir.gateway.archive;

import io.weir.fix.settings.GatewaySettings;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalException;
import io.weir.sessions.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Archives orders that are over on a thread of its own, which follows the journal up to the durable position and answers questions
 * between two records. The order path does not know of it.
 *
 * <p>Where it fails the operators hear of it, and it begins again after a minute, from the journal. It holds nothing up: the core
 * never waits for it, and the journal's retention does not either; what was retired before it was read is missing, and said.
 */
public final class OrderArchive implements AutoCloseable {
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long SEARCH_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long CLOSE_MILLIS = 15_000;
    private static final int TURN = 1024;
    private static final int MOST_QUESTIONS = 64;

    /** A question that waits; {@code upTo} was durable when it was asked. */
    private record Asked(OrderQuestion question, long upTo, long since, CompletableFuture<OrderAnswer> answer) {}

    private final Journal journal;
    private final GatewaySettings settings;
    private final Path folder;
    private final Consumer<String> alerts;
    private final BlockingQueue<Asked> questions = new ArrayBlockingQueue<>(MOST_QUESTIONS);
    private final Thread thread = new Thread(this::run, "order-archive");
    /** Written by whoever closes. */
    private volatile boolean closed;
    /** Written by its thread, read by any. */
    private volatile boolean working;

    private volatile long position;
    private volatile long archived;
    private String lastTrouble = "";

    private OrderArchive(Journal journal, GatewaySettings settings, Path folder, Consumer<String> alerts) {
        this.journal = journal;
        this.settings = settings;
        this.folder = folder;
        this.alerts = alerts;
        thread.setDaemon(true);
    }

    /**
     * Goes on with the archive of a gateway.
     *
     * @param alerts hears when it cannot be written
     * @return null where the settings want none
     */
    public static @Nullable OrderArchive start(Journal journal, GatewaySettings settings, Consumer<String> alerts) {
        Path folder = settings.orderArchive().directory();
        if (folder == null) {
            return null;
        }
        OrderArchive archive = new OrderArchive(journal, settings, folder, alerts);
        archive.thread.start();
        return archive;
    }

    private void run() {
        long end = journal.recovery().endPosition();
        do {
            // A trial that comes again has said already what it has to say.
            Consumer<String> hears = lastTrouble.isEmpty() ? alerts : again -> {};
            try (ArchiveWriter writer = ArchiveWriter.open(settings, folder, hears)) {
                follow(writer, end);
                return;
            } catch (IOException | RuntimeException e) {
                trouble(e);
            }
            end = journal.durablePosition();
        } while (!closed);
    }

    /** Tells of it once, and waits; who asks meanwhile is told, too. */
    private void trouble(Exception e) {
        working = false;
        String text = e instanceof IOException || e instanceof JournalException ? e.getMessage() : e.toString();
        if (!String.valueOf(text).equals(lastTrouble)) {
            lastTrouble = String.valueOf(text);
            alerts.accept("order archive: " + text + "; it is tried again each minute, from the journal");
        }
        long until = System.nanoTime() + RETRY_NANOS;
        while (!closed && System.nanoTime() - until < 0) {
            refuseAll("the order archive is not written: " + text);
            LockSupport.parkNanos(IDLE_NANOS);
        }
        refuseAll("the order archive is closed");
    }

    private void refuseAll(String why) {
        Asked asked;
        while ((asked = questions.poll()) != null) {
            asked.answer().completeExceptionally(new IllegalStateException(why));
        }
    }

    private void follow(ArchiveWriter writer, long end) throws IOException {
        long from = writer.resume(journal.beginning(), end);
        position = from;
        try (JournalReader reader = journal.reader()) {
            if (from > 0) {
                reader.seek(from);
            }
            working = true;
            lastTrouble = "";
            long closing = 0;
            boolean more = true;
            while (more || !closed || closing == 0) {
                if (closed) {
                    closing = closing == 0 ? System.nanoTime() : closing;
                    if (System.nanoTime() - closing > LAST_NANOS) {
                        break;
                    }
                }
                long durable = journal.durablePosition();
                reader.limit(durable);
                more = turn(writer, reader);
                answer(writer, more ? writer.position() : durable);
                if (!more && !closed) {
                    LockSupport.parkNanos(IDLE_NANOS);
                }
            }
        }
        writer.end();
        refuseAll("the order archive is closed");
    }

    private boolean turn(ArchiveWriter writer, JournalReader reader) throws IOException {
        boolean more = true;
        for (int i = 0; more && i < TURN; i++) {
            more = reader.next();
            if (more) {
                writer.take(reader);
            }
        }
        position = more ? writer.position() : Math.max(writer.position(), reader.nextPosition());
        archived = writer.archived();
        return more;
    }

    private void answer(ArchiveWriter writer, long reached) {
        Asked asked;
        while ((asked = questions.peek()) != null) {
            boolean there = reached >= asked.upTo();
            if (!there && System.nanoTime() - asked.since() < CATCH_UP_NANOS) {
                return;
            }
            questions.remove();
            String note = there
                    ? ""
                    : "the archive is " + (journal.durablePosition() - writer.position())
                            + " bytes behind the journal; ask again";
            asked.answer().complete(writer.look(asked.question(), SEARCH_NANOS, note));
        }
    }

    /**
     * Looks for orders as they stand in the journal by now. The answer comes on the archive's thread, within some seconds, or fails
     * with an {@link IllegalStateException} that says why.
     */
    public CompletableFuture<OrderAnswer> ask(OrderQuestion question) {
        Asked asked = new Asked(question, journal.durablePosition(), System.nanoTime(), new CompletableFuture<>());
        if (!thread.isAlive() || !questions.offer(asked)) {
            String why = thread.isAlive() ? "too many questions wait" : "the order archive is closed";
            asked.answer().completeExceptionally(new IllegalStateException(why));
        }
        LockSupport.unpark(thread);
        return asked.answer();
    }

    /** Whether it is written. */
    public boolean isWorking() {
        return working;
    }

    /** How far it is behind the journal's durable position, in bytes. */
    public long lagBytes() {
        return Math.max(0, journal.durablePosition() - position);
    }

    /** Orders that it has put into files since it began, again where they changed. */
    public long archived() {
        return archived;
    }

    /** Takes what the journal holds by now, for some seconds at most, and closes its files in order. */
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
