package io.weir.gateway.orders;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.ExecType;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.StateHash;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.BrokerLink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What brokers and we do not agree about, order by order. As long as there is anything, the broker gets no new orders.
 *
 * <p>An order that is asked for is awaited until its answer comes, its session ends or patience does. Confined to the core thread.
 */
public final class Differences {
    /** Of one broker; what comes beyond is alerted, and found again by the next question. */
    private static final int MOST = 1000;

    private final Ids ids;
    private final Children.Alerts alerts;
    private final List<Difference> all = new ArrayList<>();
    /** By session: how many answers are awaited, and whether a report of an order that we do not know counts. */
    private int[] awaited = {};

    private boolean[] asking = {};

    Differences(Ids ids, Children.Alerts alerts) {
        this.ids = ids;
        this.alerts = alerts;
    }

    // ---- what is asked

    /** A broker is asked where its orders stand. */
    void ask(BrokerLink broker) {
        int session = broker.session().index();
        if (session >= awaited.length) {
            awaited = Arrays.copyOf(awaited, session + 1);
            asking = Arrays.copyOf(asking, session + 1);
        }
        asking[session] = true;
    }

    /** The answer about a child is awaited. */
    void await(ChildOrder child) {
        if (!child.awaited) {
            child.awaited = true;
            awaited[child.broker().session().index()]++;
            hold(child.broker());
        }
    }

    /** The broker has said where a child stands, or it has ended. */
    void heard(ChildOrder child) {
        if (child.awaited) {
            child.awaited = false;
            awaited[child.broker().session().index()]--;
            hold(child.broker());
        }
    }

    /** No further answer is awaited. */
    void stopAsking(BrokerLink broker) {
        if (isAsking(broker)) {
            asking[broker.session().index()] = false;
        }
    }

    /** Whether a broker is being asked where its orders stand. */
    boolean isAsking(BrokerLink broker) {
        int session = broker.session().index();
        return session < asking.length && asking[session];
    }

    // ---- what is found

    /** Compares what the broker says of a live child with what we have; what it has filled beyond ours is booked already. */
    void compare(BrokerLink broker, ChildOrder child, FixMessage m) {
        if (!child.isLive()) {
            return;
        }
        long cum = m.decimal(m.find(Tags.CUM_QTY));
        long qty = m.decimal(m.find(broker.tag(Tags.ORDER_QTY)));
        long leaves = m.decimal(m.find(Tags.LEAVES_QTY));
        if (qty == Decimals.INVALID && cum != Decimals.INVALID && leaves != Decimals.INVALID) {
            qty = cum + leaves;
        }
        long price =
                child.priceE8 == OrderIntent.NO_PRICE ? Decimals.INVALID : m.decimal(m.find(broker.tag(Tags.PRICE)));
        boolean replaced = child.pending == ChildOrder.Pending.REPLACE;
        boolean same = isOneOf(qty, child.orderQtyE8, replaced ? child.newQtyE8 : child.orderQtyE8)
                && isOneOf(price, child.priceE8, replaced ? child.newPriceE8 : child.priceE8)
                && isOneOf(cum, child.filled.qtyE8(), child.filled.qtyE8());
        if (same) {
            settle(child);
        } else {
            found(
                    broker,
                    child,
                    new Difference(
                            Difference.Kind.DIFFERENT,
                            broker.session().index(),
                            child.number,
                            ids.text(child.clOrdId),
                            m.textOf(Tags.ORDER_ID),
                            m.textOf(Tags.SYMBOL),
                            m.textOf(Tags.SIDE),
                            qty,
                            price,
                            cum));
        }
    }

    private static boolean isOneOf(long theirs, long ours, long wanted) {
        return theirs == Decimals.INVALID || theirs == ours || theirs == wanted;
    }

    /** The broker does not know a live child that it had taken. */
    void missing(BrokerLink broker, ChildOrder child) {
        heard(child);
        found(broker, child, about(Difference.Kind.MISSING, child));
    }

    /** The broker has not said where a live child stands. */
    void unanswered(BrokerLink broker, ChildOrder child) {
        heard(child);
        found(broker, child, about(Difference.Kind.UNANSWERED, child));
    }

