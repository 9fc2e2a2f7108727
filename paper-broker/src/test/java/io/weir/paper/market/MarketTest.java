package io.weir.paper.market;

import static io.weir.paper.market.Scene.buy;
import static io.weir.paper.market.Scene.e8;
import static io.weir.paper.market.Scene.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.order.OrdType;
import io.weir.fix.order.Side;
import io.weir.fix.order.TimeInForce;
import org.junit.jupiter.api.Test;

/** Lives of orders in an honest market. */
class MarketTest {
    private static final long DAY = 86_400 * Scene.SECOND;

    private final Scene scene = Scene.quiet("");

    @Test
    void limitOrderRestsAndFillsInParts() {
        scene.withQuotes().order("a1", buy("100", "10"));
        scene.order("B", "b1", sell("30", "10"));
        scene.order("B", "b2", sell("70", "9.5"));

        assertThat(scene.said())
                .containsExactly(
                        "A 150=0 39=0 37=O1 17=E1 11=a1 38=100 14=0 151=100 6=0",
                        "top 100 at 10 / none",
                        "B 150=0 39=0 37=O2 17=E2 11=b1 38=30 14=0 151=30 6=0",
                        "trade 30 at 10",
                        "A 150=F 39=1 37=O1 17=E3 11=a1 38=100 32=30 31=10 14=30 151=70 6=10",
                        "B 150=F 39=2 37=O2 17=E4 11=b1 38=30 32=30 31=10 14=30 151=0 6=10",
                        "top 70 at 10 / none",
                        "B 150=0 39=0 37=O3 17=E5 11=b2 38=70 14=0 151=70 6=0",
                        "trade 70 at 10",
                        "A 150=F 39=2 37=O1 17=E6 11=a1 38=100 32=70 31=10 14=100 151=0 6=10",
                        "B 150=F 39=2 37=O3 17=E7 11=b2 38=70 32=70 31=10 14=70 151=0 6=10",
                        "top none / none");
    }

    @Test
    void averagePriceIsExact() {
        scene.order("B", "b1", sell("1", "10"));
        scene.order("B", "b2", sell("2", "10.01"));
        scene.said();
        scene.order("a1", buy("3", "11"));

        assertThat(scene.said().get(4))
                .isEqualTo("A 150=F 39=2 37=O3 17=E7 11=a1 38=3 32=2 31=10.01 14=3 151=0 6=10.00666667");
    }

    @Test
    void marketOrderWithoutLiquidityIsCanceled() {
        scene.order("B", "b1", sell("30", "10"));
        scene.said();
        scene.order("a1", Terms.market("ABC", Side.BUY, e8("100")));

        assertThat(scene.said())
                .containsExactly(
                        "A 150=0 39=0 37=O2 17=E2 11=a1 38=100 14=0 151=100 6=0",
                        "B 150=F 39=2 37=O1 17=E3 11=b1 38=30 32=30 31=10 14=30 151=0 6=10",
                        "A 150=F 39=1 37=O2 17=E4 11=a1 38=100 32=30 31=10 14=30 151=70 6=10",
                        "A 150=4 39=4 37=O2 17=E5 11=a1 38=100 14=30 151=0 6=10 58=no liquidity");
    }

    @Test
    void fillOrKillThatCannotFillIsCanceled() {
        scene.order("a1", buy("100", "10").until(TimeInForce.FOK));

        assertThat(scene.said())
                .containsExactly(
                        "A 150=0 39=0 37=O1 17=E1 11=a1 38=100 14=0 151=100 6=0",
                        "A 150=4 39=4 37=O1 17=E2 11=a1 38=100 14=0 151=0 6=0 58=not filled at once");
    }

    @Test
    void cancelEndsAnOrderAndAnotherOneComesTooLate() {
        scene.order("a1", buy("100", "10"))
                .cancel("c1", "a1")
                .cancel("c2", "a1")
                .cancel("c3", "zz");

        assertThat(scene.said())
                .containsExactly(
                        "A 150=0 39=0 37=O1 17=E1 11=a1 38=100 14=0 151=100 6=0",
                        "A 150=4 39=4 37=O1 17=E2 11=c1 41=a1 38=100 14=0 151=0 6=0",
                        "A 35=9 39=4 37=O1 11=c2 41=a1 434=1 102=0 58=the order is finished",
                        "A 35=9 39=8 37=NONE 11=c3 41=zz 434=1 102=1 58=unknown order");
    }

