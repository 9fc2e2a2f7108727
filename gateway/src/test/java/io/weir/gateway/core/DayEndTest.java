package io.weir.gateway.core;

import static io.weir.gateway.core.CoreStage.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.MsgTypes;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DAY orders at the end of the day: the broker's word is awaited for 5 minutes, then asked for, then the order expires. */
class DayEndTest {
    private static final int MINUTE = 60;
    private static final String ORDER = "11=A1|21=1|55=AAPL|54=1|60=20261120-21:30:00|38=100|40=2|44=150|59=0|";

    @TempDir
    private Path directory;

    private CoreStage stage;

    /** 16:30 in New York, half an hour before the roll. */
    @BeforeEach
    void open() throws Exception {
        stage = new CoreStage(directory, "20261120-21:30:00.000");
        stage.client(MsgTypes.NEW_ORDER_SINGLE, ORDER);
        stage.broker(MsgTypes.EXECUTION_REPORT, "37=B1|11=$|17=E1|150=0|39=0|55=AAPL|54=1|151=100|14=0|6=0|");
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=$|17=E2|150=F|39=1|55=AAPL|54=1|32=40|31=149.5|151=60|14=40|6=149.5|");
        take(stage.toClient);
        take(stage.toBroker);
    }

    @Test
    void brokerEndsTheOrderInTime() {
        stage.pass(31 * MINUTE);
        assertThat(take(stage.toBroker)).isEmpty();
        stage.broker(MsgTypes.EXECUTION_REPORT, "37=B1|11=$|17=E3|150=C|39=C|55=AAPL|54=1|151=0|14=40|6=149.5|");
        assertThat(take(stage.toClient)).containsExactly("8 11=A1 150=C 39=C 38=100 44=150 14=40 151=0 6=149.5");
        stage.pass(20 * MINUTE);
        assertThat(take(stage.toBroker)).isEmpty();
        assertThat(take(stage.toClient)).isEmpty();
    }

    @Test
    void doneForDayEndsADayOrder() {
        stage.pass(31 * MINUTE);
        stage.broker(MsgTypes.EXECUTION_REPORT, "37=B1|11=$|17=E3|150=3|39=3|55=AAPL|54=1|151=0|14=40|6=149.5|");
        assertThat(take(stage.toClient)).containsExactly("8 11=A1 150=3 39=3 38=100 44=150 14=40 151=0 6=149.5");
    }

    @Test
    void silentBrokerIsAskedAndItsAnswerCounts() {
        stage.pass(35 * MINUTE + 30);
        String child = stage.child();
        assertThat(take(stage.toBroker)).containsExactly("H 11=" + child);
        stage.broker(MsgTypes.EXECUTION_REPORT, "37=B1|11=$|17=0|150=I|39=C|55=AAPL|54=1|151=0|14=70|6=149.8|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A1 150=F 39=1 38=100 44=150 32=30 31=150.2 14=70 151=30 6=149.8",
                        "8 11=A1 150=C 39=C 38=100 44=150 14=70 151=0 6=149.8");
    }

    @Test
    void brokerThatNeverAnswersIsSaidToTheOperators() {
        stage.pass(40 * MINUTE);
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A1 150=C 39=C 38=100 44=150 14=40 151=0 6=149.5 58=TE006 the trading day has ended");
        assertThat(stage.alerts).anyMatch(text -> text.contains("its child stays reserved"));
    }

    @Test
    void clOrdIdOfAFinishedOrderMayComeAgainTheNextDay() {
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=$|17=E3|150=F|39=2|55=AAPL|54=1|32=60|31=150|151=0|14=100|6=149.8|");
        take(stage.toClient);
        stage.client(MsgTypes.NEW_ORDER_SINGLE, ORDER);
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A1 150=8 39=8 38=100 44=150 14=0 151=0 6=0 103=6 58=TE012 ClOrdID (11) is used: A1");
        stage.pass(40 * MINUTE);
        stage.client(MsgTypes.NEW_ORDER_SINGLE, ORDER);
        assertThat(take(stage.toClient)).containsExactly("8 11=A1 150=A 39=A 38=100 44=150 14=0 151=100 6=0");
    }

