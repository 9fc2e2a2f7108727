package io.weir.gateway.orders;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.Decimals;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.StateHash;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.BrokerLink;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a broker's book and ours together: asks when it logs on, gives up waiting, and does what people decide.
 *
 * <p>Each live child is asked for by 35=H, and all that the broker works by 35=AF where it takes that. What follows from an answer
 * without doubt is done at once: a fill that we missed is booked, an order that has ended there ends here, one that never
 * arrived is rejected. The rest are {@link Differences}. Confined to the core thread.
 */
public final class Reconciliation implements Timers.Target {
    private static final int SHOWN = 5;

    private final Turn turn;
    private final Timers timers;
    private final Ids ids;
    private final OrderTable table;
    private final Children children;
    private final BrokerReports brokerReports;
    private final Differences differences;
    private final Children.Alerts alerts;
    private final List<BrokerLink> brokers;
    /** By session: until when answers are awaited. */
    private long[] deadlines = {};
    /** This process only cancels. */
    private boolean onlyCancels;

    Reconciliation(
            Turn turn,
            Timers timers,
            Ids ids,
            OrderTable table,
            Children children,
            BrokerReports brokerReports,
            Children.Alerts alerts,
            List<BrokerLink> brokers) {
        this.turn = turn;
        this.timers = timers;
        this.ids = ids;
        this.table = table;
        this.children = children;
        this.brokerReports = brokerReports;
        this.differences = brokerReports.differences();
        this.alerts = alerts;
        this.brokers = brokers;
    }

    // ---- questions

    /** A broker has logged on: asks for each live child, and issues cancels anew that were sent in an epoch that is gone. */
    void loggedOn(BrokerLink broker) {
        begin(broker);
        long epoch = broker.session().epoch();
        for (ParentOrder p : table.alive()) {
            for (ChildOrder child = p.firstChild; child != null; child = child.next) {
                if (child.isLive() && child.broker == broker) {
                    boolean sentBefore = child.pendingEpoch == epoch;
                    child.requestInDoubt |= !sentBefore && child.pending == ChildOrder.Pending.REPLACE;
                    ask(child);
                    if (!sentBefore) {
                        children.cancelAgain(child);
                    }
                }
            }
        }
        if (onlyCancels) {
            cancelRecorded(broker);
        }
    }

    // ---- a process that only cancels

    /** A process begins, and takes orders unless it hears otherwise. */
    void started() {
        onlyCancels = false;
    }

    /** Whether this process only cancels. */
    public boolean onlyCancels() {
        return onlyCancels;
    }

    /**
     * This process only cancels, also what brokers work by the records and we do not know of.
     *
     * @param orders what the records have, of which we may know
     * @return how many we do not know of; each is asked to be canceled when its broker logs on
     */
    public int cancelOnly(List<Difference> orders) {
        onlyCancels = true;
        int added = 0;
        for (Difference order : orders) {
            BrokerLink broker = broker(order.session());
            ChildOrder child = table.child(number(order));
            boolean known = child != null && child.isLive() && child.broker == broker;
            if (broker != null && !known && differences.recorded(broker, order)) {
                added++;
            }
        }
        return added;
    }

    /** What is not ours by its name is left to people. */
    private void cancelRecorded(BrokerLink broker) {
        for (Difference each : differences.of(broker)) {
            if (each.kind() == Difference.Kind.UNKNOWN && number(each) != Ids.NONE) {
                children.cancelUnknown(broker, each);
            }
        }
    }

    private long number(Difference order) {
        byte[] id = Ascii.bytes(order.clOrdId());
        return ids.read(id, 0, id.length);
    }

    private void begin(BrokerLink broker) {
        int session = broker.session().index();
        if (session >= deadlines.length) {
            deadlines = Arrays.copyOf(deadlines, session + 1);
        }
        deadlines[session] = turn.monoNanos() + broker.settings().reconcile().patienceNanos();
        timers.set(deadlines[session], this, session);
        differences.ask(broker);
        if (broker.settings().reconcile().massStatus()) {
            children.askForAll(broker);
        }
    }

    private void ask(ChildOrder child) {
        differences.await(child);
        children.ask(child);
    }

    /** A broker's session has ended: nothing that was asked will be answered. */
    void loggedOut(BrokerLink broker) {
        differences.stopAsking(broker);
        for (ParentOrder p : table.alive()) {
            for (ChildOrder child = p.firstChild; child != null; child = child.next) {
                if (child.broker == broker) {
                    differences.heard(child);
                }
            }
        }
    }

    /** Patience has ended. */
    @Override
    public void onTimer(long session, long deadline) {
        BrokerLink broker = broker((int) session);
        if (broker == null || deadline != deadlines[(int) session] || !differences.isAsking(broker)) {
            return;
        }
        differences.stopAsking(broker);
        StringBuilder first = new StringBuilder();
        int silent = 0;
        for (ParentOrder p : table.alive()) {
            for (ChildOrder child = p.firstChild; child != null; child = child.next) {
                if (child.awaited && child.broker == broker) {
                    child.inDoubt = true;
                    differences.unanswered(broker, child);
                    first.append(silent++ < SHOWN ? " " + ids.text(child.clOrdId) : "");
                }
            }
        }
        if (silent > 0) {
            alerts.alert("broker " + broker.settings().name() + " has not said where " + silent
                    + " orders stand; they stay in doubt and reserved:" + first + (silent > SHOWN ? " ..." : ""));
        }
    }

    private @Nullable BrokerLink broker(int session) {
        for (BrokerLink broker : brokers) {
            if (broker.session().index() == session) {
                return broker;
            }
        }
        return null;
    }

    // ---- what people decide

