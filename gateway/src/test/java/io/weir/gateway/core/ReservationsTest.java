package io.weir.gateway.core;

import static io.weir.gateway.core.CoreStage.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.MsgTypes;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is reserved and what is held while brokers say what nobody asked for, or nothing at all. */
class ReservationsTest {
    private static final String TIME = "60=20261120-15:00:00|";
    private static final long ONE = 100_000_000L;

    @TempDir
    private Path directory;

    private CoreStage stage;
    private String order;
    private int execs;

    @BeforeEach
    void open() throws Exception {
        stage = new CoreStage(directory, "20261120-15:00:00.000");
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=A1|21=1|55=AAPL|54=1|38=100|40=2|44=150|59=0|" + TIME);
        order = stage.child();
        take(stage.toClient);
        take(stage.toBroker);
    }

    @AfterEach
    void replays() {
        stage.assertReplays();
    }

    private void says(String kind, String state, String more) {
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=" + order + "|17=E" + ++execs + "|150=" + kind + "|39=" + state + "|55=AAPL|54=1|" + more);
    }

    private long reserved() {
        return stage.core.flow().risk().reservations().openQtyE8() / ONE;
    }

    private long position() {
        return stage.core.flow().risk().positions().netE8(0) / ONE;
    }

    @Test
    void lateFillOfACanceledOrderIsBookedAndHeld() {
        says("4", "4", "38=100|151=0|14=0|6=0|");
        assertThat(reserved()).isZero();
        says("F", "4", "38=100|151=0|14=10|6=150|32=10|31=150|");

        assertThat(position()).isEqualTo(10);
        assertThat(reserved()).isZero();
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A1 150=4 39=4 38=100 44=150 14=0 151=0 6=0",
                        "8 11=A1 150=F 39=4 38=100 44=150 32=10 31=150 14=10 151=0 6=150");
        assertThat(stage.alerts).anyMatch(alert -> alert.contains("was filled for another 10"));
    }

    @Test
    void executionOfAnUnknownOrderIsKeptAndTheSessionStaysUp() {
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=X1|11=NOBODYS|17=X1|150=F|39=1|55=AAPL|54=1|38=50|151=40|14=10|6=150|32=10|31=150|");

        assertThat(stage.core.flow().unknownExecutions()).isOne();
        assertThat(stage.alerts).anyMatch(alert -> alert.contains("reports an order that we do not know"));
        assertThat(stage.core.sessions().session(CoreStage.BROKER).isLoggedOn()).isTrue();
        says("0", "0", "38=100|151=100|14=0|6=0|");
        assertThat(take(stage.toClient)).containsExactly("8 11=A1 150=0 39=0 38=100 44=150 14=0 151=100 6=0");
        assertThat(position()).isZero();
    }

    @Test
    void unsolicitedRestatementMovesTheReservation() {
        says("0", "0", "38=100|151=100|14=0|6=0|");
        assertThat(reserved()).isEqualTo(100);
        says("D", "0", "38=60|44=150|151=60|14=0|6=0|378=5|");

        assertThat(reserved()).isEqualTo(60);
        assertThat(take(stage.toClient)).endsWith("8 11=A1 150=D 39=0 38=60 44=150 14=0 151=60 6=0 378=5");
    }

    @Test
    void unsolicitedCancelEndsTheReservation() {
        says("0", "0", "38=100|151=100|14=0|6=0|");
        says("F", "1", "38=100|151=70|14=30|6=150|32=30|31=150|");
        assertThat(reserved()).isEqualTo(70);
        says("4", "4", "38=100|151=0|14=30|6=150|58=desk|");

        assertThat(reserved()).isZero();
        assertThat(position()).isEqualTo(30);
        assertThat(take(stage.toClient)).endsWith("8 11=A1 150=4 39=4 38=100 44=150 14=30 151=0 6=150 58=desk");
    }

    @Test
    void resendIsAGapAndTheOrderStaysInDoubtUntilItIsAskedFor() {
        says("0", "0", "38=100|151=100|14=0|6=0|");
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=B1|21=1|55=AAPL|54=1|38=100|40=2|44=150|59=0|" + TIME);
        String second = stage.child();
        take(stage.toBroker);
        stage.broker(MsgTypes.RESEND_REQUEST, "7=1|16=0|");

        // The stream that answers reads the journal: it fills D, F and G by gaps. Here what follows from it is seen.
        assertThat(take(stage.toBroker))
                .noneMatch(line -> line.startsWith("D "))
                .contains("H 11=" + second);
        assertThat(reserved()).isEqualTo(200);
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=NONE|11=" + second + "|17=0|150=I|39=8|103=5|55=AAPL|54=1|151=0|14=0|6=0|58=unknown order|");
        assertThat(reserved()).isEqualTo(100);
    }

    @Test
    void orderInDoubtKeepsAllOfItsReservation() {
        stage.dropBroker();
        stage.connectBroker();
        stage.pass(3600);
        assertThat(reserved()).isEqualTo(100);
        stage.restart();
        stage.pass(3600);
        assertThat(reserved()).isEqualTo(100);
        // A fill is an answer, too.
        says("F", "1", "38=100|151=70|14=30|6=150|32=30|31=150|");

        assertThat(reserved()).isEqualTo(70);
        assertThat(stage.core.flow().reconciliation().differences().all()).isEmpty();
    }
}
