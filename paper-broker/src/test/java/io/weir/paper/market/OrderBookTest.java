package io.weir.paper.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.weir.fix.order.TimeInForce;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderBookTest {
    private final List<String> trades = new ArrayList<>();
    private final OrderBook book = new OrderBook((resting, aggressor, qtyE8, priceE8) ->
            trades.add(aggressor.owner() + " takes " + qtyE8 + " of " + resting.owner() + " at " + priceE8));

    @Test
    void betterPriceFirstThenOlderOrder() {
        limit("s1", false, 101, 10);
        limit("s2", false, 100, 10);
        limit("s3", false, 100, 10);
        limit("b1", true, 101, 25);

        assertThat(trades)
                .containsExactly("b1 takes 10 of s2 at 100", "b1 takes 10 of s3 at 100", "b1 takes 5 of s1 at 101");
        assertThat(shown()).containsExactly("ask 5 at 101 (1)");
    }

    @Test
    void restOfALimitOrderStays() {
        limit("s1", false, 100, 10);
        limit("b1", true, 100, 15);

        assertThat(trades).containsExactly("b1 takes 10 of s1 at 100");
        assertThat(shown()).containsExactly("bid 5 at 100 (1)");
        assertThat(book.lastPriceE8()).isEqualTo(100);
    }

    @Test
    void marketOrderTakesEveryPriceAndNeverStays() {
        limit("s1", false, 100, 10);
        limit("s2", false, 900, 10);
        BookOrder rest = book.enter(true, BookOrder.NO_PRICE, 30, 0, TimeInForce.DAY, "b1");

        assertThat(rest).isNull();
        assertThat(trades).containsExactly("b1 takes 10 of s1 at 100", "b1 takes 10 of s2 at 900");
        assertThat(shown()).isEmpty();
    }

    @Test
    void immediateOrCancelTradesWhatItCanAndNeverStays() {
        limit("s1", false, 100, 10);
        BookOrder rest = book.enter(true, 100, 30, 0, TimeInForce.IOC, "b1");

        assertThat(rest).isNull();
        assertThat(trades).containsExactly("b1 takes 10 of s1 at 100");
        assertThat(shown()).isEmpty();
    }

    @Test
    void fillOrKillTradesWholeOrNotAtAll() {
        limit("s1", false, 100, 10);
        limit("s2", false, 101, 10);
        book.enter(true, 100, 11, 0, TimeInForce.FOK, "b1");
        assertThat(trades).isEmpty();

        book.enter(true, 101, 11, 0, TimeInForce.FOK, "b2");
        assertThat(trades).containsExactly("b2 takes 10 of s1 at 100", "b2 takes 1 of s2 at 101");
    }

    @Test
    void fillOrKillCountsWhatIcebergsHide() {
        iceberg("s1", false, 100, 50, 10);
        book.enter(true, 100, 50, 0, TimeInForce.FOK, "b1");

        assertThat(trades).hasSize(5);
        assertThat(shown()).isEmpty();
    }

    @Test
    void icebergShowsItsPartAndQueuesAgainBehindOthers() {
        iceberg("s1", false, 100, 30, 10);
        limit("s2", false, 100, 10);
        assertThat(shown()).containsExactly("ask 20 at 100 (2)");

        limit("b1", true, 100, 25);

        assertThat(trades)
                .containsExactly("b1 takes 10 of s1 at 100", "b1 takes 10 of s2 at 100", "b1 takes 5 of s1 at 100");
        assertThat(shown()).containsExactly("ask 5 at 100 (1)");

        limit("b2", true, 100, 20);
        assertThat(trades.subList(3, 5)).containsExactly("b2 takes 5 of s1 at 100", "b2 takes 10 of s1 at 100");
        assertThat(shown()).containsExactly("bid 5 at 100 (1)");
    }

    @Test
    void smallerQuantityKeepsItsPlace() {
        BookOrder first = limit("s1", false, 100, 10);
        limit("s2", false, 100, 10);
        book.amend(first, 100, 4, 0);
        limit("b1", true, 100, 6);

        assertThat(trades).containsExactly("b1 takes 4 of s1 at 100", "b1 takes 2 of s2 at 100");
    }

    @Test
    void largerQuantityLosesItsPlace() {
        BookOrder first = limit("s1", false, 100, 10);
        limit("s2", false, 100, 10);
        book.amend(first, 100, 11, 0);
        limit("b1", true, 100, 12);

        assertThat(trades).containsExactly("b1 takes 10 of s2 at 100", "b1 takes 2 of s1 at 100");
    }

    @Test
    void newPriceTradesAtOnceWhereItCrosses() {
        BookOrder first = limit("b1", true, 99, 10);
        limit("s1", false, 100, 4);
        BookOrder moved = book.amend(first, 100, 10, 0);

        assertThat(trades).containsExactly("b1 takes 4 of s1 at 100");
        assertThat(moved).isNotNull();
        assertThat(shown()).containsExactly("bid 6 at 100 (1)");
    }

    @Test
    void cancelTakesAnOrderOutOfTheMiddle() {
        limit("s1", false, 100, 10);
        BookOrder second = limit("s2", false, 100, 10);
        limit("s3", false, 100, 10);
        book.cancel(second);
        limit("b1", true, 100, 20);

        assertThat(trades).containsExactly("b1 takes 10 of s1 at 100", "b1 takes 10 of s3 at 100");
    }

    @Test
    void steadyStateAllocatesNothing() {
        OrderBook busy = new OrderBook((resting, aggressor, qtyE8, priceE8) -> {});
        churn(busy, 200_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        churn(busy, 100_000);
        long after = threads.getCurrentThreadAllocatedBytes();

        assertThat(after - before).isLessThan(10_000);
    }

    private static void churn(OrderBook busy, int rounds) {
        Seeds seeds = new Seeds(7);
        for (int i = 0; i < rounds; i++) {
            long priceE8 = 1000 + seeds.below(50);
            BookOrder bid = busy.enter(true, priceE8, 10, 0, TimeInForce.DAY, busy);
            busy.enter(false, priceE8 - 20, 7, 0, TimeInForce.IOC, busy);
            if (bid != null && bid.leavesE8() == 10 && seeds.chance(50)) {
                busy.cancel(bid);
            } else {
                busy.enter(false, BookOrder.NO_PRICE, 9, 0, TimeInForce.IOC, busy);
            }
        }
    }

    private BookOrder limit(String owner, boolean buy, long price, long qty) {
        return iceberg(owner, buy, price, qty, 0);
    }

    private BookOrder iceberg(String owner, boolean buy, long price, long qty, long display) {
        return book.enter(buy, price, qty, display, TimeInForce.DAY, owner);
    }

    private List<String> shown() {
        List<String> shown = new ArrayList<>();
        for (boolean buy : new boolean[] {true, false}) {
            for (int i = 0; i < book.levels(buy); i++) {
                shown.add((buy ? "bid " : "ask ") + book.shownE8(buy, i) + " at " + book.priceE8(buy, i) + " ("
                        + book.orders(buy, i) + ")");
            }
        }
        return shown;
    }
}
