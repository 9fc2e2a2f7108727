package io.weir.sessions.protocol;

import io.weir.fix.state.StateStream;
import java.util.Arrays;

/**
 * What the counterparty asks to have again (FIX 4.4 volume 2, "Resend Request"), and when it is answered.
 *
 * <p>One answer is under way at a time; the edge says when it has left. Until then, and for {@link #PAUSE} after it, the same
 * request again is not answered again: it is the answer that the counterparty has. Other requests are owed their answer until
 * the one before has left, and while {@link #MOST} answers to overlapping requests are younger than the pause, until that is
 * over. So whatever is asked for comes, but no request, however often it is made, costs more than {@link #MOST} answers in a
 * pause. Confined to the core thread.
 */
final class ResendAnswers {
    /** Answers to overlapping requests that one pause sees; also how many separate ranges may be owed. */
    static final int MOST = 8;

    /** How long an answer stands. */
    static final long PAUSE = 10_000_000_000L;

    private static final long TELL_AGAIN = 60_000_000_000L;

    private final FixSession session;
    private final SessionContext context;

    // The latest answers, in a ring: what was asked for, what was sent, and when it had left.
    private final long[] askedEnd = new long[MOST];
    private final long[] begins = new long[MOST];
    private final long[] ends = new long[MOST];
    private final long[] left = new long[MOST];
    private int answered;
    private boolean underWay;

    // Ranges that are owed, in the order in which they were asked for.
    private final long[] owedBegins = new long[MOST];
    private final long[] owedEnds = new long[MOST];
    private int owed;

    private int repeats;
    private long toldAt;

    ResendAnswers(FixSession session, SessionContext context) {
        this.session = session;
        this.context = context;
        clear();
    }

    /**
     * The counterparty asks for the numbers from begin to end (both included).
     *
     * @param end 0 or less for all that was sent
     */
    void asked(long begin, long end) {
        long last = session.nextOut() - 1;
        long from = Math.max(1, begin);
        long to = end <= 0 || end > last ? last : end;
        if (from > to) {
            session.tell("ResendRequest for " + from + " to " + to + ", sent so far: " + last);
        } else if (stands(from, end)) {
            repeats++;
            if (repeats >= MOST) {
                tellOfAbuse();
            }
        } else if (underWay || isLimited(from, to)) {
            owe(from, to);
        } else {
            answer(from, to, end);
        }
    }

    /** What a Logon asks for by NextExpectedMsgSeqNum; nothing else can be under way. */
    void askedAtLogon(long begin, long end) {
        answer(begin, end, 0);
    }

    /** Whether the same request was answered and the answer is under way or has left not long ago. */
    private boolean stands(long begin, long end) {
        for (int i = 0; i < MOST; i++) {
            if (begins[i] == begin && askedEnd[i] == end && isYoung(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean isYoung(int answer) {
        return (underWay && answer == latest())
                || (begins[answer] > 0 && context.turn().monoNanos() - left[answer] < PAUSE);
    }

    private boolean isLimited(long begin, long end) {
        int overlapping = 0;
        for (int i = 0; i < MOST; i++) {
            overlapping += isYoung(i) && begins[i] <= end && ends[i] >= begin ? 1 : 0;
        }
        return overlapping == MOST;
    }

    private void answer(long begin, long end, long asked) {
        int at = answered++ % MOST;
        begins[at] = begin;
        ends[at] = end;
        askedEnd[at] = asked;
        left[at] = context.turn().monoNanos();
        underWay = true;
        repeats = 0;
        context.application().onResendRequest(session, begin, end);
        context.port().resend(session, begin, end);
    }

    /** Keeps a range until it may be answered; with ranges that it overlaps it becomes one, and with the last where all places are taken. */
    private void owe(long begin, long end) {
        long from = begin;
        long to = end;
        for (int i = owed - 1; i >= 0; i--) {
            boolean joins = owedBegins[i] <= to + 1 && owedEnds[i] >= from - 1;
            if (joins || owed == MOST) {
                from = Math.min(from, owedBegins[i]);
                to = Math.max(to, owedEnds[i]);
                pay(i);
            }
        }
        owedBegins[owed] = from;
        owedEnds[owed] = to;
        owed++;
        if (isLimited(begin, end)) {
            tellOfAbuse();
        }
        if (!underWay) {
            session.lookAgainIn(PAUSE);
        }
    }

    private void pay(int at) {
        int behind = owed - at - 1;
        System.arraycopy(owedBegins, at + 1, owedBegins, at, behind);
        System.arraycopy(owedEnds, at + 1, owedEnds, at, behind);
        owed--;
    }

    private void tellOfAbuse() {
        long now = context.turn().monoNanos();
        if (toldAt == Timers.NEVER || now - toldAt >= TELL_AGAIN) {
            toldAt = now;
            context.port()
                    .alert(
                            session,
                            "asks for the same messages again and again; within " + PAUSE / 1_000_000_000
                                    + " s it gets no more than " + MOST + " answers");
        }
    }

    /** The answer that begins with this number has been handed to the kernel. */
    void hasLeft(long begin) {
        if (underWay && begins[latest()] == begin) {
            underWay = false;
            left[latest()] = context.turn().monoNanos();
            settle();
        }
    }

    private int latest() {
        return (answered - 1 + MOST) % MOST;
    }

    /** Answers what is owed and may be answered now. */
    void settle() {
        if (underWay || owed == 0) {
            return;
        }
        for (int i = 0; i < owed; i++) {
            if (!isLimited(owedBegins[i], owedEnds[i])) {
                long begin = owedBegins[i];
                long end = owedEnds[i];
                pay(i);
                answer(begin, end, end);
                return;
            }
        }
        session.lookAgainIn(PAUSE);
    }

    /** Forgets all of it: the connection is gone, or the numbers begin again. */
    void clear() {
        Arrays.fill(begins, 0);
        answered = 0;
        underWay = false;
        owed = 0;
        repeats = 0;
        toldAt = Timers.NEVER;
    }

    void state(StateStream state) {
        state.all(askedEnd);
        state.all(begins);
        state.all(ends);
        state.all(left);
        answered = state.of(answered);
        underWay = state.of(underWay);
        state.all(owedBegins);
        state.all(owedEnds);
        owed = state.count(owed);
        repeats = state.of(repeats);
        toldAt = state.of(toldAt);
    }
}
