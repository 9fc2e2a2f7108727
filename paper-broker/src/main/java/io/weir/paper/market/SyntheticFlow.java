package io.weir.paper.market;

import io.weir.fix.order.StateHash;
import io.weir.fix.order.TimeInForce;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The orders of everybody else in one symbol: seeded, driven by the time that arrives with the calls.
 *
 * <p>A value wanders in steps whose size follows from the daily volatility. Around it the flow quotes limit orders,
 * denser near the value, cancels some, and now and then takes what rests, more often in the direction of the value. So
 * the book stays two-sided, a client's order away from the touch is reached by and by, and one that crosses trades at
 * once. Events have times of their own: one call over a minute or sixty over a second each make the same flow. A gap in
 * time longer than an hour is not caught up.
 */
public final class SyntheticFlow {
    private static final long SECOND = 1_000_000_000L;
    /** The longest gap in time that is caught up. */
    static final long LONGEST_GAP = 3_600 * SECOND;

    private static final long DAY_SECONDS = 86_400;
    /** Levels of a side that it quotes. */
    private static final int REACH = 20;
    /** Orders that it keeps on a side. */
    private static final int ORDERS = 60;

    private static final int MOST_ORDERS = ORDERS * 3 / 2;

    private final Listing listing;
    private final OrderBook book;
    private final Seeds seeds;
    private final Resting bids = new Resting();
    private final Resting asks = new Resting();
    private final long stepE8;
    private final long meanGap;
    private final long meanLots;
    private long valueE8;
    private long dueUtcNanos;
    private boolean started;

    /** The flow of a symbol into its book; each symbol has its own numbers from the seed. */
    public SyntheticFlow(Listing listing, OrderBook book, long seed) {
        this.listing = listing;
        this.book = book;
        this.seeds = Seeds.of(seed, listing.symbol());
        this.stepE8 = step(listing);
        this.meanGap = listing.eventsPerSecond() == 0 ? 0 : SECOND / listing.eventsPerSecond();
        this.meanLots = Math.max(1, listing.depthE8() / listing.lotE8() / ORDERS);
        this.valueE8 = listing.startPriceE8();
    }

    /** Whether the symbol has a flow at all. */
    public boolean active() {
        return meanGap > 0;
    }

    /** When it acts next; of no meaning before the first {@link #advance}. */
    public long dueUtcNanos() {
        return dueUtcNanos;
    }

    /** Acts up to a time; the first call fills the book. */
    public void advance(long utcNanos) {
        if (!active()) {
            return;
        }
        if (!started) {
            started = true;
            dueUtcNanos = utcNanos + gap();
            fill(true, ORDERS);
            fill(false, ORDERS);
            return;
        }
        if (utcNanos - dueUtcNanos > LONGEST_GAP) {
            resume(utcNanos);
        }
        while (dueUtcNanos <= utcNanos) {
            act();
            dueUtcNanos += gap();
        }
    }

    /** Goes on from a time and lets what lies before it be. */
    void resume(long utcNanos) {
        dueUtcNanos = Math.max(dueUtcNanos, utcNanos);
    }

    /** Puts orders behind what somebody has swept, so that the book stays two-sided. */
    public void restock() {
        if (started) {
            restock(true);
            restock(false);
        }
    }

    /** Hears that one of its resting orders traded. */
    public void traded(BookOrder order) {
        if (order.leavesE8() == 0) {
            resting(order.buy()).remove(order);
        }
    }

    long stateHash(long seed) {
        long hash = StateHash.mix(StateHash.mix(seed, seeds.state()), valueE8);
        return StateHash.mix(StateHash.mix(hash, bids.count), asks.count);
    }

    private void restock(boolean buy) {
        Resting resting = resting(buy);
        if (resting.count < ORDERS / 4) {
            fill(buy, ORDERS / 2);
        }
    }

    private void fill(boolean buy, int orders) {
        for (int tries = 0; resting(buy).count < orders && tries < 2 * ORDERS; tries++) {
            quote(buy);
        }
    }

    private void act() {
        valueE8 += seeds.below(2 * stepE8 + 1) - stepE8;
        long startE8 = listing.startPriceE8();
        valueE8 = Math.max(startE8 / 4, Math.min(startE8 * 4, valueE8));
        boolean buy = seeds.chance(50);
        long roll = seeds.below(100);
        if (roll < 20) {
            take();
        } else if (roll < 60) {
            withdraw(buy);
        } else {
            quote(buy);
        }
        tidy(buy);
        fill(true, Math.min(bids.count + 2, ORDERS * 3 / 4));
        fill(false, Math.min(asks.count + 2, ORDERS * 3 / 4));
    }

