package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.sequencer.Clock;
import io.weir.sessions.sequencer.Sequencer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The journal of a world, cut at any record: what is left replays to the states that were, and completes what was cut off. */
final class Replays {
    /** A record as it was read. */
    private record Line(RecordType type, int source, long aux, long mono, long utc, String payload) {
        boolean isInput() {
            return type.isEvent() || type == RecordType.Withheld;
        }

        boolean same(Line other) {
            return type == other.type && source == other.source && aux == other.aux && payload.equals(other.payload);
        }

        @Override
        public String toString() {
            return type + " " + source + " " + aux + " " + payload.replace('\u0001', '|');
        }
    }

    private final List<Line> lines;
    private final List<SessionSettings> settings;
    private final List<Long> hashes;

    Replays(Journal journal, List<SessionSettings> settings, List<Long> hashes) {
        lines = read(journal);
        this.settings = settings;
        this.hashes = hashes;
    }

    /** The records of the journal. */
    int size() {
        return lines.size();
    }

    private static List<Line> read(Journal journal) {
        List<Line> lines = new ArrayList<>();
        try (JournalReader reader = journal.reader()) {
            while (reader.next()) {
                if (!reader.type().isHousekeeping()) {
                    String payload = Ascii.text(reader.bytes(), reader.offset(), reader.offset() + reader.length());
                    lines.add(new Line(
                            reader.type(),
                            reader.source(),
                            reader.aux(),
                            reader.monoNanos(),
                            reader.utcNanos(),
                            payload));
                }
            }
        }
        return lines;
    }

    /** Replays the first records in a directory of its own. */
    void check(int count, Path directory) {
        try (Journal copy = World.open(directory)) {
            int events = 0;
            for (Line line : lines.subList(0, count)) {
                events += line.isInput() ? 1 : 0;
                byte[] payload = Ascii.bytes(line.payload());
                copy.append(
                        line.type(), line.source(), line.aux(), line.mono(), line.utc(), payload, 0, payload.length);
            }
            copy.endBatch();
            List<WorldCore> cores = new ArrayList<>();
            new Sequencer(copy, Clock.system(), text -> {}, false, outlet -> {
                        cores.add(new WorldCore(settings, outlet));
                        return cores.get(0);
                    })
                    .recover();
            if (!cores.get(0).hashes().equals(hashes.subList(0, events))) {
                throw new AssertionError("the first " + count + " records replay to another state");
            }
            sameRecords(read(copy), count);
        }
    }

    /** What was cut off behind the last event is written again, as it was. */
    private void sameRecords(List<Line> replayed, int count) {
        int end = count;
        while (end < lines.size() && !lines.get(end).isInput()) {
            end++;
        }
        for (int n = 0; n < Math.max(end, replayed.size()); n++) {
            if (n >= end || n >= replayed.size() || !lines.get(n).same(replayed.get(n))) {
                throw new AssertionError("cut at " + count + ", record " + n + " of " + end + " is "
                        + (n < replayed.size() ? replayed.get(n) : "not there") + ", was "
                        + (n < lines.size() ? lines.get(n) : "not there"));
            }
        }
    }
}
