package io.weir.sessions.protocol;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.dictionary.MessageValidator;
import io.weir.fix.settings.Profile;
import io.weir.fix.settings.SessionSettings;

/**
 * What must be right about a message before its meaning counts: who sent it to whom, when, and the dictionary.
 *
 * <p>After a check that failed, {@link #reason()}, {@link #refTagId()} and {@link #text()} are what a Reject says of it.
 * Confined to the core thread.
 */
final class MessageChecks {
    /** No RefTagID: the violation is of no single tag. */
    static final int NO_TAG = Integer.MIN_VALUE;

    /** The largest MsgSeqNum that is read: what QuickFIX's engines can count to. */
    private static final long LARGEST_MSG_SEQ_NUM = Integer.MAX_VALUE;

    private static final int REQUIRED_TAG_MISSING = 1;
    private static final int COMP_ID_PROBLEM = 9;
    private static final int SENDING_TIME_PROBLEM = 10;
    private static final int SOH_IN_VALUE = 17;
    private static final long SECOND = 1_000_000_000L;

    private final FixSession session;
    private final SessionSettings settings;
    private final MessageValidator validator;
    private final SessionContext context;
    private final byte[] ourCompId;
    private final byte[] theirCompId;
    private final boolean strict;
    private int reason;
    private int refTagId = NO_TAG;
    private String text = "";

    MessageChecks(FixSession session, SessionSettings settings, MessageValidator validator, SessionContext context) {
        this.session = session;
        this.settings = settings;
        this.validator = validator;
        this.context = context;
        strict = settings.protocol().profile() == Profile.STRICT;
        ourCompId = Ascii.bytes(settings.senderCompId());
        theirCompId = Ascii.bytes(settings.targetCompId());
    }

    /** MsgSeqNum; -1 where it is absent, no number, or larger than any. */
    static long msgSeqNum(FixMessage m) {
        long number = m.unsigned(m.find(Tags.MSG_SEQ_NUM));
        return number > LARGEST_MSG_SEQ_NUM ? -1 : number;
    }

    /** Whether the CompIDs are this session's; one that lacks, or is empty, is left to {@link #conforms}. */
    boolean namesUs(FixMessage m) {
        if (!settings.checkCompId()) {
            return true;
        }
        int sender = m.find(Tags.SENDER_COMP_ID);
        int target = m.find(Tags.TARGET_COMP_ID);
        boolean rightSender = isEmpty(m, sender) || m.valueEquals(sender, theirCompId);
        if (rightSender && (isEmpty(m, target) || m.valueEquals(target, ourCompId))) {
            return true;
        }
        int wrong = rightSender ? Tags.TARGET_COMP_ID : Tags.SENDER_COMP_ID;
        return fails(COMP_ID_PROBLEM, strict ? wrong : NO_TAG, "CompID problem");
    }

    private static boolean isEmpty(FixMessage m, int field) {
        return field < 0 || m.valueLength(field) == 0;
    }

    /** Whether SendingTime is near our clock; one that cannot be read is left to {@link #conforms}. */
    boolean isTimely(FixMessage m) {
        if (!settings.checkLatency()) {
            return true;
        }
        long sent = m.timestamp(m.find(Tags.SENDING_TIME));
        if (sent == Timestamps.INVALID
                || Math.abs(context.turn().utcNanos() - sent) <= settings.maxLatencySeconds() * SECOND) {
            return true;
        }
        return fails(SENDING_TIME_PROBLEM, Tags.SENDING_TIME, "SendingTime accuracy problem");
    }

    /**
     * Whether the message is what the dictionary says.
     *
     * @param readable whether it could be cut into fields to its end
     */
    boolean conforms(FixMessage m, boolean readable) {
        if (!readable && isSplit(m)) {
            return fails(
                    SOH_IN_VALUE,
                    m.tag(m.fieldCount() - 1),
                    "Non \"data\" value includes field delimiter (SOH character)");
        }
        if (!readable) {
            return fails(validator.invalidTag(m));
        }
        if (!validator.validate(m)) {
            if (settings.validation().rejectInvalidMessage()) {
                return fails(validator.violation());
            }
            session.tell("accepted though " + validator.violation());
        }
        // The dictionary may be switched off; who sent it to whom may not be left open even then.
        int missing = isEmpty(m, m.find(Tags.SENDER_COMP_ID))
                ? Tags.SENDER_COMP_ID
                : isEmpty(m, m.find(Tags.TARGET_COMP_ID)) ? Tags.TARGET_COMP_ID : NO_TAG;
        return !settings.checkCompId()
                || missing == NO_TAG
                || fails(REQUIRED_TAG_MISSING, missing, "Required tag missing");
    }

    /** Whether a message whose parse ended at a tag is answered: the tag is a number, if one that no tag can be. */
    boolean isAnswered(FixMessage m) {
        return validator.invalidTag(m).refTagId() != 0 || isSplit(m);
    }

    /** Whether a delimiter within a value ended the parse, as the standard reads text without a tag (test case 14k). */
    private boolean isSplit(FixMessage m) {
        if (!strict || !m.has(Tags.MSG_SEQ_NUM)) {
            return false;
        }
        int end = m.offset() + m.length();
        int p = m.valueEnd(m.fieldCount() - 1) + 1;
        while (p < end && m.buffer()[p] != '=' && m.buffer()[p] != Ascii.SOH) {
            p++;
        }
        return p < end && m.buffer()[p] == Ascii.SOH;
    }

    private boolean fails(MessageValidator.Violation violation) {
        return fails(violation.sessionRejectReason(), violation.refTagId(), violation.text());
    }

    private boolean fails(int newReason, int newTag, String newText) {
        reason = newReason;
        refTagId = newTag;
        text = newText;
        return false;
    }

    /** SessionRejectReason (373). */
    int reason() {
        return reason;
    }

    /** RefTagID (371), or {@link #NO_TAG}. */
    int refTagId() {
        return refTagId;
    }

    /** Text (58). */
    String text() {
        return text;
    }
}