    @Test
    void replaceKeepsWhatIsFilledAndTheChainGoesOn() {
        scene.order("a1", buy("100", "10")).order("B", "b1", sell("40", "10"));
        scene.said();
        scene.replace("a2", "a1", buy("200", "11")).replace("a3", "a1", buy("300", "11"));
        scene.order("B", "b2", sell("160", "11")).cancel("a4", "a2");

        assertThat(scene.said())
                .containsExactly(
                        "A 150=5 39=1 37=O1 17=E5 11=a2 41=a1 38=200 14=40 151=160 6=10",
                        "A 35=9 39=8 37=NONE 11=a3 41=a1 434=2 102=1 58=not the last accepted ClOrdID of the order",
                        "B 150=0 39=0 37=O3 17=E6 11=b2 38=160 14=0 151=160 6=0",
                        "A 150=F 39=2 37=O1 17=E7 11=a2 38=200 32=160 31=11 14=200 151=0 6=10.8",
                        "B 150=F 39=2 37=O3 17=E8 11=b2 38=160 32=160 31=11 14=160 151=0 6=11",
                        "A 35=9 39=2 37=O1 11=a4 41=a2 434=1 102=0 58=the order is finished");
    }

    @Test
    void replaceToLessThanIsFilledFillsTheOrder() {
        scene.order("a1", buy("100", "10")).order("B", "b1", sell("40", "10"));
        scene.said();
        scene.replace("a2", "a1", buy("30", "10"));

        assertThat(scene.said()).containsExactly("A 150=5 39=2 37=O1 17=E5 11=a2 41=a1 38=40 14=40 151=0 6=10");
        assertThat(scene.market.dueUtcNanos()).isGreaterThan(scene.market.nowUtcNanos());
    }

    @Test
    void replaceThatCrossesTradesAfterItsReport() {
        scene.order("B", "b1", sell("40", "11")).order("a1", buy("40", "10"));
        scene.said();
        scene.replace("a2", "a1", buy("40", "11"));

        assertThat(scene.said())
                .containsExactly(
                        "A 150=5 39=0 37=O2 17=E3 11=a2 41=a1 38=40 14=0 151=40 6=0",
                        "B 150=F 39=2 37=O1 17=E4 11=b1 38=40 32=40 31=11 14=40 151=0 6=11",
                        "A 150=F 39=2 37=O2 17=E5 11=a2 38=40 32=40 31=11 14=40 151=0 6=11");
    }

    @Test
    void whatTheDeskDoesNotTakeIsRejected() {
        scene.order("a1", Terms.limit("NOPE", Side.BUY, e8("1"), e8("1")))
                .order("a2", buy("0", "10"))
                .order("a3", buy("0.5", "10"))
                .order("a4", buy("1", "10.001"))
                .order("a5", buy("1", "10").until(TimeInForce.AT_OPEN))
                .order("a6", buy("200000000", "10"))
                .order("a7", new Terms("ABC", Side.BUY, OrdType.PEGGED, TimeInForce.DAY, e8("1"), 0, 0, 0))
                .order("a8", buy("1", "10"))
                .order("a8", buy("1", "10"));

        assertThat(scene.said())
                .containsExactly(
                        "A 150=8 39=8 37=O1 17=E1 11=a1 38=1 14=0 151=0 6=0 reason=1 58=unknown symbol NOPE",
                        "A 150=8 39=8 37=O2 17=E2 11=a2 38=0 14=0 151=0 6=0 reason=13 58=the quantity is not a positive multiple of the lot",
                        "A 150=8 39=8 37=O3 17=E3 11=a3 38=0.5 14=0 151=0 6=0 reason=13 58=the quantity is not a positive multiple of the lot",
                        "A 150=8 39=8 37=O4 17=E4 11=a4 38=1 14=0 151=0 6=0 reason=99 58=a price on the tick is expected",
                        "A 150=8 39=8 37=O5 17=E5 11=a5 38=1 14=0 151=0 6=0 reason=11 58=TimeInForce 2 is not supported",
                        "A 150=8 39=8 37=O6 17=E6 11=a6 38=200000000 14=0 151=0 6=0 reason=3 58=the quantity exceeds 100000000",
                        "A 150=8 39=8 37=O7 17=E7 11=a7 38=1 14=0 151=0 6=0 reason=11 58=pegged orders are not supported",
                        "A 150=0 39=0 37=O8 17=E8 11=a8 38=1 14=0 151=1 6=0",
                        "A 150=8 39=8 37=O9 17=E9 11=a8 38=1 14=0 151=0 6=0 reason=6 58=duplicate ClOrdID");
    }

    @Test
    void icebergShowsItsPart() {
        scene.withQuotes().order("a1", buy("100", "10").showing(e8("20")));
        scene.said();
        scene.order("B", "b1", sell("30", "10"));

        assertThat(scene.said()).contains("trade 20 at 10", "trade 10 at 10", "top 10 at 10 / none");
    }

