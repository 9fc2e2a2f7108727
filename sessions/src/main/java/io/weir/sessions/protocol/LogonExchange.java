package io.weir.sessions.protocol;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.Profile;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.state.StateStream;
import java.util.Map;

/**
 * How a session begins: the Logon that an initiator proposes, the one that answers, and what is wrong with either (FIX 4.4
 * volume 2, "Logon" and "Session procedures").
 *
 * <p>Secrets of ours are written as {@link #PLACEHOLDER}; the edge fills them in behind the journal. Confined to the core
 * thread.
 */
final class LogonExchange {
    /** What stands in the journal for a password that we send. */
    static final String PLACEHOLDER = "***";

    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST_HEARTBEAT = 86_400;
    /** Resets on a session that is up, one after the other with nothing between them: more are no wish but a loop. */
    private static final int MOST_RESETS = 3;

    private final FixSession session;
    private final SessionSettings settings;
    private final MessageChecks checks;
    private final GapRecovery gap;
    private final ResendAnswers answers;
    private final boolean strict;
    /** Our Logon asked for a reset, and its answer has not come. */
    private boolean resetAsked;

    private int resetsInARow;

    LogonExchange(
            FixSession session,
            SessionSettings settings,
            MessageChecks checks,
            GapRecovery gap,
            ResendAnswers answers) {
        this.session = session;
        this.settings = settings;
        this.checks = checks;
        this.gap = gap;
        this.answers = answers;
        strict = settings.protocol().profile() == Profile.STRICT;
    }

    /** Sends an initiator's Logon. */
    void propose() {
        if (settings.resetOnLogon()) {
            session.newEpoch();
        }
        boolean resets = settings.resetOnLogon() || settings.resetOnLogout() || settings.resetOnDisconnect();
        resetAsked = resets && session.nextOut() == 1 && session.nextIn() == 1;
        FixWriter writer = begin(session.heartbeatNanos(), resetAsked);
        credentials(writer);
        for (Map.Entry<Integer, String> tag : settings.protocol().logonTags().entrySet()) {
            writeTag(writer, tag.getKey(), tag.getValue());
        }
        session.commit();
    }

    private FixWriter begin(long heartbeat, boolean reset) {
        FixWriter writer = session.begin(MsgTypes.LOGON)
                .number(Tags.ENCRYPT_METHOD, 0)
                .number(Tags.HEART_BT_INT, heartbeat / SECOND);
        if (reset) {
            writer.flag(Tags.RESET_SEQ_NUM_FLAG, true);
        }
        if (settings.enableNextExpectedMsgSeqNum()) {
            writer.number(Tags.NEXT_EXPECTED_MSG_SEQ_NUM, session.nextIn());
        }
        if (settings.protocol().testSession()) {
            writer.flag(Tags.TEST_MESSAGE_INDICATOR, true);
        }
        return writer;
    }

    private void credentials(FixWriter writer) {
        if (!settings.credentials().username().isEmpty()) {
            writer.text(Tags.USERNAME, settings.credentials().username());
        }
        if (!settings.credentials().password().isEmpty()) {
            writer.text(Tags.PASSWORD, PLACEHOLDER);
        }
    }

    private static void writeTag(FixWriter writer, int tag, String value) {
        switch (tag) {
            case Tags.PASSWORD, Tags.NEW_PASSWORD, Tags.RAW_DATA -> writer.text(tag, PLACEHOLDER);
            case Tags.RAW_DATA_LENGTH -> writer.number(tag, PLACEHOLDER.length());
            default -> writer.text(tag, value);
        }
    }

    /** A message that came before the session is logged on. */
    void received(FixMessage m, boolean readable) {
        int type = m.msgType();
        if (type == MsgTypes.LOGOUT && session.isInitiator()) {
            refused(m);
        } else if (type != MsgTypes.LOGON && strict && session.isInitiator()) {
            end("First message is not a Logon");
        } else if (type != MsgTypes.LOGON) {
            session.disconnect("the first message is no Logon");
        } else {
            logon(m, fault(m, readable));
        }
    }

    private void refused(FixMessage m) {
        if (checks.namesUs(m) && MessageChecks.msgSeqNum(m) == session.nextIn()) {
            session.consumed();
        }
        session.disconnect("Logon refused: " + m.textOf(Tags.TEXT));
    }

