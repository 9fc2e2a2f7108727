package io.weir.gateway.core;

import static io.weir.gateway.core.CoreStage.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.MsgTypes;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stop orders (40=3, 40=4) that the broker does not take: held here, triggered once, sent as market or limit orders. */
class HeldStopsTest {
    private static final long HOUR = 3600;
    private static final String STOP = "11=S|55=AAPL|54=1|60=20261120-15:00:00|38=100|40=3|99=151|";
    private static final String STOP_LIMIT = "11=S|55=AAPL|54=2|60=20261120-15:00:00|38=100|40=4|99=149|44=148.5|";
    private static final String HELD = "8 11=S 150=0 39=0 38=100 99=151 14=0 151=100 6=0 636=N";

    private CoreStage stage;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        stage = new CoreStage(directory, "20261120-15:00:00");
        quote("149.9", "150.1");
    }

    @AfterEach
    void replays() {
        stage.assertReplays();
    }

    private void quote(String bid, String ask) {
        stage.broker(
                MsgTypes.MARKET_DATA_SNAPSHOT,
                "262=ALL|55=AAPL|268=2|269=0|270=" + bid + "|271=500|269=1|270=" + ask + "|271=500|");
    }

    private void trade(String price) {
        stage.broker(
                MsgTypes.MARKET_DATA_INCREMENTAL_REFRESH,
                "262=ALL|268=1|279=0|269=2|55=AAPL|270=" + price + "|271=10|");
    }

    @Test
    void buyStopIsHeldAndTriggeredByATradeThroughAGap() {
        stage.client(MsgTypes.NEW_ORDER_SINGLE, STOP);
        assertThat(take(stage.toClient)).containsExactly(HELD);
        trade("150.9");
        assertThat(stage.toClient).isEmpty();
        assertThat(stage.toBroker).isEmpty();
        trade("153");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=S 150=D 39=0 38=100 99=151 14=0 151=100 6=0 378=99 636=Y");
        assertThat(take(stage.toBroker)).containsExactly("D 11=" + stage.child() + " 38=100");
        trade("154");
        trade("150");
        assertThat(stage.toBroker).isEmpty();
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=$|17=E1|150=F|39=2|55=AAPL|54=1|32=100|31=153|151=0|14=100|6=153|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=S 150=F 39=2 38=100 99=151 32=100 31=153 14=100 151=0 6=153");
    }

    @Test
    void sellStopLimitIsTriggeredByTheQuoteAndGoesAsALimitOrder() {
        stage.client(MsgTypes.NEW_ORDER_SINGLE, STOP_LIMIT);
        take(stage.toClient);
        quote("140", "149.5");
        quote("149.2", "149");
        assertThat(stage.toClient).isEmpty();
        quote("148.9", "149");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=S 150=D 39=0 38=100 44=148.5 99=149 14=0 151=100 6=0 378=99 636=Y");
        assertThat(take(stage.toBroker)).containsExactly("D 11=" + stage.child() + " 38=100 44=148.5");
    }

    @Test
    void stopThatTheMarketHasPassedIsTriggeredAtOnce() {
        trade("152");
        stage.client(MsgTypes.NEW_ORDER_SINGLE, STOP);
        assertThat(take(stage.toClient))
                .containsExactly(HELD, "8 11=S 150=D 39=0 38=100 99=151 14=0 151=100 6=0 378=99 636=Y");
        assertThat(take(stage.toBroker)).hasSize(1);
    }

    @Test
    void heldOrderIsReplacedAndCanceledHere() {
        stage.client(MsgTypes.NEW_ORDER_SINGLE, STOP);
        take(stage.toClient);
        stage.client(
                MsgTypes.ORDER_CANCEL_REPLACE_REQUEST,
                STOP.replace("11=S|", "11=R|41=S|").replace("99=151", "99=155").replace("38=100", "38=50"));
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=R 41=S 150=E 39=E 38=100 99=151 14=0 151=100 6=0 636=N",
                        "8 11=R 41=S 150=5 39=0 38=50 99=155 14=0 151=50 6=0 636=N");
        trade("152");
        assertThat(stage.toClient).isEmpty();
        stage.client(MsgTypes.ORDER_CANCEL_REQUEST, "11=C|41=R|55=AAPL|54=1|60=20261120-15:00:00|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=C 41=R 150=6 39=6 38=50 99=155 14=0 151=50 6=0 636=N",
                        "8 11=C 41=R 150=4 39=4 38=50 99=155 14=0 151=0 6=0 636=N");
        trade("156");
        assertThat(stage.toBroker).isEmpty();
        assertThat(stage.toClient).isEmpty();
    }

    @Test
    void stopSurvivesARestartAndIsTriggeredByTheFirstQuoteAfterwards() {
        stage.client(MsgTypes.NEW_ORDER_SINGLE, STOP);
        take(stage.toClient);
        stage.restart();
        take(stage.toBroker);
        assertThat(stage.toClient).isEmpty();
        quote("152", "152.5");
        assertThat(take(stage.toBroker)).containsExactly("D 11=" + stage.child() + " 38=100");
    }

    @Test
    void stopWithoutMarketDataIsRefused() {
        stage.client(
                MsgTypes.NEW_ORDER_SINGLE, STOP.replace("55=AAPL", "55=MSFT").replace("99=151", "99=401"));
        stage.pass(31);
        stage.client(MsgTypes.NEW_ORDER_SINGLE, STOP.replace("11=S", "11=T"));
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=S 150=8 39=8 38=100 99=401 14=0 151=0 6=0 103=99 58=TE015 no market data that could"
                                + " trigger the stop",
                        "8 11=T 150=8 39=8 38=100 99=151 14=0 151=0 6=0 103=99 58=TE015 no market data that could"
                                + " trigger the stop");
    }

    @Test
    void endOfTheDayEndsAHeldStop() {
        stage.client(MsgTypes.NEW_ORDER_SINGLE, STOP);
        take(stage.toClient);
        stage.pass(7 * HOUR);
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=S 150=C 39=C 38=100 99=151 14=0 151=0 6=0 636=N 58=TE006 the trading day has ended");
    }

    @Test
    void killEndsAHeldStop() {
        stage.client(MsgTypes.NEW_ORDER_SINGLE, STOP);
        take(stage.toClient);
        stage.kill("ann");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=S 150=4 39=4 38=100 99=151 14=0 151=0 6=0 378=4 636=N 58=TE008 kill switch: test");
        trade("156");
        assertThat(stage.toBroker).isEmpty();
    }
}