    /** The broker of a name, or null. */
    public @Nullable BrokerLink broker(String name) {
        for (BrokerLink broker : brokers) {
            if (broker.settings().name().equals(name)) {
                return broker;
            }
        }
        return null;
    }

    /** The brokers. */
    public List<BrokerLink> brokers() {
        return brokers;
    }

    /** What brokers and we do not agree about. */
    public Differences differences() {
        return differences;
    }

    /**
     * Asks a broker again where each of its orders stands.
     *
     * @return how many were asked for
     * @throws IllegalArgumentException with the reason why not
     */
    public int askAgain(String name) {
        BrokerLink broker = broker(name);
        if (broker == null || !broker.isUp()) {
            throw new IllegalArgumentException(broker == null ? "no broker " + name : "broker " + name + " is down");
        }
        begin(broker);
        int asked = 0;
        for (ParentOrder p : table.alive()) {
            for (ChildOrder child = p.firstChild; child != null; child = child.next) {
                if (child.isLive() && child.broker == broker) {
                    ask(child);
                    asked++;
                }
            }
        }
        return asked;
    }

    /**
     * The broker's word about an order holds.
     *
     * @param clOrdId of the order at the broker
     * @return what was before, and what is now
     * @throws IllegalArgumentException with the reason why it cannot hold
     */
    public String accept(String clOrdId) {
        Difference difference = required(clOrdId);
        BrokerLink broker = brokerOf(difference);
        ChildOrder child = table.child(difference.child());
        String before = before(difference, child);
        if (child == null) {
            differences.resolve(broker, difference, null);
            return before + "; now: the broker's own, not ours to mind";
        }
        if (difference.kind() != Difference.Kind.DIFFERENT) {
            brokerReports.isNotThere(child);
        } else if (child.pending == ChildOrder.Pending.REPLACE) {
            throw new IllegalArgumentException("a replace of " + clOrdId + " waits for the broker; decide after it");
        } else if (difference.cumQtyE8() != Decimals.INVALID && difference.cumQtyE8() < child.filled.qtyE8()) {
            throw new IllegalArgumentException("the broker counts " + Decimals.text(difference.cumQtyE8()) + " of "
                    + Decimals.text(child.filled.qtyE8())
                    + " filled: a fill is taken back only by the broker's bust (150=H); let it send one, or keep ours");
        } else {
            brokerReports.takeTerms(child, difference.qtyE8(), difference.priceE8());
        }
        differences.resolve(broker, difference, child);
        return before + "; now: " + now(child);
    }

    /**
     * Our book holds: the order stays as we have it, until the broker is asked again.
     *
     * @return what was before, and what is now
     * @throws IllegalArgumentException where there is nothing of ours
     */
    public String keep(String clOrdId) {
        Difference difference = required(clOrdId);
        ChildOrder child = table.child(difference.child());
        if (child == null) {
            throw new IllegalArgumentException("we have no order " + clOrdId + " to keep: accept it, or cancel it");
        }
        String before = before(difference, child);
        differences.resolve(brokerOf(difference), difference, child);
        return before + "; now: " + now(child);
    }

    /**
     * Asks the broker to cancel the order, whoever knows it; it stays listed until the broker has ended it.
     *
     * @return what was before, and what is now
     * @throws IllegalArgumentException with the reason why not
     */
    public String cancel(String clOrdId) {
        Difference difference = required(clOrdId);
        BrokerLink broker = brokerOf(difference);
        if (!broker.isUp()) {
            throw new IllegalArgumentException("broker " + broker.settings().name() + " is down");
        }
        ChildOrder child = table.child(difference.child());
        String before = before(difference, child);
        if (child == null) {
            children.cancelUnknown(broker, difference);
        } else if (child.pending == ChildOrder.Pending.CANCEL) {
            children.cancelAgain(child);
        } else {
            children.cancel(child);
        }
        return before + "; now: asked to cancel";
    }

    private Difference required(String clOrdId) {
        Difference difference = differences.find(clOrdId);
        if (difference == null) {
            throw new IllegalArgumentException("nothing is different about an order " + clOrdId);
        }
        return difference;
    }

    private BrokerLink brokerOf(Difference difference) {
        BrokerLink broker = broker(difference.session());
        if (broker == null) {
            throw new IllegalArgumentException("the broker of " + difference.clOrdId() + " is not there any more");
        }
        return broker;
    }

    private String before(Difference difference, @Nullable ChildOrder child) {
        return difference.clOrdId() + " " + difference.kind() + ", before: ours "
                + (child == null ? "not known" : now(child)) + ", theirs " + difference.theirs();
    }

    /** What we have of the order of a difference, in words. */
    public String ours(Difference difference) {
        ChildOrder child = table.child(difference.child());
        return child == null ? "not known" : now(child);
    }

    private static String now(ChildOrder child) {
        long price = child.priceE8 == OrderIntent.NO_PRICE ? Decimals.INVALID : child.priceE8;
        return child.status + " " + Difference.terms(child.orderQtyE8, price, child.filled.qtyE8());
    }

    /** Goes on with what the order path before had found. */
    void adopt(Reconciliation before) {
        differences.adopt(before.differences, brokers);
    }

    void state(StateStream state) {
        differences.state(state, brokers);
        onlyCancels = state.of(onlyCancels);
        int sessions = state.count(deadlines.length);
        if (state.isReading()) {
            deadlines = new long[sessions];
        }
        state.all(deadlines);
    }

    long stateHash() {
        long hash = StateHash.mix(differences.stateHash(), onlyCancels);
        for (long deadline : deadlines) {
            hash = StateHash.mix(hash, deadline);
        }
        return hash;
    }
}
