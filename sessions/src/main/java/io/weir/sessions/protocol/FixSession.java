package io.weir.sessions.protocol;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.dictionary.MessageValidator;
import io.weir.fix.order.StateHash;
import io.weir.fix.settings.SessionSettings;

/**
 * One FIX 4.4 session, acceptor or initiator (FIX 4.4 volume 2).
 *
 * <p>A state machine: what it knows of the world are the calls of its layer, each within the turn of an event; what it
 * wants goes to the {@link SessionPort}. Sequence numbers belong to an epoch, which begins with every reset. Confined to
 * the core thread.
 */
public final class FixSession implements Timers.Target {
    /** No connection. */
    public static final long NONE = -1;

    /** Where the session stands. */
    public enum State {
        DISCONNECTED,
        CONNECTING,
        AWAITING_LOGON,
        LOGON_SENT,
        LOGGED_ON,
        LOGOUT_SENT
    }

    private static final long SECOND = 1_000_000_000L;
    private static final long RETRY_CAP = 60 * SECOND;
    /** A timer this late says that the whole process stood still; what was received meanwhile is still to be read. */
    private static final long STANDSTILL = SECOND / 2;

    private final int index;
    private final SessionSettings settings;
    private final SessionContext context;
    private final InboundFlow inbound;
    private final SessionHeader header;

    private State state = State.DISCONNECTED;
    private boolean enabled = true;
    private long connection = NONE;
    private long epoch = 1;
    private long nextOut = 1;
    private long nextIn = 1;
    private long epochUtc;

    private long heartbeatNanos;
    private long lastSent;
    private long lastReceived;
    private long stateSince;
    private int testRequests;
    private int failedConnects;
    private long check;
    private long checkAt = Timers.NEVER;

    FixSession(int index, SessionSettings settings, MessageValidator validator, SessionContext context) {
        this.index = index;
        this.settings = settings;
        this.context = context;
        this.header = new SessionHeader(settings);
        this.inbound = new InboundFlow(this, settings, validator, context);
        this.heartbeatNanos = settings.heartBtIntSeconds() * SECOND;
    }

    /** Begins a message of ours: the header is written, the caller adds the body and calls {@link #commit()}. */
    public FixWriter begin(int msgType) {
        if (isOrder(msgType) && isInitiator()) {
            throw new IllegalArgumentException("an order to a broker begins at the gate");
        }
        return open(msgType);
    }

    /**
     * Begins an order (D or G) to a broker. Only the gate calls this, after a passing verdict: it is the one door to a
     * broker session.
     */
    public FixWriter beginOrder(int msgType) {
        return open(msgType);
    }

    private FixWriter open(int msgType) {
        FixWriter writer = context.writer();
        header.write(writer, msgType, nextOut, context.turn().utcNanos());
        if (settings.enableLastMsgSeqNumProcessed()) {
            writer.number(Tags.LAST_MSG_SEQ_NUM_PROCESSED, nextIn - 1);
        }
        return writer;
    }

    /** Ends the message begun last and commits it to its number, which is returned. */
    public long commit() {
        FixWriter writer = context.writer().end();
        long number = nextOut++;
        lastSent = context.turn().monoNanos();
        context.port().sent(this, number, writer.buffer(), writer.start(), writer.limit());
        return number;
    }

    private static boolean isOrder(int msgType) {
        return msgType == MsgTypes.NEW_ORDER_SINGLE || msgType == MsgTypes.ORDER_CANCEL_REPLACE_REQUEST;
    }

    void received(FixMessage message) {
        if (state == State.DISCONNECTED || state == State.CONNECTING) {
            return;
        }
        lastReceived = context.turn().monoNanos();
        testRequests = 0;
        inbound.received(message);
    }

    void connected(long newConnection) {
        if (connection != NONE) {
            context.port().disconnect(this, newConnection, "the session is connected already");
            return;
        }
        rollIfDue();
        String refusal = refusalToConnect();
        if (!refusal.isEmpty()) {
            context.port().disconnect(this, newConnection, refusal);
            enter(State.DISCONNECTED);
            return;
        }
        connection = newConnection;
        long now = context.turn().monoNanos();
        lastSent = now;
        lastReceived = now;
        testRequests = 0;
        if (isInitiator()) {
            sendLogon();
        } else {
            enter(State.AWAITING_LOGON);
        }
        checkBy(now + settings.logonTimeoutSeconds() * SECOND);
    }

    private String refusalToConnect() {
        if (!enabled) {
            return "the session is disabled";
        }
        return settings.schedule().isInSession(context.turn().utcNanos()) ? "" : "outside of the session's schedule";
    }

    private void sendLogon() {
        boolean reset = settings.resetOnLogon() || settings.resetOnLogout() || settings.resetOnDisconnect();
        if (settings.resetOnLogon()) {
            newEpoch();
        }
        FixWriter writer = begin(MsgTypes.LOGON);
        writer.number(Tags.ENCRYPT_METHOD, 0).number(Tags.HEART_BT_INT, heartbeatNanos / SECOND);
        if (reset && nextOut == 1 && nextIn == 1) {
            writer.flag(Tags.RESET_SEQ_NUM_FLAG, true);
            inbound.resetAsked();
        }
        enter(State.LOGON_SENT);
        commit();
    }

