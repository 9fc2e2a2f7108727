package io.weir.risk;

import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Products;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.Side;
import io.weir.fix.order.StateHash;
import io.weir.fix.order.Verdict;
import io.weir.fix.state.StateException;
import io.weir.fix.state.StateStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision on every order: when a client sends it (admit), and again when a child of it would leave (release).
 *
 * <p>The checks run in a fixed order and the first refusal answers: kill switch, message rate, age, restricted list,
 * instrument (tick, lot, smallest order), size, notional, price collar, room in the ledger. A replacement is checked
 * like a new order. A passed child is reserved at once, so that the next one is measured against it; the owner then tells
 * what became of it. Cancels are counted and never refused.
 *
 * <p>Pure: time comes with the call. A passed order allocates nothing. Confined to the core thread.
 */
public final class Risk {
    private final List<Instrument> byNumber;
    private final Instrument[] instruments;
    private final ReferencePrices prices;
    private final Reservations reservations;
    private final Positions positions;
    private final KillSwitch killSwitch = new KillSwitch();
    private final OrderChecks checks;
    private TokenBucket[] clientRates;
    private TokenBucket[] brokerRates;

    /**
     * Begins with nothing open.
     *
     * @param instruments by dense number
     */
    public Risk(Limits limits, List<Instrument> instruments) {
        byNumber = List.copyOf(instruments);
        this.instruments = byNumber.toArray(new Instrument[0]);
        prices = new ReferencePrices(byNumber, limits.referenceMaxAgeNanos());
        reservations = new Reservations(byNumber);
        positions = new Positions(byNumber);
        checks = new OrderChecks(this.instruments, prices, new CompiledLimits(limits, this.instruments.length));
        clientRates = buckets(limits.clientRates());
        brokerRates = buckets(limits.brokerRates());
    }

    private static TokenBucket[] buckets(List<MessageRate> rates) {
        return rates.stream().map(TokenBucket::new).toArray(TokenBucket[]::new);
    }

    /** Trades under other limits from now on; rates begin with full buckets. What is open stays open. */
    public void change(Limits next) {
        checks.change(new CompiledLimits(next, instruments.length));
        prices.maxAge(next.referenceMaxAgeNanos());
        clientRates = buckets(next.clientRates());
        brokerRates = buckets(next.brokerRates());
    }

    /** One more client, behind the others, with the limits of another one and a full bucket; the others' stay as they are. */
    public void addClientLike(int like) {
        Limits next = limits().withClientLike(like);
        checks.change(new CompiledLimits(next, instruments.length));
        if (next.clientRates().size() > clientRates.length) {
            int added = clientRates.length;
            clientRates = Arrays.copyOf(clientRates, added + 1);
            clientRates[added] = new TokenBucket(next.clientRates().get(added));
        }
    }

    /** Checks a client's new order or replacement, and counts it as a message of the client. */
    public Verdict admit(OrderIntent intent, long monoNanos, long utcNanos) {
        TokenBucket rate = bucket(clientRates, intent.client);
        boolean inRate = rate == null || rate.take(monoNanos);
        Verdict killed = killSwitch.check(intent);
        if (!killed.passed()) {
            return killed;
        }
        if (!inRate) {
            return tooFast(limits().clientRates().get(intent.client), "client");
        }
        long maxAge = limits().orderMaxAgeNanos();
        if (maxAge != 0 && utcNanos - intent.transactTime > maxAge) {
            return stale(intent, utcNanos, maxAge);
        }
        return checks.check(intent, monoNanos);
    }

    /**
     * Checks a child, new or replacing, at the last hop; one that passes is reserved and counted as a message to its
     * broker.
     */
    public Verdict release(OrderIntent child, long monoNanos, long utcNanos) {
        Verdict killed = killSwitch.check(child);
        if (!killed.passed()) {
            return killed;
        }
        TokenBucket rate = bucket(brokerRates, child.broker);
        if (rate != null && !rate.has(monoNanos)) {
            return tooFast(limits().brokerRates().get(child.broker), "broker");
        }
        Verdict checked = checks.check(child, monoNanos);
        if (!checked.passed()) {
            return checked;
        }
        long priceE8 = checks.assumedPriceE8(child, monoNanos);
        long notionalE2 = Products.notionalE2(priceE8, child.orderQtyE8, instruments[child.instrument].multiplierE8());
        if (!reservations.fits(child.orderQtyE8, notionalE2)) {
            return Verdict.refused(Refusal.EXPOSURE, "open orders are too many to add up");
        }
        if (rate != null) {
            rate.take(monoNanos);
        }
        if (child.isReplacement()) {
            reservations.replacePending(child, priceE8);
        } else {
            reservations.reserve(child, priceE8);
        }
        return Verdict.PASSED;
    }

    /** Counts a client's message that is no order: a cancel, a status request. It is never refused. */
    public void countFromClient(int client, long monoNanos) {
        TokenBucket rate = bucket(clientRates, client);
        if (rate != null) {
            rate.count(monoNanos);
        }
    }

