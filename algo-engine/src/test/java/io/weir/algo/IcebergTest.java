package io.weir.algo;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.order.Refusal;
import io.weir.fix.order.Verdict;
import org.junit.jupiter.api.Test;

class IcebergTest {
    @Test
    void aNewChildComesAtEightyPercentAndNeverShowsMoreThanTheDisplay() {
        Desk desk = Desk.iceberg(1000).limit("10").with("DisplayQty=200");

        desk.start().accept(1).fill(1, 159);
        assertThat(desk.done()).containsExactly("0s place 1: 200 LIMIT 10 DAY");
        desk.fill(1, 1);
        assertThat(desk.done()).containsExactly("0s place 2: 160 LIMIT 10 DAY");
        assertThat(desk.liveQtyE8()).isEqualTo(200 * Desk.ONE);
        desk.fill(1, 40).fill(2, 119);
        assertThat(desk.done()).isEmpty();
        desk.fill(2, 1);
        assertThat(desk.done()).containsExactly("0s place 3: 160 LIMIT 10 DAY");
    }

    @Test
    void theWholeOrderIsWorkedByTheDefaults() {
        Desk desk = Desk.iceberg(5000).limit("10").fillingAtOnce();

        desk.start();

        assertThat(desk.done())
                .hasSize(10)
                .startsWith("0s place 1: 500 LIMIT 10 DAY", "0s place 2: 500 LIMIT 10 DAY")
                .endsWith("0s place 10: 500 LIMIT 10 DAY");
        assertThat(desk.isFinished()).isTrue();
    }

    @Test
    void theDisplayIsAHundredOrTenPercentWhicheverIsMore() {
        assertThat(Desk.iceberg(700).limit("10").start().done()).containsExactly("0s place 1: 100 LIMIT 10 DAY");
        assertThat(Desk.iceberg(1234).limit("10").start().done()).containsExactly("0s place 1: 123 LIMIT 10 DAY");
        assertThat(Desk.iceberg(60).limit("10").start().done()).containsExactly("0s place 1: 60 LIMIT 10 DAY");
        assertThat(Desk.iceberg(12_300)
                        .limit("10")
                        .grid(100, "0.01", 100)
                        .start()
                        .done())
                .containsExactly("0s place 1: 1200 LIMIT 10 DAY");
        assertThat(Desk.iceberg(500)
                        .limit("10")
                        .grid(100, "0.01", 100)
                        .with("DisplayQty=30")
                        .start()
                        .done())
                .containsExactly("0s place 1: 100 LIMIT 10 DAY");
    }

    @Test
    void afterTheLastRefreshItSaysSoOnceAndRestsUntilAmended() {
        Desk desk = Desk.iceberg(1000)
                .limit("10")
                .with("DisplayQty=100;MaxRefreshes=2")
                .fillingAtOnce();

        desk.start().at(3600);

        assertThat(desk.done())
                .containsExactly(
                        "0s place 1: 100 LIMIT 10 DAY", "0s place 2: 100 LIMIT 10 DAY", "0s place 3: 100 LIMIT 10 DAY");
        assertThat(desk.story.stream().filter(line -> line.contains("alert")).toList())
                .containsExactly("0s alert: 2 refreshes are done, the iceberg rests with 700 not shown");

        desk.amendWith("DisplayQty=100;MaxRefreshes=3");
        assertThat(desk.done()).containsExactly("3600s place 4: 100 LIMIT 10 DAY");
    }

    @Test
    void aFillOfNothingDoesNotSpin() {
        Desk desk = Desk.iceberg(1000).limit("10").with("DisplayQty=100");
        desk.start().accept(1);
        desk.done();

        for (int i = 0; i < 1000; i++) {
            desk.fill(1, 0);
        }
        desk.at(1000);

        assertThat(desk.done()).isEmpty();
    }

    @Test
    void refreshesKeepTheirDistanceInTime() {
        Desk desk = Desk.iceberg(300)
                .limit("10")
                .with("DisplayQty=100;MinReplenishSeconds=30")
                .fillingAtOnce();

        desk.start().at(100);

        assertThat(desk.done())
                .containsExactly(
                        "0s place 1: 100 LIMIT 10 DAY",
                        "30s place 2: 100 LIMIT 10 DAY",
                        "60s place 3: 100 LIMIT 10 DAY");
    }

    @Test
    void varianceShowsLessAndNeverMore() {
        long smallest = Long.MAX_VALUE;
        long largest = 0;
        for (long seed = 0; seed < 300; seed++) {
            Desk desk = Desk.iceberg(10_000)
                    .limit("10")
                    .grid(10, "0.01", 0)
                    .with("DisplayQty=1000;Variance=0.4;MaxRefreshes=1000")
                    .seeded(seed)
                    .fillingAtOnce();
            desk.start();
            assertThat(desk.cumQtyE8()).isEqualTo(10_000 * Desk.ONE);
            for (Desk.Child child : desk.children.values()) {
                largest = Math.max(largest, child.qtyE8);
                if (child.number < desk.children.size()) {
                    smallest = Math.min(smallest, child.qtyE8);
                }
            }
        }
        assertThat(smallest).isBetween(600 * Desk.ONE, 620 * Desk.ONE);
        assertThat(largest).isBetween(980 * Desk.ONE, 1000 * Desk.ONE);
    }

