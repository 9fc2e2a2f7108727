package io.weir.paper.market;

import io.weir.fix.order.TimeInForce;
import java.util.ArrayList;
import java.util.List;

/** The book as one would first write it down: a list, and each trade looks for the best order again. */
final class SlowBook {
    static final class Entry {
        final String name;
        final boolean buy;
        long price;
        long leaves;
        long shown;
        long display;
        /** When it last queued. */
        long turn;

        Entry(String name, boolean buy, long price, long leaves, long display) {
            this.name = name;
            this.buy = buy;
            this.price = price;
            this.leaves = leaves;
            this.display = display;
        }

        void show() {
            shown = display == 0 ? leaves : Math.min(display, leaves);
        }
    }

    final List<Entry> entries = new ArrayList<>();
    final List<String> trades = new ArrayList<>();
    private long turns;

    void enter(Entry entry, TimeInForce timeInForce) {
        if (timeInForce == TimeInForce.FOK && available(entry) < entry.leaves) {
            return;
        }
        match(entry);
        boolean stays = timeInForce == TimeInForce.DAY && entry.price != BookOrder.NO_PRICE;
        if (stays && entry.leaves > 0) {
            queue(entry);
        }
    }

    void cancel(Entry entry) {
        entries.remove(entry);
    }

    void amend(Entry entry, long price, long leaves, long display) {
        if (price == entry.price && display == entry.display && leaves <= entry.leaves) {
            entry.leaves = leaves;
            entry.shown = Math.min(entry.shown, leaves);
            return;
        }
        entries.remove(entry);
        entry.price = price;
        entry.leaves = leaves;
        entry.display = display;
        enter(entry, TimeInForce.DAY);
    }

    long shown(boolean buy, long price) {
        return entries.stream()
                .filter(each -> each.buy == buy && each.price == price)
                .mapToLong(each -> each.shown)
                .sum();
    }

    private void queue(Entry entry) {
        entry.show();
        entry.turn = ++turns;
        entries.add(entry);
    }

    private void match(Entry entry) {
        Entry best;
        while (entry.leaves > 0 && (best = best(entry)) != null) {
            long qty = Math.min(entry.leaves, best.shown);
            entry.leaves -= qty;
            best.leaves -= qty;
            best.shown -= qty;
            trades.add(entry.name + " takes " + qty + " of " + best.name + " at " + best.price);
            if (best.leaves == 0) {
                entries.remove(best);
            } else if (best.shown == 0) {
                entries.remove(best);
                queue(best);
            }
        }
    }

    private Entry best(Entry entry) {
        Entry best = null;
        for (Entry each : entries) {
            if (crosses(entry, each) && (best == null || before(each, best))) {
                best = each;
            }
        }
        return best;
    }

    private static boolean before(Entry one, Entry other) {
        if (one.price != other.price) {
            return one.buy ? one.price > other.price : one.price < other.price;
        }
        return one.turn < other.turn;
    }

    private long available(Entry entry) {
        return entries.stream()
                .filter(each -> crosses(entry, each))
                .mapToLong(each -> each.leaves)
                .sum();
    }

    private static boolean crosses(Entry entry, Entry resting) {
        return entry.buy != resting.buy
                && (entry.price == BookOrder.NO_PRICE
                        || (entry.buy ? resting.price <= entry.price : resting.price >= entry.price));
    }
}
