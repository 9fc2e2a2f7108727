package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Forwarding;
import io.weir.sessions.sequencer.Outlet;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The outlet of the live core, looked at on the way: what is committed, and which numbers of theirs are rejected. */
final class Watched extends Forwarding {
    /** A number of the counterparty that a Reject of ours names. */
    record Rejection(int session, long number) {}

    private final SentLog sent;
    private final Wire wire;
    private final Story story;
    private final Set<Rejection> rejections = new HashSet<>();
    private boolean live;

    Watched(Outlet outlet, SentLog sent, Wire wire, Story story) {
        super(outlet);
        this.sent = sent;
        this.wire = wire;
        this.story = story;
    }

    /** The replay is over: from here on it is looked at. */
    void live() {
        live = true;
    }

    /** Since they were looked at last. */
    Set<Rejection> rejections() {
        return rejections;
    }

    @Override
    public void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {
        if (live) {
            look(session, msgSeqNum, bytes, start, end);
        }
        super.sent(session, msgSeqNum, bytes, start, end);
    }

    private void look(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {
        byte[] copy = Arrays.copyOfRange(bytes, start, end);
        story.say(() -> "  commits " + session.epoch() + "/" + msgSeqNum + (session.leaves() ? " " : " (kept) ")
                + Ascii.readable(copy, 0, copy.length));
        sent.add(session.index(), session.isInitiator(), session.epoch(), msgSeqNum, copy);
        FixMessage message = new FixMessage();
        FixParser.parse(copy, 0, copy.length, message);
        if (message.msgType() == MsgTypes.REJECT) {
            rejections.add(new Rejection(session.index(), message.unsigned(message.find(Tags.REF_SEQ_NUM))));
        }
    }

    @Override
    public void resend(FixSession session, long beginSeqNo, long endSeqNo) {
        story.say(() -> "  resends " + beginSeqNo + "-" + endSeqNo);
        if (beginSeqNo < 1 || endSeqNo < beginSeqNo || endSeqNo >= session.nextOut()) {
            throw new AssertionError("resends " + beginSeqNo + "-" + endSeqNo + " of " + session.nextOut());
        }
        wire.range(beginSeqNo, endSeqNo);
        super.resend(session, beginSeqNo, endSeqNo);
    }

    @Override
    public void alert(FixSession session, String text) {
        story.say(() -> "  alert " + session + ": " + text);
        super.alert(session, text);
    }
}