    @Test
    void theOffsetMovesChildrenAwayFromTheMarket() {
        Desk buy = Desk.iceberg(1000).limit("10").with("OffsetTicks=3");
        Desk sell = Desk.iceberg(1000).sells().limit("10").with("OffsetTicks=3");

        assertThat(buy.start().done()).containsExactly("0s place 1: 100 LIMIT 9.97 DAY");
        assertThat(sell.start().done()).containsExactly("0s place 1: 100 LIMIT 10.03 DAY");
    }

    @Test
    void withoutALimitItJoinsTheNearTouchAndWaitsForAQuote() {
        Desk desk = Desk.iceberg(1000).market(MarketState.STALE, "10.00", "10.02");

        desk.start().at(60);
        assertThat(desk.done()).isEmpty();
        desk.quote("9.99", "10.01").quote("9.98", "10.01");
        assertThat(desk.done()).containsExactly("60s place 1: 100 LIMIT 9.99 DAY");
    }

    @Test
    void whileHaltedItWaitsForAQuote() {
        Desk desk = Desk.iceberg(1000).limit("10").market(MarketState.HALTED, "10.00", "10.02");

        desk.start().at(60);
        assertThat(desk.done()).isEmpty();
        desk.quote("9.99", "10.01");
        assertThat(desk.done()).containsExactly("60s place 1: 100 LIMIT 10 DAY");
    }

    @Test
    void whatTheBrokerCancelsComesAgainAfterAPauseThreeTimes() {
        Desk desk = Desk.iceberg(1000).limit("10");
        desk.start();
        desk.done(1, false).at(4.9);
        assertThat(desk.done()).containsExactly("0s place 1: 100 LIMIT 10 DAY");
        desk.at(5).done(2, false).at(10).done(3, false).at(15).done(4, false);

        assertThat(desk.done())
                .containsExactly(
                        "5s place 2: 100 LIMIT 10 DAY",
                        "10s place 3: 100 LIMIT 10 DAY",
                        "15s place 4: 100 LIMIT 10 DAY",
                        "15s finish: the broker takes no child");
    }

    @Test
    void aRefusalWhileNothingIsFreeDoesNotSpin() {
        Desk desk = Desk.iceberg(100).limit("10");
        desk.start()
                .refuse(1, Verdict.refused(Refusal.BROKER_UNAVAILABLE, "BROKER1 is down"))
                .at(5);

        assertThat(desk.done()).containsExactly("0s place 1: 100 LIMIT 10 DAY", "5s place 2: 100 LIMIT 10 DAY");
        desk.at(3600);
        assertThat(desk.done()).isEmpty();
    }

    @Test
    void anUnpricedRetryDoesNotSpin() {
        Desk desk = Desk.iceberg(100).market("10.00", "10.02");
        desk.start().refuse(1, Verdict.refused(Refusal.NO_REFERENCE_PRICE, "none"));
        desk.market(MarketState.STALE, "10.00", "10.02").at(3600);

        assertThat(desk.done()).containsExactly("0s place 1: 100 LIMIT 10 DAY");
        desk.quote("10.01", "10.02");
        assertThat(desk.done()).containsExactly("3600s place 2: 100 LIMIT 10.01 DAY");
    }

    @Test
    void amendedDownTakesBackWhatIsShown() {
        Desk desk = Desk.iceberg(1000).limit("10").with("DisplayQty=200");
        desk.start().fill(1, 160).done();

        desk.amend(250, "10");
        assertThat(desk.done()).containsExactly("0s replace 2: 50 10");
        desk.replaced(2).fill(2, 50);
        assertThat(desk.done()).isEmpty();
        desk.fill(1, 40);
        assertThat(desk.isFinished()).isTrue();
    }

    @Test
    void aSmallerDisplayTakesBackWhatIsShown() {
        Desk desk = Desk.iceberg(1000).limit("10").with("DisplayQty=200");
        desk.start().done();

        desk.amendWith("DisplayQty=50");

        assertThat(desk.done()).containsExactly("0s replace 1: 50 10");
    }

    @Test
    void anAmendedLimitMovesTheChildren() {
        Desk desk = Desk.iceberg(1000).limit("10").with("OffsetTicks=1");
        desk.start().done();

        desk.amend(1000, "10.5");
        assertThat(desk.done()).containsExactly("0s replace 1: 100 10.49");
    }

    @Test
    void theEndExpiresTheRest() {
        Desk desk = Desk.iceberg(1000).limit("10").endsAt(60);

        desk.start().fill(1, 30).at(100);

        assertThat(desk.done())
                .containsExactly("0s place 1: 100 LIMIT 10 DAY", "60s finish: end of the time, 970 unfilled");
    }

    @Test
    void theLastChildLeavesNothingTooSmall() {
        Desk desk = Desk.iceberg(205)
                .limit("10")
                .grid(1, "0.01", 10)
                .with("DisplayQty=100")
                .fillingAtOnce();

        desk.start();

        assertThat(desk.done())
                .containsExactly(
                        "0s place 1: 100 LIMIT 10 DAY", "0s place 2: 95 LIMIT 10 DAY", "0s place 3: 10 LIMIT 10 DAY");
    }
}
