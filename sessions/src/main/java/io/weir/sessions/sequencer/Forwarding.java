package io.weir.sessions.sequencer;

import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;

/** Hands every output on: for those who look at some of them on the way. */
public class Forwarding implements Outlet {
    private final Outlet to;

    protected Forwarding(Outlet to) {
        this.to = to;
    }

    @Override
    public void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {
        to.sent(session, msgSeqNum, bytes, start, end);
    }

    @Override
    public void resend(FixSession session, long beginSeqNo, long endSeqNo) {
        to.resend(session, beginSeqNo, endSeqNo);
    }

    @Override
    public void connect(FixSession session) {
        to.connect(session);
    }

    @Override
    public void disconnect(FixSession session, long connection, String reason) {
        to.disconnect(session, connection, reason);
    }

    @Override
    public void result(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        to.result(type, source, aux, bytes, start, end);
    }

    @Override
    public void reply(boolean done, String text) {
        to.reply(done, text);
    }

    @Override
    public void alert(FixSession session, String text) {
        to.alert(session, text);
    }

    @Override
    public void alert(String text) {
        to.alert(text);
    }
}
