package io.weir.algo;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.order.Refusal;
import io.weir.fix.order.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwapTest {
    private static final String FOUR_IN_40_S = "Slices=4;DurationSeconds=40;Jitter=N";

    @Test
    void limitedSlicesJoinTheNearTouchAndCrossBeforeTheirEnd() {
        Desk desk = Desk.twap(1000).limit("10.05").market("10.00", "10.02").with(FOUR_IN_40_S);

        desk.start();
        assertThat(desk.done()).containsExactly("0s place 1: 250 LIMIT 10 DAY");
        desk.accept(1).fill(1, 100).at(9);
        assertThat(desk.done()).containsExactly("9s replace 1: 150 10.02");
        desk.replaced(1).fill(1, 150).market("10.04", "10.07").at(19);
        assertThat(desk.done()).containsExactly("10s place 2: 250 LIMIT 10.04 DAY", "19s replace 2: 250 10.05");
        desk.replaced(2).fill(2, 50).at(29);
        assertThat(desk.done()).containsExactly("20s place 3: 250 LIMIT 10.04 DAY", "29s replace 3: 250 10.05");
        desk.replaced(3).fill(2, 200).fill(3, 250).at(39.5);
        assertThat(desk.done()).containsExactly("30s place 4: 250 LIMIT 10.04 DAY", "39s replace 4: 250 10.05");
        desk.replaced(4).fill(4, 50).at(100);
        assertThat(desk.done()).containsExactly("40s finish: end of the time, 200 unfilled");
    }

    @Test
    void aSellJoinsTheAskAndCrossesToTheBid() {
        Desk desk =
                Desk.twap(1000).sells().limit("10.01").market("10.00", "10.02").with(FOUR_IN_40_S);

        desk.start().at(9);

        assertThat(desk.done()).containsExactly("0s place 1: 250 LIMIT 10.02 DAY", "9s replace 1: 250 10.01");
    }

    @Test
    void withoutALimitChildrenAreMarketOrders() {
        Desk desk = Desk.twap(100).with("Slices=3;DurationSeconds=30;Jitter=N").fillingAtOnce();

        desk.start().at(30);

        assertThat(desk.done())
                .containsExactly(
                        "0s place 1: 33 MARKET DAY", "10s place 2: 33 MARKET DAY", "20s place 3: 34 MARKET DAY");
        assertThat(desk.isFinished()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STALE", "CROSSED", "NONE"})
    void withoutAUsableQuoteChildrenAreAtTheLimitAndStay(String state) {
        Desk desk = Desk.twap(1000)
                .limit("10.05")
                .market(MarketState.valueOf(state), "10.07", "10.02")
                .with(FOUR_IN_40_S);

        desk.start().at(9.5);

        assertThat(desk.done()).containsExactly("0s place 1: 250 LIMIT 10.05 DAY");
    }

    @Test
    void whileHaltedNothingIsSentAndAllIsCarriedOn() {
        Desk desk = Desk.twap(1000)
                .limit("10.05")
                .market(MarketState.HALTED, "10", "10.02")
                .with(FOUR_IN_40_S);

        desk.start().at(15).market("10", "10.02").at(20);

        assertThat(desk.done()).containsExactly("20s place 1: 750 LIMIT 10 DAY");
    }

    @Test
    void quotesOffTheTickAreRoundedToTheHarmlessSide() {
        Desk buy = Desk.twap(1000)
                .limit("11")
                .grid(1, "0.05", 0)
                .market("10.03", "10.08")
                .with(FOUR_IN_40_S);
        Desk sell = Desk.twap(1000)
                .sells()
                .limit("9")
                .grid(1, "0.05", 0)
                .market("10.03", "10.08")
                .with(FOUR_IN_40_S);

        assertThat(buy.start().at(9).done()).containsExactly("0s place 1: 250 LIMIT 10 DAY", "9s replace 1: 250 10.05");
        assertThat(sell.start().at(9).done())
                .containsExactly("0s place 1: 250 LIMIT 10.1 DAY", "9s replace 1: 250 10.05");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10, 100})
    void slicesSumExactlyAndStayWithinOneLotOfTheLine(long lot) {
        for (long qty = lot; qty <= 10_000; qty += lot) {
            Desk desk = Desk.twap(qty)
                    .grid(lot, "0.01", 0)
                    .with("DurationSeconds=80;Jitter=N")
                    .fillingAtOnce();
            desk.start();
            for (int slice = 1; slice <= 8; slice++) {
                desk.at(slice * 10 - 1);
                double line = qty * slice / 8.0;
                assertThat(desk.cumQtyE8() / (double) Desk.ONE)
                        .as("quantity %d, slice %d", qty, slice)
                        .isBetween(line - lot, line + lot);
            }
            assertThat(desk.cumQtyE8()).as("quantity %d", qty).isEqualTo(qty * Desk.ONE);
        }
    }

    @Test
    void jitterStaysInTheFirstHalfOfItsSliceAndDiffersBySeed() {
        long distinct = java.util.stream.LongStream.range(0, 500)
                .map(seed -> {
                    Desk desk = Desk.twap(800)
                            .with("DurationSeconds=80")
                            .seeded(seed)
                            .fillingAtOnce();
                    desk.start().at(80);
                    assertThat(desk.children).hasSize(8);
                    for (Desk.Child child : desk.children.values()) {
                        long from = (child.number - 1) * 10 * Desk.SECOND;
                        assertThat(child.placedMono).isBetween(from, from + 5 * Desk.SECOND - 1);
                    }
                    return desk.children.get(3L).placedMono;
                })
                .distinct()
                .count();

        assertThat(distinct).isGreaterThan(490);
    }

    @Test
    void theSameSeedGivesTheSameChildren() {
        Desk one = Desk.twap(800).with("DurationSeconds=80").seeded(7).fillingAtOnce();
        Desk other = Desk.twap(800).with("DurationSeconds=80").seeded(7).fillingAtOnce();

        assertThat(one.start().at(80).done()).isEqualTo(other.start().at(80).done());
        assertThat(one.stateHash()).isEqualTo(other.stateHash());
    }

    @Test
    void amendedUpSpreadsTheMoreOverTheSlicesLeft() {
        Desk desk = Desk.twap(1000).with(FOUR_IN_40_S).fillingAtOnce();

        desk.start().at(15).done();
        desk.amend(2500, null).at(40);

        assertThat(desk.done()).containsExactly("20s place 3: 1000 MARKET DAY", "30s place 4: 1000 MARKET DAY");
        assertThat(desk.isFinished()).isTrue();
    }

    @Test
    void amendedDownBelowWhatIsCommittedTakesChildrenBack() {
        Desk desk = Desk.twap(1000).limit("10").with(FOUR_IN_40_S);
        desk.start().at(15).fill(1, 100).done();

        desk.amend(300, "10");
        assertThat(desk.done()).containsExactly("15s replace 2: 50 10");
        desk.replaced(2).at(39);
        assertThat(desk.done()).isEmpty();
        desk.fill(1, 150).fill(2, 50);
        assertThat(desk.isFinished()).isTrue();
    }

    @Test
    void amendedFarDownCancelsTheNewestFirst() {
        Desk desk = Desk.twap(1000).limit("10").with(FOUR_IN_40_S);
        desk.start().at(15).fill(1, 100).done();

        desk.amend(160, "10");
        assertThat(desk.done()).containsExactly("15s cancel 2", "15s replace 1: 60 10");
        desk.done(2, true).replaced(1).at(40);
        assertThat(desk.done()).containsExactly("40s finish: end of the time, 60 unfilled");
    }

    @Test
    void anAmendedLimitPullsChildrenBehindIt() {
        Desk desk = Desk.twap(1000).limit("10.02").with(FOUR_IN_40_S);
        desk.start().done();

        desk.amend(1000, "9.99");

        assertThat(desk.done()).containsExactly("0s replace 1: 250 9.99");
    }

    @Test
    void aLimitPutOnAMarketOrderCancelsItsMarketChildren() {
        Desk desk = Desk.twap(1000).with(FOUR_IN_40_S);
        desk.start().done();

        desk.amend(1000, "9.99");
        assertThat(desk.done()).containsExactly("0s cancel 1");
        desk.done(1, true).at(10);
        assertThat(desk.done()).containsExactly("10s place 2: 500 LIMIT 9.99 DAY");
    }

    @Test
    void aChildWhoseReplacementIsPendingIsPulledBackWhenThatIsAnswered() {
        Desk desk = Desk.twap(1000).limit("10.02").market("10.00", "10.02").with(FOUR_IN_40_S);
        desk.start().at(9).done();

        desk.amend(1000, "10.01");
        assertThat(desk.done()).isEmpty();
        desk.replaced(1).at(9.2);
        assertThat(desk.done()).containsExactly("9.1s replace 1: 250 10.01");
    }

    @Test
    void amendedTimesAndSlicesMakeANewGrid() {
        Desk desk = Desk.twap(1000).with(FOUR_IN_40_S).fillingAtOnce();
        desk.start().at(15).done();

        desk.amendWith("Slices=10;DurationSeconds=100;Jitter=N").at(100);

        assertThat(desk.done())
                .containsExactly(
                        "20s place 3: 62 MARKET DAY",
                        "30s place 4: 63 MARKET DAY",
                        "40s place 5: 62 MARKET DAY",
                        "50s place 6: 63 MARKET DAY",
                        "60s place 7: 62 MARKET DAY",
                        "70s place 8: 63 MARKET DAY",
                        "80s place 9: 62 MARKET DAY",
                        "90s place 10: 63 MARKET DAY");
    }

    @Test
    void anEndAmendedIntoThePastEndsAtOnce() {
        Desk desk = Desk.twap(1000).with(FOUR_IN_40_S).fillingAtOnce();
        desk.start().at(15).done();

        desk.amendWith("DurationSeconds=12");

        assertThat(desk.done()).containsExactly("15s finish: end of the time, 500 unfilled");
    }

    @Test
    void anAmendmentInTheLastSliceSendsTheMoreAtOnce() {
        Desk desk = Desk.twap(1000).with(FOUR_IN_40_S).fillingAtOnce();
        desk.start().at(35).done();

        assertThat(desk.isFinished()).isTrue();
        Desk working = Desk.twap(1000).with(FOUR_IN_40_S);
        working.start().fill(1, 250).at(35).done();
        working.amend(1200, null);
        assertThat(working.done()).containsExactly("35s place 5: 200 MARKET DAY");
    }

    @Test
    void aLateWakeUpPlansAnewAndDoesNotBurst() {
        Desk desk = Desk.twap(1000).with(FOUR_IN_40_S).fillingAtOnce();
        desk.start().done();

        desk.sleepTo(23).at(40);

        assertThat(desk.done()).containsExactly("23s place 2: 375 MARKET DAY", "30s place 3: 375 MARKET DAY");
    }

    @Test
    void aWakeUpAfterTheEndOnlyEnds() {
        Desk desk = Desk.twap(1000).with(FOUR_IN_40_S).fillingAtOnce();
        desk.start().done();

        desk.sleepTo(41);

        assertThat(desk.done()).containsExactly("41s finish: end of the time, 750 unfilled");
    }

    @Test
    void whatTheBrokerCanceledIsTriedThreeTimesThenCarriedIntoTheNextSlice() {
        Desk desk = Desk.twap(1000).limit("10").with("Slices=2;DurationSeconds=100;Jitter=N");
        desk.start();
        for (long child = 1; child <= 4; child++) {
            desk.done(child, false).at(child * 5.0);
        }
        assertThat(desk.done())
                .containsExactly(
                        "0s place 1: 500 LIMIT 10 DAY",
                        "5s place 2: 500 LIMIT 10 DAY",
                        "10s place 3: 500 LIMIT 10 DAY",
                        "15s place 4: 500 LIMIT 10 DAY");

        desk.at(60);

        assertThat(desk.done()).containsExactly("50s place 5: 1000 LIMIT 10 DAY");
    }

    @Test
    void aRefusalThatMayPassIsTriedAgainWithLongerPauses() {
        Desk desk = Desk.twap(1000).limit("10").with("Slices=1;DurationSeconds=1000;Jitter=N");
        Verdict noReference = Verdict.refused(Refusal.NO_REFERENCE_PRICE, "none");
        desk.start()
                .refuse(1, noReference)
                .at(5)
                .refuse(2, noReference)
                .at(15)
                .refuse(3, noReference)
                .at(35);
        desk.refuse(4, noReference).at(74.9);

        assertThat(desk.done())
                .containsExactly(
                        "0s place 1: 1000 LIMIT 10 DAY",
                        "5s place 2: 1000 LIMIT 10 DAY",
                        "15s place 3: 1000 LIMIT 10 DAY",
                        "35s place 4: 1000 LIMIT 10 DAY");
        desk.at(75);
        assertThat(desk.done()).containsExactly("75s place 5: 1000 LIMIT 10 DAY");
    }

    @Test
    void aRefusalThatWillNotPassEndsTheParent() {
        Desk desk = Desk.twap(1000).limit("10").with(FOUR_IN_40_S);

        desk.start().refuse(1, Verdict.refused(Refusal.RESTRICTED, "VOD.L is on the restricted list"));

        assertThat(desk.done())
                .containsExactly("0s place 1: 250 LIMIT 10 DAY", "0s finish: TE009 VOD.L is on the restricted list");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 6, 8, 11, 13, 15})
    void aLastingRejectEndsTheParent(int reason) {
        Desk desk = Desk.twap(1000).limit("10").with(FOUR_IN_40_S);

        desk.start().reject(1, reason);

        assertThat(desk.done())
                .containsExactly("0s place 1: 250 LIMIT 10 DAY", "0s finish: rejected by the broker, reason " + reason);
    }

    @Test
    void noChildIsBelowTheSmallestOrderAndNoRestIsLeftThatIs() {
        Desk desk = Desk.twap(25)
                .grid(1, "0.01", 10)
                .with("DurationSeconds=80;Jitter=N")
                .fillingAtOnce();

        desk.start().at(80);

        assertThat(desk.done()).containsExactly("30s place 1: 12 MARKET DAY", "70s place 2: 13 MARKET DAY");
    }

    @Test
    void anEndBeforeTheFirstSliceIsNoChild() {
        Desk desk = Desk.twap(100).endsAt(5);
        desk.sleepTo(5);

        desk.start();

        assertThat(desk.done()).containsExactly("5s finish: end of the time, 100 unfilled");
    }

    @Test
    void moreSlicesThanLotsLeaveSomeOut() {
        Desk desk = Desk.twap(3).with("Slices=6;DurationSeconds=60;Jitter=N").fillingAtOnce();

        desk.start().at(60);

        assertThat(desk.done())
                .containsExactly("10s place 1: 1 MARKET DAY", "30s place 2: 1 MARKET DAY", "50s place 3: 1 MARKET DAY");
    }
}
