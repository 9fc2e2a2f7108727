package io.weir.risk;

import io.weir.fix.order.FieldText;
import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Products;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.Verdict;
import io.weir.fix.state.StateStream;

/** The checks of one order against its instrument, its limits and the reference price. */
final class OrderChecks {
    private static final long WHOLE_BPS = 10_000;

    private final Instrument[] instruments;
    private final ReferencePrices prices;
    private CompiledLimits limits;
    private long passiveBeyondCollar;

    OrderChecks(Instrument[] instruments, ReferencePrices prices, CompiledLimits limits) {
        this.instruments = instruments;
        this.prices = prices;
        this.limits = limits;
    }

    void change(CompiledLimits next) {
        limits = next;
    }

    CompiledLimits limits() {
        return limits;
    }

    long passiveBeyondCollar() {
        return passiveBeyondCollar;
    }

    void state(StateStream state) {
        passiveBeyondCollar = state.of(passiveBeyondCollar);
    }

    /** All checks, in their order; the first refusal answers. */
    Verdict check(OrderIntent order, long monoNanos) {
        if (order.instrument < 0 || order.instrument >= instruments.length) {
            return Verdict.refused(Refusal.UNKNOWN_SYMBOL, "unknown symbol");
        }
        Instrument instrument = instruments[order.instrument];
        if (limits.isRestricted(order.instrument)) {
            return Verdict.refused(Refusal.RESTRICTED, instrument.symbol() + " is on the restricted list");
        }
        Verdict verdict = grid(order, instrument);
        if (verdict.passed()) {
            verdict = size(order);
        }
        if (!verdict.passed()) {
            return verdict;
        }
        int collarBps = limits.collarBps(order.client, order.account);
        boolean priced = isPriced(order);
        long baseE8 = OrderIntent.NO_PRICE;
        if (!priced || collarBps != OrderLimits.NO_COLLAR) {
            baseE8 = baseE8(order, monoNanos);
            if (baseE8 == OrderIntent.NO_PRICE) {
                return Verdict.refused(
                        Refusal.NO_REFERENCE_PRICE, "no usable reference price for " + instrument.symbol());
            }
        }
        verdict = notional(order, instrument, priced ? order.priceE8 : worstE8(baseE8, collarBps));
        if (!verdict.passed() || !priced || collarBps == OrderLimits.NO_COLLAR) {
            return verdict;
        }
        return collar(order, baseE8, collarBps);
    }

    /** What a share of an order that passed the checks may cost: its limit, else the reference plus the collar. */
    long assumedPriceE8(OrderIntent order, long monoNanos) {
        return isPriced(order)
                ? order.priceE8
                : worstE8(baseE8(order, monoNanos), limits.collarBps(order.client, order.account));
    }

    private static boolean isPriced(OrderIntent order) {
        return order.ordType.hasLimit() || (order.ordType == OrdType.PEGGED && order.priceE8 != OrderIntent.NO_PRICE);
    }

    /** What a price is measured against: the stop where there is one, for by then the market is there, else the reference. */
    private long baseE8(OrderIntent order, long monoNanos) {
        return isStop(order) ? order.stopPxE8 : prices.referenceE8(order.instrument, monoNanos);
    }

    private static boolean isStop(OrderIntent order) {
        return order.ordType == OrdType.STOP || order.ordType == OrdType.STOP_LIMIT;
    }

    private static long worstE8(long baseE8, int collarBps) {
        if (collarBps == OrderLimits.NO_COLLAR) {
            return baseE8;
        }
        long more = Products.multiplyDivide(baseE8, collarBps, WHOLE_BPS);
        return more == Products.OVERFLOW || baseE8 + more < 0 ? Long.MAX_VALUE : baseE8 + more;
    }

    private static Verdict grid(OrderIntent order, Instrument instrument) {
        long qty = order.orderQtyE8;
        if (qty <= 0) {
            return Verdict.refused(Refusal.QUANTITY, "quantity " + FieldText.decimal(qty) + " is not above zero");
        }
        if (instrument.lotE8() > 0 && qty % instrument.lotE8() != 0) {
            return Verdict.refused(
                    Refusal.QUANTITY,
                    "quantity " + FieldText.decimal(qty) + " is not a multiple of the lot "
                            + FieldText.decimal(instrument.lotE8()));
        }
        if (qty < instrument.minQtyE8()) {
            return Verdict.refused(
                    Refusal.QUANTITY,
                    "quantity " + FieldText.decimal(qty) + " is below the smallest order "
                            + FieldText.decimal(instrument.minQtyE8()));
        }
        if (isStop(order)) {
            Verdict stop = tick("stop price", order.stopPxE8, instrument.tickE8());
            if (!stop.passed()) {
                return stop;
            }
        }
        return isPriced(order) ? tick("price", order.priceE8, instrument.tickE8()) : Verdict.PASSED;
    }

    private static Verdict tick(String what, long priceE8, long tickE8) {
        if (priceE8 == OrderIntent.NO_PRICE) {
            return Verdict.refused(Refusal.INVALID, "no " + what);
        }
        if (priceE8 <= 0) {
            return Verdict.refused(Refusal.INVALID, what + " " + FieldText.decimal(priceE8) + " is not above zero");
        }
        if (tickE8 > 0 && priceE8 % tickE8 != 0) {
            return Verdict.refused(
                    Refusal.INVALID,
                    what + " " + FieldText.decimal(priceE8) + " is not a multiple of the tick "
                            + FieldText.decimal(tickE8));
        }
        return Verdict.PASSED;
    }

    private Verdict size(OrderIntent order) {
        long limit = limits.maxQtyE8(order.client, order.account);
        if (order.orderQtyE8 <= limit) {
            return Verdict.PASSED;
        }
        return Verdict.refused(
                Refusal.SIZE,
                "quantity " + FieldText.decimal(order.orderQtyE8) + " is above the "
                        + limits.qtyScope(order.client, order.account) + " limit " + FieldText.decimal(limit));
    }

    private Verdict notional(OrderIntent order, Instrument instrument, long priceE8) {
        long notional = Products.notionalE2(priceE8, order.orderQtyE8, instrument.multiplierE8());
        if (notional == Products.OVERFLOW) {
            return Verdict.refused(Refusal.SIZE, "notional is too large to count");
        }
        long limit = limits.maxNotionalE2(order.client, order.account);
        if (notional <= limit) {
            return Verdict.PASSED;
        }
        return Verdict.refused(
                Refusal.SIZE,
                "notional " + FieldText.amount(notional) + " is above the "
                        + limits.notionalScope(order.client, order.account) + " limit " + FieldText.amount(limit));
    }

    /** Hard where the price would take too much of the market, only counted where it would wait too far away. */
    private Verdict collar(OrderIntent order, long baseE8, int collarBps) {
        long width = Products.multiplyDivide(baseE8, collarBps, WHOLE_BPS);
        long above = worstE8(baseE8, collarBps);
        long below = width == Products.OVERFLOW ? 0 : Math.max(0, baseE8 - width);
        boolean buys = order.side.isBuy();
        long price = order.priceE8;
        if (buys ? price < below : price > above) {
            passiveBeyondCollar++;
            return Verdict.PASSED;
        }
        if (buys ? price <= above : price >= below) {
            return Verdict.PASSED;
        }
        return Verdict.refused(
                Refusal.COLLAR,
                "price " + FieldText.decimal(price) + (buys ? " is above " : " is below ")
                        + FieldText.decimal(buys ? above : below) + ", the collar of " + collarBps + " bps around "
                        + FieldText.decimal(baseE8));
    }
}
