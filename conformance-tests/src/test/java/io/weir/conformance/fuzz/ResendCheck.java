package io.weir.conformance.fuzz;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.sessions.protocol.FixSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One resend: without a hole from its first number on, application messages as they were but for 43, 52 and 122, no order, and
 * up to the last number, unless the numbers began again meanwhile.
 */
final class ResendCheck {
    private static final Set<Integer> CHANGED =
            Set.of(Tags.BODY_LENGTH, Tags.CHECK_SUM, Tags.POSS_DUP_FLAG, Tags.SENDING_TIME, Tags.ORIG_SENDING_TIME);

    private final SentLog sent;
    private final FixSession session;
    private final long epoch;
    private final long last;
    private long expected;

    ResendCheck(SentLog sent, FixSession session, long begin, long end) {
        this.sent = sent;
        this.session = session;
        epoch = session.epoch();
        expected = begin;
        last = end;
    }

    void next(byte[] bytes, int start, int end) {
        FixMessage again = new FixMessage();
        FixParser.parse(bytes, start, end, again);
        long number = again.unsigned(again.find(Tags.MSG_SEQ_NUM));
        if (number != expected || !again.flag(Tags.POSS_DUP_FLAG)) {
            throw new AssertionError("resent out of turn, expecting " + expected + ": " + again);
        }
        if (again.msgType() == MsgTypes.SEQUENCE_RESET) {
            long next = again.unsigned(again.find(Tags.NEW_SEQ_NO));
            if (!again.flag(Tags.GAP_FILL_FLAG) || next <= number || next > last + 1) {
                throw new AssertionError("a gap fill of " + expected + " to " + last + ": " + again);
            }
            expected = next;
            return;
        }
        expected = number + 1;
        byte[] original = sent.message(session.index(), epoch, number);
        FixMessage before = new FixMessage();
        if (original == null || Wire.isOrder(again.msgType()) || MsgTypes.isAdmin(again.msgType())) {
            throw new AssertionError("resent, but never to be: " + again);
        }
        FixParser.parse(original, 0, original.length, before);
        boolean same = content(before).equals(content(again))
                && before.textOf(Tags.SENDING_TIME).equals(again.textOf(Tags.ORIG_SENDING_TIME));
        if (!same) {
            throw new AssertionError("resent as " + again + ", was " + before);
        }
    }

    private static List<String> content(FixMessage message) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < message.fieldCount(); i++) {
            if (!CHANGED.contains(message.tag(i))) {
                fields.add(message.tag(i) + "=" + message.text(i));
            }
        }
        return fields;
    }

    void ended() {
        if (session.epoch() == epoch && expected != last + 1) {
            throw new AssertionError("the resend ends at " + expected + ", asked for up to " + last);
        }
    }
}
