package io.weir.paper.market;

import static io.weir.paper.market.Scene.buy;
import static io.weir.paper.market.Scene.e8;
import static io.weir.paper.market.Scene.sell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.order.Side;
import io.weir.fix.order.TimeInForce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Brokers as they really are. */
class ScriptTest {
    private static final String ACK = "A 150=0 39=0 37=O1 17=E1 11=a1 38=100 14=0 151=100 6=0";

    @Test
    void reject() {
        Scene scene = Scene.quiet("on symbol=ABC: reject reason=2 text=\"not; today\"")
                .order("a1", buy("100", "10"));

        assertThat(scene.said())
                .containsExactly("A 150=8 39=8 37=O1 17=E1 11=a1 38=100 14=0 151=0 6=0 reason=2 58=not; today");
    }

    @Test
    void silenceMeansThatTheOrderNeverArrived() {
        Scene scene =
                Scene.quiet("on nth=1: silence").order("a1", buy("100", "10")).ask("a1");
        scene.order("a1", buy("100", "10"));

        assertThat(scene.said())
                .containsExactly(
                        "A 150=I 39=8 37=NONE 17=0 11=a1 38=0 14=0 151=0 6=0 reason=5 58=unknown order",
                        "A 150=0 39=0 37=O2 17=E1 11=a1 38=100 14=0 151=100 6=0");
    }

    @Test
    void muteMeansThatTheReportsAreLateButTheOrderWorks() {
        Scene scene = Scene.quiet("on clordid=a*: mute 2s; work");
        scene.order("a1", buy("100", "10")).order("B", "b1", sell("100", "10")).ask("a1");
        assertThat(scene.said())
                .containsExactly(
                        "B 150=0 39=0 37=O2 17=E2 11=b1 38=100 14=0 151=100 6=0",
                        "B 150=F 39=2 37=O2 17=E4 11=b1 38=100 32=100 31=10 14=100 151=0 6=10",
                        "A 150=I 39=2 37=O1 17=0 11=a1 38=100 14=100 151=0 6=10");
        scene.pass(2 * Scene.SECOND);
        assertThat(scene.said())
                .containsExactly(ACK, "A 150=F 39=2 37=O1 17=E3 11=a1 38=100 32=100 31=10 14=100 151=0 6=10");
    }

    @Test
    void lateAck() {
        Scene scene = Scene.quiet("on new: pending; wait 500ms; ack; work").order("a1", buy("100", "10"));
        assertThat(scene.said()).containsExactly("A 150=A 39=A 37=O1 17=E1 11=a1 38=100 14=0 151=100 6=0");
        scene.pass(499 * Scene.MILLI);
        assertThat(scene.said()).isEmpty();
        scene.pass(Scene.MILLI);
        assertThat(scene.said()).containsExactly("A 150=0 39=0 37=O1 17=E2 11=a1 38=100 14=0 151=100 6=0");
    }

    @Test
    void partialThenRest() {
        Scene scene = Scene.quiet("on new: ack; fill 30%; wait 2s; fill rest").order("a1", buy("100", "10"));
        assertThat(scene.said())
                .containsExactly(ACK, "A 150=F 39=1 37=O1 17=E2 11=a1 38=100 32=30 31=10 14=30 151=70 6=10");
        scene.pass(2 * Scene.SECOND);
        assertThat(scene.said()).containsExactly("A 150=F 39=2 37=O1 17=E3 11=a1 38=100 32=70 31=10 14=100 151=0 6=10");
    }

    @Test
    void restIsNothingOnceTheOrderIsCanceled() {
        Scene scene =
                Scene.quiet("on new: ack; fill 30; wait 2s; fill 20; fill rest").order("a1", buy("100", "10"));
        scene.cancel("c1", "a1").said();
        scene.pass(2 * Scene.SECOND);

        assertThat(scene.said()).isEmpty();
    }

    @Test
    void fillBeforeAck() {
        Scene scene = Scene.quiet("on new: fill 40; ack; work").order("a1", buy("100", "10"));

        assertThat(scene.said())
                .containsExactly(
                        "A 150=F 39=1 37=O1 17=E1 11=a1 38=100 32=40 31=10 14=40 151=60 6=10",
                        "A 150=0 39=1 37=O1 17=E2 11=a1 38=100 14=40 151=60 6=10");
    }

