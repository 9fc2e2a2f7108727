package io.weir.conformance.fuzz;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.sessions.protocol.FixSession;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one session makes of the numbers of its counterparty: the next expected one and the effect of a message advance
 * together. Each number that is passed over was delivered, rejected, administrative, or filled; none is delivered twice.
 */
final class InboundModel {
    private final int index;
    private final Set<Long> administrative = new HashSet<>();
    private long filledUpTo;
    private long epoch;
    private long nextIn = 1;
    private long connection = FixSession.NONE;
    private long delivered;

    InboundModel(int index) {
        this.index = index;
    }

    /** A message is about to be received. */
    void receives(byte[] bytes) {
        FixMessage message = new FixMessage();
        FixParser.parse(bytes, 0, bytes.length, message);
        long number = message.unsigned(message.find(Tags.MSG_SEQ_NUM));
        if (MsgTypes.isAdmin(message.msgType())) {
            administrative.add(number);
        }
        if (message.msgType() == MsgTypes.SEQUENCE_RESET) {
            filledUpTo = Math.max(filledUpTo, message.unsigned(message.find(Tags.NEW_SEQ_NO)));
        }
    }

    /**
     * An event has been applied.
     *
     * @param free whether the number may go anywhere: a person has set it
     */
    void applied(
            FixSession session, boolean free, List<WorldCore.Delivery> deliveries, Set<Watched.Rejection> rejections) {
        boolean again = free || session.epoch() != epoch;
        boolean counts = session.settings().protocol().validateSequenceNumbers();
        if (again) {
            delivered = 0;
        } else if (counts && session.nextIn() < nextIn) {
            throw new AssertionError("the next expected number falls from " + nextIn + " to " + session.nextIn());
        }
        Set<Long> here = new HashSet<>();
        for (WorldCore.Delivery each : deliveries) {
            if (each.session() == index) {
                here.add(each.number());
                if (counts && (each.nextIn() != each.number() + 1 || each.number() <= delivered)) {
                    throw new AssertionError(each + " is delivered after " + delivered);
                }
                delivered = each.number();
            }
        }
        for (long number = nextIn; counts && !again && number < session.nextIn() && number >= filledUpTo; number++) {
            boolean seen = here.contains(number)
                    || administrative.contains(number)
                    || rejections.contains(new Watched.Rejection(index, number));
            if (!seen) {
                throw new AssertionError("number " + number + " is passed over without an effect");
            }
        }
        if (again || session.connection() != connection) {
            administrative.clear();
            filledUpTo = 0;
        }
        epoch = session.epoch();
        nextIn = session.nextIn();
        connection = session.connection();
    }
}
