package io.weir.paper.market;

import io.weir.fix.order.ExecType;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.Side;
import io.weir.fix.order.TimeInForce;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The broker's desk: takes clients' requests, keeps their orders, brings them to the pits and reports what happens.
 *
 * <p>Where a script has a rule for a request or a fill, a {@link Performance} decides; else the desk is honest.
 */
final class Desk implements Pit.Fills {
    private static final int MOST_OPEN = 200_000;
    private static final int TOO_LATE = 0;
    private static final int UNKNOWN_ORDER = 1;
    private static final int ALREADY_PENDING = 3;
    private static final int DUPLICATE = 6;
    private static final int OTHER = 99;
    private static final int GT_RENEWAL = 1;

    private final Timetable timetable;
    private final MarketListener listener;
    private final Reports reports;
    private final Playbook playbook;
    private final TicketFile file = new TicketFile();
    private final Map<String, Pit> pits = new LinkedHashMap<>();

    Desk(Timetable timetable, MarketListener listener, MarketSettings settings, Script script) {
        this.timetable = timetable;
        this.listener = listener;
        this.reports = new Reports(timetable, listener, settings.idPrefix(), script.execIdsByDay());
        this.playbook = new Playbook(script);
    }

    void add(Pit pit) {
        pits.put(pit.listing.symbol(), pit);
    }

    Timetable timetable() {
        return timetable;
    }

    Reports reports() {
        return reports;
    }

    MarketListener listener() {
        return listener;
    }

    /** Takes a new order. */
    void submit(NewOrder order) {
        Pit pit = pits.get(order.terms().symbol());
        Admission.Objection objection = pit == null
                ? new Admission.Objection(1, "unknown symbol " + order.terms().symbol())
                : Admission.objection(order.terms(), pit.listing);
        if (file.find(order.client(), order.clOrdID()) != null) {
            objection = new Admission.Objection(DUPLICATE, "duplicate ClOrdID");
        } else if (file.openCount() >= MOST_OPEN) {
            objection = new Admission.Objection(3, "too many open orders");
        }
        if (objection != null) {
            reports.refuse(order, objection.reason(), objection.text());
            return;
        }
        Ticket ticket = new Ticket(reports.nextOrderId(), order);
        ticket.held = isStop(order.terms());
        file.add(ticket);
        List<Step> steps = playbook.steps(Trigger.NEW, ticket);
        if (steps.isEmpty()) {
            work(ticket);
        } else {
            new Performance(this, ticket, Trigger.NEW, steps).play();
        }
    }

    /** Takes a wish to cancel. */
    void cancel(CancelRequest request) {
        change(request.client(), new Change(request.clOrdID(), request.origClOrdID(), null));
    }

    /** Takes a wish to replace. */
    void replace(ReplaceRequest request) {
        change(request.client(), new Change(request.clOrdID(), request.origClOrdID(), request.terms()));
    }

    /** Refuses a wish to replace that cannot be read. */
    void refuseReplace(CancelRequest named, String text) {
        Ticket ticket = file.find(named.client(), named.origClOrdID());
        Terms terms = ticket == null ? Terms.market("", Side.BUY, 0) : ticket.terms;
        Change change = new Change(named.clOrdID(), named.origClOrdID(), terms);
        if (ticket == null) {
            reports.refuseUnknown(named.client(), change);
        } else {
            reports.refuse(ticket, change, OTHER, text);
        }
    }

    private void change(String client, Change change) {
        Ticket ticket = file.find(client, change.origClOrdID());
        if (ticket == null) {
            reports.refuseUnknown(client, change);
            return;
        }
        Admission.Objection objection = objection(ticket, change);
        if (objection != null) {
            reports.refuse(ticket, change, objection.reason(), objection.text());
            return;
        }
        ticket.change = change;
        file.name(ticket, change.clOrdID());
        Trigger trigger = change.replaces() ? Trigger.REPLACE : Trigger.CANCEL;
        List<Step> steps = playbook.steps(trigger, ticket);
        if (steps.isEmpty()) {
            accept(ticket);
        } else {
            new Performance(this, ticket, trigger, steps).play();
        }
    }

