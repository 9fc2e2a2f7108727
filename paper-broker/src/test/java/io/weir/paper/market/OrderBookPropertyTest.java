package io.weir.paper.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.order.TimeInForce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lives of a book, against the slow one; a failure names its seed. */
class OrderBookPropertyTest {
    private static final int STEPS = 4_000;

    private final SlowBook slow = new SlowBook();
    private final List<String> trades = new ArrayList<>();
    private final Map<String, BookOrder> resting = new HashMap<>();
    private final OrderBook fast = new OrderBook(this::traded);
    private long traded;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void sameTradesAndSameBookAsTheSlowOne(long seed) {
        Seeds seeds = new Seeds(seed);
        long entered = 0;
        long removed = 0;
        for (int i = 0; i < STEPS; i++) {
            long roll = seeds.below(10);
            if (roll < 6 || slow.entries.isEmpty()) {
                entered += enter(seeds, "o" + i);
                removed += lost;
            } else {
                SlowBook.Entry entry = slow.entries.get((int) seeds.below(slow.entries.size()));
                removed += entry.leaves;
                long now = roll < 8 ? cancel(entry) : amend(seeds, entry);
                entered += now;
            }
            assertThat(trades).as("seed %d step %d", seed, i).isEqualTo(slow.trades);
            trades.clear();
            slow.trades.clear();
            checkBook(seed, i);
            long open = slow.entries.stream().mapToLong(each -> each.leaves).sum();
            assertThat(entered).as("conserved, seed %d step %d", seed, i).isEqualTo(open + 2 * traded + removed);
        }
        assertThat(traded).isPositive();
    }

    /** What an order that may not stay has left. */
    private long lost;

    private long enter(Seeds seeds, String name) {
        boolean buy = seeds.chance(50);
        long price = seeds.below(20) == 0 ? BookOrder.NO_PRICE : 95 + seeds.below(6) + (buy ? 0 : 4);
        long qty = 1 + seeds.below(100);
        long display = seeds.chance(20) ? 1 + seeds.below(20) : 0;
        TimeInForce time = switch ((int) seeds.below(8)) {
            case 0 -> TimeInForce.IOC;
            case 1 -> TimeInForce.FOK;
            default -> TimeInForce.DAY;
        };
        SlowBook.Entry entry = new SlowBook.Entry(name, buy, price, qty, display);
        slow.enter(entry, time);
        keep(name, fast.enter(buy, price, qty, display, time, name));
        lost = slow.entries.contains(entry) ? 0 : entry.leaves;
        return qty;
    }

    private long cancel(SlowBook.Entry entry) {
        slow.cancel(entry);
        fast.cancel(resting.remove(entry.name));
        return 0;
    }

    private long amend(Seeds seeds, SlowBook.Entry entry) {
        boolean move = seeds.chance(50);
        long price = move ? 95 + seeds.below(10) : entry.price;
        long qty = 1 + seeds.below(100);
        long display = seeds.chance(80) ? entry.display : seeds.below(20);
        BookOrder order = resting.remove(entry.name);
        slow.amend(entry, price, qty, display);
        keep(entry.name, fast.amend(order, price, qty, display));
        return qty;
    }

    private void keep(String name, BookOrder order) {
        if (order != null) {
            resting.put(name, order);
        }
    }

    private void traded(BookOrder rest, BookOrder aggressor, long qtyE8, long priceE8) {
        trades.add(aggressor.owner() + " takes " + qtyE8 + " of " + rest.owner() + " at " + priceE8);
        traded += qtyE8;
        if (rest.leavesE8() == 0) {
            resting.remove((String) rest.owner());
        }
    }

    private void checkBook(long seed, int step) {
        assertThat(resting).as("seed %d step %d", seed, step).hasSize(slow.entries.size());
        for (boolean buy : new boolean[] {true, false}) {
            long total = 0;
            int orders = 0;
            for (int i = 0; i < fast.levels(buy); i++) {
                long price = fast.priceE8(buy, i);
                assertThat(fast.shownE8(buy, i))
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(slow.shown(buy, price));
                if (i > 0) {
                    assertThat(buy ? fast.priceE8(buy, i - 1) - price : price - fast.priceE8(buy, i - 1))
                            .isPositive();
                }
                total += fast.shownE8(buy, i);
                orders += fast.orders(buy, i);
            }
            assertThat(total).isEqualTo(sum(buy));
            assertThat(orders).isEqualTo((int)
                    slow.entries.stream().filter(each -> each.buy == buy).count());
        }
        if (fast.levels(true) > 0 && fast.levels(false) > 0) {
            assertThat(fast.bestE8(true))
                    .as("crossed, seed %d step %d", seed, step)
                    .isLessThan(fast.bestE8(false));
        }
    }

    private long sum(boolean buy) {
        return slow.entries.stream()
                .filter(each -> each.buy == buy)
                .mapToLong(each -> each.shown)
                .sum();
    }
}
