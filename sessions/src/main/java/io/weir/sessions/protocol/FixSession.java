package io.weir.sessions.protocol;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.dictionary.MessageValidator;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.state.StateStream;

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
        LOGOUT_SENT,
        /** Their Logout is answered, and the end of the connection is theirs. */
        LOGOUT_ANSWERED
    }

    private static final long SECOND = 1_000_000_000L;
    /** The largest number that a person, or a SequenceReset, may set. */
    static final long LARGEST = 999_999_999;

    /** How long a session that waits trusts the wall clock's distance to a schedule's next change. */
    private static final long LONGEST_WAIT = 600 * SECOND;
    /** A timer this late says that the whole process stood still; what was received meanwhile is still to be read. */
    private static final long STANDSTILL = SECOND / 2;

    private final int index;
    private final SessionContext context;
    private final Notices notices;
    private SessionSettings settings;
    private InboundFlow inbound;
    private SessionHeader header;
    private Reconnect reconnect;
    private Heartbeats heartbeats;

    private State state = State.DISCONNECTED;
    private boolean enabled = true;
    /** The process is ending: nothing begins any more. */
    private boolean ending;
    /** The numbers begin again when the connection is gone. */
    private boolean resets;

    private long connection = NONE;
    private long epoch = 1;
    private long nextOut = 1;
    private long nextIn = 1;
    /** When the epoch's first session day was joined; 0 before. */
    private long epochUtc;

    private long upSince;
    private long stateSince;
    /** Until then (UTC) the schedule answers as it did. */
    private long scheduleChange;

    private long connectAt = Timers.NEVER;
    private long check;
    private long checkAt = Timers.NEVER;

    private int openType;
    private boolean leaving;

    FixSession(int index, SessionSettings settings, MessageValidator validator, SessionContext context) {
        this.index = index;
        this.settings = settings;
        this.context = context;
        this.header = new SessionHeader(settings);
        this.reconnect = new Reconnect(settings);
        this.notices = new Notices(this, context);
        this.inbound = new InboundFlow(this, settings, validator, context);
        this.heartbeats = new Heartbeats(this, settings);
    }

    /** Begins a message of ours: the header is written, the caller adds the body and calls {@link #commit()}. */
    public FixWriter begin(int msgType) {
        boolean order = msgType == MsgTypes.NEW_ORDER_SINGLE || msgType == MsgTypes.ORDER_CANCEL_REPLACE_REQUEST;
        if (order && isInitiator()) {
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
        openType = msgType;
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
        heartbeats.sent(context.turn().monoNanos());
        leaving = connection != NONE && (state == State.LOGGED_ON || MsgTypes.isAdmin(openType));
        context.port().sent(this, number, writer.buffer(), writer.start(), writer.limit());
        return number;
    }

    /**
     * Whether the message that is being committed leaves on the connection. If not, it has its number and waits in the
     * journal: the counterparty will see the gap and ask for it.
     */
    public boolean leaves() {
        return leaving;
    }

    InboundFlow inbound() {
        return inbound;
    }

    void received(FixMessage message, boolean readable) {
        if (state == State.DISCONNECTED || state == State.CONNECTING) {
            return;
        }
        heartbeats.received(context.turn().monoNanos());
        inbound.received(message, readable);
    }

    void connected(long newConnection) {
        if (connection != NONE) {
            tell("the session is connected already");
            context.port().disconnect(this, newConnection, "the session is connected already");
            return;
        }
        rollIfDue();
        String refusal = refusalToConnect();
        if (!refusal.isEmpty()) {
            tell(refusal);
            context.port().disconnect(this, newConnection, refusal);
            enter(State.DISCONNECTED);
            connectAfter(reconnect.afterFailure());
            return;
        }
        connection = newConnection;
        long now = context.turn().monoNanos();
        heartbeats.connected(now);
        enter(isInitiator() ? State.LOGON_SENT : State.AWAITING_LOGON);
        checkBy(now + settings.logonTimeoutSeconds() * SECOND);
        if (isInitiator()) {
            inbound.logon().propose();
        }
    }

    private String refusalToConnect() {
        if (!enabled) {
            return "the session is disabled";
        }
        if (ending) {
            return "the gateway stops";
        }
        return settings.schedule().isInSession(context.turn().utcNanos()) ? "" : "outside of the session's schedule";
    }

    void disconnected(long oldConnection, String reason) {
        if (oldConnection != connection || (connection == NONE && state != State.CONNECTING)) {
            return;
        }
        boolean wasUp = state == State.LOGGED_ON || state == State.LOGOUT_SENT || state == State.LOGOUT_ANSWERED;
        boolean wasOpen = connection != NONE;
        if (!wasUp) {
            tell(reason);
        }
        connection = NONE;
        inbound.forget();
        enter(State.DISCONNECTED);
        if (wasOpen && (settings.resetOnDisconnect() || resets)) {
            newEpoch();
        }
        resets = false;
        rollIfDue();
        connectAfter(wasUp ? reconnect.afterSession(context.turn().monoNanos() - upSince) : reconnect.afterFailure());
        if (wasUp) {
            context.application().onLogout(this, reason);
        }
    }

    /** A new process: no connection of the one before is left. */
    void started() {
        ending = false;
        if (connection != NONE) {
            disconnected(connection, "the gateway was restarted");
        }
        enter(State.DISCONNECTED);
        rollIfDue();
        reconnect.begin();
        connectAfter(0);
    }

    /** Waits without a connection: an initiator to connect, each to begin the next session day. */
    private void connectAfter(long delay) {
        long now = context.turn().monoNanos();
        connectAt = isInitiator() && enabled && !ending ? now + delay : Timers.NEVER;
        checkBy(Math.min(connectAt, scheduleCheck(now)));
    }

    private long scheduleCheck(long now) {
        long utc = context.turn().utcNanos();
        long change = settings.schedule().nextChangeUtc(utc);
        return change == Long.MAX_VALUE ? Timers.NEVER : now + Math.min(change - utc, LONGEST_WAIT);
    }

    @Override
    public void onTimer(long argument, long deadline) {
        if (argument != check) {
            return;
        }
        checkAt = Timers.NEVER;
        long now = context.turn().monoNanos();
        boolean late = now - deadline > STANDSTILL;
        if (late && state != State.DISCONNECTED && state != State.LOGGED_ON) {
            checkBy(now + STANDSTILL);
            return;
        }
        switch (state) {
            case DISCONNECTED -> idle(now);
            case CONNECTING -> {}
            case AWAITING_LOGON, LOGON_SENT -> disconnect("no Logon in time");
            case LOGOUT_SENT -> fail("no answer to the Logout in time");
            case LOGOUT_ANSWERED -> fail("the counterparty did not end the connection after its Logout");
            case LOGGED_ON -> keepAlive(now, late);
        }
    }

    private void idle(long now) {
        rollIfDue();
        long utc = context.turn().utcNanos();
        if (now < connectAt) {
            checkBy(Math.min(connectAt, scheduleCheck(now)));
        } else if (settings.schedule().isInSession(utc)) {
            enter(State.CONNECTING);
            context.port().connect(this);
        } else {
            checkBy(scheduleCheck(now));
        }
    }

    /** Looks at the schedule, the signs of life and what waits; late where the process stood still. */
    private void keepAlive(long now, boolean late) {
        if (hasEnded()) {
            logout("the session's schedule has ended");
            return;
        }
        if (!heartbeats.look(now, late)) {
            return;
        }
        inbound.gap().remind();
        inbound.answers().settle();
        checkBy(late ? now + STANDSTILL : nextCheck(now));
    }

    private boolean hasEnded() {
        long utc = context.turn().utcNanos();
        if (utc < scheduleChange) {
            return false;
        }
        scheduleChange = settings.schedule().nextChangeUtc(utc);
        return !settings.schedule().isInSession(utc) || !settings.schedule().sameSession(epochUtc, utc);
    }

    private long nextCheck(long now) {
        long next = now
                + Math.min(
                        30 * SECOND, Math.max(0, scheduleChange - context.turn().utcNanos()));
        return Math.max(Math.min(next, heartbeats.next()), now + SECOND / 100);
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
        long utc = context.turn().utcNanos();
        heartbeats.begin(heartbeat);
        enter(State.LOGGED_ON);
        upSince = context.turn().monoNanos();
        notices.clear();
        if (epochUtc == 0) {
            epochUtc = utc;
        }
        scheduleChange = settings.schedule().nextChangeUtc(utc);
        checkBy(nextCheck(upSince));
        context.application().onLogon(this);
    }

    /** Sends Logout and waits for the answer; a person's wish or a schedule's. */
    public void logout(String text) {
        if (state == State.LOGGED_ON) {
            sendLogout(text);
            enter(State.LOGOUT_SENT);
            checkBy(context.turn().monoNanos() + settings.logoutTimeoutSeconds() * SECOND);
        } else if (connection != NONE) {
            disconnect(text);
        }
    }

    /** As {@link #logout}, and the numbers begin again behind it. */
    void logoutAndReset(String text) {
        resets = true;
        logout(text);
    }

    /** The process is ending: a session that is up logs out, and none begins. */
    void drain() {
        ending = true;
        connectAt = Timers.NEVER;
        if (state != State.LOGOUT_SENT && state != State.LOGOUT_ANSWERED) {
            logout("the gateway stops");
        }
    }

    /** Sees to it that the session, if it is up, looks at what waits in it after a time or before. */
    void lookAgainIn(long nanos) {
        checkBy(context.turn().monoNanos() + nanos);
    }

    /** Answers their Logout, and leaves the end of the connection to them (FIX 4.4 volume 2, session test case 13b). */
    void answerLogout() {
        resets |= settings.resetOnLogout();
        sendLogout("");
        enter(State.LOGOUT_ANSWERED);
        checkBy(context.turn().monoNanos() + settings.logoutTimeoutSeconds() * SECOND);
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

    /** Ends the connection by an accident, of which the operators hear. */
    void fail(String reason) {
        tell(reason);
        disconnect(reason);
    }

    /** Tells the operators, but not the same thing again and again. */
    void tell(String text) {
        notices.tell(text);
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
        inbound.forget();
        context.application().onNewEpoch(this);
    }

    /**
     * Begins the next session day where the last one is over: at its end, so that what is committed after it can still be
     * asked for when the next one begins.
     */
    private void rollIfDue() {
        long utc = context.turn().utcNanos();
        if (connection == NONE && epochUtc != 0 && !settings.schedule().sameSession(epochUtc, utc)) {
            newEpoch();
            epochUtc = 0;
        }
    }

    /** Allows connections again, and makes an initiator connect. */
    public void enable() {
        enabled = true;
        if (state == State.DISCONNECTED) {
            reconnect.begin();
            connectAfter(0);
        }
    }

    /** Logs out and refuses connections until enabled. */
    public void disable() {
        enabled = false;
        connectAt = Timers.NEVER;
        logout("the session is disabled");
    }

    /** Begins again at 1 on our side; a session that is up is ended first. */
    public void reset() {
        end("the sequence numbers are reset");
        newEpoch();
    }

    private void end(String text) {
        if (state == State.LOGGED_ON) {
            sendLogout(text);
        }
        disconnect(text);
    }

    /**
     * Sets the next numbers, as agreed with the counterparty; a session that is up is ended first. Numbers that went out are
     * never given to other content: a lower outbound number opens a new epoch.
     *
     * @return whether it was done: a number must be from 1 to 999,999,999
     */
    public boolean setNumbers(long nextOutbound, long nextInbound) {
        if (nextOutbound < 1 || nextInbound < 1 || nextOutbound > LARGEST || nextInbound > LARGEST) {
            return false;
        }
        end("the sequence numbers are set");
        if (nextOutbound < nextOut) {
            epoch++;
            context.application().onNewEpoch(this);
        }
        nextOut = nextOutbound;
        nextIn = nextInbound;
        return true;
    }

    void goOn(long inEpoch, long nextOutbound) {
        epoch = inEpoch;
        nextOut = nextOutbound;
    }

    /** Goes on from where the same session stood under other settings, which ends; Started says what became of its connection. */
    void adopt(FixSession before) {
        before.enter(State.DISCONNECTED);
        connection = before.connection;
        epoch = before.epoch;
        nextOut = before.nextOut;
        nextIn = before.nextIn;
        epochUtc = before.epochUtc;
        enabled = before.enabled;
        resets = before.resets;
    }

    /** Goes on under other settings, with its numbers and place: they belong to the new schedule's day of this moment. */
    void amend(SessionSettings next, MessageValidator validator) {
        end("the session's settings change");
        if (epochUtc != 0 && !next.schedule().equals(settings.schedule())) {
            epochUtc = context.turn().utcNanos();
        }
        settings = next;
        header = new SessionHeader(next);
        reconnect = new Reconnect(next);
        inbound = new InboundFlow(this, next, validator, context);
        heartbeats = new Heartbeats(this, next);
        scheduleChange = 0;
        if (state == State.DISCONNECTED) {
            enter(State.DISCONNECTED);
            connectAfter(0);
        }
    }

    private void enter(State next) {
        state = next;
        stateSince = context.turn().utcNanos();
        checkAt = Timers.NEVER;
        check++;
    }

    void consumed() {
        nextIn++;
    }

    void expect(long msgSeqNum) {
        nextIn = msgSeqNum;
    }

    String tooLow(long msgSeqNum) {
        return "MsgSeqNum too low, expecting " + nextIn + " but received " + msgSeqNum;
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
        return heartbeats.interval();
    }

    /** Writes all that decides what the session does next, or reads it back. */
    void state(StateStream stream) {
        state = stream.of(state);
        enabled = stream.of(enabled);
        ending = stream.of(ending);
        resets = stream.of(resets);
        connection = stream.of(connection);
        epoch = stream.of(epoch);
        nextOut = stream.of(nextOut);
        nextIn = stream.of(nextIn);
        epochUtc = stream.of(epochUtc);
        upSince = stream.of(upSince);
        stateSince = stream.of(stateSince);
        scheduleChange = stream.of(scheduleChange);
        connectAt = stream.of(connectAt);
        check = stream.of(check);
        checkAt = stream.of(checkAt);
        reconnect.state(stream);
        heartbeats.state(stream);
        notices.state(stream);
        inbound.state(stream);
    }

    /** Our ids->theirs, with their sub and location ids: WEIR->OMS1/DESK. */
    @Override
    public String toString() {
        return settings.ids().name();
    }
}
