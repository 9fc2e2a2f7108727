package io.weir.paper.market;

import io.weir.fix.order.ExecType;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.TimeInForce;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of one rule, played on one order. */
final class Performance {
    private static final int BROKER_OPTION = 2;
    private static final int PARTIAL_DECLINE = 5;
    private static final int OTHER = 99;

    private final Desk desk;
    private final Ticket ticket;
    private final Trigger trigger;
    private final List<Step> steps;
    private int next;
    /** The fill that a bust or a correction is about, where the order's last one is not meant. */
    private @Nullable Execution fill;

    Performance(Desk desk, Ticket ticket, Trigger trigger, List<Step> steps) {
        this.desk = desk;
        this.ticket = ticket;
        this.trigger = trigger;
        this.steps = steps;
    }

    /** Names the fill that it is about. */
    void about(Execution execution) {
        fill = execution;
    }

    /** Plays on until the next wait or the end. */
    void play() {
        Timetable timetable = desk.timetable();
        while (next < steps.size()) {
            Step step = steps.get(next++);
            if (step.verb() == Verb.WAIT) {
                timetable.plan(timetable.nowUtcNanos() + step.nanos(), now -> play());
                return;
            }
            perform(step);
        }
    }

    private void perform(Step step) {
        switch (step.verb()) {
            case WAIT -> throw new IllegalStateException("a wait is not performed");
            case SILENCE -> desk.forget(ticket, trigger);
            case REJECT -> reject(step);
            case PENDING -> desk.pending(ticket, trigger);
            case ACK -> desk.ack(ticket);
            case WORK -> desk.work(ticket);
            case ACCEPT -> desk.accept(ticket);
            case FILL_QTY -> fill(step);
            case REPEAT -> repeat();
            case BUST -> bust();
            case CORRECT -> correct(step);
            case CANCEL_ORDER ->
                desk.end(ticket, Ticket.State.CANCELED, ExecType.CANCELED, step.textOr("canceled by the broker"));
            case DONE -> desk.done(ticket);
            case EXPIRE -> desk.end(ticket, Ticket.State.EXPIRED, ExecType.EXPIRED, "");
            case SUSPEND -> desk.mark(ticket, OrdStatus.SUSPENDED, ExecType.SUSPENDED);
            case STOPPED -> desk.mark(ticket, OrdStatus.STOPPED, ExecType.STOPPED);
            case CALCULATED -> desk.mark(ticket, OrdStatus.CALCULATED, ExecType.CALCULATED);
            case RESTATE -> restate(step);
            case MUTE -> mute(step);
            case OLDER -> ticket.older = true;
            case DISCONNECT -> desk.listener().disconnect(ticket.client);
            case STRAY -> desk.reports().stray(ticket, amountE8(step), priceE8(step));
        }
    }

    private void reject(Step step) {
        if (trigger == Trigger.NEW) {
            desk.reject(ticket, step.reasonOr(OTHER), step.textOr("rejected"));
        } else {
            desk.refuse(ticket, step.reasonOr(BROKER_OPTION), step.textOr("refused"));
        }
    }

    private void fill(Step step) {
        long qtyE8 = amountE8(step);
        if (qtyE8 == 0 || !(ticket.open() || step.late())) {
            return;
        }
        Execution filled = desk.fill(ticket, qtyE8, priceE8(step));
        if (trigger == Trigger.FILL) {
            fill = filled;
        } else {
            desk.react(ticket, filled);
        }
    }

    private void repeat() {
        Execution again = meant();
        if (again != null) {
            desk.reports().repeat(ticket, again);
        }
    }

    private void bust() {
        Execution busted = meant();
        if (busted == null) {
            return;
        }
        Execution.Trade trade = busted.trade();
        ticket.fills.remove(trade.priceE8(), trade.qtyE8());
        desk.rebook(ticket);
        desk.reports()
                .tell(
                        ticket,
                        ExecType.TRADE_CANCEL,
                        new Execution.Trade(trade.qtyE8(), trade.priceE8(), trade.liquidity(), busted.execId()));
        forget(busted);
        TimeInForce time = ticket.terms.timeInForce();
        if (time == TimeInForce.IOC || time == TimeInForce.FOK) {
            desk.end(ticket, Ticket.State.CANCELED, ExecType.CANCELED, "busted");
        }
    }

    private void correct(Step step) {
        Execution wrong = meant();
        if (wrong == null) {
            return;
        }
        Execution.Trade trade = wrong.trade();
        long qtyE8 = step.qtyE8() == Step.NONE ? trade.qtyE8() : step.qtyE8();
        long priceE8 = step.priceE8() == BookOrder.NO_PRICE ? trade.priceE8() : step.priceE8();
        ticket.fills.remove(trade.priceE8(), trade.qtyE8());
        ticket.fills.add(priceE8, qtyE8);
        desk.rebook(ticket);
        Execution.Trade right = new Execution.Trade(qtyE8, priceE8, trade.liquidity(), wrong.execId());
        forget(wrong);
        fill = desk.reports().tell(ticket, ExecType.TRADE_CORRECT, right);
        ticket.lastFill = fill;
    }

    private void restate(Step step) {
        long qtyE8 = step.qtyE8() == Step.NONE ? ticket.terms.qtyE8() : step.qtyE8();
        long priceE8 = step.priceE8() == BookOrder.NO_PRICE ? ticket.terms.priceE8() : step.priceE8();
        Terms terms = ticket.terms.with(Math.max(qtyE8, ticket.cumE8()), priceE8);
        desk.restate(ticket, terms, step.reasonOr(PARTIAL_DECLINE), step.text());
    }

    private void mute(Step step) {
        ticket.muted = true;
        if (step.nanos() != Step.NONE) {
            Timetable timetable = desk.timetable();
            timetable.plan(
                    timetable.nowUtcNanos() + step.nanos(),
                    now -> desk.reports().unmute(ticket));
        }
    }

    private @Nullable Execution meant() {
        return fill == null ? ticket.lastFill : fill;
    }

    private void forget(Execution gone) {
        fill = null;
        if (gone.equals(ticket.lastFill)) {
            ticket.lastFill = null;
        }
    }

    private long amountE8(Step step) {
        return step.amountE8(ticket.terms.qtyE8(), ticket.leavesE8());
    }

    /** The price that the step names, else the order's limit, else what it would trade at. */
    private long priceE8(Step step) {
        Terms terms = ticket.terms;
        if (step.priceE8() != BookOrder.NO_PRICE) {
            return step.priceE8();
        }
        return terms.ordType().hasLimit()
                ? terms.priceE8()
                : desk.pit(ticket).goingPriceE8(terms.side().isBuy());
    }
}