    private void quote(boolean buy) {
        Resting resting = resting(buy);
        if (resting.count >= MOST_ORDERS) {
            return;
        }
        long away = Math.min(seeds.below(REACH), seeds.below(REACH));
        long tickE8 = listing.tickE8();
        long priceE8 = buy ? touchE8(true) - away * tickE8 : touchE8(false) + away * tickE8;
        long qtyE8 = (1 + seeds.below(2 * meanLots)) * listing.lotE8();
        if (priceE8 <= 0) {
            return;
        }
        BookOrder order = book.enter(buy, priceE8, qtyE8, 0, TimeInForce.DAY, this);
        if (order != null) {
            resting.add(order);
        }
    }

    private void take() {
        long bidE8 = book.bestE8(true);
        long askE8 = book.bestE8(false);
        boolean known = bidE8 != BookOrder.NO_PRICE && askE8 != BookOrder.NO_PRICE;
        boolean upward = known && valueE8 - bidE8 > askE8 - valueE8;
        boolean buy = seeds.chance(60) == upward;
        long reachE8 = REACH * listing.tickE8();
        long limitE8 = buy ? touchE8(false) + reachE8 : Math.max(listing.tickE8(), touchE8(true) - reachE8);
        long qtyE8 = (1 + seeds.below(meanLots)) * listing.lotE8();
        book.enter(buy, limitE8, qtyE8, 0, TimeInForce.IOC, this);
    }

    private void withdraw(boolean buy) {
        Resting resting = resting(buy);
        if (resting.count > ORDERS / 2) {
            withdraw(resting, resting.get((int) seeds.below(resting.count)));
        }
    }

    /** Takes out an order that the value has left far behind. */
    private void tidy(boolean buy) {
        Resting resting = resting(buy);
        if (resting.count == 0) {
            return;
        }
        BookOrder order = resting.get((int) seeds.below(resting.count));
        if (Math.abs(order.priceE8() - valueE8) > 2 * REACH * listing.tickE8() + spreadE8()) {
            withdraw(resting, order);
        }
    }

    private void withdraw(Resting resting, BookOrder order) {
        resting.remove(order);
        book.cancel(order);
    }

    /** The best price that it quotes on a side: the value, away by half the spread, on the tick. */
    private long touchE8(boolean buy) {
        long tickE8 = listing.tickE8();
        long half = spreadE8() / 2;
        return buy
                ? Math.max(tickE8, Math.floorDiv(valueE8 - half, tickE8) * tickE8)
                : -Math.floorDiv(-(valueE8 + half), tickE8) * tickE8;
    }

    private long spreadE8() {
        return Math.max(listing.tickE8(), valueE8 / 10_000);
    }

    private long gap() {
        return 1 + seeds.below(2 * meanGap);
    }

    private Resting resting(boolean buy) {
        return buy ? bids : asks;
    }

    /**
     * The widest step of the value at one event. A uniform step of up to w has the variance w²/3, and n of them a day
     * add up to the daily one: w = σ·√(3/n).
     */
    private static long step(Listing listing) {
        long sigmaE8 = listing.startPriceE8() / 10_000 * listing.dailyVolatilityBps();
        long events = Math.max(1, listing.eventsPerSecond() * DAY_SECONDS);
        return sigmaE8 * 1_732 / 1_000 / Math.max(1, root(events));
    }

    /** The whole part of a square root, by Newton's method. */
    private static long root(long value) {
        long guess = value;
        long better = (guess + 1) / 2;
        while (better < guess) {
            guess = better;
            better = (guess + value / guess) / 2;
        }
        return guess;
    }

    /** Its orders on one side, in no order. */
    private static final class Resting {
        private final @Nullable BookOrder[] orders = new @Nullable BookOrder[MOST_ORDERS];
        private int count;

        void add(BookOrder order) {
            order.slot = count;
            orders[count++] = order;
        }

        BookOrder get(int index) {
            return Objects.requireNonNull(orders[index]);
        }

        void remove(BookOrder order) {
            BookOrder moved = get(--count);
            orders[order.slot] = moved;
            moved.slot = order.slot;
            orders[count] = null;
        }
    }
}
