package io.weir.sessions.journal;

/**
 * What a journal record is: an event that the core applied, a result that it produced, or housekeeping of the journal.
 *
 * <p>The codes are part of the format and never change meaning; 13 was never written, and stays free.
 */
public enum RecordType {
    Started(1),
    Connected(2),
    Received(3),
    Authenticated(4),
    Disconnected(5),
    Drained(6),
    Timer(7),
    Quote(8),
    Trade(9),
    Admin(10),
    Kill(11),
    DayRoll(12),
    Reference(14),
    Streamed(15),
    /** Whether new orders may be taken: {@code source} 1 where they may, 0 where not; {@code aux} the disk's free bytes. */
    Intake(16),
    /**
     * An operator has started a process that only cancels: who and why. {@code aux} is the position before which the records
     * were trusted where replay did not repeat them; 0 where it did.
     */
    CancelOnly(17),

    Sent(32),
    Withheld(33),
    Resent(34),
    Verdict(35),
    Explained(36),

    /**
     * The durable position known when a batch was written: {@code aux} holds it, {@code source} the boot number. The
     * journal writes it by itself: first at each start, then with the batches, last at a clean close.
     */
    Durable(64),
    /** The rest of the segment is unused. Readers step over it and never show it. */
    Filler(65);

    private static final int FIRST_RESULT = 32;
    private static final int FIRST_HOUSEKEEPING = 64;
    private static final RecordType[] BY_CODE = new RecordType[128];

    static {
        for (RecordType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final byte code;

    RecordType(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    /** True for an input of the core: what recovery applies again. */
    public boolean isEvent() {
        return code < FIRST_RESULT;
    }

    /** True for an output of the core: what recovery compares. */
    public boolean isResult() {
        return code >= FIRST_RESULT && code < FIRST_HOUSEKEEPING;
    }

    /** True for the journal's own records, which carry nothing of the core. */
    public boolean isHousekeeping() {
        return code >= FIRST_HOUSEKEEPING;
    }

    static boolean known(byte code) {
        return code >= 0 && BY_CODE[code] != null;
    }

    /**
     * The type with this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RecordType of(byte code) {
        if (!known(code)) {
            throw new IllegalArgumentException("no record type has the code " + code);
        }
        return BY_CODE[code];
    }
}