    void disconnected(long oldConnection, String reason) {
        if (oldConnection != connection) {
            return;
        }
        boolean wasUp = state == State.LOGGED_ON || state == State.LOGOUT_SENT;
        boolean wasOpen = connection != NONE;
        connection = NONE;
        inbound.disconnected();
        failedConnects = wasUp ? 0 : failedConnects + 1;
        enter(State.DISCONNECTED);
        if (wasOpen && settings.resetOnDisconnect()) {
            newEpoch();
        }
        if (wasUp) {
            context.application().onLogout(this, reason);
        }
        scheduleConnect();
    }

    /** A new process: no connection of the one before is left. */
    void started() {
        if (connection == NONE) {
            enter(State.DISCONNECTED);
            checkAt = Timers.NEVER;
            check++;
            scheduleConnect();
        } else {
            disconnected(connection, "the gateway was restarted");
        }
        failedConnects = 0;
    }

    private void scheduleConnect() {
        if (!isInitiator() || !enabled) {
            return;
        }
        long delay = 0;
        if (failedConnects > 0) {
            long interval = Math.max(1, settings.reconnectIntervalSeconds()) * SECOND;
            delay = Math.min(interval << Math.min(failedConnects - 1, 6), Math.max(interval, RETRY_CAP));
        } else if (epochUtc != 0) {
            delay = SECOND;
        }
        checkBy(context.turn().monoNanos() + delay);
    }

    @Override
    public void onTimer(long argument, long deadline) {
        if (argument != check) {
            return;
        }
        checkAt = Timers.NEVER;
        long now = context.turn().monoNanos();
        if (now - deadline > STANDSTILL && state != State.DISCONNECTED) {
            checkBy(now + STANDSTILL);
            return;
        }
        rollIfDue();
        switch (state) {
            case DISCONNECTED -> connectIfDue();
            case CONNECTING -> {}
            case AWAITING_LOGON, LOGON_SENT -> disconnect("no Logon in time");
            case LOGOUT_SENT -> disconnect("no answer to the Logout in time");
            case LOGGED_ON -> keepAlive(now);
        }
    }

    private void connectIfDue() {
        if (!isInitiator() || !enabled) {
            return;
        }
        long utc = context.turn().utcNanos();
        if (settings.schedule().isInSession(utc)) {
            enter(State.CONNECTING);
            context.port().connect(this);
        } else {
            long wait = Math.min(settings.schedule().nextStartUtc(utc) - utc, 60 * SECOND);
            checkBy(context.turn().monoNanos() + Math.max(wait, SECOND));
        }
    }

    /** Heartbeat after silence of ours; TestRequest, then the end, after silence of theirs (FIX 4.4 volume 2, Heartbeat). */
    private void keepAlive(long now) {
        long utc = context.turn().utcNanos();
        if (!settings.schedule().isInSession(utc)) {
            logout("the session's schedule has ended");
            return;
        }
        if (heartbeatNanos > 0) {
            long silence = now - lastReceived;
            if (silence >= heartbeatNanos * 24 / 10) {
                disconnect("no message for " + silence / 1_000_000 + " ms, heartbeat interval "
                        + heartbeatNanos / SECOND + " s");
                return;
            }
            if (silence >= heartbeatNanos * 3 / 2 && testRequests == 0) {
                testRequests++;
                begin(MsgTypes.TEST_REQUEST).text(Tags.TEST_REQ_ID, "TEST");
                commit();
            }
            if (now - lastSent >= heartbeatNanos) {
                begin(MsgTypes.HEARTBEAT);
                commit();
            }
        }
        inbound.remindOfGap(now);
        checkBy(nextCheck(now));
    }

    private long nextCheck(long now) {
        long next = now + 30 * SECOND;
        if (heartbeatNanos > 0) {
            long patience = testRequests == 0 ? heartbeatNanos * 3 / 2 : heartbeatNanos * 24 / 10;
            next = Math.min(next, Math.min(lastSent + heartbeatNanos, lastReceived + patience));
        }
        return Math.max(next, now + SECOND / 100);
    }

    /** Sees to it that the session looks at itself at a deadline or before; a later one than it waits for costs nothing. */
    private void checkBy(long deadline) {
        if (deadline >= checkAt) {
            return;
        }
        checkAt = deadline;
        context.timers().set(deadline, this, ++check);
    }

    void loggedOn(long heartbeat) {
        heartbeatNanos = heartbeat;
        failedConnects = 0;
        enter(State.LOGGED_ON);
        if (epochUtc == 0) {
            epochUtc = context.turn().utcNanos();
        }
        checkAt = Timers.NEVER;
        checkBy(nextCheck(context.turn().monoNanos()));
        context.application().onLogon(this);
    }

