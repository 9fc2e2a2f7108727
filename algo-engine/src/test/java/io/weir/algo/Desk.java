package io.weir.algo;

import io.weir.fix.order.FieldText;
import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.Products;
import io.weir.fix.order.Side;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.order.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A scripted owner of one parent order on virtual time, which holds the algo to its rules and writes down what it does. */
final class Desk implements Ticket, MarketView {
    static final long ONE = Products.ONE;
    static final long SECOND = 1_000_000_000L;
    private static final long EPOCH_UTC = 1_700_000_000L * SECOND;
    private static final int MOST_WAKES = 100_000;

    /** One child of the parent. */
    static final class Child {
        final long number;
        final long placedMono;
        long qtyE8;
        long cumE8;
        long priceE8;
        boolean ended;
        boolean canceling;
        boolean replacing;
        long nextQtyE8;
        long nextPriceE8;

        Child(long number, long placedMono, long qtyE8, long priceE8) {
            this.number = number;
            this.placedMono = placedMono;
            this.qtyE8 = qtyE8;
            this.priceE8 = priceE8;
        }

        long leavesE8() {
            return ended ? 0 : Math.max(qtyE8, replacing ? nextQtyE8 : 0) - cumE8;
        }
    }

    /** Everything done, as "12.5s place 1: 100 LIMIT 10 DAY". */
    final List<String> actions = new ArrayList<>();

    final List<String> story = new ArrayList<>();
    final TreeMap<Long, Child> children = new TreeMap<>();
    private final ChildEvent event = new ChildEvent();
    private Instrument instrument = instrument(ONE, ONE / 100, 0);
    private Side side = Side.BUY;
    private AlgoDefinition definition =
            AlgoCatalog.of(AlgoDefaults.STANDARD).definitions().get(0);
    private AlgoParameters parameters = definition.reader().parameters();
    private Algo algo = definition.create();
    private long orderQtyE8;
    private long cumQtyE8;
    private long limitPriceE8 = NO_PRICE;
    private long endMono = NEVER;
    private long now;
    private long wakeMono = NEVER;
    private long seed = 1;
    private boolean finished;
    private boolean fillsAtOnce;
    private boolean inCall;
    private MarketState state = MarketState.NONE;
    private long bidE8 = NO_PRICE;
    private long askE8 = NO_PRICE;

    static Instrument instrument(long lotE8, long tickE8, long minQtyE8) {
        return new Instrument(0, "VOD.L", tickE8, lotE8, minQtyE8, "GBP", ONE, "", 0, 0, 0, "");
    }

    static long e8(String text) {
        return FieldText.parseDecimal(text);
    }

    // Before the start.

    static Desk twap(long qty) {
        return new Desk().algo("TWAP", qty);
    }

    static Desk iceberg(long qty) {
        return new Desk().algo("ICEBERG", qty);
    }

    private Desk algo(String name, long qty) {
        AlgoDefinition found = AlgoCatalog.of(AlgoDefaults.STANDARD).find(name);
        if (found == null) {
            throw new IllegalArgumentException(name);
        }
        definition = found;
        parameters = definition.reader().parameters();
        algo = definition.create();
        orderQtyE8 = qty * ONE;
        return this;
    }

    Desk sells() {
        side = Side.SELL;
        return this;
    }

    Desk limit(String price) {
        limitPriceE8 = e8(price);
        return this;
    }

    Desk grid(long lot, String tick, long minQty) {
        instrument = instrument(lot * ONE, e8(tick), minQty * ONE);
        return this;
    }

    Desk with(String list) {
        parameters = definition.reader().list(list).parameters();
        return this;
    }

    Desk seeded(long newSeed) {
        seed = newSeed;
        return this;
    }

    Desk endsAt(long seconds) {
        endMono = seconds * SECOND;
        parameters = definition
                .reader()
                .tagged(126, FieldText.timestamp(EPOCH_UTC + endMono))
                .parameters();
        return this;
    }

    /** Every child is filled as soon as the algo has returned. */
    Desk fillingAtOnce() {
        fillsAtOnce = true;
        return this;
    }

    Desk market(String bid, String ask) {
        return market(MarketState.FRESH, bid, ask);
    }

