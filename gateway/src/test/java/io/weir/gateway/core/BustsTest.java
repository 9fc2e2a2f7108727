package io.weir.gateway.core;

import static io.weir.gateway.core.CoreStage.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.MsgTypes;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fills that brokers take back or correct, and what becomes of orders that had ended with them. */
class BustsTest {
    private static final String TIME = "60=20261120-15:00:00|";
    private static final String TERMS = "|21=1|55=AAPL|54=1|40=2|44=150|59=0|" + TIME;

    @TempDir
    private Path directory;

    private CoreStage stage;
    private int execs;

    @BeforeEach
    void open() throws Exception {
        stage = new CoreStage(directory, "20261120-15:00:00.000");
    }

    /** An execution report about a child: kind, state, leaves, CumQty, AvgPx, and more. */
    private void says(String child, String kind, String state, int leaves, int cum, String more) {
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B" + child + "|11=" + child + "|17=E" + ++execs + "|150=" + kind + "|39=" + state
                        + "|55=AAPL|54=1|151=" + leaves + "|14=" + cum + "|" + more);
    }

    private String plain() {
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=A1|38=100" + TERMS);
        return stage.child();
    }

    private String iceberg(int qty, int shows) {
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=A1|38=" + qty + "|847=1002|848=DisplayQty=" + shows + TERMS);
        return stage.child();
    }

    private void forget() {
        take(stage.toClient);
        take(stage.toBroker);
        stage.alerts.clear();
    }

    @Test
    void manyFillsOfAChildAreBookedWhereverItsStateWasReadBack() {
        String child = plain();
        for (int i = 1; i <= 12; i++) {
            says(child, "F", "1", 100 - i, i, "6=150|32=1|31=150|");
        }
        assertThat(take(stage.toClient)).hasSize(13).last().asString().contains("14=12 151=88");
        stage.assertReplays();
    }

    @Test
    void bustOnAFilledOrderOpensItAgain() {
        String child = plain();
        says(child, "F", "2", 0, 100, "6=150|32=100|31=150|");
        forget();
        says(child, "H", "0", 100, 0, "6=0|19=E1|32=100|31=150|");
        says(child, "F", "2", 0, 100, "6=149|32=100|31=149|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A1 150=H 39=0 38=100 44=150 32=100 31=150 14=0 151=100 6=0",
                        "8 11=A1 150=F 39=2 38=100 44=150 32=100 31=149 14=100 151=0 6=149");
    }

    @Test
    void bustThatTheBrokerDoesNotFillAgainEndsTheOrderUnfilled() {
        String child = plain();
        says(child, "F", "2", 0, 100, "6=150|32=100|31=150|");
        forget();
        says(child, "H", "4", 0, 0, "6=0|19=E1|32=100|31=150|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=H 39=4 38=100 44=150 32=100 31=150 14=0 151=0 6=0");
    }

    @Test
    void childOfAWorkingAlgoLivesAgainAndCountsAgain() {
        String first = iceberg(100, 40);
        stage.pass(6);
        says(first, "F", "2", 0, 40, "6=150|32=40|31=150|");
        String second = stage.child();
        assertThat(second).isNotEqualTo(first);
        stage.pass(6);
        forget();
        says(first, "H", "0", 40, 0, "6=0|19=E1|32=40|31=150|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=H 39=0 38=100 44=150 32=40 31=150 14=0 151=100 6=0");
        says(second, "F", "2", 0, 40, "6=150|32=40|31=150|");
        assertThat(take(stage.toBroker))
                .as("40 of 40 are shown by the child that lives again")
                .isEmpty();
        says(first, "F", "2", 0, 40, "6=150|32=40|31=150|");
        assertThat(take(stage.toBroker)).containsExactly("D 11=" + stage.child() + " 38=20 44=150");
    }

    @Test
    void icebergShowsMoreNoSoonerThanTheFirmSays() {
        String first = iceberg(100, 40);
        says(first, "F", "2", 0, 40, "6=150|32=40|31=150|");
        forget();
        stage.pass(4);
        assertThat(take(stage.toBroker)).isEmpty();
        stage.pass(2);
        assertThat(take(stage.toBroker)).containsExactly("D 11=" + stage.child() + " 38=40 44=150");
    }

    @Test
    void filledAlgoOrderLivesOnWithItsChildAlone() {
        String child = iceberg(100, 100);
        says(child, "F", "2", 0, 100, "6=150|32=100|31=150|");
        forget();
        says(child, "H", "1", 30, 70, "6=150|19=E1|32=100|31=150|");
        stage.client(MsgTypes.ORDER_CANCEL_REPLACE_REQUEST, "11=A2|41=A1|38=200" + TERMS);
        says(child, "4", "4", 0, 0, "6=0|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A1 150=H 39=0 38=100 44=150 32=100 31=150 14=0 151=100 6=0",
                        "9 11=A2 41=A1 39=0 102=0 58=TE014 the order is ending",
                        "8 11=A1 150=C 39=C 38=100 44=150 14=0 151=0 6=0 58=TE014 the order's algo has ended");
    }

    @Test
    void orderThatLivesAgainUnderTheKillSwitchIsCanceled() {
        String child = iceberg(100, 100);
        says(child, "F", "2", 0, 100, "6=150|32=100|31=150|");
        stage.kill("ann");
        assertThat(take(stage.alerts))
                .containsExactly("kill switch engaged by ann: test", "flat: every order is finished");
        forget();
        says(child, "H", "0", 100, 0, "6=0|19=E1|32=100|31=150|");
        assertThat(take(stage.toBroker)).containsExactly("F 11=" + stage.child() + " 41=" + child + " 38=100");
        says(child, "4", "4", 0, 0, "6=0|41=" + child + "|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A1 150=H 39=0 38=100 44=150 32=100 31=150 14=0 151=100 6=0",
                        "8 11=A1 150=4 39=4 38=100 44=150 14=0 151=0 6=0 378=4 58=TE008 kill switch: test");
    }

    @Test
    void childThatLivesAgainUnderACanceledOrderIsCanceled() {
        String first = iceberg(100, 40);
        stage.pass(6);
        says(first, "F", "2", 0, 40, "6=150|32=40|31=150|");
        String second = stage.child();
        stage.client(MsgTypes.ORDER_CANCEL_REQUEST, "11=A2|41=A1|55=AAPL|54=1|38=100|" + TIME);
        says(second, "4", "4", 0, 0, "6=0|");
        forget();
        says(first, "H", "0", 40, 0, "6=0|19=E1|32=40|31=150|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A2 150=H 39=4 38=100 44=150 32=40 31=150 14=0 151=0 6=0");
        assertThat(take(stage.toBroker)).containsExactly("F 11=" + stage.child() + " 41=" + first + " 38=40");
        assertThat(stage.alerts).singleElement().asString().contains("is open again at its broker");
        stage.broker(MsgTypes.ORDER_CANCEL_REJECT, "37=B|11=$|41=" + first + "|39=0|434=1|102=2|58=no|");
        take(stage.toBroker);
        stage.pass(11);
        assertThat(take(stage.toBroker)).containsExactly("F 11=" + stage.child() + " 41=" + first + " 38=40");
    }

    @Test
    void correctionUpwardsEndsAChild() {
        String child = plain();
        says(child, "F", "1", 10, 90, "6=150|32=90|31=150|");
        forget();
        says(child, "G", "2", 0, 100, "6=150|19=E1|32=100|31=150|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=G 39=2 38=100 44=150 32=100 31=150 14=100 151=0 6=150");
        assertThat(stage.core.risk().reservations().openOrders()).isZero();
    }

    @Test
    void correctionDownwardsOpensAFilledOrderAgain() {
        String child = plain();
        says(child, "F", "2", 0, 100, "6=150|32=100|31=150|");
        forget();
        says(child, "G", "1", 20, 80, "6=150|19=E1|32=80|31=150|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=G 39=1 38=100 44=150 32=80 31=150 14=80 151=20 6=150");
        assertThat(stage.core.risk().reservations().openQtyE8()).isEqualTo(20_00000000L);
    }

    @Test
    void correctionOfAFillThatWasDerivedWithOthersTellsTheirSum() {
        String child = plain();
        says(child, "F", "1", 20, 80, "6=150|32=20|31=150|");
        says(child, "F", "1", 60, 40, "6=150|32=40|31=150|");
        says(child, "F", "1", 40, 60, "6=150|32=20|31=150|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A1 150=A 39=A 38=100 44=150 14=0 151=100 6=0",
                        "8 11=A1 150=F 39=1 38=100 44=150 32=20 31=150 14=20 151=80 6=150",
                        "8 11=A1 150=F 39=1 38=100 44=150 32=60 31=150 14=80 151=20 6=150");
        says(child, "G", "1", 30, 70, "6=150|19=E2|32=30|31=150|");
        says(child, "H", "1", 60, 40, "6=150|19=E4|32=30|31=150|");
        says(child, "H", "1", 80, 20, "6=150|19=E3|32=20|31=150|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A1 150=G 39=1 38=100 44=150 32=50 31=150 14=70 151=30 6=150",
                        "8 11=A1 150=G 39=1 38=100 44=150 32=20 31=150 14=40 151=60 6=150",
                        "8 11=A1 150=H 39=1 38=100 44=150 32=20 31=150 14=20 151=80 6=150");
    }

    @Test
    void bustOfAFillThatWasBookedInPartsTakesAllOfIt() {
        String child = plain();
        says(child, "0", "1", 60, 40, "6=150|");
        says(child, "F", "1", 60, 40, "6=150|32=70|31=150|");
        take(stage.toClient);
        says(child, "H", "0", 100, 0, "6=0|19=E2|32=70|31=150|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A1 150=H 39=1 38=100 44=150 32=40 31=150 14=30 151=70 6=150",
                        "8 11=A1 150=H 39=0 38=100 44=150 32=30 31=150 14=0 151=100 6=0");
    }
}
