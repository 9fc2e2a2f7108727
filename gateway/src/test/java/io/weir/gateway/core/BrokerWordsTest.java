package io.weir.gateway.core;

import static io.weir.gateway.core.CoreStage.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.MsgTypes;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What brokers say in another order than one would expect, and what they say of orders that have ended here. */
class BrokerWordsTest {
    private static final String TIME = "60=20261120-15:00:00|";

    @TempDir
    private Path directory;

    private CoreStage stage;
    private String order;
    private int execs;

    @BeforeEach
    void open() throws Exception {
        stage = new CoreStage(directory, "20261120-21:30:00.000");
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=A1|21=1|55=AAPL|54=1|38=100|40=2|44=150|59=0|" + TIME);
        order = stage.child();
        take(stage.toClient);
        take(stage.toBroker);
    }

    private void says(String id, String kind, String state, int qty, int leaves, int cum, String more) {
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=" + id + "|17=E" + ++execs + "|150=" + kind + "|39=" + state + "|55=AAPL|54=1|38=" + qty
                        + "|151=" + leaves + "|14=" + cum + "|" + more);
    }

    private void replaceTo(int qty) {
        stage.client(
                MsgTypes.ORDER_CANCEL_REPLACE_REQUEST,
                "11=A2|41=A1|21=1|55=AAPL|54=1|38=" + qty + "|40=2|44=150|59=0|" + TIME);
    }

    @Test
    void replaceAcceptedBeforeTheOrderWasAcknowledgesIt() {
        replaceTo(50);
        says(stage.child(), "5", "0", 50, 50, 0, "6=0|41=" + order + "|");
        says(stage.child(), "0", "0", 50, 50, 0, "6=0|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A2 41=A1 150=E 39=E 38=100 44=150 14=0 151=100 6=0",
                        "8 11=A1 150=0 39=E 38=100 44=150 14=0 151=100 6=0",
                        "8 11=A2 41=A1 150=5 39=0 38=50 44=150 14=0 151=50 6=0");
    }

    @Test
    void replaceToLessThanIsFilledLeavesAnOrderOfWhatIsFilled() {
        replaceTo(10);
        String replaced = stage.child();
        says(order, "F", "1", 100, 60, 40, "6=150|32=40|31=150|");
        says(replaced, "5", "2", 40, 0, 40, "6=150|41=" + order + "|");
        take(stage.toClient);
        says(replaced, "H", "0", 40, 40, 0, "6=0|19=E1|32=40|31=150|");
        says(replaced, "F", "1", 40, 10, 30, "6=150|32=30|31=150|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A2 150=H 39=0 38=40 44=150 32=40 31=150 14=0 151=40 6=0",
                        "8 11=A2 150=F 39=1 38=40 44=150 32=30 31=150 14=30 151=10 6=150");
        assertThat(stage.core.risk().reservations().openQtyE8()).isEqualTo(10_00000000L);
    }

    @Test
    void replaceThatWasGivenUpAndComesAfterAllIsARestatement() {
        says(order, "0", "0", 100, 100, 0, "6=0|");
        replaceTo(50);
        String replaced = stage.child();
        stage.dropBroker();
        stage.connectBroker();
        stage.broker(MsgTypes.RESEND_REQUEST, "7=1|16=0|");
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=" + order + "|17=0|150=I|39=0|55=AAPL|54=1|38=100|151=100|14=0|6=0|");
        take(stage.toBroker);
        says(replaced, "5", "0", 50, 50, 0, "6=0|41=" + order + "|");
        stage.client(MsgTypes.ORDER_CANCEL_REQUEST, "11=A3|41=A1|55=AAPL|54=1|38=100|" + TIME);
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A1 150=0 39=0 38=100 44=150 14=0 151=100 6=0",
                        "8 11=A2 41=A1 150=E 39=E 38=100 44=150 14=0 151=100 6=0",
                        "9 11=A2 41=A1 39=0 102=2 58=TE007 the replace did not reach the broker",
                        "8 11=A1 150=D 39=0 38=50 44=150 14=0 151=50 6=0",
                        "8 11=A3 41=A1 150=6 39=6 38=50 44=150 14=0 151=50 6=0");
        assertThat(take(stage.toBroker)).containsExactly("F 11=" + stage.child() + " 41=" + replaced + " 38=50");
    }

    @Test
    void orderThatItsBrokerHasRejectedUnheardEndsWhenItIsAskedFor() {
        says(order, "0", "0", 100, 100, 0, "6=0|");
        take(stage.toClient);
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=" + order + "|17=0|150=I|39=8|103=0|55=AAPL|54=1|38=100|151=0|14=0|6=0|58=too big|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=8 39=8 38=100 44=150 14=0 151=0 6=0 103=0 58=too big");
        assertThat(stage.core.risk().reservations().openOrders()).isZero();
    }

    @Test
    void cancelRefusedForAnOrderThatHasEndedAsksHow() {
        says(order, "0", "0", 100, 100, 0, "6=0|");
        stage.client(MsgTypes.ORDER_CANCEL_REQUEST, "11=A2|41=A1|55=AAPL|54=1|38=100|" + TIME);
        take(stage.toClient);
        take(stage.toBroker);
        stage.broker(MsgTypes.ORDER_CANCEL_REJECT, "37=B1|11=$|41=" + order + "|39=2|434=1|102=0|58=too late|");
        assertThat(take(stage.toBroker)).containsExactly("H 11=" + order);
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=" + order + "|17=0|150=I|39=2|55=AAPL|54=1|38=100|151=0|14=100|6=149|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "9 11=A2 41=A1 39=0 102=0 58=too late",
                        "8 11=A1 150=F 39=2 38=100 44=150 32=100 31=149 14=100 151=0 6=149");
    }

    @Test
    void childOfAnOrderThatExpiredWithoutItsBrokerIsStillAskedForAndKilled() {
        stage.pass(40 * 60);
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=C 39=C 38=100 44=150 14=0 151=0 6=0 58=TE006 the trading day has ended");
        stage.dropBroker();
        take(stage.toBroker);
        stage.connectBroker();
        assertThat(take(stage.toBroker)).contains("H 11=" + order);
        stage.kill("ann");
        assertThat(take(stage.toBroker)).containsExactly("F 11=" + stage.child() + " 41=" + order + " 38=100");
        assertThat(stage.alerts).doesNotContain("flat: every order is finished");
        says(stage.child(), "4", "4", 100, 0, 0, "6=0|41=" + order + "|");
        assertThat(stage.alerts).contains("flat: every order is finished");
        assertThat(stage.core.risk().reservations().openOrders()).isZero();
    }
}
