package io.weir.sessions.protocol;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.dictionary.MessageValidator;
import io.weir.fix.settings.SessionSettings;

/**
 * What a session makes of the messages it receives: number first, then identity and time, then dictionary, then meaning
 * (FIX 4.4 volume 2, "Message recovery" and the session test cases).
 *
 * <p>Confined to the core thread.
 */
final class InboundFlow {
    private static final int VALUE_IS_INCORRECT = 5;
    private static final int REQUIRED_TAG_MISSING = 1;
    private static final int COMP_ID_PROBLEM = 9;
    private static final int SENDING_TIME_PROBLEM = 10;
    private static final int NO_TAG = 0;
    private static final long SECOND = 1_000_000_000L;
    private static final long REMIND_AFTER = 10 * SECOND;

    private final FixSession session;
    private final SessionSettings settings;
    private final MessageValidator validator;
    private final SessionContext context;
    private final InboundGap gap = new InboundGap();
    private final byte[] ourCompId;
    private final byte[] theirCompId;

    private boolean resetAsked;
    /** While a gap is being filled: the highest number known to be missing or kept; 0 without a gap. */
    private long gapUpTo;

    private long gapAskedUpTo;
    private long gapSince;

    InboundFlow(FixSession session, SessionSettings settings, MessageValidator validator, SessionContext context) {
        this.session = session;
        this.settings = settings;
        this.validator = validator;
        this.context = context;
        ourCompId = io.weir.fix.codec.Ascii.bytes(settings.senderCompId());
        theirCompId = io.weir.fix.codec.Ascii.bytes(settings.targetCompId());
    }

    /** Our Logon asked for a reset. */
    void resetAsked() {
        resetAsked = true;
    }

    void disconnected() {
        gap.clear();
        gapUpTo = 0;
        gapAskedUpTo = 0;
    }

    void received(FixMessage m) {
        long connection = session.connection();
        if (session.state() == FixSession.State.AWAITING_LOGON || session.state() == FixSession.State.LOGON_SENT) {
            logonPhase(m);
        } else {
            inSession(m);
        }
        while (!gap.isEmpty() && session.connection() == connection && takeNext()) {
            // The next one may have come, too.
        }
        if (gapUpTo != 0 && session.nextIn() > gapUpTo) {
            gapUpTo = 0;
            gapAskedUpTo = 0;
        } else if (gapUpTo != 0 && session.nextIn() > gapAskedUpTo && gapAskedUpTo != 0) {
            askAgain();
        }
    }

    private boolean takeNext() {
        long number = session.nextIn();
        byte[] kept = gap.take(number);
        if (kept == null) {
            return false;
        }
        if (kept.length == 0) {
            session.consumed();
            return true;
        }
        FixMessage again = context.parsed();
        FixParser.parse(kept, 0, kept.length, again);
        inSequence(again, number);
        return session.nextIn() > number;
    }

    // ---- logon

    private void logonPhase(FixMessage m) {
        int type = m.msgType();
        boolean initiator = session.isInitiator();
        if (type == MsgTypes.LOGOUT && initiator) {
            session.disconnect("Logon refused: " + m.textOf(Tags.TEXT));
            return;
        }
        if (type != MsgTypes.LOGON) {
            session.disconnect("the first message is no Logon");
            return;
        }
        String fault = logonFault(m);
        if (!fault.isEmpty()) {
            session.sendLogout(fault);
            session.disconnect(fault);
            return;
        }
        long number = m.unsigned(m.find(Tags.MSG_SEQ_NUM));
        boolean reset = m.flag(Tags.RESET_SEQ_NUM_FLAG);
        if (reset && !(initiator && resetAsked)) {
            session.newEpoch();
        }
        if (number < session.nextIn()) {
            String tooLow = tooLow(number);
            session.sendLogout(tooLow);
            session.disconnect(tooLow);
            return;
        }
        resetAsked = false;
        long heartbeat = initiator ? session.heartbeatNanos() : m.unsigned(m.find(Tags.HEART_BT_INT)) * SECOND;
        boolean high = number > session.nextIn();
        if (!high) {
            session.consumed();
        }
        if (!initiator) {
            answerLogon(heartbeat, reset);
        } else if (reset && session.nextOut() == 1) {
            // They reset beyond what we asked: our Logon is number 1 of the new epoch.
            session.expectOut(2);
        }
        session.loggedOn(heartbeat);
        if (high && session.isLoggedOn()) {
            gap.keepHandled(number);
            openGap(number);
        }
    }

