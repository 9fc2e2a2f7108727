package io.weir.sessions.sequencer;

import io.weir.sessions.protocol.FixSession;

/** The sockets, as the sequencer sees them. Every call comes from the core thread. */
public interface Edge {
    /**
     * Queues a message for a connection; it may leave when the journal is durable beyond its position.
     *
     * @param bytes the message in [start, end); valid only during the call
     */
    void send(FixSession session, byte[] bytes, int start, int end, long position);

    /**
     * Queues a resend for a session's connection: behind what was queued before it, before what comes after. It may begin
     * when the journal is durable beyond its position.
     */
    void resend(FixSession session, ResendStream stream, long position);

    /** Opens the connection of an initiator. */
    void connect(FixSession session);

    /** Closes a connection when what is queued on it has left. */
    void disconnect(long connection, String reason);

    /** Writes what may leave: everything whose position is below the durable one. */
    void flush(long durablePosition);

    /**
     * Replaces each order (D, G) that is queued and not yet handed to the kernel by a gap fill of its number.
     *
     * @param withheld told of each one before it is replaced
     */
    void sweep(Withheld withheld);

    /** Hears which orders do not leave. */
    interface Withheld {
        /** The message with this number ({@link SentNumber}) of this session stays here. */
        void withheld(int session, long sentNumber);
    }
}
