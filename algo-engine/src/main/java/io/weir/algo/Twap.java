package io.weir.algo;

import static io.weir.algo.ParameterDefinition.flag;
import static io.weir.algo.ParameterDefinition.optional;

import io.weir.fix.order.FieldText;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.Products;
import io.weir.fix.order.StateHash;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.state.StateStream;
import java.util.List;

/**
 * TWAP (1001): the same quantity in each slice of the time.
 *
 * <p>The time from start to end is cut into n slices. By slice i (from 0) the sum of all children is to be
 *
 * <pre>    base + floor to lots (Q (i + 1 - first) / (n - first))</pre>
 *
 * where Q was free (OrderQty - CumQty - live) when the plan was made, base was committed then and first is the first slice
 * of the plan. So the slices sum exactly, odd lots are spread, and what a slice could not place or lost is in the next one.
 * The plan is made anew over the slices left when the order is amended, and when a wake-up comes so late that a whole slice
 * was missed.
 *
 * <p>A slice's child goes out at the beginning of the slice or, with jitter, at a random moment of its first half. Under a
 * limit it joins the near touch within the limit (at the limit itself where there is no usable quote); at nine tenths of
 * the slice what is left of it, and of children before it, goes to the far touch within the limit. Without a limit children
 * are market orders. While trading is halted nothing is sent. At the end the rest expires.
 */
final class Twap implements Algo {
    private static final long SECOND_NANOS = 1_000_000_000L;

    static final ParameterDefinition SLICES =
            optional("Slices", ParameterType.INT, 1, 1000, 8, "Number of slices of the same length.");
    static final ParameterDefinition DURATION_SECONDS = optional(
            "DurationSeconds", ParameterType.INT, 1, 86_400, 7200, "Time from start to end, where no end is given.");
    static final ParameterDefinition JITTER =
            flag("Jitter", true, "Children come at random moments of the first half of their slices.");

    private final Dice dice = new Dice();
    private final Setbacks setbacks = new Setbacks();
    private final Restraint restraint = new Restraint();
    private long start;
    private long end;
    private int slices;
    /** First slice of the plan. */
    private int first;
    /** The slice whose child is next. */
    private int next;

    private long baseE8;
    private long planE8;
    private long placeMono = Ticket.NEVER;
    private long crossMono = Ticket.NEVER;
    private long placedMono = Long.MIN_VALUE;

    static AlgoDefinition definition(AlgoDefaults defaults) {
        return new AlgoDefinition(
                1001,
                "TWAP",
                "Buys or sells the same quantity in each slice of the time.",
                List.of(
                        AlgoCatalog.START_TIME,
                        AlgoCatalog.END_TIME,
                        DURATION_SECONDS.withDefault(defaults.twapDurationSeconds()),
                        SLICES.withDefault(defaults.twapSlices()),
                        JITTER.withDefault(defaults.twapJitter() ? 1 : 0)),
                List.of(
                        new ParameterRule.NotBoth(AlgoCatalog.END_TIME, DURATION_SECONDS),
                        new ParameterRule.Below(AlgoCatalog.START_TIME, AlgoCatalog.END_TIME)),
                Twap::new);
    }

    @Override
    public void onStart(Ticket ticket) {
        dice.seed(ticket.seed());
        start = Math.max(ticket.monoNanos(), ticket.startMonoNanos());
        readTimes(ticket);
        ticket.explain("TWAP of " + FieldText.decimal(Children.free(ticket)) + " in " + slices + " slices over "
                + (end - start) / SECOND_NANOS + " s");
        plan(ticket, 0);
        go(ticket);
    }

    @Override
    public void onWake(Ticket ticket) {
        restraint.bringBack(ticket, Long.MAX_VALUE);
        go(ticket);
    }

    @Override
    public void onAmend(Ticket ticket) {
        restraint.bringBack(ticket, Long.MAX_VALUE);
        readTimes(ticket);
        int slice = sliceAt(ticket.monoNanos(), 0);
        boolean placed = placedMono >= sliceStart(slice);
        plan(ticket, placed && slice + 1 < slices ? slice + 1 : slice);
        crossMono = placed ? crossOf(slice) : Ticket.NEVER;
        setbacks.progress();
        ticket.explain("amended: " + FieldText.decimal(planE8) + " over the " + (slices - first) + " slices left");
        go(ticket);
    }

    @Override
    public void onChild(Ticket ticket, ChildEvent event) {
        boolean setback = setbacks.count(event, ticket.monoNanos());
        String lasting = setbacks.lasting();
        if (lasting != null) {
            ticket.finish(lasting);
            return;
        }
        if (setback) {
            ticket.explain(Setbacks.story(event));
            arm(ticket);
        }
    }

    private void readTimes(Ticket ticket) {
        AlgoParameters parameters = ticket.parameters();
        slices = (int) parameters.value(SLICES);
        long ticketEnd = ticket.endMonoNanos();
        long wanted = parameters.isGiven(AlgoCatalog.END_TIME)
                ? ticketEnd
                : Math.min(ticketEnd, start + parameters.value(DURATION_SECONDS) * SECOND_NANOS);
        end = Math.max(start, wanted);
    }

    /** Spreads what is free over the slices from one on. */
    private void plan(Ticket ticket, int fromSlice) {
        first = fromSlice;
        baseE8 = Children.committed(ticket);
        planE8 = Math.max(0, Children.free(ticket));
        aim(ticket, fromSlice);
    }