    private void answerLogon(long heartbeat, boolean reset) {
        FixWriter writer = session.begin(MsgTypes.LOGON)
                .number(Tags.ENCRYPT_METHOD, 0)
                .number(Tags.HEART_BT_INT, heartbeat / SECOND);
        if (reset) {
            writer.flag(Tags.RESET_SEQ_NUM_FLAG, true);
        }
        session.commit();
    }

    private String logonFault(FixMessage m) {
        if (m.unsigned(m.find(Tags.MSG_SEQ_NUM)) < 0) {
            return "Received message without MsgSeqNum";
        }
        if (!compIdsMatch(m)) {
            return "Invalid Logon message: CompID problem";
        }
        if (!sendingTimeIsNear(m)) {
            return "Invalid Logon message: SendingTime accuracy problem, field=52";
        }
        int heartbeat = m.find(Tags.HEART_BT_INT);
        if (heartbeat >= 0 && m.valueLength(heartbeat) > 0 && m.buffer()[m.valueStart(heartbeat)] == '-') {
            return "HeartBtInt must not be negative";
        }
        if (m.unsigned(heartbeat) < 0) {
            return "Invalid Logon message: Required tag missing, field=108";
        }
        boolean reset = m.flag(Tags.RESET_SEQ_NUM_FLAG);
        if (reset && m.unsigned(m.find(Tags.MSG_SEQ_NUM)) != 1) {
            return "Invalid Logon message: ResetSeqNumFlag=Y with MsgSeqNum other than 1";
        }
        if (!validator.validate(m)) {
            return "Invalid Logon message: " + validator.violation().text() + ", field="
                    + validator.violation().refTagId();
        }
        return "";
    }

    // ---- in session

    private void inSession(FixMessage m) {
        if (m.fieldCount() == 0 || !m.valueEquals(0, SessionLayer.BEGIN_STRING)) {
            session.logout("Incorrect BeginString");
            return;
        }
        long number = m.unsigned(m.find(Tags.MSG_SEQ_NUM));
        if (number < 0) {
            session.sendLogout("Received message without MsgSeqNum");
            session.disconnect("Received message without MsgSeqNum");
            return;
        }
        int type = m.msgType();
        if (type == MsgTypes.SEQUENCE_RESET && !m.flag(Tags.GAP_FILL_FLAG)) {
            resetMode(m, number);
        } else if (type == MsgTypes.LOGON && m.flag(Tags.RESET_SEQ_NUM_FLAG)) {
            resetInSession(m, number);
        } else if (number > session.nextIn()) {
            tooHigh(m, type, number);
        } else if (number < session.nextIn()) {
            tooLow(m, type, number);
        } else {
            inSequence(m, number);
        }
    }

    private void tooHigh(FixMessage m, int type, long number) {
        if (type == MsgTypes.LOGOUT) {
            logoutReceived(m);
            return;
        }
        if (type == MsgTypes.RESEND_REQUEST && valid(m, number, false)) {
            // Answered at once, or two sides that both wait for the other's resend would wait for ever.
            resendRequested(m);
            gap.keepHandled(number);
        } else {
            gap.keep(number, m.buffer(), m.offset(), m.offset() + m.length());
        }
        openGap(number);
    }

    private void openGap(long number) {
        gapUpTo = Math.max(gapUpTo, number);
        if (gapAskedUpTo == 0 || settings.sendRedundantResendRequests()) {
            askAgain();
        }
    }

    private void askAgain() {
        long begin = session.nextIn();
        long chunk = settings.resendRequestChunkSize();
        boolean chunked = chunk > 0 && gapUpTo - begin >= chunk;
        gapAskedUpTo = chunked ? begin + chunk - 1 : gapUpTo;
        gapSince = context.turn().monoNanos();
        long end = chunked ? gapAskedUpTo : settings.closedResendInterval() ? Math.max(begin, gapUpTo - 1) : 0;
        session.begin(MsgTypes.RESEND_REQUEST).number(Tags.BEGIN_SEQ_NO, begin).number(Tags.END_SEQ_NO, end);
        session.commit();
    }

    /** A gap that nobody fills is asked for again. */
    void remindOfGap(long now) {
        if (gapUpTo != 0 && now - gapSince >= Math.max(session.heartbeatNanos(), REMIND_AFTER)) {
            askAgain();
        }
    }

