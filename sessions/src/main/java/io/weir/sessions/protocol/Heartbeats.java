package io.weir.sessions.protocol;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.state.StateStream;

/**
 * The signs of life of a session that is up: a Heartbeat after silence of ours; a TestRequest, then the end, after silence of
 * theirs (FIX 4.4 volume 2, "Heartbeat"). Confined to the core thread.
 */
final class Heartbeats {
    /** TestReqID of our TestRequests. */
    static final byte[] TEST_REQ_ID = Ascii.bytes("TEST");

    private static final long SECOND = 1_000_000_000L;

    private final FixSession session;
    private final SessionSettings.Timing timing;
    private long interval;
    private long testRequestAfter;
    private long endAfter;
    private long lastSent;
    private long lastReceived;
    private boolean testRequested;

    Heartbeats(FixSession session, SessionSettings settings) {
        this.session = session;
        this.timing = settings.timing();
        this.interval = settings.heartBtIntSeconds() * SECOND;
    }

    /** HeartBtInt in nanoseconds; 0 for none. */
    long interval() {
        return interval;
    }

    void connected(long now) {
        lastSent = now;
        received(now);
    }

    void sent(long now) {
        lastSent = now;
    }

    void received(long now) {
        lastReceived = now;
        testRequested = false;
    }

    /** The Logons have agreed on an interval. */
    void begin(long newInterval) {
        interval = newInterval;
        testRequestAfter = longer(timing.testRequestDelayMultiplier());
        endAfter = longer(timing.heartBeatTimeoutMultiplier());
    }

    private long longer(double share) {
        return interval + (long) (interval * share);
    }

    /**
     * Sends what is due; false where the other side has been silent for so long that the session has been ended.
     *
     * @param late the process stood still: what they sent meanwhile is still to be read, so their silence says nothing yet
     */
    boolean look(long now, boolean late) {
        if (interval == 0) {
            return true;
        }
        long silence = late ? 0 : now - lastReceived;
        if (silence >= endAfter) {
            session.fail(
                    "no message for " + silence / 1_000_000 + " ms, heartbeat interval " + interval / SECOND + " s");
            return false;
        }
        if (silence >= testRequestAfter && !testRequested) {
            testRequested = true;
            session.begin(MsgTypes.TEST_REQUEST).bytes(Tags.TEST_REQ_ID, TEST_REQ_ID, 0, TEST_REQ_ID.length);
            session.commit();
        }
        if (now - lastSent >= interval) {
            session.begin(MsgTypes.HEARTBEAT);
            session.commit();
        }
        return true;
    }

    /** When there may be something to do next. */
    long next() {
        long patience = testRequested ? endAfter : testRequestAfter;
        return interval == 0 ? Timers.NEVER : Math.min(lastSent + interval, lastReceived + patience);
    }

    void state(StateStream state) {
        interval = state.of(interval);
        testRequestAfter = state.of(testRequestAfter);
        endAfter = state.of(endAfter);
        lastSent = state.of(lastSent);
        lastReceived = state.of(lastReceived);
        testRequested = state.of(testRequested);
    }
}