    private void aim(Ticket ticket, int slice) {
        next = slice;
        if (slice == slices) {
            placeMono = Ticket.NEVER;
            return;
        }
        long from = sliceStart(slice);
        long half = (sliceStart(slice + 1) - from) / 2;
        placeMono = from + (ticket.parameters().flag(JITTER) ? dice.below(half) : 0);
    }

    /** Does all that is due, and asks for the next wake-up. */
    private void go(Ticket ticket) {
        long now = ticket.monoNanos();
        if (now >= end) {
            ticket.finish(
                    "end of the time, " + FieldText.decimal(ticket.orderQtyE8() - ticket.cumQtyE8()) + " unfilled");
            return;
        }
        if (next < slices) {
            int slice = sliceAt(now, next);
            if (slice > next) {
                plan(ticket, slice);
                crossMono = Ticket.NEVER;
                ticket.explain("late: " + FieldText.decimal(planE8) + " over the " + (slices - first) + " slices left");
            }
        }
        if (now >= crossMono) {
            cross(ticket);
            crossMono = Ticket.NEVER;
        }
        if (now >= placeMono) {
            crossMono = crossOf(next);
            placedMono = now;
            aim(ticket, next + 1);
            place(ticket);
        } else if (now >= setbacks.retryMono()) {
            place(ticket);
        }
        arm(ticket);
    }

    private void arm(Ticket ticket) {
        long planned = Math.min(Math.min(placeMono, crossMono), end);
        ticket.wakeAt(Math.min(planned, Math.min(setbacks.retryMono(), restraint.lookMono())));
    }

    /** Sends what is missing from what is due by the slice before the next. */
    private void place(Ticket ticket) {
        setbacks.tried();
        long dueE8 = baseE8
                + Products.floorTo(
                        Products.multiplyDivide(planE8, next - first, slices - first),
                        ticket.instrument().lotE8());
        long committedE8 = Children.committed(ticket);
        long qtyE8 = Children.size(ticket, dueE8 - committedE8, true);
        if (qtyE8 == 0) {
            return;
        }
        if (ticket.market().state() == MarketState.HALTED) {
            ticket.explain("slice " + next + " of " + slices + ": halted, carried on");
            return;
        }
        boolean limited = ticket.limitPriceE8() != Ticket.NO_PRICE;
        long priceE8 = limited ? Pricing.near(ticket) : Ticket.NO_PRICE;
        ticket.explain("slice " + next + " of " + slices + ": " + FieldText.decimal(qtyE8)
                + (limited ? " at " + FieldText.decimal(priceE8) : " at market") + ", due " + FieldText.decimal(dueE8)
                + ", committed " + FieldText.decimal(committedE8));
        ticket.place(qtyE8, limited ? OrdType.LIMIT : OrdType.MARKET, priceE8, TimeInForce.DAY);
    }

    /** Moves what is left of the children to the far touch. */
    private static void cross(Ticket ticket) {
        long priceE8 = Pricing.far(ticket);
        if (priceE8 == Ticket.NO_PRICE) {
            return;
        }
        for (int i = 0; i < ticket.liveChildren(); i++) {
            long child = ticket.child(i);
            long atE8 = ticket.childPriceE8(child);
            if (atE8 != Ticket.NO_PRICE
                    && !ticket.isChildPending(child)
                    && Pricing.isMoreAggressive(ticket, priceE8, atE8)) {
                ticket.explain("child " + child + " crosses with " + FieldText.decimal(ticket.childLeavesE8(child))
                        + " at " + FieldText.decimal(priceE8));
                ticket.replace(child, ticket.childLeavesE8(child), priceE8);
            }
        }
    }

    private long sliceStart(int slice) {
        return start + Products.multiplyDivide(end - start, slice, slices);
    }

    private long crossOf(int slice) {
        long from = sliceStart(slice);
        return from + (sliceStart(slice + 1) - from) / 10 * 9;
    }

    /** The slice of a time, not before a given one. */
    private int sliceAt(long monoNanos, int fromSlice) {
        int slice = fromSlice;
        while (slice + 1 < slices && sliceStart(slice + 1) <= monoNanos) {
            slice++;
        }
        return slice;
    }

    @Override
    public void state(StateStream state) {
        state.section("TWAP", 1, () -> {
            dice.state(state);
            setbacks.state(state);
            restraint.state(state);
            start = state.of(start);
            end = state.of(end);
            slices = state.of(slices);
            first = state.of(first);
            next = state.of(next);
            baseE8 = state.of(baseE8);
            planE8 = state.of(planE8);
            placeMono = state.of(placeMono);
            crossMono = state.of(crossMono);
            placedMono = state.of(placedMono);
        });
    }

    @Override
    public long stateHash() {
        long hash = StateHash.mix(StateHash.mix(StateHash.SEED, start), end);
        hash = StateHash.mix(StateHash.mix(StateHash.mix(hash, slices), first), next);
        hash = StateHash.mix(StateHash.mix(hash, baseE8), planE8);
        hash = StateHash.mix(StateHash.mix(StateHash.mix(hash, placeMono), crossMono), placedMono);
        return setbacks.stateHash(dice.stateHash(restraint.stateHash(hash)));
    }
}
