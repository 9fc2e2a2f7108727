package io.weir.paper.market;

import io.weir.fix.order.ExecType;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.StateHash;
import java.util.function.Consumer;

/** What clients are told: numbered, and held back where a script wants that. */
final class Reports {
    private static final String NOBODY = "NONE";
    private static final String STATUS_ID = "0";
    private static final int UNKNOWN_ORDER = 1;
    private static final int UNKNOWN_STATUS = 5;

    private final Timetable timetable;
    private final MarketListener listener;
    private final String idPrefix;
    private final boolean execIdsByDay;
    private long orders;
    private long executions;

    Reports(Timetable timetable, MarketListener listener, String idPrefix, boolean execIdsByDay) {
        this.timetable = timetable;
        this.listener = listener;
        this.idPrefix = idPrefix;
        this.execIdsByDay = execIdsByDay;
    }

    String nextOrderId() {
        return idPrefix + "O" + ++orders;
    }

    void nextDay() {
        if (execIdsByDay) {
            executions = 0;
        }
    }

    /** Reports something about an order that no request asked for. */
    Execution tell(Ticket ticket, ExecType type, int reason, String text) {
        return send(
                ticket,
                execution(ticket, nextExecId(), type, lastAccepted(ticket), Execution.Trade.NONE, reason, text));
    }

    /** Reports on a cancel or replace: the ClOrdID of the wish, and the one that it names. */
    Execution tell(Ticket ticket, ExecType type, Change change) {
        return send(
                ticket, execution(ticket, nextExecId(), type, change, Execution.Trade.NONE, Execution.NO_REASON, ""));
    }

    /** Reports a fill, a correction or a bust. */
    Execution tell(Ticket ticket, ExecType type, Execution.Trade trade) {
        return send(
                ticket, execution(ticket, nextExecId(), type, lastAccepted(ticket), trade, Execution.NO_REASON, ""));
    }

    /** Sends a report again as it was. */
    void repeat(Ticket ticket, Execution execution) {
        send(ticket, execution);
    }

    /** Reports a fill of an order that nobody sent. */
    void stray(Ticket like, long qtyE8, long priceE8) {
        String id = nextOrderId();
        Terms terms = like.terms.with(qtyE8, like.terms.priceE8());
        Ticket ghost = new Ticket(id, new NewOrder(like.client, "STRAY-" + id, like.account, terms));
        ghost.fills.add(priceE8, qtyE8);
        ghost.settle();
        tell(ghost, ExecType.TRADE, new Execution.Trade(qtyE8, priceE8, Execution.Trade.REMOVED, ""));
    }

    /** Refuses an order that the desk does not keep. */
    void refuse(NewOrder order, int reason, String text) {
        Ticket refused = new Ticket(nextOrderId(), order);
        refused.state = Ticket.State.REJECTED;
        tell(refused, ExecType.REJECTED, reason, text);
    }

    /** Refuses a cancel or replace. */
    void refuse(Ticket ticket, Change change, int reason, String text) {
        boolean unknown = reason == UNKNOWN_ORDER;
        CancelReject reject = new CancelReject(
                ticket.client,
                ticket.account,
                unknown ? NOBODY : ticket.orderId,
                change.clOrdID(),
                change.origClOrdID(),
                unknown ? OrdStatus.REJECTED : ticket.status(),
                change.replaces(),
                reason,
                text,
                timetable.nowUtcNanos());
        deliver(ticket, to -> to.cancelRejected(reject));
    }

    /** Refuses a cancel or replace of an order that nobody knows. */
    void refuseUnknown(String client, Change change) {
        listener.cancelRejected(new CancelReject(
                client,
                "",
                NOBODY,
                change.clOrdID(),
                change.origClOrdID(),
                OrdStatus.REJECTED,
                change.replaces(),
                UNKNOWN_ORDER,
                "unknown order",
                timetable.nowUtcNanos()));
    }

    /** The state of an order, asked for. */
    Execution status(Ticket ticket) {
        return status(ticket, Execution.NO_REASON, "");
    }

    /** The answer to a question for an order that nobody knows. */
    Execution unknownStatus(StatusRequest request) {
        Terms terms = Terms.market(request.symbol(), request.side(), 0);
        Ticket nobody = new Ticket(NOBODY, new NewOrder(request.client(), request.clOrdID(), "", terms));
        nobody.state = Ticket.State.REJECTED;
        return status(nobody, UNKNOWN_STATUS, "unknown order");
    }

    private Execution status(Ticket ticket, int reason, String text) {
        return execution(
                ticket, STATUS_ID, ExecType.ORDER_STATUS, lastAccepted(ticket), Execution.Trade.NONE, reason, text);
    }

    /** Lets out what was held back, oldest first. */
    void unmute(Ticket ticket) {
        ticket.muted = false;
        Consumer<MarketListener> next;
        while ((next = ticket.unsent.poll()) != null) {
            next.accept(listener);
        }
    }

    long stateHash() {
        return StateHash.mix(StateHash.mix(StateHash.SEED, orders), executions);
    }

    private Execution send(Ticket ticket, Execution execution) {
        deliver(ticket, to -> to.report(execution));
        return execution;
    }

    private void deliver(Ticket ticket, Consumer<MarketListener> message) {
        if (ticket.muted) {
            ticket.unsent.add(message);
        } else {
            message.accept(listener);
        }
    }

    private String nextExecId() {
        return execIdsByDay ? "E" + ++executions : idPrefix + "E" + ++executions;
    }

    private static Change lastAccepted(Ticket ticket) {
        return new Change(ticket.clOrdID, "", null);
    }

    private Execution execution(
            Ticket ticket, String execId, ExecType type, Change ids, Execution.Trade trade, int reason, String text) {
        return new Execution(
                ticket.client,
                ticket.account,
                ticket.orderId,
                ids.clOrdID(),
                ids.origClOrdID(),
                ticket.terms,
                ticket.older ? older(type, ticket) : type,
                ticket.status(),
                execId,
                trade,
                ticket.cumE8(),
                ticket.leavesE8(),
                ticket.fills.averageE8(),
                reason,
                text,
                timetable.nowUtcNanos());
    }

    /** FIX 4.2 and before told a fill by 150=1 and 150=2. */
    private static ExecType older(ExecType type, Ticket ticket) {
        if (type != ExecType.TRADE) {
            return type;
        }
        return ticket.leavesE8() == 0 ? ExecType.FILL : ExecType.PARTIAL_FILL;
    }
}
