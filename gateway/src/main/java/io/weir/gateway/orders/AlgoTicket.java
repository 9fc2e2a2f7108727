package io.weir.gateway.orders;

import io.weir.algo.Algo;
import io.weir.algo.AlgoParameters;
import io.weir.algo.ChildEvent;
import io.weir.algo.ChildRules;
import io.weir.algo.MarketView;
import io.weir.algo.ParameterDefinition;
import io.weir.algo.Ticket;
import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.Side;
import io.weir.fix.order.StateHash;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.order.Verdict;
import io.weir.fix.state.StateException;
import io.weir.fix.state.StateStream;
import io.weir.sessions.protocol.Timers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ticket of one parent that an algo works. Confined to the core thread. */
final class AlgoTicket implements Ticket, Timers.Target {
    private static final long REFUSALS = -1;

    /** A refusal of the gate that the algo has not heard of yet. */
    private record Refused(long child, Verdict verdict) {
        static Refused state(StateStream state, @Nullable Refused given) {
            Refused old = given == null ? new Refused(0, Verdict.PASSED) : given;
            long child = state.of(old.child);
            Refusal refusal = state.ofNullable(Refusal.class, old.verdict.refusal());
            return new Refused(child, new Verdict(refusal, state.of(old.verdict.text())));
        }
    }

    private final AlgoDesk desk;
    private final ParentOrder parent;
    private final Algo algo;
    private final MarketView market;
    private final List<ChildOrder> live = new ArrayList<>();
    private final List<Refused> refusals = new ArrayList<>();
    private final ChildEvent event = new ChildEvent();
    private AlgoParameters parameters;
    private long start;
    private long end;
    private long wakeAt = NEVER;
    private long wakeNumber;
    private long lastChild;
    private boolean started;
    private boolean finished;

    AlgoTicket(AlgoDesk desk, ParentOrder parent, Algo algo, AlgoParameters parameters, MarketView market) {
        this.desk = desk;
        this.parent = parent;
        this.algo = algo;
        this.parameters = parameters;
        this.market = market;
        long begins = parameters.startUtcNanos();
        start = begins == ParameterDefinition.NO_DEFAULT
                ? desk.turn().monoNanos()
                : Math.max(monoOf(begins), desk.turn().monoNanos());
        end = endOf(parameters);
    }

    private long endOf(AlgoParameters given) {
        long ends = given.endUtcNanos();
        return ends == ParameterDefinition.NO_DEFAULT ? NEVER : monoOf(ends);
    }

    private long monoOf(long utcNanos) {
        return desk.turn().monoNanos() + (utcNanos - desk.turn().utcNanos());
    }

    /** Writes where the ticket and its algo stand, or reads it back; the parent's children must be there already. */
    void state(StateStream state) {
        start = state.of(start);
        end = state.of(end);
        wakeAt = state.of(wakeAt);
        wakeNumber = state.of(wakeNumber);
        lastChild = state.of(lastChild);
        started = state.of(started);
        finished = state.of(finished);
        int children = state.count(live.size());
        for (int i = 0; i < children; i++) {
            long ordinal = state.of(state.isReading() ? 0 : live.get(i).ordinal);
            if (state.isReading()) {
                live.add(childOf(ordinal));
            }
        }
        int heard = state.count(refusals.size());
        for (int i = 0; i < heard; i++) {
            Refused refused = Refused.state(state, state.isReading() ? null : refusals.get(i));
            if (state.isReading()) {
                refusals.add(refused);
            }
        }
        algo.state(state);
    }

    private ChildOrder childOf(long ordinal) {
        for (ChildOrder child = parent.firstChild; child != null; child = child.next) {
            if (child.ordinal == ordinal) {
                return child;
            }
        }
        throw new StateException("order " + parent.number + " has no child " + ordinal);
    }

    /** The number of the order that it works. */
    long order() {
        return parent.number;
    }

    // ---- what the owner does

    /** Starts the algo, now or when its time comes. */
    void begin() {
        if (start > desk.turn().monoNanos()) {
            explain("waits for its start time");
            wakeAt(start);
        } else {
            start();
        }
    }

    private void start() {
        started = true;
        algo.onStart(this);
        desk.acted(parent);
    }

    void amend(AlgoParameters amended) {
        parameters = amended;
        end = endOf(amended);
        if (started && !finished) {
            algo.onAmend(this);
        }
        desk.acted(parent);
    }

    /** Nothing more is called. */
    void stop() {
        finished = true;
        wakeNumber++;
    }

    /** A child that was filled lives again: its broker took a fill back. */
    void reopened(ChildOrder child) {
        int at = 0;
        while (at < live.size() && live.get(at).ordinal < child.ordinal) {
            at++;
        }
        live.add(at, child);
    }

    /** Whether the algo has not ended. */
    boolean isWorking() {
        return !finished;
    }

    /** Tells the algo what happened to a child, whose state shows it already. */
    void child(ChildEvent.Kind kind, ChildOrder child, long lastQtyE8, long lastPxE8, int ordRejReason, boolean asked) {
        if (!child.isLive()) {
            live.remove(child);
        }
        if (finished) {
            return;
        }
        event.set(kind, child.ordinal, child.leavesE8());
        event.lastQtyE8 = lastQtyE8;
        event.lastPxE8 = lastPxE8;
        event.ordRejReason = ordRejReason;
        event.asked = asked;
        algo.onChild(this, event);
        desk.acted(parent);
    }

    void quote() {
        if (started && !finished) {
            algo.onQuote(this);
            desk.acted(parent);
        }
    }

    void trade(long priceE8, long qtyE8) {
        if (started && !finished) {
            algo.onTrade(this, priceE8, qtyE8);
            desk.acted(parent);
        }
    }