    private Admission.@Nullable Objection objection(Ticket ticket, Change change) {
        if (file.find(ticket.client, change.clOrdID()) != null) {
            return new Admission.Objection(DUPLICATE, "duplicate ClOrdID");
        }
        if (!ticket.open()) {
            return new Admission.Objection(TOO_LATE, "the order is finished");
        }
        if (!ticket.clOrdID.equals(change.origClOrdID())) {
            return new Admission.Objection(UNKNOWN_ORDER, "not the last accepted ClOrdID of the order");
        }
        if (ticket.change != null) {
            return new Admission.Objection(ALREADY_PENDING, "a cancel or replace is pending");
        }
        Terms terms = change.terms();
        if (terms == null) {
            return null;
        }
        Terms now = ticket.terms;
        if (!terms.symbol().equals(now.symbol()) || terms.side() != now.side()) {
            return new Admission.Objection(OTHER, "symbol and side cannot be replaced");
        }
        Admission.Objection objection = Admission.objection(terms, pit(ticket).listing);
        return objection == null ? null : new Admission.Objection(OTHER, objection.text());
    }

    /** Answers a question for an order. */
    void status(StatusRequest request) {
        Ticket ticket = file.find(request.client(), request.clOrdID());
        listener.status(request, ticket == null ? reports.unknownStatus(request) : reports.status(ticket));
    }

    /** Answers a question for all open orders of a client. */
    void massStatus(StatusRequest request) {
        List<Execution> statuses = new ArrayList<>();
        for (Ticket ticket : file.open()) {
            boolean asked = request.symbol().isEmpty() || request.symbol().equals(ticket.terms.symbol());
            if (asked && ticket.client.equals(request.client())) {
                statuses.add(reports.status(ticket));
            }
        }
        listener.massStatus(request, statuses);
    }

    /** Acknowledges an order. */
    void ack(Ticket ticket) {
        boolean over = ticket.state != Ticket.State.OPEN && ticket.state != Ticket.State.FILLED;
        if (ticket.acked || over) {
            return;
        }
        ticket.acked = true;
        reports.tell(ticket, ExecType.NEW, Execution.NO_REASON, "");
    }

    /** Hands an order to its pit. */
    void work(Ticket ticket) {
        ack(ticket);
        if (ticket.open() && !ticket.worked) {
            ticket.worked = true;
            Pit pit = pit(ticket);
            pit.enter(ticket);
            settled(pit, ticket);
        }
    }

    /** Does what the change asks, if the order still lives. */
    void accept(Ticket ticket) {
        Change change = ticket.change;
        if (change == null) {
            return;
        }
        if (!ticket.open()) {
            refuse(ticket, TOO_LATE, "too late");
            return;
        }
        ticket.change = null;
        ticket.changeShown = false;
        Terms terms = change.terms();
        if (terms == null) {
            finish(ticket, Ticket.State.CANCELED);
            reports.tell(ticket, ExecType.CANCELED, change);
        } else {
            replace(ticket, change, terms);
        }
    }

    private void replace(Ticket ticket, Change change, Terms terms) {
        long qtyE8 = Math.max(terms.qtyE8(), ticket.cumE8());
        boolean wasStop = isStop(ticket.terms);
        ticket.terms = terms.with(qtyE8, terms.priceE8());
        ticket.clOrdID = change.clOrdID();
        ticket.settle();
        if (!ticket.open()) {
            finish(ticket, ticket.state);
        }
        reports.tell(ticket, ExecType.REPLACED, change);
        if (ticket.open() && ticket.worked) {
            Pit pit = pit(ticket);
            if (isStop(terms) != wasStop) {
                pit.withdraw(ticket);
                ticket.held = !wasStop;
            }
            pit.amend(ticket);
            settled(pit, ticket);
        }
    }

    /** Refuses the change. */
    void refuse(Ticket ticket, int reason, String text) {
        Change change = ticket.change;
        if (change != null) {
            ticket.change = null;
            ticket.changeShown = false;
            reports.refuse(ticket, change, reason, text);
        }
    }

