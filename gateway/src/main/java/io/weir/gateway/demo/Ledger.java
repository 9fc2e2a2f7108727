package io.weir.gateway.demo;

import io.weir.fix.codec.Decimals;
import io.weir.fix.order.Products;
import io.weir.gateway.oms.OmsOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The closing table: each order with its fills, its average and arrival price, and what the difference has cost.
 *
 * <p>Slippage is positive where it is a cost: buy (average - arrival) / arrival, sell (arrival - average) / arrival.
 */
final class Ledger {
    private static final long MILLION = 1_000_000L;
    private static final long TEN_THOUSAND = 10_000L;

    private record Row(OmsOrder order, long arrivalE8) {
        boolean isFilled() {
            return order.cumE8() != 0;
        }

        /** What a share has cost more than at its arrival. */
        long costE8() {
            long paid = order.avgPxE8() - arrivalE8;
            return order.asked().side().isBuy() ? paid : -paid;
        }

        long costE2() {
            long size = Products.notionalE2(costE8(), order.cumE8(), Products.ONE);
            return costE8() < 0 ? -size : size;
        }

        long arrivalNotionalE2() {
            return Products.notionalE2(arrivalE8, order.cumE8(), Products.ONE);
        }
    }

    private final List<Row> rows = new ArrayList<>();

    /** Adds an order and the price that there was when it was sent. */
    void add(OmsOrder order, long arrivalE8) {
        rows.add(new Row(order, arrivalE8));
    }

    /** The table, with a last line of totals. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(row("#", "order", "end", "fills", "children", "quantity", "average", "arrival", "bps", "cost"));
        long qty = 0;
        long cost = 0;
        long arrived = 0;
        int fills = 0;
        int children = 0;
        for (Row each : rows) {
            OmsOrder order = each.order();
            qty += order.cumE8();
            fills += order.fills().size();
            children += order.children();
            if (each.isFilled()) {
                cost += each.costE2();
                arrived += each.arrivalNotionalE2();
            }
            lines.add(row(
                    order.id(),
                    order.terms(),
                    order.state(),
                    order.fills().size(),
                    order.children(),
                    Decimals.text(order.cumE8()),
                    each.isFilled() ? Decimals.text(order.avgPxE8()) : "-",
                    each.isFilled() ? Decimals.text(each.arrivalE8()) : "-",
                    each.isFilled() ? hundredths(bpsE2(each.costE8(), each.arrivalE8())) : "-",
                    each.isFilled() ? hundredths(each.costE2()) : "-"));
        }
        lines.add(row(
                "",
                rows.size() + " orders",
                "",
                fills,
                children,
                Decimals.text(qty),
                "",
                "",
                arrived == 0 ? "-" : hundredths(bpsE2(cost, arrived)),
                hundredths(cost)));
        return lines;
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-3s %-34s %-9s %5s %8s %9s %13s %10s %8s %10s", cells)
                .stripTrailing();
    }

    /** A part of a whole in basis points, rounded half away from zero at 2 decimals. */
    static long bpsE2(long part, long whole) {
        long twice = Products.multiplyDivide(Math.abs(part), 2 * TEN_THOUSAND * 100, whole);
        long rounded = (twice + 1) / 2;
        return part < 0 ? -rounded : rounded;
    }

    private static String hundredths(long valueE2) {
        // Both decimals always, so that the columns stand below each other.
        String digits = Decimals.text(valueE2 * MILLION);
        int point = digits.indexOf('.');
        return point < 0 ? digits + ".00" : digits.length() - point == 2 ? digits + "0" : digits;
    }
}
