package io.weir.gateway.fixlog;

import io.weir.fix.codec.Ascii;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalException;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.sequencer.SentNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log of each session on a thread of its own, which follows the journal up to the durable position: the order path
 * does not know of it.
 */
public final class FixLogs implements AutoCloseable {
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SAVE_QUIET_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int TURN = 4096;
    private static final long CLOSE_MILLIS = 10_000;

    private final Journal journal;
    private final Supplier<List<SessionSettings>> sessions;
    private final @Nullable Path directory;
    private final Consumer<String> alerts;
    private final Thread thread = new Thread(this::run, "fix-log");
    /** The log of each session by its number; null where it has none. */
    private final List<@Nullable FixLogFile> files = new ArrayList<>();

    private final Set<Path> taken = new HashSet<>();
    /** Written by whoever closes, read by the log thread. */
    private volatile boolean closed;

    private long savedAt;
    private long savedQuietAt;

    private FixLogs(
            Journal journal,
            Supplier<List<SessionSettings>> sessions,
            @Nullable Path directory,
            Consumer<String> alerts) {
        this.journal = journal;
        this.sessions = sessions;
        this.directory = directory;
        this.alerts = alerts;
        thread.setDaemon(true);
    }

    /**
     * Begins to write, from where each log was left.
     *
     * @param sessions in the order of their numbers; asked again when a number comes that is new
     * @param directory where logs are written; null for those sessions only that name a directory themselves
     * @param alerts hears when logs cannot be written; they are tried again then
     */
    public static FixLogs start(
            Journal journal,
            Supplier<List<SessionSettings>> sessions,
            @Nullable Path directory,
            Consumer<String> alerts) {
        FixLogs logs = new FixLogs(journal, sessions, directory, alerts);
        logs.thread.start();
        return logs;
    }

    private void run() {
        long end = journal.recovery().endPosition();
        boolean first = true;
        do {
            try {
                open(first ? end : Long.MAX_VALUE);
                first = false;
                follow();
            } catch (IOException e) {
                alerts.accept("FIX logs: " + e + "; they go on from the journal when they can be written again");
                LockSupport.parkNanos(RETRY_NANOS);
            } catch (JournalException e) {
                alerts.accept("FIX logs: stopped: " + e.getMessage());
                return;
            } finally {
                closeFiles();
            }
        } while (!closed);
    }

    /** Opens all logs; none may be beyond the journal's end as this process has found it. */
    private void open(long end) throws IOException {
        openMore(end);
        savedAt = System.nanoTime();
        savedQuietAt = savedAt;
    }

    /** Opens the logs of the sessions that have none yet. */
    private void openMore(long end) throws IOException {
        List<SessionSettings> all = sessions.get();
        for (SessionSettings session : all.subList(Math.min(files.size(), all.size()), all.size())) {
            Path own = session.fileLogPath();
            Path folder = own == null ? directory : own;
            if (folder == null) {
                files.add(null);
                continue;
            }
            String name = FixLogFile.nameOf(session.ids());
            if (!taken.add(folder.resolve(name))) {
                name = name + "." + files.size();
            }
            FixLogFile file = FixLogFile.open(folder, name);
            files.add(file);
            if (file.position() > end) {
                alerts.accept("FIX logs: " + name + " has more than the journal, which has lost its end");
                file.back(end);
            }
        }
    }

    private void follow() throws IOException {
        long from = Long.MAX_VALUE;
        for (FixLogFile file : files) {
            from = file == null ? from : Math.min(from, file.position());
        }
        if (from == Long.MAX_VALUE) {
            closed = true;
            return;
        }
        if (from > 0 && from < journal.beginning()) {
            from = journal.beginning();
            alerts.accept("FIX logs: the journal before position " + from + " was retired before they had it");
        }
        try (JournalReader reader = journal.reader()) {
            if (from > 0) {
                reader.seek(from);
            }
            boolean last = false;
            while (!last) {
                last = closed;
                reader.limit(journal.durablePosition());
                boolean any = takeAll(reader);
                saveIfDue(last);
                if (!any && !last) {
                    LockSupport.parkNanos(IDLE_NANOS);
                }
            }
        }
    }

    private boolean takeAll(JournalReader reader) throws IOException {
        boolean any = false;
        for (int i = 0; i < TURN || closed; i++) {
            if (!reader.next()) {
                break;
            }
            take(reader);
            any = true;
        }
        for (FixLogFile file : files) {
            if (file != null) {
                file.reached(Math.max(file.position(), reader.nextPosition()));
                file.flush();
            }
        }
        return any;
    }

    private void take(JournalReader reader) throws IOException {
        switch (reader.type()) {
            case Received -> message(reader, " IN  ");
            case Sent -> message(reader, " OUT ");
            case Connected -> note(reader, "connected " + text(reader));
            case Disconnected -> note(reader, "disconnected: " + text(reader));
            case Resent -> note(reader, "sent again on request, orders as gap fill: " + text(reader));
            case Withheld ->
                note(reader, "withheld by the kill switch, gap fill instead: " + SentNumber.msgSeqNum(reader.aux()));
            case Started -> {
                for (int i = 0; i < files.size(); i++) {
                    note(reader, i, "gateway started, boot " + reader.aux());
                }
            }
            default -> {}
        }
    }

    private static String text(JournalReader reader) {
        return Ascii.text(reader.bytes(), reader.offset(), reader.offset() + reader.length());
    }

    private @Nullable FixLogFile file(JournalReader reader, int session) throws IOException {
        if (session >= files.size()) {
            openMore(Long.MAX_VALUE);
        }
        FixLogFile file = session < files.size() ? files.get(session) : null;
        return file == null || reader.position() < file.position() ? null : file;
    }

    private void message(JournalReader reader, String direction) throws IOException {
        FixLogFile file = file(reader, reader.source());
        if (file != null) {
            file.begin(reader.utcNanos(), direction)
                    .fix(reader.bytes(), reader.offset(), reader.offset() + reader.length())
                    .endLine();
            file.reached(reader.nextPosition());
        }
    }

    private void note(JournalReader reader, String words) throws IOException {
        note(reader, reader.source(), words);
    }

    private void note(JournalReader reader, int session, String words) throws IOException {
        FixLogFile file = file(reader, session);
        if (file != null) {
            file.begin(reader.utcNanos(), " --  ").text(words).endLine();
            file.reached(reader.nextPosition());
        }
    }

    private void saveIfDue(boolean last) throws IOException {
        long now = System.nanoTime();
        boolean quietToo = last || now - savedQuietAt > SAVE_QUIET_NANOS;
        if (!quietToo && now - savedAt < SAVE_NANOS) {
            return;
        }
        savedAt = now;
        savedQuietAt = quietToo ? now : savedQuietAt;
        for (FixLogFile file : files) {
            if (file != null && (quietToo || !file.isQuiet())) {
                file.save();
            }
        }
    }

    private void closeFiles() {
        for (FixLogFile file : files) {
            try {
                if (file != null) {
                    file.close();
                }
            } catch (IOException e) {
                alerts.accept("FIX logs: " + e);
            }
        }
        files.clear();
        taken.clear();
    }

    /** Writes what the journal holds by now, and stops. Closed after the journal, the logs are complete. */
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