    private Difference about(Difference.Kind kind, ChildOrder child) {
        BrokerLink broker = child.broker();
        return new Difference(
                kind,
                broker.session().index(),
                child.number,
                ids.text(child.clOrdId),
                child.brokerOrderId.toString(),
                child.parent().instrument().symbol(),
                String.valueOf((char) child.parent().side.code()),
                Decimals.INVALID,
                Decimals.INVALID,
                Decimals.INVALID);
    }

    private void found(BrokerLink broker, ChildOrder child, Difference difference) {
        if (all.contains(difference)) {
            return;
        }
        all.removeIf(each -> each.child() == child.number);
        child.differs = add(broker, difference);
        hold(broker);
    }

    /**
     * The broker reports an order that we do not know. One that it works counts where it says so when asked (150=I); a stray
     * execution is kept and alerted, and holds nothing.
     */
    void stranger(BrokerLink broker, FixMessage m) {
        String clOrdId = m.textOf(broker.tag(Tags.CL_ORD_ID));
        String original = m.textOf(broker.tag(Tags.ORIG_CL_ORD_ID));
        boolean works = isWorking(m);
        int session = broker.session().index();
        boolean known = all.stream().anyMatch(each -> isStranger(each, session, clOrdId, original));
        if (known && !works) {
            all.removeIf(each -> isStranger(each, session, clOrdId, original));
            agree(broker);
        } else if (!known && works && isAsking(broker) && isStatus(m)) {
            add(
                    broker,
                    new Difference(
                            Difference.Kind.UNKNOWN,
                            session,
                            0,
                            original.isEmpty() ? clOrdId : original,
                            m.textOf(Tags.ORDER_ID),
                            m.textOf(Tags.SYMBOL),
                            m.textOf(Tags.SIDE),
                            m.decimal(m.find(broker.tag(Tags.ORDER_QTY))),
                            m.decimal(m.find(broker.tag(Tags.PRICE))),
                            m.decimal(m.find(Tags.CUM_QTY))));
            hold(broker);
        }
    }

    /** By the records the broker works an order that we do not know; false where it is listed, or there are too many. */
    boolean recorded(BrokerLink broker, Difference order) {
        if (all.stream().anyMatch(each -> isStranger(each, order.session(), order.clOrdId(), ""))) {
            return false;
        }
        boolean added = add(broker, order);
        hold(broker);
        return added;
    }

    /** The broker has said something of an order that has ended here: by the records it may have worked there. */
    void endedHere(BrokerLink broker, FixMessage m) {
        if (!all.isEmpty() && !isWorking(m)) {
            stranger(broker, m);
        }
    }

    /** The broker refuses to cancel an order that we do not know: perhaps because it does not work it any more. */
    void strangerRefused(BrokerLink broker, FixMessage m) {
        OrdStatus status = OrdStatus.of(m.character(m.find(Tags.ORD_STATUS)));
        if (status != null && status.isTerminal()) {
            stranger(broker, m);
        }
    }

    private static boolean isWorking(FixMessage m) {
        OrdStatus status = OrdStatus.of(m.character(m.find(Tags.ORD_STATUS)));
        return status != null && !status.isTerminal() && m.decimal(m.find(Tags.LEAVES_QTY)) > 0;
    }

    private static boolean isStatus(FixMessage m) {
        return m.has(Tags.EXEC_TYPE) && ExecType.of(m.character(m.find(Tags.EXEC_TYPE))) == ExecType.ORDER_STATUS;
    }

    private static boolean isStranger(Difference each, int session, String clOrdId, String original) {
        return each.kind() == Difference.Kind.UNKNOWN
                && each.session() == session
                && (each.clOrdId().equals(clOrdId) || each.clOrdId().equals(original));
    }

    private boolean add(BrokerLink broker, Difference difference) {
        if (of(broker).size() >= MOST) {
            alerts.alert("broker " + broker.settings().name() + ": more than " + MOST + " differences; not listed: "
                    + difference);
            return false;
        }
        all.add(difference);
        alerts.alert("broker " + broker.settings().name() + ", order " + difference.clOrdId() + ": " + difference.kind()
                + ", there " + difference.theirs()
                + (holds(broker, difference)
                        ? "; the broker gets no new orders until that is resolved (weir reconcile)"
                        : ""));
        return true;
    }

