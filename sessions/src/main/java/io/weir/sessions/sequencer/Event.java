package io.weir.sessions.sequencer;

import io.weir.sessions.journal.RecordType;

/**
 * An input of the core, as the journal has it. One object is filled again and again; it is valid during the call that it
 * is passed to.
 */
public final class Event {
    private static final byte[] NONE = {};

    private RecordType type = RecordType.Started;
    private int source;
    private long aux;
    private long position;
    private long monoNanos;
    private long utcNanos;
    private byte[] bytes = NONE;
    private int start;
    private int end;

    /** Makes it an event of a type about a source, at a time. */
    public Event set(RecordType newType, int newSource, long newAux, long mono, long utc) {
        type = newType;
        source = newSource;
        aux = newAux;
        monoNanos = mono;
        utcNanos = utc;
        bytes = NONE;
        start = 0;
        end = 0;
        return this;
    }

    /** Gives it a payload: bytes[start, end). */
    public Event payload(byte[] newBytes, int newStart, int newEnd) {
        bytes = newBytes;
        start = newStart;
        end = newEnd;
        return this;
    }

    Event at(long newPosition) {
        position = newPosition;
        return this;
    }

    /** What happened. */
    public RecordType type() {
        return type;
    }

    /** The session that it is about; 0 where there is none. */
    public int source() {
        return source;
    }

    /** The connection, or another number of the type's own. */
    public long aux() {
        return aux;
    }

    /** Where it stands in the journal. */
    public long position() {
        return position;
    }

    /** Monotonic time, continued across boots. */
    public long monoNanos() {
        return monoNanos;
    }

    /** UTC, nanoseconds since the epoch. */
    public long utcNanos() {
        return utcNanos;
    }

    /** The array that holds the payload. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the payload begins. */
    public int start() {
        return start;
    }

    /** Where the payload ends. */
    public int end() {
        return end;
    }
}
