package io.weir.sessions.protocol;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.dictionary.MessageValidator;
import io.weir.fix.settings.Profile;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.state.StateStream;

/**
 * What a session makes of the messages it receives: number first, then identity and time, then dictionary, then meaning
 * (FIX 4.4 volume 2, "Message recovery" and the session test cases).
 *
 * <p>Confined to the core thread.
 */
final class InboundFlow {
    private static final int VALUE_IS_INCORRECT = 5;
    private static final int REQUIRED_TAG_MISSING = 1;
    private static final int SENDING_TIME_PROBLEM = 10;
    private static final int OTHER = 99;
    private static final String GARBLED = "Message failed basic validity check";
    private static final String WRONG = "Value is incorrect (out of range) for this tag";

    private final FixSession session;
    private final SessionSettings settings;
    private final SessionContext context;
    private final boolean strict;
    private final MessageChecks checks;
    private final GapRecovery gap;
    private final ResendAnswers answers;
    private final LogonExchange logon;
    /** Whether the message at hand could be cut into fields to its end. */
    private boolean readable;

    InboundFlow(FixSession session, SessionSettings settings, MessageValidator validator, SessionContext context) {
        this.session = session;
        this.settings = settings;
        this.context = context;
        strict = settings.protocol().profile() == Profile.STRICT;
        checks = new MessageChecks(session, settings, validator, context);
        gap = new GapRecovery(session, settings, context);
        answers = new ResendAnswers(session, context);
        logon = new LogonExchange(session, settings, checks, gap, answers);
    }

    LogonExchange logon() {
        return logon;
    }

    GapRecovery gap() {
        return gap;
    }

    ResendAnswers answers() {
        return answers;
    }

    /** Forgets what is missing on either side: the connection is gone, or the numbers begin again. */
    void forget() {
        gap.clear();
        answers.clear();
    }

    /** Whether a message whose parse ended at a tag is answered: the tag is a number, if one that no tag can be. */
    boolean answersTag(FixMessage m) {
        return checks.isAnswered(m);
    }

    /**
     * A message came.
     *
     * @param whole whether it could be cut into fields to its end; if not, a tag of it is a number that none can be
     */
    void received(FixMessage m, boolean whole) {
        long connection = session.connection();
        readable = whole;
        if (session.state() == FixSession.State.AWAITING_LOGON || session.state() == FixSession.State.LOGON_SENT) {
            logon.received(m, whole);
        } else {
            inSession(m);
        }
        takeWhatWaits(connection);
    }