    @Test
    void fillDuringCancel() {
        Scene scene =
                Scene.quiet("on cancel: pending; wait 1s; fill rest; accept").order("a1", buy("100", "10"));
        scene.said();
        scene.cancel("c1", "a1").cancel("c2", "a1").pass(Scene.SECOND);

        assertThat(scene.said())
                .containsExactly(
                        "A 150=6 39=6 37=O1 17=E2 11=c1 41=a1 38=100 14=0 151=100 6=0",
                        "A 35=9 39=6 37=O1 11=c2 41=a1 434=1 102=3 58=a cancel or replace is pending",
                        "A 150=F 39=6 37=O1 17=E3 11=a1 38=100 32=100 31=10 14=100 151=0 6=10",
                        "A 35=9 39=2 37=O1 11=c1 41=a1 434=1 102=0 58=too late");
    }

    @Test
    void fillDuringReplace() {
        Scene scene = Scene.quiet("on replace: pending; fill 60; accept").order("a1", buy("100", "10"));
        scene.said();
        scene.replace("r1", "a1", buy("50", "11"));

        assertThat(scene.said())
                .containsExactly(
                        "A 150=E 39=E 37=O1 17=E2 11=r1 41=a1 38=100 14=0 151=100 6=0",
                        "A 150=F 39=E 37=O1 17=E3 11=a1 38=100 32=60 31=10 14=60 151=40 6=10",
                        "A 150=5 39=2 37=O1 17=E4 11=r1 41=a1 38=60 14=60 151=0 6=10");
    }

    @Test
    void cancelRejectOfEachKind() {
        Scene scene = Scene.quiet("on cancel nth=1: pending; reject reason=2 text=no\n"
                        + "on cancel nth=2: reject reason=1 text=who\non cancel nth=3: silence")
                .order("a1", buy("100", "10"));
        scene.said();
        scene.cancel("c1", "a1").cancel("c2", "a1").cancel("c3", "a1").cancel("c4", "a1");

        assertThat(scene.said())
                .containsExactly(
                        "A 150=6 39=6 37=O1 17=E2 11=c1 41=a1 38=100 14=0 151=100 6=0",
                        "A 35=9 39=0 37=O1 11=c1 41=a1 434=1 102=2 58=no",
                        "A 35=9 39=8 37=NONE 11=c2 41=a1 434=1 102=1 58=who",
                        "A 150=4 39=4 37=O1 17=E3 11=c4 41=a1 38=100 14=0 151=0 6=0");
    }

    @Test
    void bustOfAnHonestFill() {
        Scene scene = Scene.quiet("on fill client=A nth=2: wait 1s; bust").order("a1", buy("100", "10"));
        scene.order("B", "b1", sell("30", "10"))
                .order("B", "b2", sell("20", "10"))
                .said();
        scene.pass(Scene.SECOND);

        assertThat(scene.said())
                .containsExactly("A 150=H 39=1 37=O1 17=E8 11=a1 38=100 32=20 31=10 19=E6 14=30 151=70 6=10");
    }

    @Test
    void bustOfTheLastFillOpensTheOrderAgain() {
        Scene scene = Scene.quiet("on new: ack; fill rest; wait 1s; bust").order("a1", buy("100", "10"));
        scene.said();
        scene.pass(Scene.SECOND).cancel("c1", "a1");

        assertThat(scene.said())
                .containsExactly(
                        "A 150=H 39=0 37=O1 17=E3 11=a1 38=100 32=100 31=10 19=E2 14=0 151=100 6=0",
                        "A 150=4 39=4 37=O1 17=E4 11=c1 41=a1 38=100 14=0 151=0 6=0");
    }

    @Test
    void bustAfterCancelStaysCanceled() {
        Scene scene = Scene.quiet("on new: ack; fill 30; cancel text=stop; bust; bust")
                .order("a1", buy("100", "10"));

        assertThat(scene.said())
                .containsExactly(
                        ACK,
                        "A 150=F 39=1 37=O1 17=E2 11=a1 38=100 32=30 31=10 14=30 151=70 6=10",
                        "A 150=4 39=4 37=O1 17=E3 11=a1 38=100 14=30 151=0 6=10 58=stop",
                        "A 150=H 39=4 37=O1 17=E4 11=a1 38=100 32=30 31=10 19=E2 14=0 151=0 6=0");
    }

    @Test
    void bustOfAnImmediateOrderEndsIt() {
        Scene scene = Scene.quiet("on new: ack; fill rest; bust")
                .order("a1", buy("100", "10").until(TimeInForce.IOC));

        assertThat(scene.said().subList(2, 4))
                .containsExactly(
                        "A 150=H 39=0 37=O1 17=E3 11=a1 38=100 32=100 31=10 19=E2 14=0 151=100 6=0",
                        "A 150=4 39=4 37=O1 17=E4 11=a1 38=100 14=0 151=0 6=0 58=busted");
    }