    private void tooLow(FixMessage m, int type, long number) {
        if (type == MsgTypes.LOGOUT) {
            logoutReceived(m);
        } else if (m.flag(Tags.POSS_DUP_FLAG)) {
            possibleDuplicate(m, number);
        } else {
            String text = tooLow(number);
            session.sendLogout(text);
            session.disconnect(text);
        }
    }

    private String tooLow(long number) {
        return "MsgSeqNum too low, expecting " + session.nextIn() + " but received " + number;
    }

    /** A duplicate of something processed has no second effect; only its times are looked at. */
    private void possibleDuplicate(FixMessage m, long number) {
        int original = m.find(Tags.ORIG_SENDING_TIME);
        if (original < 0) {
            if (settings.requiresOrigSendingTime() && m.msgType() != MsgTypes.SEQUENCE_RESET) {
                reject(m, number, REQUIRED_TAG_MISSING, Tags.ORIG_SENDING_TIME, "Required tag missing");
            }
            return;
        }
        long originally = m.timestamp(original);
        long sent = m.timestamp(m.find(Tags.SENDING_TIME));
        if (originally != Timestamps.INVALID && sent != Timestamps.INVALID && originally > sent) {
            reject(m, number, SENDING_TIME_PROBLEM, Tags.ORIG_SENDING_TIME, "SendingTime accuracy problem");
            session.logout("SendingTime accuracy problem, field=122");
        }
    }

    private void inSequence(FixMessage m, long number) {
        int type = m.msgType();
        if (type == MsgTypes.LOGOUT) {
            session.consumed();
            logoutReceived(m);
            return;
        }
        if (!valid(m, number, true)) {
            return;
        }
        if (type == MsgTypes.SEQUENCE_RESET) {
            gapFill(m, number);
            return;
        }
        session.consumed();
        switch (type) {
            case MsgTypes.HEARTBEAT, MsgTypes.LOGON -> {}
            case MsgTypes.TEST_REQUEST -> heartbeat(m);
            case MsgTypes.RESEND_REQUEST -> resendRequested(m);
            case MsgTypes.REJECT -> context.application().onReject(session, m);
            default -> context.application().onMessage(session, m);
        }
    }

    /** Identity, time and dictionary; what fails is answered here and, where it is its turn, takes its number. */
    private boolean valid(FixMessage m, long number, boolean takesNumber) {
        if (!compIdsMatch(m)) {
            refuse(m, number, takesNumber, COMP_ID_PROBLEM, NO_TAG, "CompID problem");
            session.logout("CompID problem");
            return false;
        }
        if (!sendingTimeIsNear(m)) {
            refuse(m, number, takesNumber, SENDING_TIME_PROBLEM, Tags.SENDING_TIME, "SendingTime accuracy problem");
            session.logout("SendingTime accuracy problem, field=52");
            return false;
        }
        if (!validator.validate(m)) {
            MessageValidator.Violation violation = validator.violation();
            refuse(m, number, takesNumber, violation.sessionRejectReason(), violation.refTagId(), violation.text());
            return false;
        }
        return true;
    }

    private void refuse(FixMessage m, long number, boolean takesNumber, int reason, int refTagId, String text) {
        if (takesNumber) {
            session.consumed();
        }
        reject(m, number, reason, refTagId, text);
    }

    private void reject(FixMessage m, long number, int reason, int refTagId, String text) {
        FixWriter writer = session.begin(MsgTypes.REJECT);
        reverseRoute(m, writer);
        writer.number(Tags.REF_SEQ_NUM, number);
        if (refTagId != NO_TAG) {
            writer.number(Tags.REF_TAG_ID, refTagId);
        }
        int type = m.find(Tags.MSG_TYPE);
        if (type >= 0 && m.valueLength(type) > 0) {
            writer.bytes(Tags.REF_MSG_TYPE, m.buffer(), m.valueStart(type), m.valueEnd(type));
        }
        writer.number(Tags.SESSION_REJECT_REASON, reason).text(Tags.TEXT, text);
        session.commit();
    }

