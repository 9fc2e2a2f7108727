package io.weir.gateway.core;

import static io.weir.gateway.core.CoreStage.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.MsgTypes;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal's disk runs short of room: no new risk is taken, and what is open goes on to its end. */
class FullDiskTest {
    private static final String TERMS = "|21=1|55=AAPL|54=1|60=20261120-15:00:00|40=2|59=0|";
    private static final String WHY =
            "58=TE007 unavailable: the journal's disk has only 300 MiB left, no new orders are taken";

    @TempDir
    private Path directory;

    private CoreStage stage;
    private String order;

    @BeforeEach
    void open() throws Exception {
        stage = new CoreStage(directory, "20261120-15:00:00.000");
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=A1|38=100|44=150" + TERMS);
        order = stage.child();
        stage.broker(MsgTypes.EXECUTION_REPORT, "37=B1|11=$|17=E1|150=0|39=0|55=AAPL|54=1|151=100|14=0|6=0|");
        take(stage.toClient);
        take(stage.toBroker);
        take(stage.alerts);
    }

    @AfterEach
    void replays() {
        stage.assertReplays();
    }

    private void stop() {
        stage.intake(false, 300);
        assertThat(take(stage.alerts))
                .containsExactly("order intake is stopped: only 300 MiB are free on the journal's disk;"
                        + " 1 open orders go on, cancels pass, new orders are refused");
    }

    private void goOn() {
        stage.intake(true, 900);
        assertThat(take(stage.alerts))
                .containsExactly("order intake is on again: 900 MiB are free on the journal's disk");
    }

    @Test
    void newOrdersAreRefusedUntilThereIsRoom() {
        stop();
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=A2|38=100|44=150" + TERMS);
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A2 150=8 39=8 38=100 44=150 14=0 151=0 6=0 103=0 " + WHY);
        assertThat(take(stage.toBroker)).isEmpty();
        goOn();
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=A3|38=100|44=150" + TERMS);
        assertThat(take(stage.toClient)).containsExactly("8 11=A3 150=A 39=A 38=100 44=150 14=0 151=100 6=0");
        assertThat(take(stage.toBroker)).containsExactly("D 11=" + stage.child() + " 38=100 44=150");
    }

    @Test
    void replacesPassThatAskForLess() {
        stop();
        stage.client(MsgTypes.ORDER_CANCEL_REPLACE_REQUEST, "11=A2|41=A1|38=200|44=150" + TERMS);
        stage.client(MsgTypes.ORDER_CANCEL_REPLACE_REQUEST, "11=A3|41=A1|38=100|44=151" + TERMS);
        assertThat(take(stage.toClient))
                .containsExactly("9 11=A2 41=A1 39=0 102=2 " + WHY, "9 11=A3 41=A1 39=0 102=2 " + WHY);
        stage.client(MsgTypes.ORDER_CANCEL_REPLACE_REQUEST, "11=A4|41=A1|38=80|44=149" + TERMS);
        assertThat(take(stage.toBroker)).containsExactly("G 11=" + stage.child() + " 41=" + order + " 38=80 44=149");
    }

    @Test
    void cancelsAndFillsGoOn() {
        stop();
        stage.client(MsgTypes.ORDER_CANCEL_REQUEST, "11=A2|41=A1|55=AAPL|54=1|60=20261120-15:00:00|38=100|");
        assertThat(take(stage.toBroker)).containsExactly("F 11=" + stage.child() + " 41=" + order + " 38=100");
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=" + order + "|17=E2|150=F|39=1|55=AAPL|54=1|38=100|32=40|31=150|151=60|14=40|6=150|");
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=$|41=" + order + "|17=E3|150=4|39=4|55=AAPL|54=1|151=0|14=40|6=150|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A2 41=A1 150=6 39=6 38=100 44=150 14=0 151=100 6=0",
                        "8 11=A1 150=F 39=6 38=100 44=150 32=40 31=150 14=40 151=60 6=150",
                        "8 11=A2 41=A1 150=4 39=4 38=100 44=150 14=40 151=0 6=150");
    }

    @Test
    void algosPauseAndGoOnWithinAMinute() {
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=I1|38=300|44=150|847=1002|848=DisplayQty=100" + TERMS);
        stage.broker(MsgTypes.EXECUTION_REPORT, "37=B2|11=$|17=E4|150=0|39=0|55=AAPL|54=1|151=100|14=0|6=0|");
        assertThat(take(stage.toBroker)).containsExactly("D 11=" + stage.child() + " 38=100 44=150");
        stage.intake(false, 300);
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B2|11=$|17=E5|150=F|39=2|55=AAPL|54=1|38=100|32=100|31=150|151=0|14=100|6=150|");
        take(stage.toClient);
        stage.pass(600);
        assertThat(take(stage.toBroker))
                .as("nothing new while there is no room")
                .isEmpty();
        assertThat(take(stage.toClient)).as("the order waits").isEmpty();
        stage.intake(true, 900);
        stage.pass(60);
        assertThat(take(stage.toBroker)).containsExactly("D 11=" + stage.child() + " 38=100 44=150");
    }

    @Test
    void aProcessBeginsWithIntakeOpenAndHearsOfItsDiskAnew() {
        stop();
        stage.restart();
        stage.connectClient();
        take(stage.toClient);
        take(stage.toBroker);
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=A2|38=100|44=150" + TERMS);
        assertThat(take(stage.toBroker)).containsExactly("D 11=" + stage.child() + " 38=100 44=150");
    }
}