    private void logon(FixMessage m, String fault) {
        if (!fault.isEmpty()) {
            end(fault);
            return;
        }
        boolean initiator = session.isInitiator();
        boolean reset = m.flag(Tags.RESET_SEQ_NUM_FLAG);
        if (initiator && reset && !resetAsked) {
            // They reset beyond what we asked: our Logon is number 1 of the new epoch.
            session.newEpoch();
            session.goOn(session.epoch(), 2);
        } else if (!initiator && (reset || settings.resetOnLogon())) {
            session.newEpoch();
        }
        resetAsked = false;
        long number = MessageChecks.msgSeqNum(m);
        boolean inOrder = number == session.nextIn() || !settings.protocol().validateSequenceNumbers();
        if (!inOrder && number < session.nextIn()) {
            end(session.tooLow(number));
            return;
        }
        long sent = session.nextOut();
        long wanted = settings.enableNextExpectedMsgSeqNum() ? m.unsigned(m.find(Tags.NEXT_EXPECTED_MSG_SEQ_NUM)) : -1;
        if (wanted > sent) {
            end("Tag 789 (NextExpectedMsgSeqNum) is higher than expected. Expected " + sent + ", Received " + wanted);
            return;
        }
        if (inOrder) {
            session.expect(number + 1);
        }
        long heartbeat = initiator ? session.heartbeatNanos() : m.unsigned(m.find(Tags.HEART_BT_INT)) * SECOND;
        if (!initiator) {
            begin(heartbeat, reset);
            session.commit();
        }
        if (wanted > 0 && wanted < sent) {
            // With our Logon, which not everybody keeps until its turn.
            answers.askedAtLogon(wanted, session.nextOut() - 1);
        }
        begun(heartbeat, inOrder ? 0 : number, wanted > 0);
    }

    private void begun(long heartbeat, long highNumber, boolean theyKnow) {
        session.loggedOn(heartbeat);
        if (highNumber == 0 || !session.isLoggedOn()) {
            return;
        }
        gap.keepHandled(highNumber);
        if (theyKnow) {
            gap.promised(highNumber);
        } else {
            gap.open(highNumber);
        }
    }

    private void end(String text) {
        session.sendLogout(text);
        session.disconnect(text);
    }

    private String fault(FixMessage m, boolean readable) {
        long number = MessageChecks.msgSeqNum(m);
        int heartbeat = m.find(Tags.HEART_BT_INT);
        if (!m.valueEquals(0, SessionLayer.BEGIN_STRING)) {
            return "Incorrect BeginString";
        }
        if (number < 0) {
            return "Received message without MsgSeqNum";
        }
        if (!checks.namesUs(m)) {
            return "Invalid Logon message: " + checks.text();
        }
        if (!checks.isTimely(m)) {
            return "Invalid Logon message: " + checks.text() + ", field=52";
        }
        if (m.flag(Tags.TEST_MESSAGE_INDICATOR) != settings.protocol().testSession()) {
            return settings.protocol().testSession()
                    ? "This is a test session: TestMessageIndicator (464) must be Y"
                    : "This is a production session: TestMessageIndicator (464) must not be Y";
        }
        if (heartbeat >= 0 && m.valueLength(heartbeat) > 0 && m.buffer()[m.valueStart(heartbeat)] == '-') {
            return "HeartBtInt must not be negative";
        }
        if (m.unsigned(heartbeat) < 0) {
            return "Invalid Logon message: Required tag missing, field=108";
        }
        if (m.unsigned(heartbeat) > LONGEST_HEARTBEAT) {
            return "HeartBtInt must be at most " + LONGEST_HEARTBEAT;
        }
        if (strict && m.unsigned(m.find(Tags.ENCRYPT_METHOD)) > 0) {
            return "Invalid Logon message: EncryptMethod must be 0";
        }
        if (strict && session.isInitiator() && m.unsigned(heartbeat) * SECOND != session.heartbeatNanos()) {
            return "Invalid Logon message: HeartBtInt must be " + session.heartbeatNanos() / SECOND;
        }
        if (m.flag(Tags.RESET_SEQ_NUM_FLAG) && number != 1) {
            return "Invalid Logon message: ResetSeqNumFlag=Y with MsgSeqNum other than 1";
        }
        return checks.conforms(m, readable) ? "" : "Invalid Logon message: " + checks.text();
    }

    /** A Logon with ResetSeqNumFlag on a session that is up: both begin again at 1. */
    void resetInSession(FixMessage m, boolean readable) {
        String fault = fault(m, readable);
        if (!fault.isEmpty()) {
            session.logout(fault);
            return;
        }
        boolean nothingSince = session.nextOut() == 2 && session.nextIn() == 2;
        resetsInARow = nothingSince ? resetsInARow + 1 : 1;
        if (resetsInARow > MOST_RESETS) {
            resetsInARow = 0;
            end("ResetSeqNumFlag again and again, with nothing between");
            return;
        }
        session.newEpoch();
        session.expect(2);
        begin(session.heartbeatNanos(), true);
        session.commit();
    }

    void state(StateStream state) {
        resetAsked = state.of(resetAsked);
        resetsInARow = state.of(resetsInARow);
    }
}