    // ---- what is resolved

    /** Nothing is different about a child any more. */
    void settle(ChildOrder child) {
        heard(child);
        if (child.differs) {
            child.differs = false;
            all.removeIf(each -> each.child() == child.number);
            agree(child.broker());
        }
    }

    /** A difference is resolved by a person. */
    void resolve(BrokerLink broker, Difference difference, @Nullable ChildOrder child) {
        if (child != null) {
            settle(child);
        } else {
            all.remove(difference);
            agree(broker);
        }
    }

    /** A difference is gone: perhaps it was the last. */
    private void agree(BrokerLink broker) {
        boolean was = broker.isHeld();
        hold(broker);
        if (was && !broker.isHeld()) {
            alerts.alert("broker " + broker.settings().name() + " and we agree again; it gets new orders");
        }
    }

    /** Says to the link whether the broker gets new orders. */
    private void hold(BrokerLink broker) {
        boolean is = broker.settings().reconcile().holdsUnanswered() && awaited(broker) > 0;
        for (Difference each : all) {
            is |= each.session() == broker.session().index() && holds(broker, each);
        }
        broker.hold(is);
    }

    private static boolean holds(BrokerLink broker, Difference difference) {
        return difference.kind() != Difference.Kind.UNANSWERED
                || broker.settings().reconcile().holdsUnanswered();
    }

    /** How many answers of a broker are awaited. */
    int awaited(BrokerLink broker) {
        int session = broker.session().index();
        return session < awaited.length ? awaited[session] : 0;
    }

    // ---- what there is

    /** All of them, in the order in which they were found. */
    public List<Difference> all() {
        return List.copyOf(all);
    }

    /** Those of a broker. */
    public List<Difference> of(BrokerLink broker) {
        return all.stream()
                .filter(each -> each.session() == broker.session().index())
                .toList();
    }

    /** The one about an order by its ClOrdID, or null. */
    @Nullable
    Difference find(String clOrdId) {
        return all.stream()
                .filter(each -> each.clOrdId().equals(clOrdId))
                .findFirst()
                .orElse(null);
    }

    /** Goes on with those of the order path before, of the brokers that are still there. */
    void adopt(Differences before, List<BrokerLink> brokers) {
        for (BrokerLink broker : brokers) {
            all.addAll(before.of(broker));
            hold(broker);
        }
    }

    /** Writes all of this, or reads it back; brokers that are held are held again. */
    void state(StateStream state, List<BrokerLink> brokers) {
        int count = state.count(all.size());
        for (int i = 0; i < count; i++) {
            Difference each = Difference.state(state, state.isReading() ? null : all.get(i));
            if (state.isReading()) {
                all.add(each);
            }
        }
        int sessions = state.count(awaited.length);
        if (state.isReading()) {
            awaited = new int[sessions];
            asking = new boolean[sessions];
        }
        for (int i = 0; i < sessions; i++) {
            awaited[i] = state.of(awaited[i]);
            asking[i] = state.of(asking[i]);
        }
        brokers.forEach(this::hold);
    }

    long stateHash() {
        long hash = StateHash.mix(StateHash.SEED, all.size());
        for (Difference each : all) {
            hash = StateHash.mix(hash, each.kind().name());
            hash = StateHash.mix(hash, each.session());
            hash = StateHash.mix(hash, each.child());
            hash = StateHash.mix(hash, each.clOrdId());
            hash = StateHash.mix(hash, each.orderId());
            hash = StateHash.mix(hash, each.symbol());
            hash = StateHash.mix(hash, each.side());
            hash = StateHash.mix(hash, each.qtyE8());
            hash = StateHash.mix(hash, each.priceE8());
            hash = StateHash.mix(hash, each.cumQtyE8());
        }
        for (int i = 0; i < awaited.length; i++) {
            hash = StateHash.mix(hash, awaited[i]);
            hash = StateHash.mix(hash, asking[i]);
        }
        return hash;
    }
}