    Desk market(MarketState newState, String bid, String ask) {
        state = newState;
        bidE8 = e8(bid);
        askE8 = e8(ask);
        return this;
    }

    // From the start on.

    Desk start() {
        call(() -> algo.onStart(this));
        return this;
    }

    /** Time goes on to a second, with all wake-ups up to it. */
    Desk at(double seconds) {
        long until = (long) (seconds * SECOND);
        int wakes = 0;
        while (wakeMono <= until && !finished) {
            if (++wakes > MOST_WAKES) {
                throw new AssertionError("the algo spins at " + time());
            }
            now = Math.max(now, wakeMono);
            wakeMono = NEVER;
            call(() -> algo.onWake(this));
        }
        now = Math.max(now, until);
        return this;
    }

    /** Time goes on to a second, and a wake-up that is due comes only then, once. */
    Desk sleepTo(double seconds) {
        now = (long) (seconds * SECOND);
        if (wakeMono <= now && !finished) {
            wakeMono = NEVER;
            call(() -> algo.onWake(this));
        }
        return this;
    }

    Desk quote(String bid, String ask) {
        market(bid, ask);
        call(() -> algo.onQuote(this));
        return this;
    }

    Desk accept(long number) {
        return tell(event.set(ChildEvent.Kind.ACCEPTED, number, childLeavesE8(number)));
    }

    Desk fill(long number, long qty) {
        return fillE8(number, qty * ONE);
    }

    Desk fillE8(long number, long qtyE8) {
        Child child = known(number);
        child.cumE8 += qtyE8;
        cumQtyE8 += qtyE8;
        child.ended |= child.cumE8 >= child.qtyE8;
        event.set(ChildEvent.Kind.FILLED, number, child.leavesE8());
        event.lastQtyE8 = qtyE8;
        event.lastPxE8 = child.priceE8;
        if (cumQtyE8 >= orderQtyE8) {
            finished = true;
            return this;
        }
        return tell(event);
    }

    Desk done(long number, boolean asked) {
        known(number).ended = true;
        event.set(ChildEvent.Kind.DONE, number, 0);
        event.asked = asked;
        return tell(event);
    }

    Desk refuse(long number, Verdict verdict) {
        known(number).ended = true;
        event.set(ChildEvent.Kind.REFUSED, number, 0);
        event.verdict = verdict;
        return tell(event);
    }

    Desk reject(long number, int reason) {
        known(number).ended = true;
        event.set(ChildEvent.Kind.REJECTED, number, 0);
        event.ordRejReason = reason;
        return tell(event);
    }

    Desk replaced(long number) {
        Child child = known(number);
        child.replacing = false;
        child.qtyE8 = child.nextQtyE8;
        child.priceE8 = child.nextPriceE8;
        child.ended |= child.cumE8 >= child.qtyE8;
        return tell(event.set(ChildEvent.Kind.REPLACED, number, child.leavesE8()));
    }

    Desk cancelRejected(long number) {
        Child child = known(number);
        child.replacing = false;
        child.canceling = false;
        return tell(event.set(ChildEvent.Kind.CANCEL_REJECTED, number, child.leavesE8()));
    }

    Desk amend(long qty, @Nullable String limit) {
        orderQtyE8 = qty * ONE;
        limitPriceE8 = limit == null ? NO_PRICE : e8(limit);
        call(() -> algo.onAmend(this));
        return this;
    }

    Desk amendWith(String list) {
        with(list);
        call(() -> algo.onAmend(this));
        return this;
    }

    private Desk tell(ChildEvent happened) {
        if (!finished) {
            call(() -> algo.onChild(this, happened));
        }
        return this;
    }

    private void call(Runnable body) {
        if (inCall) {
            throw new AssertionError("a call inside a call");
        }
        inCall = true;
        body.run();
        inCall = false;
        if (fillsAtOnce) {
            for (Child child : List.copyOf(children.values())) {
                if (!child.ended && !finished) {
                    fillE8(child.number, child.leavesE8());
                }
            }
        }
    }

    // What tests look at.

    /** What was done since the last look. */
    List<String> done() {
        List<String> result = List.copyOf(actions);
        actions.clear();
        return result;
    }

    boolean isFinished() {
        return finished;
    }

    long stateHash() {
        return algo.stateHash();
    }

