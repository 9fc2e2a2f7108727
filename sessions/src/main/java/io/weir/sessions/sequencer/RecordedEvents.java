package io.weir.sessions.sequencer;

import io.weir.fix.codec.Ascii;
import io.weir.sessions.journal.JournalException;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;

/**
 * A journal's events, to be applied again, each output of which is held against its record.
 *
 * <p>Before the position that an operator trusts the records to, a record that differs takes the place of the output instead
 * of ending it all. Confined to one thread.
 */
final class RecordedEvents {
    /** Not a position: the journal has something else, which counts. */
    static final long DIFFERS = -2;

    /** Hears of messages of ours that are in the journal and that the core has not sent. */
    interface Found {
        /** One is at this position. */
        void sent(int session, long number, long position);
    }

    private final JournalReader reader;
    private final long trustedTo;
    private long eventAt;
    private long eventEnd;
    private long end;
    private boolean differs;
    private long differing;
    private String first = "";
    private byte[] copy = new byte[4096];
    /** The reader shows a record that nobody has taken. */
    private boolean ahead;

    /** Those behind a reader's place; before {@code trustedTo} the records are trusted. */
    RecordedEvents(JournalReader reader, long trustedTo) {
        this.reader = reader;
        this.trustedTo = trustedTo;
    }

    /** How far it trusts the records, and where they differed. */
    Trust trust() {
        return new Trust(trustedTo, differing, first);
    }

    /** Whether the records of the event that was taken last are trusted. */
    boolean isTrusting() {
        return eventAt < trustedTo;
    }

    /** Applies the event that was taken last. Where it fails, or comes to something else, its records count. */
    void apply(Core core, Event event, Found found) {
        if (!isTrusting()) {
            core.apply(event);
            return;
        }
        if (!(core instanceof CorrectableCore correctable)) {
            throw new IllegalStateException("this core cannot go on behind records that are not its own");
        }
        long[] numbering = correctable.numbering();
        differs = false;
        try {
            core.apply(event);
        } catch (JournalException | Shadow.Ended e) {
            throw e;
        } catch (RuntimeException e) {
            differ(eventAt, "the core fails on " + event.type() + ": " + e);
        }
        if (!differs && hasNext() && !isInput(reader.type())) {
            differ(reader.position(), "the journal has " + describe() + ", replay produced nothing more");
        }
        if (differs) {
            correct(correctable, numbering, found);
        }
    }

    private void differ(long position, String what) {
        if (first.isEmpty()) {
            first = "at position " + position + " " + what;
        }
        differing += differs ? 0 : 1;
        differs = true;
    }

    private void correct(CorrectableCore core, long[] numbering, Found found) {
        core.takeBack(numbering);
        reader.seek(eventEnd);
        ahead = false;
        while (hasNext() && !isInput(reader.type())) {
            if (reader.type() == RecordType.Sent) {
                int start = reader.offset();
                int session = reader.source();
                found.sent(session, reader.aux(), reader.position());
                core.recorded(
                        session,
                        SentNumber.epoch(reader.aux()),
                        SentNumber.msgSeqNum(reader.aux()),
                        reader.bytes(),
                        start,
                        start + reader.length());
            }
            ahead = false;
            end = reader.nextPosition();
        }
    }

    /** The end of what was taken. */
    long end() {
        return end;
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
        eventAt = reader.position();
        eventEnd = reader.nextPosition();
        end = eventEnd;
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
     * Takes the next record, which must be this output; its position, or {@link #DIFFERS} where records are trusted.
     *
     * @throws ReplayDivergence where it is another one
     */
    long compare(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        boolean same = !(isTrusting() && (differs || !hasNext()))
                && reader.type() == type
                && reader.source() == source
                && reader.aux() == aux
                && Ascii.equal(reader.bytes(), reader.offset(), reader.offset() + reader.length(), bytes, start, end);
        if (!same) {
            if (isTrusting() && differs) {
                return DIFFERS;
            }
            String produced = type + " " + source + " " + aux + " " + Ascii.readable(bytes, start, end);
            if (isTrusting()) {
                String recorded = hasNext() ? describe() : "nothing more";
                differ(
                        ahead ? reader.position() : eventEnd,
                        "the journal has " + recorded + ", replay produced " + produced);
                return DIFFERS;
            }
            throw new ReplayDivergence(reader.position(), describe(), produced);
        }
        ahead = false;
        this.end = reader.nextPosition();
        return reader.position();
    }

    private String describe() {
        return reader.type() + " " + reader.source() + " " + reader.aux() + " "
                + Ascii.readable(reader.bytes(), reader.offset(), reader.offset() + reader.length());
    }
}
