package io.weir.gateway.core;

import static io.weir.gateway.core.CoreStage.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.MsgTypes;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cancels, the kill switch, and brokers that do not answer. */
class CancelPatienceTest {
    @TempDir
    private Path directory;

    private CoreStage stage;
    private String order;

    @BeforeEach
    void open() throws Exception {
        stage = new CoreStage(directory, "20261120-15:00:00.000");
        stage.client(
                MsgTypes.NEW_ORDER_SINGLE, "11=A1|21=1|55=AAPL|54=1|60=20261120-15:00:00|38=100|40=2|44=150|59=0|");
        order = stage.child();
        stage.broker(MsgTypes.EXECUTION_REPORT, "37=B1|11=$|17=E1|150=0|39=0|55=AAPL|54=1|151=100|14=0|6=0|");
        take(stage.toClient);
        take(stage.toBroker);
    }

    @Test
    void unansweredCancelIsAskedForAgain() {
        stage.client(MsgTypes.ORDER_CANCEL_REQUEST, "11=A2|41=A1|55=AAPL|54=1|60=20261120-15:00:00|38=100|");
        String first = stage.child();
        assertThat(take(stage.toBroker)).containsExactly("F 11=" + first + " 41=" + order + " 38=100");
        stage.pass(9);
        assertThat(take(stage.toBroker)).isEmpty();
        stage.pass(2);
        String second = stage.child();
        assertThat(take(stage.toBroker)).containsExactly("F 11=" + second + " 41=" + order + " 38=100");
        assertThat(second).isNotEqualTo(first);
        stage.broker(
                MsgTypes.EXECUTION_REPORT, "37=B1|11=$|41=" + order + "|17=E2|150=4|39=4|55=AAPL|54=1|151=0|14=0|6=0|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A2 41=A1 150=6 39=6 38=100 44=150 14=0 151=100 6=0",
                        "8 11=A2 41=A1 150=4 39=4 38=100 44=150 14=0 151=0 6=0");
        stage.pass(60);
        assertThat(take(stage.toBroker)).isEmpty();
    }

    @Test
    void killCancelsWhatIsOpenAndTwoReleaseIt() {
        stage.kill("ann");
        assertThat(take(stage.replies)).containsExactly("done: kill switch engaged; 1 open orders are being canceled");
        assertThat(take(stage.toBroker)).containsExactly("F 11=" + stage.child() + " 41=" + order + " 38=100");
        stage.client(
                MsgTypes.NEW_ORDER_SINGLE, "11=A3|21=1|55=AAPL|54=1|60=20261120-15:00:00|38=100|40=2|44=150|59=0|");
        assertThat(take(stage.toClient))
                .singleElement()
                .asString()
                .startsWith("8 11=A3 150=8 39=8 38=100 44=150 14=0 151=0 6=0 103=0 58=TE008");
        stage.broker(
                MsgTypes.EXECUTION_REPORT, "37=B1|11=$|41=" + order + "|17=E2|150=4|39=4|55=AAPL|54=1|151=0|14=0|6=0|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=4 39=4 38=100 44=150 14=0 151=0 6=0 378=4 58=TE008 kill switch: test");
        assertThat(stage.alerts).contains("flat: every order is finished");

        stage.admin("ann", "release");
        stage.admin("ann", "release");
        stage.admin("bob", "release");
        assertThat(take(stage.replies))
                .containsExactly(
                        "done: release asked for by ann; a second principal must ask, too",
                        "refused: ann has asked already; the second principal must be another one",
                        "done: kill switch released");
        stage.client(
                MsgTypes.NEW_ORDER_SINGLE, "11=A4|21=1|55=AAPL|54=1|60=20261120-15:00:00|38=100|40=2|44=150|59=0|");
        assertThat(take(stage.toClient)).containsExactly("8 11=A4 150=A 39=A 38=100 44=150 14=0 151=100 6=0");
    }
}
