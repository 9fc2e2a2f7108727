package io.weir.algo;

import static io.weir.algo.ParameterDefinition.optional;

import io.weir.fix.order.FieldText;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.Products;
import io.weir.fix.order.StateHash;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.state.StateStream;
import java.util.List;

/**
 * ICEBERG (1002): a large order that shows a small part of itself at a time.
 *
 * <p>It shows the display quantity: the one given (also by MaxFloor, 111), else 100 or 10 % of the order, whichever is
 * more. When the children have filled the refresh part (80 %) of what was shown last, a new child comes:
 *
 * <pre>    new child = display - live leaves</pre>
 *
 * so the market never sees more than the display. With a variance v each refresh shows a random quantity between
 * (1 - v) x display and display. Two refreshes are at least the replenish time apart. After the last refresh that is
 * allowed the algo says so once and rests: what is shown stays, and an amendment wakes it.
 *
 * <p>Children are limit orders at the parent's limit, or without one at the near touch of the moment, moved away from the
 * market by the offset in ticks. They do not follow the market. What could not be priced, for there is neither a limit nor
 * a usable quote, or for trading is halted, waits for a quote.
 *
 * <p>A fill of nothing leaves the leaves as they are, so it refreshes nothing; children that are refused, rejected or
 * canceled by the broker come again after a pause only, so nothing can spin.
 */
final class Iceberg implements Algo {
    private static final long SECOND_NANOS = 1_000_000_000L;

    static final ParameterDefinition DISPLAY_QTY = optional(
                    "DisplayQty",
                    ParameterType.QTY,
                    1,
                    Long.MAX_VALUE,
                    ParameterDefinition.NO_DEFAULT,
                    "Quantity that the market sees.")
            .withTag(AlgoCatalog.MAX_FLOOR);
    static final ParameterDefinition REFRESH_PERCENT = optional(
            "RefreshPercent",
            ParameterType.INT,
            1,
            100,
            80,
            "Part of the shown quantity that is filled before more comes.");
    static final ParameterDefinition MAX_REFRESHES =
            optional("MaxRefreshes", ParameterType.INT, 0, 1000, 20, "Number of refreshes, after which it rests.");
    static final ParameterDefinition VARIANCE = optional(
            "Variance",
            ParameterType.PERCENTAGE,
            0,
            Products.ONE,
            0,
            "How much less than the display quantity a refresh may show, at random.");
    static final ParameterDefinition MIN_REPLENISH_SECONDS =
            optional("MinReplenishSeconds", ParameterType.INT, 0, 3600, 0, "Shortest time between two refreshes.");
    static final ParameterDefinition OFFSET_TICKS = optional(
            "OffsetTicks", ParameterType.INT, 0, 1000, 0, "Distance of children from the limit or the near touch.");

    private final Dice dice = new Dice();
    private final Setbacks setbacks = new Setbacks();
    private final Restraint restraint = new Restraint();
    private final AlgoDefaults defaults;
    /** What was live after the last refresh. */
    private long shownE8;

    private int refreshes;
    private long refreshedMono;
    private boolean isResting;
    /** A display has to be made up again after a setback, or was never made. */
    private boolean isOwed = true;

    private boolean isUnpriced;

    private Iceberg(AlgoDefaults defaults) {
        this.defaults = defaults;
    }

    static AlgoDefinition definition(AlgoDefaults defaults) {
        return new AlgoDefinition(
                1002,
                "ICEBERG",
                "Shows a small part of a large order at a time.",
                List.of(
                        DISPLAY_QTY,
                        REFRESH_PERCENT.withDefault(defaults.icebergRefreshPercent()),
                        MAX_REFRESHES.withDefault(defaults.icebergMaxRefreshes()),
                        VARIANCE.withDefault(defaults.icebergVarianceE8()),
                        MIN_REPLENISH_SECONDS.withDefault(defaults.icebergMinReplenishSeconds()),
                        OFFSET_TICKS,
                        AlgoCatalog.START_TIME,
                        AlgoCatalog.END_TIME),
                List.of(new ParameterRule.Below(AlgoCatalog.START_TIME, AlgoCatalog.END_TIME)),
                () -> new Iceberg(defaults));
    }

    @Override
    public void onStart(Ticket ticket) {
        dice.seed(ticket.seed());
        ticket.explain("ICEBERG of " + FieldText.decimal(Children.free(ticket)) + " showing "
                + FieldText.decimal(displayE8(ticket)));
        go(ticket);
    }

    @Override
    public void onWake(Ticket ticket) {
        restraint.bringBack(ticket, displayE8(ticket));
        go(ticket);
    }

    @Override
    public void onQuote(Ticket ticket) {
        if (isUnpriced) {
            go(ticket);
        }
    }

    @Override
    public void onAmend(Ticket ticket) {
        restraint.bringBack(ticket, displayE8(ticket));
        shownE8 = Math.min(shownE8, displayE8(ticket));
        isResting = false;
        setbacks.progress();
        moveToLimit(ticket);
        ticket.explain("amended: shows " + FieldText.decimal(displayE8(ticket)) + " of "
                + FieldText.decimal(ticket.orderQtyE8() - ticket.cumQtyE8()) + " left");
        go(ticket);
    }

    @Override
    public void onChild(Ticket ticket, ChildEvent event) {
        if (setbacks.count(event, ticket.monoNanos())) {
            ticket.explain(Setbacks.story(event));
            isOwed = true;
        }
        String lasting = setbacks.lasting();
        if (lasting == null && setbacks.isExhausted()) {
            lasting = "the broker takes no child";
        }
        if (lasting != null) {
            ticket.finish(lasting);
            return;
        }
        go(ticket);
    }