    @Test
    void stopIsHeldAndTriggeredByATrade() {
        scene.order("s1", sell("50", "9").stop(e8("10")));
        scene.order("s2", Terms.market("ABC", Side.SELL, e8("10")).stop(e8("9.5")));
        scene.order("B", "b1", buy("70", "9.4"));
        scene.order("B", "b2", buy("10", "10")).said();
        scene.order("C", "c1", sell("10", "10"));

        assertThat(scene.said())
                .containsExactly(
                        "C 150=0 39=0 37=O5 17=E5 11=c1 38=10 14=0 151=10 6=0",
                        "B 150=F 39=2 37=O4 17=E6 11=b2 38=10 32=10 31=10 14=10 151=0 6=10",
                        "C 150=F 39=2 37=O5 17=E7 11=c1 38=10 32=10 31=10 14=10 151=0 6=10",
                        "A 150=D 39=0 37=O1 17=E8 11=s1 38=50 14=0 151=50 6=0 reason=99 58=triggered",
                        "B 150=F 39=1 37=O3 17=E9 11=b1 38=70 32=50 31=9.4 14=50 151=20 6=9.4",
                        "A 150=F 39=2 37=O1 17=E10 11=s1 38=50 32=50 31=9.4 14=50 151=0 6=9.4",
                        "A 150=D 39=0 37=O2 17=E11 11=s2 38=10 14=0 151=10 6=0 reason=99 58=triggered",
                        "B 150=F 39=1 37=O3 17=E12 11=b1 38=70 32=10 31=9.4 14=60 151=10 6=9.4",
                        "A 150=F 39=2 37=O2 17=E13 11=s2 38=10 32=10 31=9.4 14=10 151=0 6=9.4");
    }

    @Test
    void heldStopIsCanceledAndReplacedLikeAnyOther() {
        scene.order("s1", sell("50", "9").stop(e8("10")));
        scene.replace("s2", "s1", sell("40", "9").stop(e8("9.8"))).cancel("s3", "s2");
        scene.order("B", "b1", buy("10", "9")).order("C", "c1", sell("10", "9"));

        assertThat(scene.said().subList(0, 3))
                .containsExactly(
                        "A 150=0 39=0 37=O1 17=E1 11=s1 38=50 14=0 151=50 6=0",
                        "A 150=5 39=0 37=O1 17=E2 11=s2 41=s1 38=40 14=0 151=40 6=0",
                        "A 150=4 39=4 37=O1 17=E3 11=s3 41=s2 38=40 14=0 151=0 6=0");
    }

    @Test
    void stopMadeALimitOrderGoesToTheBook() {
        scene.withQuotes().order("s1", sell("50", "9").stop(e8("8"))).replace("s2", "s1", sell("50", "9"));

        assertThat(scene.said()).contains("top none / 50 at 9");
    }

    @Test
    void dayOrdersExpireAtTheEndOfTheDayAndOthersGoOn() {
        scene.order("a1", buy("10", "10"))
                .order("a2", buy("20", "9").until(TimeInForce.GTC))
                .said();
        scene.pass(DAY);

        assertThat(scene.said())
                .containsExactly(
                        "A 150=C 39=C 37=O1 17=E3 11=a1 38=10 14=0 151=0 6=0 58=end of day",
                        "A 150=D 39=0 37=O2 17=E4 11=a2 38=20 14=0 151=20 6=0 reason=1");
        scene.order("a1", buy("10", "10"));
        assertThat(scene.said()).containsExactly("A 150=0 39=0 37=O3 17=E5 11=a1 38=10 14=0 151=10 6=0");
    }

    @Test
    void statusTellsHowAnOrderIs() {
        scene.order("a1", buy("100", "10")).order("B", "b1", sell("40", "10")).said();
        scene.ask("a1").ask("zz").askAll();

        assertThat(scene.said())
                .containsExactly(
                        "A 150=I 39=1 37=O1 17=0 11=a1 38=100 14=40 151=60 6=10",
                        "A 150=I 39=8 37=NONE 17=0 11=zz 38=0 14=0 151=0 6=0 reason=5 58=unknown order",
                        "A 584=M1 911=1",
                        "A 150=I 39=1 37=O1 17=0 11=a1 38=100 14=40 151=60 6=10");
    }

    @Test
    void clientsHaveClOrdIDsOfTheirOwn() {
        scene.order("A", "x", buy("1", "10")).order("B", "x", buy("1", "10")).cancel("y", "x");

        assertThat(scene.said().get(2)).startsWith("A 150=4");
        scene.askAll();
        assertThat(scene.said()).containsExactly("A 584=M1 911=0");
    }

    @Test
    void latencyDelaysRequestsInTheirOrder() {
        Listing abc = Listing.share("ABC", e8("100")).quiet();
        Scene slow = new Scene(new MarketSettings(1, "", 5 * Scene.MILLI, 0), Script.HONEST, abc);
        slow.order("a1", buy("1", "10")).pass(4 * Scene.MILLI).cancel("c1", "a1");
        assertThat(slow.said()).isEmpty();
        slow.pass(Scene.MILLI);
        assertThat(slow.said()).hasSize(1).first().asString().contains("150=0");
        slow.pass(4 * Scene.MILLI);
        assertThat(slow.said()).hasSize(1).first().asString().contains("150=4");
    }
}
