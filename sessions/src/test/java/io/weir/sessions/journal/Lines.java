package io.weir.sessions.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records of an invented day: the same number always gives the same record. */
final class Lines {
    /** A record as a reader shows it. */
    record Line(RecordType type, int source, long aux, long monoNanos, long utcNanos, String payload) {}

    private static final RecordType[] TYPES = {
        RecordType.Received, RecordType.Sent, RecordType.Timer, RecordType.Verdict, RecordType.Quote
    };
    private static final long UTC = 1_780_000_000_000_000_000L;

    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private Lines() {}

    static Line line(int number) {
        Random random = new Random(number * SPREAD);
        byte[] payload = new byte[random.nextInt(4) == 0 ? random.nextInt(900) : random.nextInt(120)];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) ('0' + random.nextInt(75));
        }
        return new Line(
                TYPES[number % TYPES.length],
                number % 7 - 1,
                -number,
                number * 1_000L,
                UTC + number,
                new String(payload, StandardCharsets.ISO_8859_1));
    }

    static List<Line> lines(int from, int to) {
        List<Line> lines = new ArrayList<>();
        for (int number = from; number < to; number++) {
            lines.add(line(number));
        }
        return lines;
    }

    static long append(Journal journal, int number) {
        Line line = line(number);
        byte[] payload = line.payload().getBytes(StandardCharsets.ISO_8859_1);
        return journal.append(
                line.type(), line.source(), line.aux(), line.monoNanos(), line.utcNanos(), payload, 0, payload.length);
    }

    /** The record that the reader is at. */
    static Line shown(JournalReader reader) {
        return new Line(
                reader.type(),
                reader.source(),
                reader.aux(),
                reader.monoNanos(),
                reader.utcNanos(),
                new String(reader.bytes(), reader.offset(), reader.length(), StandardCharsets.ISO_8859_1));
    }

    /** All events and results from the reader's place on. */
    static List<Line> rest(JournalReader reader) {
        List<Line> lines = new ArrayList<>();
        while (reader.next()) {
            if (!reader.type().isHousekeeping()) {
                lines.add(shown(reader));
            }
        }
        return lines;
    }

    static List<Line> all(SegmentFiles files, Path directory) {
        try (JournalReader reader = new JournalReader(new SegmentDirectory(files, directory), null)) {
            return rest(reader);
        }
    }
}