    /** Sends Logout and waits for the answer; a person's wish or a schedule's. */
    public void logout(String text) {
        if (state == State.LOGGED_ON) {
            sendLogout(text);
            enter(State.LOGOUT_SENT);
            checkAt = Timers.NEVER;
            checkBy(context.turn().monoNanos() + settings.logoutTimeoutSeconds() * SECOND);
        } else if (connection != NONE) {
            disconnect(text);
        }
    }

    void sendLogout(String text) {
        FixWriter writer = begin(MsgTypes.LOGOUT);
        if (!text.isEmpty()) {
            writer.text(Tags.TEXT, text);
        }
        commit();
    }

    /** Closes the connection without a Logout: a person's wish, or an application that no longer trusts the other side. */
    public void disconnect(String reason) {
        long closing = connection;
        if (closing != NONE) {
            context.port().disconnect(this, closing, reason);
            disconnected(closing, reason);
        }
    }

    /** Begins a new epoch: both numbers are 1 again. */
    void newEpoch() {
        if (nextOut == 1 && nextIn == 1) {
            return;
        }
        epoch++;
        nextOut = 1;
        nextIn = 1;
        epochUtc = context.turn().utcNanos();
        inbound.disconnected();
        context.application().onNewEpoch(this);
    }

    private void rollIfDue() {
        long utc = context.turn().utcNanos();
        if (epochUtc != 0 && !settings.schedule().sameSession(epochUtc, utc)) {
            if (connection != NONE) {
                disconnect("a new session day begins");
            }
            newEpoch();
            epochUtc = 0;
        }
    }

    /** Allows connections again, and makes an initiator connect. */
    public void enable() {
        enabled = true;
        if (state == State.DISCONNECTED) {
            failedConnects = 0;
            scheduleConnect();
        }
    }

    /** Logs out and refuses connections until enabled. */
    public void disable() {
        enabled = false;
        logout("the session is disabled");
    }

    /** Begins again at 1 on our side; a session that is up is ended first. */
    public void reset() {
        disconnect("the sequence numbers are reset");
        newEpoch();
    }

    /**
     * Sets the next numbers, as agreed with the counterparty. Numbers that went out are never given to other content: a
     * lower outbound number opens a new epoch.
     */
    public void setNumbers(long nextOutbound, long nextInbound) {
        disconnect("the sequence numbers are set");
        if (nextOutbound < nextOut) {
            epoch++;
            context.application().onNewEpoch(this);
        }
        nextOut = nextOutbound;
        nextIn = nextInbound;
        inbound.disconnected();
    }

    /** Goes on from where the same session stood under other settings; it is not connected. */
    void adopt(FixSession before) {
        epoch = before.epoch;
        nextOut = before.nextOut;
        nextIn = before.nextIn;
        epochUtc = before.epochUtc;
        enabled = before.enabled;
    }

    private void enter(State next) {
        state = next;
        stateSince = context.turn().utcNanos();
    }

    void consumed() {
        nextIn++;
    }

    void expect(long msgSeqNum) {
        nextIn = msgSeqNum;
    }

    void expectOut(long msgSeqNum) {
        nextOut = msgSeqNum;
    }

    /** The dense number of the session. */
    public int index() {
        return index;
    }

    /** The settings of the session. */
    public SessionSettings settings() {
        return settings;
    }

    /** Whether we open the connection. */
    public boolean isInitiator() {
        return settings.initiator();
    }

    /** Where the session stands. */
    public State state() {
        return state;
    }

    /** Since when it stands there, UTC nanoseconds. */
    public long stateSince() {
        return stateSince;
    }

    /** Whether application messages reach the counterparty now. */
    public boolean isLoggedOn() {
        return state == State.LOGGED_ON;
    }

    /** Whether connections are allowed. */
    public boolean isEnabled() {
        return enabled;
    }

    /** The connection that carries the session, or {@link #NONE}. */
    public long connection() {
        return connection;
    }

    /** The epoch of the numbers, from 1. */
    public long epoch() {
        return epoch;
    }

    /** The number that our next message gets. */
    public long nextOut() {
        return nextOut;
    }

    /** The number that the counterparty's next message has. */
    public long nextIn() {
        return nextIn;
    }

    /** HeartBtInt in nanoseconds. */
    long heartbeatNanos() {
        return heartbeatNanos;
    }

    /** A hash of all that decides what the session does next. */
    public long stateHash() {
        long hash = StateHash.mix(StateHash.mix(StateHash.SEED, state.name()), enabled);
        hash = hash * 31 + connection;
        hash = hash * 31 + epoch;
        hash = hash * 31 + nextOut;
        hash = hash * 31 + nextIn;
        hash = hash * 31 + epochUtc;
        hash = hash * 31 + heartbeatNanos;
        hash = hash * 31 + lastSent;
        hash = hash * 31 + lastReceived;
        hash = hash * 31 + testRequests;
        hash = hash * 31 + failedConnects;
        hash = hash * 31 + checkAt;
        return hash * 31 + inbound.stateHash();
    }

    /** SenderCompID->TargetCompID, as we write them. */
    @Override
    public String toString() {
        return settings.senderCompId() + "->" + settings.targetCompId();
    }
}