    private void takeWhatWaits(long connection) {
        while (gap.isKeeping() && session.connection() == connection && takeNext()) {
            // The next one may have come, too.
        }
        if (session.connection() == connection) {
            gap.settle();
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
        readable = FixParser.parse(kept, 0, kept.length, again) == FixParser.Result.OK;
        inSequence(again, number);
        return session.nextIn() > number;
    }

    /**
     * A whole message whose CheckSum is wrong or whose fields cannot be told apart, on a session that rejects such
     * (RejectGarbledMessage). In its turn it takes its number, as its sender hears that it will have no effect; a Logon and a
     * SequenceReset do not, as with QuickFIX/J. By the standard's reading nothing is rejected that may still come again.
     *
     * @param m the fields before the first that cannot be read
     */
    void garbled(FixMessage m) {
        int type = m.msgType();
        if (!session.isLoggedOn() || type == MsgTypes.REJECT) {
            return;
        }
        long connection = session.connection();
        long number = Math.max(0, m.unsigned(m.find(Tags.MSG_SEQ_NUM)));
        boolean inTurn = number == session.nextIn() && type != MsgTypes.LOGON && type != MsgTypes.SEQUENCE_RESET;
        if (strict && !inTurn) {
            return;
        }
        if (inTurn) {
            session.consumed();
        }
        reject(m, number, strict ? OTHER : MessageChecks.NO_TAG, MessageChecks.NO_TAG, GARBLED);
        takeWhatWaits(connection);
    }

    private void inSession(FixMessage m) {
        if (!m.valueEquals(0, SessionLayer.BEGIN_STRING)) {
            session.tell("Incorrect BeginString");
            session.logout("Incorrect BeginString");
            return;
        }
        long number = MessageChecks.msgSeqNum(m);
        if (number < 0) {
            session.tell("Received message without MsgSeqNum");
            session.sendLogout("Received message without MsgSeqNum");
            session.disconnect("Received message without MsgSeqNum");
            return;
        }
        int type = m.msgType();
        if (type == MsgTypes.SEQUENCE_RESET && !m.flag(Tags.GAP_FILL_FLAG)) {
            resetMode(m, number);
        } else if (type == MsgTypes.LOGON && m.flag(Tags.RESET_SEQ_NUM_FLAG)) {
            logon.resetInSession(m, readable);
        } else if (number == session.nextIn()) {
            inSequence(m, number);
        } else if (number < session.nextIn() && m.flag(Tags.POSS_DUP_FLAG)) {
            possibleDuplicate(m, number);
        } else if (!settings.protocol().validateSequenceNumbers()) {
            session.expect(number);
            inSequence(m, number);
        } else if (number > session.nextIn()) {
            tooHigh(m, type, number);
        } else {
            tooLow(m, type, number);
        }
    }

    private void tooHigh(FixMessage m, int type, long number) {
        if (type == MsgTypes.LOGOUT) {
            earlyLogout(m, number);
            return;
        }
        if (type == MsgTypes.RESEND_REQUEST) {
            // Answered at once, or two sides that both wait for the other's resend would wait for ever.
            if (valid(m, number, false)) {
                resendRequested(m);
            }
            gap.keepHandled(number);
            gap.openByRequest(number);
        } else {
            gap.keep(m, number);
            gap.open(number);
        }
    }

    /** The standard asks for what is missing before it answers, and lets the counterparty end the connection behind that. */
    private void earlyLogout(FixMessage m, long number) {
        if (strict && session.isLoggedOn()) {
            gap.keepHandled(number);
            gap.open(number);
        }
        logoutReceived(m);
    }

    private void tooLow(FixMessage m, int type, long number) {
        if (type == MsgTypes.LOGOUT && !strict) {
            logoutReceived(m);
            return;
        }
        String text = session.tooLow(number);
        session.tell(text);
        session.sendLogout(text);
        session.disconnect(text);
    }

    /**
     * Looks at the times of a message with PossDupFlag. One that was processed before has no second effect beyond that.
     *
     * @return whether they are as they must be; if not, that is answered
     */
    private boolean possibleDuplicate(FixMessage m, long number) {
        int original = m.find(Tags.ORIG_SENDING_TIME);
        if (original < 0) {
            if (!settings.requiresOrigSendingTime() || m.msgType() == MsgTypes.SEQUENCE_RESET) {
                return true;
            }
            reject(m, number, REQUIRED_TAG_MISSING, Tags.ORIG_SENDING_TIME, "Required tag missing");
            return false;
        }
        long originally = m.timestamp(original);
        long sent = m.timestamp(m.find(Tags.SENDING_TIME));
        if (originally == Timestamps.INVALID || sent == Timestamps.INVALID || originally <= sent) {
            return true;
        }
        reject(m, number, SENDING_TIME_PROBLEM, Tags.ORIG_SENDING_TIME, "SendingTime accuracy problem");
        session.tell("SendingTime accuracy problem, field=122");
        session.logout("SendingTime accuracy problem, field=122");
        return false;
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
        if (m.flag(Tags.POSS_DUP_FLAG) && !possibleDuplicate(m, number)) {
            return;
        }
        switch (type) {
            case MsgTypes.HEARTBEAT -> answered(m);
            case MsgTypes.LOGON -> {}
            case MsgTypes.TEST_REQUEST -> heartbeat(m);
            case MsgTypes.RESEND_REQUEST -> resendRequested(m);
            case MsgTypes.REJECT -> context.application().onReject(session, m);
            default -> context.application().onMessage(session, m);
        }
    }

    /** Identity, time and dictionary; what fails is answered here and, where it is its turn, takes its number. */
    private boolean valid(FixMessage m, long number, boolean takesNumber) {
        boolean named = checks.namesUs(m);
        if (named && checks.isTimely(m) && checks.conforms(m, readable)) {
            return true;
        }
        boolean untimely = named && checks.reason() == SENDING_TIME_PROBLEM;
        if (named && !untimely && endsByError(m)) {
            return false;
        }
        if (takesNumber) {
            session.consumed();
        }
        reject(m, number, checks.reason(), checks.refTagId(), checks.text());
        if (!named) {
            session.tell("CompID problem in MsgSeqNum " + number);
            session.logout("CompID problem");
        } else if (untimely) {
            session.tell("SendingTime accuracy problem, field=52");
            session.logout("SendingTime accuracy problem, field=52");
        }
        return false;
    }

    /**
     * ResetOnError and DisconnectOnError, which are about application messages only: the session ends, and what was wrong is
     * not rejected. Its number stays open: where only the connection ends, the message comes again with the next one.
     */
    private boolean endsByError(FixMessage m) {
        boolean resets = settings.resets().onError();
        if (!session.isLoggedOn()
                || MsgTypes.isAdmin(m.msgType())
                || !(resets || settings.protocol().disconnectOnError())) {
            return false;
        }
        if (resets) {
            session.logoutAndReset("Session reset: " + checks.text());
        } else {
            session.disconnect("DisconnectOnError: " + checks.text());
        }
        return true;
    }

    private void reject(FixMessage m, long number, int reason, int refTagId, String text) {
        if (m.msgType() == MsgTypes.REJECT) {
            // Two sides that reject each other's Rejects would never end.
            session.tell("their Reject of " + m.textOf(Tags.REF_SEQ_NUM) + " is wrong itself: " + text);
            return;
        }
        FixWriter writer = session.begin(MsgTypes.REJECT);
        reverseRoute(m, writer);
        writer.number(Tags.REF_SEQ_NUM, number);
        if (refTagId != MessageChecks.NO_TAG) {
            writer.number(Tags.REF_TAG_ID, refTagId);
        }
        int type = m.find(Tags.MSG_TYPE);
        if (type >= 0 && m.valueLength(type) > 0) {
            writer.bytes(Tags.REF_MSG_TYPE, m.buffer(), m.valueStart(type), m.valueEnd(type));
        }
        if (reason != MessageChecks.NO_TAG) {
            writer.number(Tags.SESSION_REJECT_REASON, reason);
        }
        writer.text(Tags.TEXT, text);
        session.commit();
    }

    /** Routes an answer back to where the message came from on behalf of (FIX 4.4 volume 2, "Message routing"). */
    private void reverseRoute(FixMessage m, FixWriter writer) {
        if (!strict) {
            reverseSub(m, Tags.SENDER_SUB_ID, settings.targetSubId(), Tags.TARGET_SUB_ID, writer);
            reverseSub(m, Tags.TARGET_SUB_ID, settings.senderSubId(), Tags.SENDER_SUB_ID, writer);
        }
        swap(m, Tags.ON_BEHALF_OF_COMP_ID, Tags.DELIVER_TO_COMP_ID, writer);
        swap(m, Tags.ON_BEHALF_OF_SUB_ID, Tags.DELIVER_TO_SUB_ID, writer);
        swap(m, Tags.ON_BEHALF_OF_LOCATION_ID, Tags.DELIVER_TO_LOCATION_ID, writer);
        swap(m, Tags.DELIVER_TO_COMP_ID, Tags.ON_BEHALF_OF_COMP_ID, writer);
        swap(m, Tags.DELIVER_TO_SUB_ID, Tags.ON_BEHALF_OF_SUB_ID, writer);
        swap(m, Tags.DELIVER_TO_LOCATION_ID, Tags.ON_BEHALF_OF_LOCATION_ID, writer);
    }

    /** As QuickFIX/J: back to the desk that sent it, where the session itself does not name one. */
    private static void reverseSub(FixMessage m, int from, String ownId, int to, FixWriter writer) {
        if (ownId.isEmpty()) {
            swap(m, from, to, writer);
        }
    }

    private static void swap(FixMessage m, int from, int to, FixWriter writer) {
        int field = m.find(from);
        if (field >= 0 && m.valueLength(field) > 0) {
            writer.bytes(to, m.buffer(), m.valueStart(field), m.valueEnd(field));
        }
    }

    // ---- administrative messages

    private void answered(FixMessage m) {
        int id = m.find(Tags.TEST_REQ_ID);
        if (id >= 0 && !m.valueEquals(id, Heartbeats.TEST_REQ_ID)) {
            session.tell("their Heartbeat answers TestReqID " + m.text(id) + ", asked for was TEST");
        }
    }

    private void heartbeat(FixMessage m) {
        FixWriter writer = session.begin(MsgTypes.HEARTBEAT);
        int id = m.find(Tags.TEST_REQ_ID);
        if (id >= 0) {
            writer.copy(m, id);
        }
        session.commit();
    }

    private void resendRequested(FixMessage m) {
        answers.asked(m.unsigned(m.find(Tags.BEGIN_SEQ_NO)), m.unsigned(m.find(Tags.END_SEQ_NO)));
    }

    private void gapFill(FixMessage m, long number) {
        long next = m.unsigned(m.find(Tags.NEW_SEQ_NO));
        if (next > number && next <= FixSession.LARGEST) {
            session.expect(next);
        } else {
            session.consumed();
            boolean lowers = strict && next <= number;
            rejectNewSeqNo(
                    m, number, lowers ? "Attempt to lower sequence number, invalid value NewSeqNo=" + next : WRONG);
        }
    }

    /** SequenceReset without GapFillFlag: the number in its header does not count. */
    private void resetMode(FixMessage m, long number) {
        if (!valid(m, number, false)) {
            return;
        }
        long next = m.unsigned(m.find(Tags.NEW_SEQ_NO));
        if (next < session.nextIn() || next > FixSession.LARGEST) {
            session.tell("SequenceReset to " + next + " was rejected, expecting " + session.nextIn());
            rejectNewSeqNo(m, number, WRONG);
            return;
        }
        if (next == session.nextIn()) {
            session.tell("SequenceReset to " + next + ", which is expected anyway");
        }
        session.expect(next);
    }

    private void rejectNewSeqNo(FixMessage m, long number, String text) {
        reject(m, number, VALUE_IS_INCORRECT, Tags.NEW_SEQ_NO, text);
    }

    private void logoutReceived(FixMessage m) {
        if (session.state() == FixSession.State.LOGOUT_ANSWERED) {
            return;
        }
        if (strict && session.isLoggedOn()) {
            session.answerLogout();
            return;
        }
        if (session.isLoggedOn()) {
            session.sendLogout("");
        }
        boolean reset = settings.resetOnLogout();
        context.application().onLogoutReceived(session);
        session.disconnect("Logout received" + (m.has(Tags.TEXT) ? ": " + m.textOf(Tags.TEXT) : ""));
        if (reset) {
            session.newEpoch();
        }
    }

    void state(StateStream state) {
        gap.state(state);
        logon.state(state);
        answers.state(state);
    }
}
