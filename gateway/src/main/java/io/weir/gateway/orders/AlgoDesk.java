package io.weir.gateway.orders;

import io.weir.algo.Algo;
import io.weir.algo.AlgoDefinition;
import io.weir.algo.AlgoParameters;
import io.weir.fix.codec.Ascii;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.order.Verdict;
import io.weir.gateway.routing.BrokerLink;
import io.weir.gateway.routing.Router;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import org.jspecify.annotations.Nullable;

/** Works parents by algos: starts them, carries out what they do, hears when they are done. Confined to the core thread. */
final class AlgoDesk {
    /** Hears what an algo's action may have brought about. */
    interface Owner {
        /** The algo has acted: an amendment or an end that waited may be due. */
        void acted(ParentOrder parent);
    }

    /** Records why an algo did what it did. */
    interface Story {
        /** A sentence about an order. */
        void explained(long order, byte[] words);
    }

    private final Turn turn;
    private final Timers timers;
    private final Ids ids;
    private final Router router;
    private final Children children;
    private final Markets markets;
    private final Story story;
    private final Children.Alerts alerts;
    private @Nullable Owner owner;
    private Verdict verdict = Verdict.PASSED;

    AlgoDesk(
            Turn turn,
            Timers timers,
            Ids ids,
            Router router,
            Children children,
            Markets markets,
            Story story,
            Children.Alerts alerts) {
        this.turn = turn;
        this.timers = timers;
        this.ids = ids;
        this.router = router;
        this.children = children;
        this.markets = markets;
        this.story = story;
        this.alerts = alerts;
    }

    void owner(Owner newOwner) {
        owner = newOwner;
    }

    /** Gives a parent to an algo. */
    void begin(ParentOrder parent, AlgoDefinition definition, AlgoParameters parameters) {
        AlgoTicket ticket = ticket(parent, definition, parameters);
        markets.watch(parent);
        ticket.begin();
    }

    /** A ticket of a parent, which has not begun. */
    AlgoTicket ticket(ParentOrder parent, AlgoDefinition definition, AlgoParameters parameters) {
        Algo algo = definition.create();
        AlgoTicket ticket = new AlgoTicket(this, parent, algo, parameters, markets.of(parent.instrument()));
        parent.algo = algo;
        parent.ticket = ticket;
        return ticket;
    }

    Turn turn() {
        return turn;
    }

    Timers timers() {
        return timers;
    }

    Verdict verdict() {
        return verdict;
    }

    @Nullable
    ChildOrder place(ParentOrder parent, long qtyE8, OrdType type, long priceE8, TimeInForce timeInForce) {
        BrokerLink broker = router.route(
                parent.client().index(),
                parent.instrument().index(),
                parent.strategy,
                candidate -> candidate.takes(type, timeInForce, qtyE8));
        if (broker == null) {
            verdict = Verdict.refused(Refusal.BROKER_UNAVAILABLE, "no broker is up that takes the order");
            return null;
        }
        ChildOrder child = children.place(parent, ids.next(), broker, qtyE8, type, priceE8, timeInForce, 0);
        verdict = children.verdict();
        return child;
    }

    void cancel(ChildOrder child) {
        children.cancel(child);
    }

    boolean replace(ChildOrder child, long orderQtyE8, long priceE8) {
        boolean passed = children.replace(child, orderQtyE8, priceE8);
        verdict = children.verdict();
        return passed;
    }

    void finish(ParentOrder parent, String reason) {
        if (parent.endsAs == OrdStatus.NEW) {
            parent.endsAs = OrdStatus.EXPIRED;
            byte[] words = Ascii.bytes(reason);
            parent.endText.set(words, 0, words.length);
        }
        for (ChildOrder child = parent.firstChild; child != null; child = child.next) {
            children.cancel(child);
        }
    }

    void acted(ParentOrder parent) {
        if (owner != null) {
            owner.acted(parent);
        }
    }

    void explain(ParentOrder parent, String why) {
        story.explained(parent.number, Ascii.bytes(why));
    }

    void alert(ParentOrder parent, String text) {
        alerts.alert("order " + ids.text(parent.number) + ": " + text);
    }
}