    /** Refuses a new order that no rule of the desk speaks against. */
    void reject(Ticket ticket, int reason, String text) {
        if (ticket.open()) {
            finish(ticket, Ticket.State.REJECTED);
            reports.tell(ticket, ExecType.REJECTED, reason, text);
        }
    }

    /** The request never arrived. */
    void forget(Ticket ticket, Trigger request) {
        Change change = ticket.change;
        if (request == Trigger.NEW) {
            pit(ticket).withdraw(ticket);
            ticket.state = Ticket.State.CANCELED;
            file.forget(ticket);
        } else if (change != null) {
            file.unname(ticket, change.clOrdID());
            ticket.change = null;
            ticket.changeShown = false;
        }
    }

    /** Reports that the request is pending. */
    void pending(Ticket ticket, Trigger request) {
        Change change = ticket.change;
        if (request == Trigger.NEW) {
            reports.tell(ticket, ExecType.PENDING_NEW, Execution.NO_REASON, "");
        } else if (change != null) {
            ticket.changeShown = true;
            reports.tell(ticket, change.replaces() ? ExecType.PENDING_REPLACE : ExecType.PENDING_CANCEL, change);
        }
    }

    /** Ends an open order that nobody asked to end. */
    void end(Ticket ticket, Ticket.State state, ExecType type, String text) {
        if (ticket.open()) {
            finish(ticket, state);
            reports.tell(ticket, type, Execution.NO_REASON, text);
        }
    }

    /** Ends the day of an order; one that is good till cancelled goes on tomorrow. */
    void done(Ticket ticket) {
        if (ticket.open() && ticket.terms.timeInForce() == TimeInForce.GTC) {
            pit(ticket).withdraw(ticket);
            ticket.state = Ticket.State.DONE;
            reports.tell(ticket, ExecType.DONE_FOR_DAY, Execution.NO_REASON, "");
        } else {
            end(ticket, Ticket.State.DONE, ExecType.DONE_FOR_DAY, "");
        }
    }

    /** Marks an order as stopped, suspended or calculated. */
    void mark(Ticket ticket, OrdStatus status, ExecType type) {
        ticket.mark = status;
        reports.tell(ticket, type, Execution.NO_REASON, "");
    }

    /** Changes what an open order wants without being asked. */
    void restate(Ticket ticket, Terms terms, int reason, String text) {
        if (!ticket.open()) {
            return;
        }
        ticket.terms = terms;
        rebook(ticket);
        reports.tell(ticket, ExecType.RESTATED, reason, text);
        if (ticket.open() && ticket.resting != null) {
            Pit pit = pit(ticket);
            pit.amend(ticket);
            settled(pit, ticket);
        }
    }

    /** What has traded of an order is another quantity than before. */
    void rebook(Ticket ticket) {
        boolean wasOpen = ticket.open();
        ticket.settle();
        if (wasOpen && !ticket.open()) {
            finish(ticket, ticket.state);
        } else if (!wasOpen && ticket.open()) {
            file.reopen(ticket);
        } else if (wasOpen) {
            pit(ticket).trim(ticket);
        }
    }

    /** Books a fill that the book knows nothing of. */
    Execution fill(Ticket ticket, long qtyE8, long priceE8) {
        book(ticket, qtyE8, priceE8);
        rebook(ticket);
        return tellFill(ticket, qtyE8, priceE8, Execution.Trade.REMOVED);
    }

    @Override
    public void filled(Ticket ticket, long qtyE8, long priceE8, int liquidity) {
        book(ticket, qtyE8, priceE8);
        ticket.settle();
        if (!ticket.open()) {
            file.finish(ticket);
        }
        Execution fill = tellFill(ticket, qtyE8, priceE8, liquidity);
        react(ticket, fill);
    }

    @Override
    public void traded(Pit pit, long priceE8, long qtyE8, boolean bought) {
        long now = timetable.nowUtcNanos();
        pit.statistics.traded(priceE8, qtyE8, now);
        listener.traded(new MarketTrade(pit.listing.symbol(), priceE8, qtyE8, bought, now));
    }