    private Child known(long number) {
        Child child = children.get(number);
        if (child == null || child.ended) {
            throw new IllegalArgumentException("no live child " + number);
        }
        return child;
    }

    private String time() {
        return FieldText.decimal(now / 10) + "s";
    }

    private void write(String action) {
        if (finished) {
            throw new AssertionError("after the end: " + action);
        }
        actions.add(time() + " " + action);
    }

    private static void hold(@Nullable String wrong) {
        if (wrong != null) {
            throw new AssertionError(wrong);
        }
    }

    private static String price(long priceE8) {
        return priceE8 == NO_PRICE ? "" : " " + FieldText.decimal(priceE8);
    }

    // Ticket.

    @Override
    public long place(long qtyE8, OrdType type, long priceE8, TimeInForce timeInForce) {
        hold(ChildRules.checkNew(this, qtyE8, type, priceE8));
        long number = children.size() + 1L;
        children.put(number, new Child(number, now, qtyE8, priceE8));
        write("place " + number + ": " + FieldText.decimal(qtyE8) + " " + type + price(priceE8) + " " + timeInForce);
        return number;
    }

    @Override
    public void cancel(long child) {
        known(child).canceling = true;
        write("cancel " + child);
    }

    @Override
    public void replace(long child, long leavesE8, long priceE8) {
        hold(ChildRules.checkReplacement(this, child, leavesE8, priceE8));
        Child found = known(child);
        if (found.replacing || found.canceling) {
            throw new AssertionError("a replacement of pending child " + child);
        }
        found.replacing = true;
        found.nextQtyE8 = found.cumE8 + leavesE8;
        found.nextPriceE8 = priceE8;
        write("replace " + child + ": " + FieldText.decimal(leavesE8) + price(priceE8));
    }

    @Override
    public void wakeAt(long monoNanos) {
        wakeMono = monoNanos;
    }

    @Override
    public void finish(String reason) {
        write("finish: " + reason);
        finished = true;
    }

    @Override
    public void explain(String why) {
        story.add(time() + " " + why);
    }

    @Override
    public long monoNanos() {
        return now;
    }

    @Override
    public long utcNanos() {
        return EPOCH_UTC + now;
    }

    @Override
    public Instrument instrument() {
        return instrument;
    }

    @Override
    public Side side() {
        return side;
    }

    @Override
    public long orderQtyE8() {
        return orderQtyE8;
    }

    @Override
    public long cumQtyE8() {
        return cumQtyE8;
    }

    @Override
    public long liveQtyE8() {
        long live = 0;
        for (Child child : children.values()) {
            live += child.leavesE8();
        }
        return live;
    }

    @Override
    public long limitPriceE8() {
        return limitPriceE8;
    }

    @Override
    public long startMonoNanos() {
        return 0;
    }

    @Override
    public long endMonoNanos() {
        return endMono;
    }

    @Override
    public AlgoParameters parameters() {
        return parameters;
    }

    @Override
    public MarketView market() {
        return this;
    }

    @Override
    public long seed() {
        return seed;
    }

    private long[] live() {
        return children.values().stream()
                .filter(child -> !child.ended)
                .mapToLong(child -> child.number)
                .toArray();
    }

    @Override
    public int liveChildren() {
        return live().length;
    }

    @Override
    public long child(int index) {
        return live()[index];
    }

    List<Long> liveNumbers() {
        return Arrays.stream(live()).boxed().toList();
    }

    @Override
    public long childLeavesE8(long child) {
        Child found = children.get(child);
        return found == null ? 0 : found.leavesE8();
    }

    @Override
    public long childPriceE8(long child) {
        Child found = known(child);
        return found.replacing ? found.nextPriceE8 : found.priceE8;
    }

    @Override
    public boolean isChildPending(long child) {
        Child found = known(child);
        return found.canceling || found.replacing;
    }

    // MarketView.

    @Override
    public MarketState state() {
        return state;
    }

    @Override
    public long bidE8() {
        return bidE8;
    }

    @Override
    public long bidSizeE8() {
        return 1000 * ONE;
    }

    @Override
    public long askE8() {
        return askE8;
    }

    @Override
    public long askSizeE8() {
        return 1000 * ONE;
    }

    @Override
    public long lastE8() {
        return NO_PRICE;
    }
}
