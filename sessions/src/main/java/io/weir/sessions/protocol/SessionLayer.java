package io.weir.sessions.protocol;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.dictionary.MessageValidator;
import io.weir.fix.order.StateDigest;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.state.StateException;
import io.weir.fix.state.StateStream;
import java.util.ArrayList;
import java.util.List;

/**
 * All FIX sessions of one core: hands each event to the session that it names. Confined to the core thread.
 */
public final class SessionLayer {
    static final byte[] BEGIN_STRING = Ascii.bytes("FIX.4.4");

    private final List<FixSession> sessions = new ArrayList<>();
    private final FixMessage message = new FixMessage();
    private final Dictionary dictionary;
    private final SessionContext context;
    private long garbled;

    /**
     * The sessions, in the order of their settings, which is the order of their numbers.
     *
     * @param writer where messages are written, shared with nobody who writes at the same time
     */
    public SessionLayer(
            List<SessionSettings> settings,
            Dictionary dictionary,
            Turn turn,
            Timers timers,
            FixWriter writer,
            SessionPort port,
            SessionApplication application) {
        this.dictionary = dictionary;
        context = new SessionContext(turn, timers, port, application, writer, message);
        settings.forEach(this::add);
    }

    /** One more session, behind the others. */
    public FixSession add(SessionSettings settings) {
        FixSession session = new FixSession(sessions.size(), settings, validator(settings), context);
        sessions.add(session);
        return session;
    }

    /** A session goes on under other settings of the same CompIDs; if it is up, it is ended first. */
    public void amend(int session, SessionSettings settings) {
        sessions.get(session).amend(settings, validator(settings));
    }

    private MessageValidator validator(SessionSettings settings) {
        return new MessageValidator(dictionary, settings.validation());
    }

    /** Goes on with the numbers of sessions that were there before, by their place. */
    public void adopt(SessionLayer before) {
        for (int i = 0; i < before.sessions.size(); i++) {
            sessions.get(i).adopt(before.sessions.get(i));
        }
    }

    /** A process has begun: every connection of the one before is gone. */
    public void started() {
        for (FixSession session : sessions) {
            session.started();
        }
    }

    /** A session has a new connection. */
    public void connected(int session, long connection) {
        sessions.get(session).connected(connection);
    }

    /**
     * A message, framed, came for a session. Its CheckSum is right, unless the session rejects garbled messages itself: then
     * it is verified here, but for types that carry secrets, which the edge has starred.
     */
    public void received(int session, long connection, byte[] bytes, int start, int end) {
        FixSession to = sessions.get(session);
        if (to.connection() != connection) {
            return;
        }
        FixParser.Result result = FixParser.parse(bytes, start, end, message);
        boolean whole = result == FixParser.Result.OK;
        boolean rejects = to.settings().rejectGarbledMessage();
        if (rejects && hasWrongSum(to, bytes, start, end)) {
            garbled++;
            to.inbound().garbled(message);
        } else if (begins(message)
                && (whole
                        || (result == FixParser.Result.INVALID_TAG
                                && to.inbound().answersTag(message)))) {
            to.received(message, whole);
        } else {
            garbled++;
            if (rejects) {
                to.inbound().garbled(message);
            }
        }
    }

    private boolean hasWrongSum(FixSession to, byte[] bytes, int start, int end) {
        int type = message.msgType();
        return to.settings().validation().validateChecksum()
                && type != MsgTypes.LOGON
                && type != MsgTypes.USER_REQUEST
                && !FixFraming.checksumMatches(bytes, start, end - start);
    }

    /** A session's messages go on with this number of this epoch: the journal says so, and is trusted. */
    public void goOn(int session, long epoch, long nextOut) {
        sessions.get(session).goOn(epoch, nextOut);
    }

    /** The answer to a ResendRequest of a session's epoch, from this number on, has been handed to the kernel. */
    public void streamed(int session, long epoch, long beginSeqNo) {
        FixSession to = sessions.get(session);
        if (to.epoch() == epoch && to.connection() != FixSession.NONE) {
            to.inbound().answers().hasLeft(beginSeqNo);
        }
    }

    /** The process is ending: every session that is up logs out, and none begins before the next one has started. */
    public void drain() {
        for (FixSession session : sessions) {
            session.drain();
        }
    }

    /** The first three fields have their places (FIX 4.4 volume 1, "Message format"). */
    private static boolean begins(FixMessage message) {
        return message.fieldCount() >= 3
                && message.tag(0) == Tags.BEGIN_STRING
                && message.tag(1) == Tags.BODY_LENGTH
                && message.tag(2) == Tags.MSG_TYPE;
    }

    /** A connection is gone, or could not be opened. */
    public void disconnected(int session, long connection, String reason) {
        sessions.get(session).disconnected(connection, reason);
    }

    /** A session by its number. */
    public FixSession session(int index) {
        return sessions.get(index);
    }

    /** The number of sessions. */
    public int size() {
        return sessions.size();
    }

    /** Messages ignored because they cannot be cut into fields. */
    public long garbled() {
        return garbled;
    }

    /** Writes the sessions, or reads them back into sessions of the same settings in the same order. */
    public void state(StateStream state) {
        state.section("sessions", 1, () -> {
            int count = state.count(sessions.size());
            if (count != sessions.size()) {
                throw new StateException(count + " sessions where the settings have " + sessions.size());
            }
            garbled = state.of(garbled);
            for (FixSession session : sessions) {
                session.state(state);
            }
        });
    }

    /** A hash of all sessions. */
    public long stateHash() {
        return StateDigest.hash(this::state);
    }
}
