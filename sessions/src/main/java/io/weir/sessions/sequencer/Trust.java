package io.weir.sessions.sequencer;

/**
 * How far a restart has trusted the records instead of what it made of them.
 *
 * @param to the position before which they are trusted; 0: nowhere, each output was compared
 * @param events how many events came to something else, or failed
 * @param first what the first of them came to; empty for none
 */
public record Trust(long to, long events, String first) {
    /** Each output was compared. */
    public static final Trust NONE = new Trust(0, 0, "");
}
