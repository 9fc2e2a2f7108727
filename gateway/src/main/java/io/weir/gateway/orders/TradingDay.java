package io.weir.gateway.orders;

import io.weir.fix.order.OrdStatus;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.state.StateStream;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import java.time.LocalDate;

/**
 * The end of the trading day: DAY orders wait for their broker's word, then it is asked, then they expire.
 *
 * <p>Confined to the core thread.
 */
final class TradingDay implements Timers.Target {
    private static final long SECOND = 1_000_000_000L;
    private static final long LOOK_AGAIN = 3600 * SECOND;
    private static final long ANSWER_PATIENCE = 60 * SECOND;
    private static final long ROLL = 0;
    private static final long ASK = 1;
    private static final long EXPIRE = 2;

    private final TradingCalendar calendar;
    private final DayMark mark;
    private final Renewals renewals;
    private final long graceNanos;
    private final Turn turn;
    private final Timers timers;
    private final OrderTable table;
    private final ClOrdIds clOrdIds;
    private final BrokerReports brokerReports;
    private final Children children;
    private final Parents parents;
    private final Ids ids;
    private LocalDate date = LocalDate.EPOCH;
    private long rolledAt;
    /** The end of the trade date, nanoseconds UTC; of none while there is no date yet. */
    private long endsAt = Long.MAX_VALUE;

    private boolean armed;

    TradingDay(
            GatewaySettings settings,
            Turn turn,
            Timers timers,
            Ids ids,
            OrderTable table,
            ClOrdIds clOrdIds,
            BrokerReports brokerReports,
            Children children,
            Parents parents,
            TradingCalendar calendar,
            DayMark mark,
            Renewals renewals) {
        this.calendar = calendar;
        this.mark = mark;
        this.renewals = renewals;
        this.graceNanos = settings.dayOrderGraceNanos();
        this.turn = turn;
        this.timers = timers;
        this.ids = ids;
        this.table = table;
        this.clOrdIds = clOrdIds;
        this.brokerReports = brokerReports;
        this.children = children;
        this.parents = parents;
    }

    /** Goes on in the day of the order path before. */
    void adopt(TradingDay before) {
        dated(before.date);
        rolledAt = before.rolledAt;
        mark.adopt(before.mark);
    }

    /** A process has begun: looks at the date, and waits for the next one. */
    void started() {
        rollIfDue();
        if (!armed) {
            armed = true;
            arm();
        }
    }

    /**
     * An event has come: rolls where the wall clock has passed the end of the day. The timer alone would be late by the time that the
     * process was down, as monotonic time stands still then, and by any step of the wall clock.
     */
    void look() {
        if (turn.utcNanos() >= endsAt) {
            rollIfDue();
        }
    }

    /** The trade date. */
    LocalDate date() {
        return date;
    }

    private void dated(LocalDate now) {
        date = now;
        endsAt = now.equals(LocalDate.EPOCH) ? Long.MAX_VALUE : calendar.rollAfter(now);
    }

    private void arm() {
        long wait = endsAt - turn.utcNanos();
        timers.set(turn.monoNanos() + Math.max(SECOND / 10, Math.min(wait, LOOK_AGAIN)), this, ROLL);
    }

    private void rollIfDue() {
        LocalDate now = calendar.dayAt(turn.utcNanos());
        if (!now.isAfter(date)) {
            return;
        }
        boolean first = date.equals(LocalDate.EPOCH);
        dated(now);
        rolledAt = turn.monoNanos();
        if (first) {
            return;
        }
        brokerReports.roll(calendar.rollAfter(date.minusDays(1)));
        clOrdIds.roll(table);
        mark.set(rolledAt, ids.last());
        endHeld();
        renewals.roll();
        timers.set(rolledAt + graceNanos, this, ASK);
    }

    /** Stops of the day that nothing has triggered end with it: no broker has them. */
    private void endHeld() {
        for (ParentOrder p : table.open()) {
            if (p.held && !p.timeInForce.outlivesDay()) {
                parents.end(p, OrdStatus.EXPIRED, "TE006 the trading day has ended");
            }
        }
    }

    @Override
    public void onTimer(long argument, long deadline) {
        if (argument == ROLL) {
            rollIfDue();
            arm();
        } else {
            for (ParentOrder p : table.open()) {
                if (!p.timeInForce.outlivesDay() && p.openedAt < rolledAt) {
                    overdue(p, argument);
                }
            }
            if (argument == ASK) {
                timers.set(turn.monoNanos() + ANSWER_PATIENCE, this, EXPIRE);
            }
        }
    }

    private void overdue(ParentOrder p, long step) {
        if (step == ASK) {
            for (ChildOrder child = p.firstChild; child != null; child = child.next) {
                if (child.isLive()) {
                    children.ask(child);
                }
            }
            if (p.liveChildren == 0) {
                parents.end(p, OrdStatus.EXPIRED, "TE006 the trading day has ended");
            }
        } else {
            parents.abandonToBroker(p, "TE006 the trading day has ended");
        }
    }

    void state(StateStream state) {
        dated(LocalDate.ofEpochDay(state.of(date.toEpochDay())));
        rolledAt = state.of(rolledAt);
        armed = state.of(armed);
        mark.state(state);
    }

    long stateHash() {
        return (date.toEpochDay() * 31 + rolledAt) * 31 + mark.stateHash();
    }
}