    @Test
    void clOrdIdOfAnOrderThatEndsBehindTheRollIsFreeFromThenOn() {
        stage.pass(31 * MINUTE);
        stage.broker(MsgTypes.EXECUTION_REPORT, "37=B1|11=$|17=E3|150=C|39=C|55=AAPL|54=1|151=0|14=40|6=149.5|");
        take(stage.toClient);
        stage.client(MsgTypes.NEW_ORDER_SINGLE, ORDER);
        assertThat(take(stage.toClient)).containsExactly("8 11=A1 150=A 39=A 38=100 44=150 14=0 151=100 6=0");
        stage.client(MsgTypes.NEW_ORDER_SINGLE, ORDER);
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A1 150=8 39=8 38=100 44=150 14=0 151=0 6=0 103=6 58=TE012 ClOrdID (11) is used: A1");
        stage.assertReplays();
    }

    @Test
    void execIdOfTheDayBeforeIsANewFillToday() {
        stage.pass(40 * MINUTE);
        stage.client(MsgTypes.NEW_ORDER_SINGLE, ORDER.replace("A1", "A2"));
        take(stage.toClient);
        stage.broker(
                MsgTypes.EXECUTION_REPORT, "37=B2|11=$|17=E2|150=F|39=1|55=AAPL|54=1|32=10|31=150|151=90|14=10|6=150|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A2 150=F 39=1 38=100 44=150 32=10 31=150 14=10 151=90 6=150");
    }

    @Test
    void dayEndsByTheWallClockAlsoWhereTheProcessWasDownBefore() {
        stage.restartAfter(20 * MINUTE);
        stage.pass(10 * MINUTE - 1);
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=$|17=E2|150=F|39=1|55=AAPL|54=1|32=40|31=149.5|151=60|14=40|6=149.5|");
        assertThat(take(stage.toClient)).isEmpty();
        stage.pass(1);
        String fill = "37=B1|11=$|17=E2|150=F|39=1|55=AAPL|54=1|32=10|31=150|151=50|14=50|6=149.6|";
        stage.broker(MsgTypes.EXECUTION_REPORT, fill);
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=F 39=1 38=100 44=150 32=10 31=150 14=50 151=50 6=149.6");
        stage.pass(MINUTE);
        stage.broker(MsgTypes.EXECUTION_REPORT, fill);
        assertThat(take(stage.toClient)).isEmpty();
        stage.assertReplays();
    }

    @Test
    void executionOfYesterdayThatIsToldAgainTodayCountsOnce() {
        String fill =
                "37=B1|11=$|17=E2|150=F|39=1|55=AAPL|54=1|32=40|31=149.5|151=60|14=40|6=149.5|60=20261120-21:40:00|";
        stage.pass(40 * MINUTE);
        take(stage.toClient);
        stage.broker(MsgTypes.EXECUTION_REPORT, fill);
        assertThat(take(stage.toClient)).isEmpty();
        String late = fill.replace("17=E2", "17=E3").replace("151=60|14=40", "151=20|14=80");
        stage.broker(MsgTypes.EXECUTION_REPORT, late);
        assertThat(take(stage.toClient))
                .hasSize(1)
                .first()
                .asString()
                .contains("32=40")
                .contains("14=80");
        stage.broker(MsgTypes.EXECUTION_REPORT, late);
        assertThat(take(stage.toClient)).isEmpty();
        stage.pass(2 * 24 * 60 * MINUTE);
        stage.broker(MsgTypes.EXECUTION_REPORT, late);
        assertThat(take(stage.toClient)).isEmpty();
        stage.assertReplays();
    }
}