    /** Lets the script react to a fill, once what is going on now is over. */
    void react(Ticket ticket, Execution fill) {
        List<Step> steps = playbook.steps(Trigger.FILL, ticket);
        if (!steps.isEmpty()) {
            Performance performance = new Performance(this, ticket, Trigger.FILL, steps);
            performance.about(fill);
            timetable.plan(timetable.nowUtcNanos(), now -> performance.play());
        }
    }

    /** Lets what the last trades of a pit have set off happen: stops, and new orders of the flow. */
    void settle(Pit pit) {
        Ticket triggered;
        while ((triggered = pit.triggered()) != null) {
            reports.tell(triggered, ExecType.RESTATED, OTHER, "triggered");
            pit.enter(triggered);
            endRest(triggered);
        }
        pit.flow.restock();
    }

    /** The trading day is over. */
    void endDay() {
        for (Ticket ticket : file.open()) {
            if (ticket.terms.timeInForce() != TimeInForce.GTC) {
                finish(ticket, Ticket.State.EXPIRED);
                reports.tell(ticket, ExecType.EXPIRED, Execution.NO_REASON, "end of day");
            }
        }
        file.forgetFinished();
        reports.nextDay();
        for (Pit pit : pits.values()) {
            pit.statistics.nextDay();
        }
        for (Ticket ticket : file.open()) {
            renew(ticket);
        }
    }

    /** The market is closed for good. */
    void close() {
        for (Ticket ticket : file.open()) {
            finish(ticket, Ticket.State.CANCELED);
            reports.tell(ticket, ExecType.CANCELED, Execution.NO_REASON, "the market is closed");
        }
    }

    boolean knows(String client, String clOrdID) {
        return file.find(client, clOrdID) != null;
    }

    /** An order that is good till cancelled begins another day. */
    private void renew(Ticket ticket) {
        boolean rested = ticket.state == Ticket.State.DONE;
        ticket.state = Ticket.State.OPEN;
        ticket.mark = null;
        reports.tell(ticket, ExecType.RESTATED, GT_RENEWAL, "");
        if (rested && ticket.worked) {
            Pit pit = pit(ticket);
            pit.enter(ticket);
            settled(pit, ticket);
        }
    }

    long stateHash() {
        return file.stateHash(reports.stateHash());
    }

    Pit pit(Ticket ticket) {
        Pit pit = pits.get(ticket.terms.symbol());
        if (pit == null) {
            throw new IllegalStateException("an order without a pit");
        }
        return pit;
    }

    private void settled(Pit pit, Ticket ticket) {
        endRest(ticket);
        settle(pit);
    }

    /** Ends what a book does not keep: the rest of a market, IOC or FOK order. */
    private void endRest(Ticket ticket) {
        if (ticket.open() && ticket.resting == null && !ticket.held) {
            TimeInForce time = ticket.terms.timeInForce();
            boolean brief = time == TimeInForce.IOC || time == TimeInForce.FOK;
            end(ticket, Ticket.State.CANCELED, ExecType.CANCELED, brief ? "not filled at once" : "no liquidity");
        }
    }

    private void finish(Ticket ticket, Ticket.State state) {
        pit(ticket).withdraw(ticket);
        ticket.state = state;
        file.finish(ticket);
    }

    private Execution tellFill(Ticket ticket, long qtyE8, long priceE8, int liquidity) {
        Execution fill = reports.tell(ticket, ExecType.TRADE, new Execution.Trade(qtyE8, priceE8, liquidity, ""));
        ticket.lastFill = fill;
        return fill;
    }

    private static boolean isStop(Terms terms) {
        return terms.ordType() == OrdType.STOP || terms.ordType() == OrdType.STOP_LIMIT;
    }

    private static void book(Ticket ticket, long qtyE8, long priceE8) {
        ticket.fills.add(priceE8, qtyE8);
        ticket.mark = null;
    }
}