    /** Routes an answer back to where the message came from on behalf of (FIX 4.4 volume 2, "Message routing"). */
    private static void reverseRoute(FixMessage m, FixWriter writer) {
        swap(m, Tags.ON_BEHALF_OF_COMP_ID, Tags.DELIVER_TO_COMP_ID, writer);
        swap(m, Tags.ON_BEHALF_OF_SUB_ID, Tags.DELIVER_TO_SUB_ID, writer);
        swap(m, Tags.ON_BEHALF_OF_LOCATION_ID, Tags.DELIVER_TO_LOCATION_ID, writer);
        swap(m, Tags.DELIVER_TO_COMP_ID, Tags.ON_BEHALF_OF_COMP_ID, writer);
        swap(m, Tags.DELIVER_TO_SUB_ID, Tags.ON_BEHALF_OF_SUB_ID, writer);
        swap(m, Tags.DELIVER_TO_LOCATION_ID, Tags.ON_BEHALF_OF_LOCATION_ID, writer);
    }

    private static void swap(FixMessage m, int from, int to, FixWriter writer) {
        int field = m.find(from);
        if (field >= 0 && m.valueLength(field) > 0) {
            writer.bytes(to, m.buffer(), m.valueStart(field), m.valueEnd(field));
        }
    }

    private boolean compIdsMatch(FixMessage m) {
        return !settings.checkCompId()
                || (m.valueEquals(m.find(Tags.SENDER_COMP_ID), theirCompId)
                        && m.valueEquals(m.find(Tags.TARGET_COMP_ID), ourCompId));
    }

    private boolean sendingTimeIsNear(FixMessage m) {
        if (!settings.checkLatency()) {
            return true;
        }
        long sent = m.timestamp(m.find(Tags.SENDING_TIME));
        // One that cannot be read is the dictionary's to refuse.
        return sent == Timestamps.INVALID
                || Math.abs(context.turn().utcNanos() - sent) <= settings.maxLatencySeconds() * SECOND;
    }

    // ---- administrative messages

    private void heartbeat(FixMessage m) {
        session.begin(MsgTypes.HEARTBEAT).copy(m, m.find(Tags.TEST_REQ_ID));
        session.commit();
    }

    private void resendRequested(FixMessage m) {
        long last = session.nextOut() - 1;
        long begin = Math.max(1, m.unsigned(m.find(Tags.BEGIN_SEQ_NO)));
        long end = m.unsigned(m.find(Tags.END_SEQ_NO));
        end = end <= 0 || end > last ? last : end;
        if (begin > end) {
            context.port().alert(session, "ResendRequest for " + begin + " to " + end + ", sent so far: " + last);
            return;
        }
        context.application().onResendRequest(session, begin, end);
        context.port().resend(session, begin, end);
    }

    private void gapFill(FixMessage m, long number) {
        long next = m.unsigned(m.find(Tags.NEW_SEQ_NO));
        if (next > number) {
            session.expect(next);
        } else {
            refuse(
                    m,
                    number,
                    true,
                    VALUE_IS_INCORRECT,
                    Tags.NEW_SEQ_NO,
                    "Value is incorrect (out of range) for this tag");
        }
    }

    /** SequenceReset without GapFillFlag: the number in its header does not count. */
    private void resetMode(FixMessage m, long number) {
        if (!valid(m, number, false)) {
            return;
        }
        long next = m.unsigned(m.find(Tags.NEW_SEQ_NO));
        if (next >= session.nextIn()) {
            session.expect(next);
        } else {
            reject(m, number, VALUE_IS_INCORRECT, Tags.NEW_SEQ_NO, "Value is incorrect (out of range) for this tag");
        }
    }

    private void resetInSession(FixMessage m, long number) {
        String fault = logonFault(m);
        if (!fault.isEmpty()) {
            session.logout(fault);
            return;
        }
        session.newEpoch();
        session.expect(number + 1);
        answerLogon(session.heartbeatNanos(), true);
    }

    private void logoutReceived(FixMessage m) {
        if (session.state() == FixSession.State.LOGGED_ON) {
            session.sendLogout("");
        }
        boolean reset = settings.resetOnLogout();
        session.disconnect("Logout received" + (m.has(Tags.TEXT) ? ": " + m.textOf(Tags.TEXT) : ""));
        if (reset) {
            session.newEpoch();
        }
    }

    long stateHash() {
        long hash = gap.stateHash();
        hash = hash * 31 + gapUpTo;
        hash = hash * 31 + gapAskedUpTo;
        hash = hash * 31 + gapSince;
        return hash * 31 + (resetAsked ? 1 : 0);
    }
}
