package io.weir.sessions.protocol;

/** What a session asks of the world; each call is an output of the core. */
public interface SessionPort {
    /**
     * Commits a message to its number and queues it to the session's connection, if there is one.
     *
     * @param bytes the message in [start, end); valid only during the call
     */
    void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end);

    /**
     * Sends again what was committed to the numbers from begin to end (both included): application messages as possible
     * duplicates, a gap fill for the rest and for what must never go twice.
     */
    void resend(FixSession session, long beginSeqNo, long endSeqNo);

    /** Opens a connection for an initiator; the answer is Connected or Disconnected. */
    void connect(FixSession session);

    /** Closes a connection when what was sent on it has left. */
    void disconnect(FixSession session, long connection, String reason);

    /** Tells the operators. */
    void alert(FixSession session, String text);
}
