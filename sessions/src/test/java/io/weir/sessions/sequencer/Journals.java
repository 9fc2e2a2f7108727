package io.weir.sessions.sequencer;

import io.weir.fix.codec.Ascii;
import io.weir.fix.settings.Durability;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalListener;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.journal.RecordType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small journals, and their records as lines. */
final class Journals {
    private static final int SEGMENT = 1 << 16;

    private Journals() {}

    static Journal open(Path directory) {
        JournalSettings settings =
                new JournalSettings(directory, SEGMENT, Durability.NONE, 1, JournalSettings.DEFAULT_MAX_SYNC_NANOS, 0);
        return Journal.open(settings, JournalListener.ofFailure(cause -> {
            throw new AssertionError(cause);
        }));
    }

    /** The events and results of a journal: {@code Sent 0 1/2 8=FIX...}. */
    static List<String> lines(Journal journal) {
        List<String> lines = new ArrayList<>();
        try (JournalReader reader = journal.reader()) {
            while (reader.next()) {
                if (!reader.type().isHousekeeping()) {
                    lines.add(line(reader));
                }
            }
        }
        return lines;
    }

    private static String line(JournalReader reader) {
        boolean numbered = reader.type() == RecordType.Sent
                || reader.type() == RecordType.Withheld
                || reader.type() == RecordType.Resent;
        String aux = numbered
                ? SentNumber.epoch(reader.aux()) + "/" + SentNumber.msgSeqNum(reader.aux())
                : Long.toString(reader.aux());
        String payload = Ascii.readable(reader.bytes(), reader.offset(), reader.offset() + reader.length());
        return (reader.type() + " " + reader.source() + " " + aux + " " + Messages.brief(payload)).stripTrailing();
    }

    /** Copies the first events and results of a journal into another directory. */
    static void copy(Journal from, int count, Path directory) {
        try (JournalReader reader = from.reader();
                Journal to = open(directory)) {
            int copied = 0;
            while (copied < count && reader.next()) {
                if (!reader.type().isHousekeeping()) {
                    to.append(
                            reader.type(),
                            reader.source(),
                            reader.aux(),
                            reader.monoNanos(),
                            reader.utcNanos(),
                            reader.bytes(),
                            reader.offset(),
                            reader.length());
                    copied++;
                }
            }
            to.endBatch();
        }
    }
}