    /** Shows more if it is time, and asks for the next wake-up. */
    private void go(Ticket ticket) {
        long now = ticket.monoNanos();
        long end = ticket.endMonoNanos();
        if (now >= end) {
            ticket.finish(
                    "end of the time, " + FieldText.decimal(ticket.orderQtyE8() - ticket.cumQtyE8()) + " unfilled");
            return;
        }
        boolean isPausing = setbacks.isPausing(now);
        if (!isPausing) {
            setbacks.tried();
        }
        long refreshMono = Ticket.NEVER;
        if ((!isResting || isOwed) && !isPausing && isDue(ticket)) {
            long earliest = refreshedMono + ticket.parameters().value(MIN_REPLENISH_SECONDS) * SECOND_NANOS;
            if (isOwed || now >= earliest) {
                refresh(ticket);
            } else {
                refreshMono = earliest;
            }
        }
        ticket.wakeAt(Math.min(Math.min(refreshMono, end), Math.min(setbacks.retryMono(), restraint.lookMono())));
    }

    private boolean isDue(Ticket ticket) {
        if (Children.free(ticket) < Children.smallest(ticket.instrument())) {
            return false;
        }
        long percent = ticket.parameters().value(REFRESH_PERCENT);
        return isOwed || ticket.liveQtyE8() <= Products.multiplyDivide(shownE8, 100 - percent, 100);
    }

    private void refresh(Ticket ticket) {
        long limit = ticket.parameters().value(MAX_REFRESHES);
        if (!isOwed && refreshes >= limit) {
            isResting = true;
            ticket.explain("alert: " + limit + " refreshes are done, the iceberg rests with "
                    + FieldText.decimal(Children.free(ticket)) + " not shown");
            return;
        }
        long nearE8 = ticket.limitPriceE8() == Ticket.NO_PRICE ? Pricing.near(ticket) : ticket.limitPriceE8();
        isUnpriced = nearE8 == Ticket.NO_PRICE || ticket.market().state() == MarketState.HALTED;
        if (isUnpriced) {
            return;
        }
        long qtyE8 = Children.size(ticket, variedE8(ticket) - ticket.liveQtyE8(), false);
        if (qtyE8 == 0) {
            return;
        }
        if (!isOwed) {
            refreshes++;
        }
        isOwed = false;
        refreshedMono = ticket.monoNanos();
        shownE8 = ticket.liveQtyE8() + qtyE8;
        long priceE8 = Pricing.awayBy(ticket, nearE8, ticket.parameters().value(OFFSET_TICKS));
        ticket.explain("refresh " + refreshes + ": " + FieldText.decimal(qtyE8) + " at " + FieldText.decimal(priceE8)
                + ", shows " + FieldText.decimal(shownE8));
        ticket.place(qtyE8, OrdType.LIMIT, priceE8, TimeInForce.DAY);
    }

    /** What the market may see at most, on the lot grid. */
    private long displayE8(Ticket ticket) {
        AlgoParameters parameters = ticket.parameters();
        long givenE8 = parameters.isGiven(DISPLAY_QTY)
                ? parameters.value(DISPLAY_QTY)
                : Math.max(
                        defaults.icebergDisplayE8(),
                        Products.multiplyDivide(
                                ticket.orderQtyE8(), defaults.icebergDisplayFractionE8(), Products.ONE));
        long smallest = Children.smallest(ticket.instrument());
        return Math.max(smallest, Products.floorTo(givenE8, ticket.instrument().lotE8()));
    }

    private long variedE8(Ticket ticket) {
        long displayE8 = displayE8(ticket);
        long varianceE8 = ticket.parameters().value(VARIANCE);
        if (varianceE8 == 0) {
            return displayE8;
        }
        long lessE8 = dice.below(Products.multiplyDivide(displayE8, varianceE8, Products.ONE) + 1);
        return Math.max(Children.smallest(ticket.instrument()), displayE8 - lessE8);
    }

    /** After an amendment of the limit: all children to where a new one would be. */
    private static void moveToLimit(Ticket ticket) {
        long limitE8 = ticket.limitPriceE8();
        if (limitE8 == Ticket.NO_PRICE) {
            return;
        }
        long priceE8 = Pricing.awayBy(ticket, limitE8, ticket.parameters().value(OFFSET_TICKS));
        for (int i = 0; i < ticket.liveChildren(); i++) {
            long child = ticket.child(i);
            if (!ticket.isChildPending(child) && ticket.childPriceE8(child) != priceE8) {
                ticket.replace(child, ticket.childLeavesE8(child), priceE8);
            }
        }
    }

    @Override
    public void state(StateStream state) {
        state.section("ICEBERG", 1, () -> {
            dice.state(state);
            setbacks.state(state);
            restraint.state(state);
            shownE8 = state.of(shownE8);
            refreshes = state.of(refreshes);
            refreshedMono = state.of(refreshedMono);
            isResting = state.of(isResting);
            isOwed = state.of(isOwed);
            isUnpriced = state.of(isUnpriced);
        });
    }

    @Override
    public long stateHash() {
        long hash = StateHash.mix(StateHash.mix(StateHash.SEED, shownE8), refreshes);
        hash = restraint.stateHash(StateHash.mix(hash, refreshedMono));
        hash = StateHash.mix(StateHash.mix(StateHash.mix(hash, isResting), isOwed), isUnpriced);
        return setbacks.stateHash(dice.stateHash(hash));
    }
}