    @Test
    void correctChangesQuantityAndPrice() {
        Scene scene = Scene.quiet("on new: ack; fill 50; correct qty=40 price=9.5; correct price=9")
                .order("a1", buy("100", "10"));

        assertThat(scene.said().subList(2, 4))
                .containsExactly(
                        "A 150=G 39=1 37=O1 17=E3 11=a1 38=100 32=40 31=9.5 19=E2 14=40 151=60 6=9.5",
                        "A 150=G 39=1 37=O1 17=E4 11=a1 38=100 32=40 31=9 19=E3 14=40 151=60 6=9");
    }

    @Test
    void duplicateExecID() {
        Scene scene = Scene.quiet("on fill client=A: repeat").order("a1", buy("100", "10"));
        scene.said();
        scene.order("B", "b1", sell("30", "10"));

        String fill = "A 150=F 39=1 37=O1 17=E3 11=a1 38=100 32=30 31=10 14=30 151=70 6=10";
        assertThat(scene.said()).contains(fill).filteredOn(fill::equals).hasSize(2);
    }

    @Test
    void execIDsAgainTheNextDay() {
        Scene scene = Scene.quiet("set execid=daily").order("a1", buy("1", "10").until(TimeInForce.GTC));
        scene.pass(86_400 * Scene.SECOND).order("a2", buy("1", "10"));

        assertThat(scene.said())
                .containsExactly(
                        "A 150=0 39=0 37=O1 17=E1 11=a1 38=1 14=0 151=1 6=0",
                        "A 150=D 39=0 37=O1 17=E1 11=a1 38=1 14=0 151=1 6=0 reason=1",
                        "A 150=0 39=0 37=O2 17=E2 11=a2 38=1 14=0 151=1 6=0");
    }

    @Test
    void overfill() {
        Scene scene = Scene.quiet("on new: ack; work; wait 1s; fill 120%").order("a1", buy("100", "10"));
        scene.pass(Scene.SECOND).order("B", "b1", sell("10", "10"));

        assertThat(scene.said())
                .containsExactly(
                        ACK,
                        "A 150=F 39=2 37=O1 17=E2 11=a1 38=100 32=120 31=10 14=120 151=0 6=10",
                        "B 150=0 39=0 37=O2 17=E3 11=b1 38=10 14=0 151=10 6=0");
    }

    @Test
    void lateFillOfACanceledOrder() {
        Scene scene = Scene.quiet("on cancel: accept; wait 1s; fill 25 late").order("a1", buy("100", "10"));
        scene.cancel("c1", "a1").pass(Scene.SECOND);

        assertThat(scene.said().get(2)).isEqualTo("A 150=F 39=4 37=O1 17=E3 11=a1 38=100 32=25 31=10 14=25 151=0 6=10");
    }

    @Test
    void fillOutsideTheBookLeavesLessInTheBook() {
        Scene scene = Scene.quiet("on clordid=a1: work; wait 1s; fill 60").order("a1", buy("100", "10"));
        scene.pass(Scene.SECOND).withQuotes().order("B", "b1", sell("100", "10"));

        assertThat(scene.said()).contains("trade 40 at 10", "top none / 60 at 10");
    }

    @Test
    void unsolicitedCancelDoneForDayAndExpiry() {
        Scene scene = Scene.quiet("on clordid=a*: work; wait 1s; cancel text=\"halted\"\n"
                        + "on clordid=d*: work; wait 1s; done\non clordid=e*: work; wait 1s; expire")
                .order("a1", buy("100", "10"))
                .order("d1", buy("100", "10"))
                .order("d2", buy("100", "10").until(TimeInForce.GTC))
                .order("e1", buy("100", "10"));
        scene.said();
        scene.pass(Scene.SECOND);
        assertThat(scene.said())
                .containsExactly(
                        "A 150=4 39=4 37=O1 17=E5 11=a1 38=100 14=0 151=0 6=0 58=halted",
                        "A 150=3 39=3 37=O2 17=E6 11=d1 38=100 14=0 151=0 6=0",
                        "A 150=3 39=3 37=O3 17=E7 11=d2 38=100 14=0 151=100 6=0",
                        "A 150=C 39=C 37=O4 17=E8 11=e1 38=100 14=0 151=0 6=0");
        scene.withQuotes().pass(86_400 * Scene.SECOND);
        assertThat(scene.said())
                .containsExactly(
                        "A 150=D 39=0 37=O3 17=E9 11=d2 38=100 14=0 151=100 6=0 reason=1", "top 100 at 10 / none");
    }

    @Test
    void restatement() {
        Scene scene = Scene.quiet("on clordid=a1: work; wait 1s; restate reason=5 qty=60 price=9 text=declined")
                .order("a1", buy("100", "10"))
                .withQuotes();
        scene.said();
        scene.pass(Scene.SECOND);

        assertThat(scene.said())
                .containsExactly(
                        "A 150=D 39=0 37=O1 17=E2 11=a1 38=60 14=0 151=60 6=0 reason=5 58=declined",
                        "top 60 at 9 / none");
    }

