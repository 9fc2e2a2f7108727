package io.weir.sessions.sequencer;

import io.weir.fix.codec.Ascii;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;

/** A journal's events, to be applied again, each output of which is held against its record. Confined to one thread. */
final class RecordedEvents {
    private final JournalReader reader;
    private byte[] copy = new byte[4096];
    /** The reader shows a record that nobody has taken. */
    private boolean ahead;

    RecordedEvents(JournalReader reader) {
        this.reader = reader;
    }

    /** Whether there is a further record that is not the journal's own. */
    boolean hasNext() {
        while (!ahead && reader.next()) {
            ahead = !reader.type().isHousekeeping();
        }
        return ahead;
    }

    /**
     * Takes the next record, which must be an event.
     *
     * @throws ReplayDivergence where it is an output that the events so far have not brought
     */
    Event take(Event event) {
        if (!isInput(reader.type())) {
            throw new ReplayDivergence(reader.position(), describe(), "nothing more for this event");
        }
        ahead = false;
        int length = reader.length();
        if (copy.length < length) {
            copy = new byte[length * 2];
        }
        System.arraycopy(reader.bytes(), reader.offset(), copy, 0, length);
        return event.set(reader.type(), reader.source(), reader.aux(), reader.monoNanos(), reader.utcNanos())
                .payload(copy, 0, length)
                .at(reader.position());
    }

    /** Withheld is said by the edge, so it is an input of the core though it stands among the results. */
    private static boolean isInput(RecordType type) {
        return type.isEvent() || type == RecordType.Withheld;
    }

    /**
     * Takes the next record, which must be this output; its position.
     *
     * @throws ReplayDivergence where it is another one
     */
    long compare(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        boolean same = reader.type() == type
                && reader.source() == source
                && reader.aux() == aux
                && Ascii.equal(reader.bytes(), reader.offset(), reader.offset() + reader.length(), bytes, start, end);
        if (!same) {
            String produced = type + " " + source + " " + aux + " " + Ascii.readable(bytes, start, end);
            throw new ReplayDivergence(reader.position(), describe(), produced);
        }
        ahead = false;
        return reader.position();
    }

    private String describe() {
        return reader.type() + " " + reader.source() + " " + reader.aux() + " "
                + Ascii.readable(reader.bytes(), reader.offset(), reader.offset() + reader.length());
    }
}
