package io.weir.sessions.sequencer;

import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.SessionPort;

/** Where the outputs of a core go. */
public interface Outlet extends SessionPort {
    /**
     * Journals a result that is no message: a Verdict, an Explained.
     *
     * @param bytes its payload in [start, end); valid only during the call
     */
    void result(RecordType type, int source, long aux, byte[] bytes, int start, int end);

    /** Answers the person whose Admin event is being applied. */
    void reply(boolean done, String text);

    /** Tells the operators. */
    void alert(String text);
}
