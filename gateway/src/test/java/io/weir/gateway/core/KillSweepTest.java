package io.weir.gateway.core;

import static io.weir.gateway.core.CoreStage.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.MsgTypes;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill with orders on their way: what never left is ended, what the broker refuses to cancel is asked for again. */
class KillSweepTest {
    private static final String TIME = "60=20261120-15:00:00|";

    @TempDir
    private Path directory;

    private CoreStage stage;
    private String order;

    @BeforeEach
    void open() throws Exception {
        stage = new CoreStage(directory, "20261120-15:00:00.000");
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=A1|21=1|55=AAPL|54=1|38=100|40=2|44=150|59=0|" + TIME);
        order = stage.child();
    }

    private void work() {
        stage.broker(MsgTypes.EXECUTION_REPORT, "37=B1|11=$|17=E1|150=0|39=0|55=AAPL|54=1|151=100|14=0|6=0|");
        take(stage.toClient);
        take(stage.toBroker);
    }

    @Test
    void orderThatNeverLeftIsCanceled() {
        take(stage.toClient);
        stage.kill("ann");
        stage.withheldLast();
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=4 39=4 38=100 44=150 14=0 151=0 6=0 378=4 58=TE008 kill switch: test");
        assertThat(stage.alerts).contains("flat: every order is finished");
        stage.broker(MsgTypes.ORDER_CANCEL_REJECT, "37=NONE|11=$|41=" + order + "|39=8|434=1|102=1|58=unknown order|");
        assertThat(take(stage.toClient)).isEmpty();
    }

    @Test
    void replaceThatNeverLeftIsRefusedAndTheOrderCanceled() {
        work();
        stage.client(
                MsgTypes.ORDER_CANCEL_REPLACE_REQUEST, "11=A2|41=A1|21=1|55=AAPL|54=1|38=150|40=2|44=150|59=0|" + TIME);
        take(stage.toBroker);
        stage.kill("ann");
        assertThat(take(stage.toBroker)).isEmpty();
        stage.withheldLast();
        assertThat(take(stage.toBroker)).containsExactly("F 11=" + stage.child() + " 41=" + order + " 38=100");
        stage.broker(
                MsgTypes.EXECUTION_REPORT, "37=B1|11=$|41=" + order + "|17=E2|150=4|39=4|55=AAPL|54=1|151=0|14=0|6=0|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A2 41=A1 150=E 39=E 38=100 44=150 14=0 151=100 6=0",
                        "9 11=A2 41=A1 39=0 102=2 58=TE008 withheld by the kill switch",
                        "8 11=A1 150=4 39=4 38=100 44=150 14=0 151=0 6=0 378=4 58=TE008 kill switch: test");
    }

    @Test
    void refusedCancelIsAskedForAgainAfterAPause() {
        work();
        stage.kill("ann");
        take(stage.toBroker);
        stage.broker(MsgTypes.ORDER_CANCEL_REJECT, "37=B1|11=$|41=" + order + "|39=0|434=1|102=2|58=not now|");
        assertThat(take(stage.toBroker)).containsExactly("H 11=" + order);
        assertThat(stage.alerts).anyMatch(alert -> alert.contains("refuses to cancel it: not now"));
        stage.pass(9);
        assertThat(take(stage.toBroker)).isEmpty();
        stage.pass(2);
        assertThat(take(stage.toBroker)).containsExactly("F 11=" + stage.child() + " 41=" + order + " 38=100");
        stage.broker(
                MsgTypes.EXECUTION_REPORT, "37=B1|11=$|41=" + order + "|17=E2|150=4|39=4|55=AAPL|54=1|151=0|14=0|6=0|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=4 39=4 38=100 44=150 14=0 151=0 6=0 378=4 58=TE008 kill switch: test");
        stage.pass(60);
        assertThat(take(stage.toBroker)).isEmpty();
    }

    @Test
    void brokerThatHasForgottenTheOrderSaysSo() {
        work();
        stage.kill("ann");
        stage.broker(MsgTypes.ORDER_CANCEL_REJECT, "37=NONE|11=$|41=" + order + "|39=8|434=1|102=1|58=unknown|");
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=NONE|11=" + order + "|17=0|150=I|39=8|103=5|55=AAPL|54=1|151=0|14=0|6=0|58=unknown|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=4 39=4 38=100 44=150 14=0 151=0 6=0 378=4 58=TE008 kill switch: test");
        assertThat(stage.alerts).anyMatch(alert -> alert.contains("has forgotten an order"));
    }

    @Test
    void algoOrderWhoseChildEndsWithARefusedReplaceIsOver() {
        stage.client(
                MsgTypes.NEW_ORDER_SINGLE,
                "11=I1|21=1|55=AAPL|54=1|38=100|40=2|44=150|59=0|847=1002|848=DisplayQty=100|" + TIME);
        String child = stage.child();
        stage.client(
                MsgTypes.ORDER_CANCEL_REPLACE_REQUEST, "11=I2|41=I1|21=1|55=AAPL|54=1|38=100|40=2|44=149|59=0|" + TIME);
        String replace = stage.child();
        String about = "37=B2|11=" + child + "|55=AAPL|54=1|";
        stage.broker(MsgTypes.EXECUTION_REPORT, about + "17=E1|150=D|39=0|38=40|151=40|14=0|6=0|378=5|");
        stage.broker(MsgTypes.EXECUTION_REPORT, about + "17=E2|150=F|39=2|38=40|151=0|14=40|6=149|32=40|31=149|");
        stage.kill("ann");
        take(stage.toClient);
        stage.broker(MsgTypes.ORDER_CANCEL_REJECT, "37=B2|11=" + replace + "|41=" + child + "|39=2|434=2|102=0|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=I1 150=4 39=4 38=100 44=150 14=40 151=0 6=149 378=4 58=TE008 kill switch: test",
                        "9 11=I2 41=I1 39=4 102=0 58=TE014 the order is finished");
    }
}
