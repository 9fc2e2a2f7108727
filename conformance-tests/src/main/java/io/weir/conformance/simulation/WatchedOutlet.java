package io.weir.conformance.simulation;

import io.weir.fix.codec.Ascii;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Forwarding;
import io.weir.sessions.sequencer.Outlet;

/** The core's outlet under the judge's eyes. */
final class WatchedOutlet extends Forwarding {
    private final Judge judge;

    WatchedOutlet(Outlet outlet, Judge judge) {
        super(outlet);
        this.judge = judge;
    }

    @Override
    public void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {
        super.sent(session, msgSeqNum, bytes, start, end);
        if (!judge.isDeaf()) {
            judge.sent(session, msgSeqNum, bytes, start, end);
        }
    }

    @Override
    public void resend(FixSession session, long beginSeqNo, long endSeqNo) {
        judge.tell(() -> "    resend to " + session + ": " + beginSeqNo + "-" + endSeqNo);
        super.resend(session, beginSeqNo, endSeqNo);
    }

    @Override
    public void result(RecordType type, int source, long aux, byte[] bytes, int start, int end) {
        super.result(type, source, aux, bytes, start, end);
        judge.tell(() -> "    " + type + " " + aux + " " + Ascii.readable(bytes, start, end));
    }

    @Override
    public void reply(boolean done, String text) {
        judge.tell(() -> "    reply: " + text);
        super.reply(done, text);
    }

    @Override
    public void alert(FixSession session, String text) {
        if (!judge.isDeaf()) {
            judge.alert(session + ": " + text);
        }
        super.alert(session, text);
    }

    @Override
    public void alert(String text) {
        if (!judge.isDeaf()) {
            judge.alert(text);
        }
        super.alert(text);
    }
}
