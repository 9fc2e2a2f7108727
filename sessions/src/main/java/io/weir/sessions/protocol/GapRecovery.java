package io.weir.sessions.protocol;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.state.StateStream;
import org.jspecify.annotations.Nullable;

/**
 * What a session does about messages that did not come: asks for them, keeps what came before its turn, asks for what is
 * still missing after that (FIX 4.4 volume 2, "Message recovery").
 *
 * <p>One request is out at a time, unless the settings want more; a gap that nobody fills is asked for again, each time
 * after twice the pause. Confined to the core thread.
 */
final class GapRecovery {
    private static final long REMIND_AFTER = 10_000_000_000L;
    private static final int DOUBLINGS = 4;

    private final FixSession session;
    private final SessionSettings settings;
    private final SessionContext context;
    private final InboundGap kept = new InboundGap();
    /** The highest number known to be missing or kept; 0 without a gap. */
    private long upTo;
    /** The last number that the request which is out asks for; 0 where none is out. */
    private long askedUpTo;

    private long since;
    private long reached;
    /** How often the gap was asked for again without anything having come. */
    private int reminders;

    GapRecovery(FixSession session, SessionSettings settings, SessionContext context) {
        this.session = session;
        this.settings = settings;
        this.context = context;
    }

    /** Keeps a message that came before its turn. */
    void keep(FixMessage m, long number) {
        kept.keep(number, m.buffer(), m.offset(), m.offset() + m.length());
    }

    /** Keeps only the number of a message that has been handled before its turn. */
    void keepHandled(long number) {
        kept.keepHandled(number);
    }

    boolean isKeeping() {
        return !kept.isEmpty();
    }

    /** Takes out the message with a number: empty where it has been handled, null where it is not here. */
    byte @Nullable [] take(long number) {
        return kept.take(number);
    }

    /** A message with this number came, and those before it did not. */
    void open(long number) {
        upTo = Math.max(upTo, number);
        if (askedUpTo == 0 || settings.sendRedundantResendRequests()) {
            ask();
        }
    }

    /** As {@link #open} for a ResendRequest: it never makes us ask again, or two sides would ask each other for ever. */
    void openByRequest(long number) {
        upTo = Math.max(upTo, number);
        if (askedUpTo == 0) {
            ask();
        }
    }

    /** As {@link #open}, where the counterparty knows already and sends what is missing by itself. */
    void promised(long number) {
        upTo = Math.max(upTo, number);
        askedUpTo = upTo;
        mark();
    }

    /** Looks at the gap after each message: is it filled, or is it time to ask for the next part? */
    void settle() {
        if (upTo == 0) {
            return;
        }
        if (session.nextIn() > upTo) {
            upTo = 0;
            askedUpTo = 0;
        } else if (session.nextIn() > askedUpTo) {
            ask();
        }
    }

    /** Asks again where the gap has been open for long and nothing of it came since. */
    void remind() {
        long pause = Math.max(session.heartbeatNanos(), REMIND_AFTER) << Math.min(reminders, DOUBLINGS);
        if (upTo == 0 || context.turn().monoNanos() - since < pause) {
            return;
        }
        if (session.nextIn() == reached) {
            context.port().alert(session, "nobody fills the gap at " + reached + "; it is asked for again");
            int before = reminders;
            ask();
            reminders = before + 1;
        } else {
            mark();
        }
    }

    private void ask() {
        long begin = session.nextIn();
        long chunk = settings.resendRequestChunkSize();
        boolean chunked = chunk > 0 && upTo - begin >= chunk;
        askedUpTo = chunked ? begin + chunk - 1 : upTo;
        mark();
        long end = chunked ? askedUpTo : settings.closedResendInterval() ? Math.max(begin, upTo - 1) : 0;
        FixWriter writer = session.begin(MsgTypes.RESEND_REQUEST);
        writer.number(Tags.BEGIN_SEQ_NO, begin).number(Tags.END_SEQ_NO, end);
        session.commit();
    }

    private void mark() {
        since = context.turn().monoNanos();
        reached = session.nextIn();
        reminders = 0;
    }

    /** Forgets the gap and what was kept: the connection is gone, or the numbers begin again. */
    void clear() {
        kept.clear();
        upTo = 0;
        askedUpTo = 0;
    }

    void state(StateStream state) {
        kept.state(state);
        upTo = state.of(upTo);
        askedUpTo = state.of(askedUpTo);
        since = state.of(since);
        reached = state.of(reached);
        reminders = state.of(reminders);
    }
}