    @Test
    void otherStates() {
        Scene scene = Scene.quiet("on new: ack; suspend; stopped; fill rest; calculated")
                .order("a1", buy("100", "10"));

        assertThat(scene.said().subList(1, 5))
                .containsExactly(
                        "A 150=9 39=9 37=O1 17=E2 11=a1 38=100 14=0 151=100 6=0",
                        "A 150=7 39=7 37=O1 17=E3 11=a1 38=100 14=0 151=100 6=0",
                        "A 150=F 39=2 37=O1 17=E4 11=a1 38=100 32=100 31=10 14=100 151=0 6=10",
                        "A 150=B 39=B 37=O1 17=E5 11=a1 38=100 14=100 151=0 6=10");
    }

    @Test
    void olderDialect() {
        Scene scene = Scene.quiet("on client=A: older; work").order("a1", buy("100", "10"));
        scene.order("B", "b1", sell("30", "10")).order("B", "b2", sell("70", "10"));

        assertThat(scene.said())
                .contains(
                        "A 150=1 39=1 37=O1 17=E3 11=a1 38=100 32=30 31=10 14=30 151=70 6=10",
                        "A 150=2 39=2 37=O1 17=E6 11=a1 38=100 32=70 31=10 14=100 151=0 6=10");
    }

    @Test
    void disconnectAndStray() {
        Scene scene = Scene.quiet("on every=2: stray 5 price=3; disconnect; work")
                .order("a1", buy("100", "10"))
                .order("a2", buy("100", "10"));

        assertThat(scene.said())
                .containsExactly(
                        ACK,
                        "A 150=F 39=2 37=O3 17=E2 11=STRAY-O3 38=5 32=5 31=3 14=5 151=0 6=3",
                        "A disconnect",
                        "A 150=0 39=0 37=O2 17=E3 11=a2 38=100 14=0 151=100 6=0");
    }

    @Test
    void marketOrderFilledByAScriptTradesAtTheGoingPrice() {
        Scene scene = Scene.quiet("on type=market: ack; fill 10; fill rest price=7")
                .order("B", "b1", sell("5", "11"))
                .order("a1", Terms.market("ABC", Side.BUY, e8("20")));

        assertThat(scene.said().subList(2, 4))
                .containsExactly(
                        "A 150=F 39=1 37=O2 17=E3 11=a1 38=20 32=10 31=11 14=10 151=10 6=11",
                        "A 150=F 39=2 37=O2 17=E4 11=a1 38=20 32=10 31=7 14=20 151=0 6=9");
    }

    @Test
    void firstRuleThatIsSetOffDecides() {
        Scene scene = Scene.quiet(
                        "# two rules\non side=sell: reject\n\non symbol=A* nth=2: reject reason=0 # the second")
                .order("a1", buy("1", "10"))
                .order("a2", sell("1", "20"))
                .order("a3", buy("1", "10"));

        assertThat(scene.said())
                .containsExactly(
                        "A 150=0 39=0 37=O1 17=E1 11=a1 38=1 14=0 151=1 6=0",
                        "A 150=8 39=8 37=O2 17=E2 11=a2 38=1 14=0 151=0 6=0 reason=99 58=rejected",
                        "A 150=0 39=0 37=O3 17=E3 11=a3 38=1 14=0 151=1 6=0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "on symbol=A reject | expected a colon between the conditions and the steps",
                "when x: reject | expected a line that begins with on or set, found when",
                "on colour=red: reject | expected symbol=, clordid=, client=, account=, side=, type=, tif=, nth= or every=",
                "on logon: reject | expected new, cancel, replace or fill, found logon",
                "on new: jump | unknown step jump",
                "on new: accept | accept is not for on new",
                "on fill: reject | reject is not for on fill",
                "on new: wait | expected wait with a duration, such as wait 2s",
                "on new: wait 2h | expected a duration such as 500ms, 2s or 1m, found 2h",
                "on new: fill x | expected a number, found x",
                "on new: fill -1 | expected a number, found -1",
                "on new: bust qty=1 | bust does not take qty=1",
                "on new: reject reason=a | expected a whole number below 1000000, found reason=a",
                "on new: reject text=\"a | expected a closing quote",
                "on new: | expected a step after the colon",
                "set x=y | expected set execid=daily",
            })
    void wrongLinesAreNamed(String line, String expected) {
        assertThatThrownBy(() -> Script.parse("# first\n" + line, "paper.script"))
                .isInstanceOf(ScriptException.class)
                .hasMessageStartingWith("paper.script:2: " + expected);
    }
}