    /** Counts a message to a broker that is no order. It is never refused. */
    public void countToBroker(int broker, long monoNanos) {
        TokenBucket rate = bucket(brokerRates, broker);
        if (rate != null) {
            rate.count(monoNanos);
        }
    }

    private static Verdict tooFast(MessageRate rate, String scope) {
        return Verdict.refused(
                Refusal.RATE,
                "more than " + rate.perSecond() + " messages a second (burst " + rate.burst() + ") of this " + scope);
    }

    private static Verdict stale(OrderIntent intent, long utcNanos, long maxAge) {
        long ageMillis = (utcNanos - intent.transactTime) / 1_000_000;
        return Verdict.refused(
                Refusal.STALE, "order is " + ageMillis + " ms old, above the firm limit " + maxAge / 1_000_000 + " ms");
    }

    private static @Nullable TokenBucket bucket(TokenBucket[] buckets, int number) {
        return number >= 0 && number < buckets.length ? buckets[number] : null;
    }

    // What became of the children.

    /** The broker took the pending replacement of a child. */
    public void replaced(long orderId) {
        reservations.replaced(orderId);
    }

    /** The broker refused the pending replacement of a child, or it was never sent. */
    public void replaceRejected(long orderId) {
        reservations.replaceRejected(orderId);
    }

    /**
     * The broker changed a child by itself (150=D).
     *
     * @param priceE8 its price, or {@link OrderIntent#NO_PRICE} where that did not change
     * @return whether the child was reserved and the change could be counted; else nothing changed
     */
    public boolean restated(long orderId, long qtyE8, long priceE8) {
        return reservations.restated(orderId, qtyE8, priceE8);
    }

    /**
     * A child was filled. The instrument and side come along because a fill may be late: one of a child that has ended, or
     * that we do not know, still moves the position.
     *
     * @return whether it took from a reservation
     */
    public boolean filled(long orderId, int instrument, Side side, long qtyE8, long priceE8) {
        positions.filled(instrument, side.isBuy(), qtyE8, priceE8);
        return reservations.filled(orderId, qtyE8);
    }

    /**
     * A fill was taken back (150=H). A correction (150=G) is a bust and a fill.
     *
     * @return whether it gave back to a reservation
     */
    public boolean busted(long orderId, int instrument, Side side, long qtyE8, long priceE8) {
        positions.busted(instrument, side.isBuy(), qtyE8, priceE8);
        return reservations.unfilled(orderId, qtyE8);
    }

    /**
     * A child is terminal, or was never sent.
     *
     * @return whether it was reserved
     */
    public boolean ended(long orderId) {
        return reservations.ended(orderId);
    }

    /**
     * A bust opened an ended child again at its broker: it is reserved once more, whatever the limits say.
     *
     * @param child its terms, with what is filled of it
     * @param priceE8 what a share may cost
     */
    public void reopened(OrderIntent child, long priceE8) {
        reservations.reserve(child, priceE8);
        reservations.filled(child.orderId, child.cumQtyE8);
    }

    // What the others see.

    /** Reference prices, fed with quotes and trades. */
    public ReferencePrices prices() {
        return prices;
    }

    /** The kill switch. */
    public KillSwitch killSwitch() {
        return killSwitch;
    }

    /** The ledger of open children. */
    public Reservations reservations() {
        return reservations;
    }

    /** What was traded. */
    public Positions positions() {
        return positions;
    }

    /** The limits in force, whose version each recorded decision carries. */
    public Limits limits() {
        return checks.limits().source();
    }

    /** The instruments by dense number. */
    public List<Instrument> instruments() {
        return byNumber;
    }

    /** Orders that passed with a price beyond the collar on the harmless side: a buy far below, a sell far above. */
    public long passiveBeyondCollar() {
        return checks.passiveBeyondCollar();
    }

    /** Writes all that a later decision depends on, or reads it back into a risk of the same limits and instruments. */
    public void state(StateStream state) {
        state.section("risk", 1, () -> {
            state(state, clientRates, "clients");
            state(state, brokerRates, "brokers");
            prices.state(state);
            reservations.state(state);
            positions.state(state);
            killSwitch.state(state);
            checks.state(state);
        });
    }

    private static void state(StateStream state, TokenBucket[] rates, String whose) {
        int count = state.count(rates.length);
        if (count != rates.length) {
            throw new StateException(count + " rates of " + whose + " where the limits have " + rates.length);
        }
        for (TokenBucket rate : rates) {
            rate.state(state);
        }
    }

    /** A hash over all that a later decision depends on. */
    public long stateHash() {
        long hash = StateHash.mix(StateHash.SEED, limits().version());
        for (TokenBucket bucket : clientRates) {
            hash = bucket.stateHash(hash);
        }
        for (TokenBucket bucket : brokerRates) {
            hash = bucket.stateHash(hash);
        }
        hash = prices.stateHash(hash);
        hash = reservations.stateHash(hash);
        hash = positions.stateHash(hash);
        hash = killSwitch.stateHash(hash);
        return StateHash.mix(hash, checks.passiveBeyondCollar());
    }
}
