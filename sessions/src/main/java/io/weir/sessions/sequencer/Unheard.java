package io.weir.sessions.sequencer;

import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;

/** An outlet behind which nobody is: for a core that is replayed or read back. */
public class Unheard implements Outlet {
    @Override
    public void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {}

    @Override
    public void resend(FixSession session, long beginSeqNo, long endSeqNo) {}

    @Override
    public void connect(FixSession session) {}

    @Override
    public void disconnect(FixSession session, long connection, String reason) {}

    @Override
    public void result(RecordType type, int source, long aux, byte[] bytes, int start, int end) {}

    @Override
    public void reply(boolean done, String text) {}

    @Override
    public void alert(FixSession session, String text) {}

    @Override
    public void alert(String text) {}
}