    @Override
    public void onTimer(long argument, long deadline) {
        if (finished) {
            return;
        }
        if (argument == REFUSALS) {
            refusals();
        } else if (argument == wakeNumber && wakeAt != NEVER) {
            wakeAt = NEVER;
            if (started) {
                algo.onWake(this);
                desk.acted(parent);
            } else {
                start();
            }
        }
    }

    private void refusals() {
        List<Refused> heard = new ArrayList<>(refusals);
        refusals.clear();
        for (Refused each : heard) {
            if (!finished) {
                event.set(ChildEvent.Kind.REFUSED, each.child(), childLeavesE8(each.child()));
                event.verdict = each.verdict();
                algo.onChild(this, event);
            }
        }
        desk.acted(parent);
    }

    private void refused(long child, Verdict verdict) {
        refusals.add(new Refused(child, verdict));
        desk.timers().set(desk.turn().monoNanos(), this, REFUSALS);
    }

    // ---- what the algo sees

    @Override
    public long monoNanos() {
        return desk.turn().monoNanos();
    }

    @Override
    public long utcNanos() {
        return desk.turn().utcNanos();
    }

    @Override
    public Instrument instrument() {
        return parent.instrument();
    }

    @Override
    public Side side() {
        return parent.side;
    }

    @Override
    public long orderQtyE8() {
        return parent.pendingReplace ? parent.newQtyE8 : parent.orderQtyE8;
    }

    @Override
    public long cumQtyE8() {
        return parent.filled.qtyE8();
    }

    @Override
    public long liveQtyE8() {
        long sum = 0;
        for (int i = 0; i < live.size(); i++) {
            sum += live.get(i).leavesE8();
        }
        return sum;
    }

    @Override
    public long limitPriceE8() {
        return parent.pendingReplace ? parent.newPriceE8 : parent.priceE8;
    }

    @Override
    public long startMonoNanos() {
        return start;
    }

    @Override
    public long endMonoNanos() {
        return end;
    }

    @Override
    public AlgoParameters parameters() {
        return parameters;
    }

    @Override
    public MarketView market() {
        return market;
    }

    @Override
    public long seed() {
        return StateHash.mix(StateHash.SEED, parent.number);
    }

    @Override
    public int liveChildren() {
        return live.size();
    }

    @Override
    public long child(int index) {
        return live.get(index).ordinal;
    }

    private ChildOrder liveChild(long ordinal) {
        for (int i = 0; i < live.size(); i++) {
            if (live.get(i).ordinal == ordinal) {
                return live.get(i);
            }
        }
        throw new IllegalArgumentException("child " + ordinal + " of order " + parent.number + " is not live");
    }

    private boolean isLive(long ordinal) {
        for (int i = 0; i < live.size(); i++) {
            if (live.get(i).ordinal == ordinal) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long childLeavesE8(long child) {
        return isLive(child) ? liveChild(child).leavesE8() : 0;
    }

    @Override
    public long childPriceE8(long child) {
        if (!isLive(child)) {
            return NO_PRICE;
        }
        ChildOrder order = liveChild(child);
        return order.pending == ChildOrder.Pending.REPLACE ? order.newPriceE8 : order.priceE8;
    }

    @Override
    public boolean isChildPending(long child) {
        return isLive(child) && (liveChild(child).pending != ChildOrder.Pending.NOTHING || liveChild(child).inDoubt);
    }

    // ---- what the algo does

    @Override
    public long place(long qtyE8, OrdType type, long priceE8, TimeInForce timeInForce) {
        long ordinal = ++lastChild;
        String broken = finished ? "the order has ended" : ChildRules.checkNew(this, qtyE8, type, priceE8);
        if (broken != null) {
            desk.alert(parent, "its algo may not place " + broken);
            refused(ordinal, Verdict.refused(Refusal.INVALID, broken));
            return ordinal;
        }
        ChildOrder child = desk.place(parent, qtyE8, type, priceE8, timeInForce);
        if (child == null) {
            refused(ordinal, desk.verdict());
        } else {
            child.ordinal = ordinal;
            live.add(child);
        }
        return ordinal;
    }

    @Override
    public void cancel(long child) {
        if (isLive(child)) {
            desk.cancel(liveChild(child));
        }
    }

    @Override
    public void replace(long child, long leavesE8, long priceE8) {
        if (!isLive(child)) {
            return;
        }
        String broken = ChildRules.checkReplacement(this, child, leavesE8, priceE8);
        ChildOrder order = liveChild(child);
        if (broken != null) {
            desk.alert(parent, "its algo may not replace: " + broken);
            refused(child, Verdict.refused(Refusal.INVALID, broken));
        } else if (!desk.replace(order, order.filled.qtyE8() + leavesE8, priceE8)) {
            refused(child, desk.verdict());
        }
    }

    @Override
    public void wakeAt(long monoNanos) {
        wakeAt = monoNanos;
        wakeNumber++;
        if (monoNanos != NEVER) {
            desk.timers().set(Math.max(monoNanos, desk.turn().monoNanos()), this, wakeNumber);
        }
    }

    @Override
    public void finish(String reason) {
        if (!finished) {
            stop();
            desk.finish(parent, reason);
        }
    }

    @Override
    public void explain(String why) {
        desk.explain(parent, why);
    }

    long stateHash() {
        long hash = parameters.stateHash(StateHash.SEED);
        hash = StateHash.mix(hash, wakeAt);
        hash = StateHash.mix(hash, wakeNumber);
        hash = StateHash.mix(hash, lastChild);
        hash = StateHash.mix(hash, refusals.size());
        hash = StateHash.mix(hash, end);
        return StateHash.mix(hash, started);
    }
}
