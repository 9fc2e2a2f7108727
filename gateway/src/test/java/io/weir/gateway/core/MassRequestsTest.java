package io.weir.gateway.core;

import static io.weir.gateway.core.CoreStage.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.MsgTypes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mass cancel (35=q, 35=r) and mass status (35=AF): what is in scope, what each order hears, how it is paced. */
class MassRequestsTest {
    private CoreStage stage;
    private final List<String> children = new ArrayList<>();

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        stage = new CoreStage(directory, "20261120-15:00:00");
    }

    @AfterEach
    void replays() {
        stage.assertReplays();
    }

    /** Sends an order and has the broker take it. */
    private void working(String id, String symbol, int side) {
        order(id, symbol, side);
        children.add(stage.child());
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B" + id + "|11=$|17=E" + id + "|150=0|39=0|55=" + symbol + "|54=" + side + "|151=100|14=0|6=0|");
        take(stage.toClient);
        take(stage.toBroker);
    }

    private void order(String id, String symbol, int side) {
        stage.client(
                MsgTypes.NEW_ORDER_SINGLE,
                "11=" + id + "|55=" + symbol + "|54=" + side + "|60=20261120-15:00:00|38=100|40=2|44="
                        + (symbol.equals("AAPL") ? 150 : 400) + "|");
    }

    private void massCancel(String fields) {
        stage.client(MsgTypes.ORDER_MASS_CANCEL_REQUEST, fields + "60=20261120-15:00:00|");
    }

    private void massStatus(String fields) {
        stage.client(MsgTypes.ORDER_MASS_STATUS_REQUEST, fields);
    }

    /** The broker takes the cancel of the order whose number this is. */
    private void canceled(int order, String symbol, String cancel) {
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B|11=" + cancel + "|41=" + children.get(order) + "|17=C" + order + "|150=4|39=4|55=" + symbol
                        + "|54=1|151=0|14=0|6=0|");
    }

    private static String cancelOf(String line) {
        return line.substring(line.indexOf("11=") + 3, line.indexOf(" 41="));
    }

    @Test
    void everyOrderIsCanceledAsByARequestOfItsOwn() {
        working("A", "AAPL", 1);
        working("B", "MSFT", 2);
        massCancel("11=M|530=7|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "r 11=M 530=7 531=7 533=2 534=2 41=A,B",
                        "8 11=M 41=A 150=6 39=6 38=100 44=150 14=0 151=100 6=0",
                        "8 11=M 41=B 150=6 39=6 38=100 44=400 14=0 151=100 6=0");
        List<String> cancels = take(stage.toBroker);
        assertThat(cancels).hasSize(2).allMatch(line -> line.startsWith("F "));
        canceled(1, "MSFT", cancelOf(cancels.get(1)));
        stage.broker(
                MsgTypes.ORDER_CANCEL_REJECT,
                "37=B|11=" + cancelOf(cancels.get(0)) + "|41=" + children.get(0) + "|39=0|434=1|102=2|58=not now|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=M 41=B 150=4 39=4 38=100 44=400 14=0 151=0 6=0", "9 11=M 41=A 39=0 102=2 58=not now");
        stage.client(MsgTypes.ORDER_CANCEL_REQUEST, "11=F|41=A|55=AAPL|54=1|60=20261120-15:00:00|");
        assertThat(take(stage.toClient)).containsExactly("8 11=F 41=A 150=6 39=6 38=100 44=150 14=0 151=100 6=0");
    }

    @Test
    void lateFillOfAMassCanceledOrderCarriesItsOwnClOrdId() {
        working("A", "AAPL", 1);
        massCancel("11=M|530=7|");
        canceled(0, "AAPL", cancelOf(take(stage.toBroker).get(0)));
        take(stage.toClient);
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B|11=" + children.get(0) + "|17=L|150=F|39=4|55=AAPL|54=1|32=10|31=150|151=0|14=10|6=150|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A 150=F 39=4 38=100 44=150 32=10 31=150 14=10 151=0 6=150");
    }

    @Test
    void scopeIsOneSecurityOrOneSide() {
        working("A", "AAPL", 1);
        working("B", "MSFT", 1);
        working("C", "AAPL", 2);
        massCancel("11=M1|530=1|55=AAPL|54=1|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "r 11=M1 530=1 531=1 533=1 534=1 41=A",
                        "8 11=M1 41=A 150=6 39=6 38=100 44=150 14=0 151=100 6=0");
        massCancel("11=M2|530=1|55=AAPL|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "r 11=M2 530=1 531=1 533=1 534=1 41=C",
                        "8 11=M2 41=C 150=6 39=6 38=100 44=150 14=0 151=100 6=0");
        massCancel("11=M3|530=1|55=AAPL|");
        assertThat(take(stage.toClient)).containsExactly("r 11=M3 530=1 531=1 533=0");
    }

    @Test
    void otherClientsOrdersAreNotTouched() {
        stage.admin("ann", "session-add", "OMS", "TargetCompID=OMS2", "SocketAcceptPort=3");
        stage.counterparty("OMS2");
        stage.connect(2);
        stage.send(2, MsgTypes.LOGON, "98=0|108=20|");
        stage.send(2, MsgTypes.NEW_ORDER_SINGLE, "11=A|55=AAPL|54=1|60=20261120-15:00:00|38=100|40=2|44=150|");
        take(stage.toAdded);
        massCancel("11=M|530=7|");
        massStatus("584=Q|585=7|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "r 11=M 530=7 531=7 533=0",
                        "8 150=I 39=8 14=0 151=0 6=0 103=5 584=Q 911=0 912=Y"
                                + " 58=TE014 no order of the request's scope is open");
        assertThat(stage.toAdded).isEmpty();
    }

    @Test
    void whatCannotBeUnderstoodIsRefusedAndNothingIsCanceled() {
        working("A", "AAPL", 1);
        massCancel("11=M1|530=3|");
        massCancel("11=M2|530=1|55=NONE|");
        massCancel("11=M3|530=1|");
        massCancel("11=M4|530=7|336=EARLY|");
        massCancel("11=A|530=7|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "r 11=M1 530=3 531=0 532=0 58=TE001 the scope (530) is not supported: 3",
                        "r 11=M2 530=1 531=0 532=1 58=TE001 unknown symbol (55) NONE",
                        "r 11=M3 530=1 531=0 532=1 58=TE001 unknown symbol (55) ",
                        "r 11=M4 530=7 531=0 532=6 58=TE001 unknown TradingSessionID (336) EARLY",
                        "r 11=A 530=7 531=0 532=99 58=TE012 ClOrdID (11) is used: A");
        assertThat(stage.toBroker).isEmpty();
        assertThat(stage.core.risk().killSwitch().isEngaged()).isFalse();
    }

    @Test
    void possResendHasNoSecondEffect() {
        massCancel("11=M|530=7|");
        working("A", "AAPL", 1);
        stage.client(MsgTypes.ORDER_MASS_CANCEL_REQUEST, "97=Y|11=M|530=7|60=20261120-15:00:00|");
        assertThat(take(stage.toClient))
                .containsExactly("r 11=M 530=7 531=7 533=0 58=TE012 this mass cancel has had its effect");
        assertThat(stage.toBroker).isEmpty();
    }

    @Test
    void cancelThatIsPendingGoesOnByItself() {
        working("A", "AAPL", 1);
        stage.client(MsgTypes.ORDER_CANCEL_REQUEST, "11=F|41=A|55=AAPL|54=1|60=20261120-15:00:00|");
        take(stage.toClient);
        massCancel("11=M|530=7|");
        assertThat(take(stage.toClient)).containsExactly("r 11=M 530=7 531=7 533=0");
        canceled(0, "AAPL", cancelOf(take(stage.toBroker).get(0)));
        assertThat(take(stage.toClient)).containsExactly("8 11=F 41=A 150=4 39=4 38=100 44=150 14=0 151=0 6=0");
    }

    @Test
    void manyAreCanceledInSteps() {
        for (int i = 0; i < 1_200; i++) {
            order("N" + i, "AAPL", 1);
        }
        take(stage.toClient);
        take(stage.toBroker);
        massCancel("11=M|530=7|");
        assertThat(stage.toClient).hasSize(501);
        assertThat(take(stage.toClient).get(0)).isEqualTo("r 11=M 530=7 531=7 533=1200");
        stage.client(MsgTypes.ORDER_CANCEL_REQUEST, "11=F|41=N1100|55=AAPL|54=1|60=20261120-15:00:00|");
        assertThat(take(stage.toClient))
                .containsExactly("9 11=F 41=N1100 39=A 102=3 58=TE014 a cancel of the order is pending");
        order("LATER", "AAPL", 1);
        take(stage.toBroker);
        stage.pass(1);
        assertThat(take(stage.toBroker)).hasSize(700).allMatch(line -> line.startsWith("F "));
        assertThat(stage.toClient).noneMatch(line -> line.contains("41=LATER"));
    }

    @Test
    void openOrdersAreToldOneByOneAndTheLastIsMarked() {
        working("A", "AAPL", 1);
        working("B", "MSFT", 2);
        massStatus("584=Q|585=7|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A 150=I 39=0 38=100 44=150 14=0 151=100 6=0 584=Q 911=2 912=N",
                        "8 11=B 150=I 39=0 38=100 44=400 14=0 151=100 6=0 584=Q 911=2 912=Y");
        massStatus("584=Q2|585=1|55=MSFT|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=B 150=I 39=0 38=100 44=400 14=0 151=100 6=0 584=Q2 911=1 912=Y");
    }

    @Test
    void noOpenOrderIsOneReportThatStandsForNone() {
        massStatus("584=Q|585=7|");
        assertThat(take(stage.toClient))
                .containsExactly("8 150=I 39=8 14=0 151=0 6=0 103=5 584=Q 911=0 912=Y"
                        + " 58=TE014 no order of the request's scope is open");
    }

    @Test
    void statusThatCannotBeToldIsRefusedByABusinessReject() {
        massStatus("584=Q|585=3|");
        massStatus("584=Q|585=1|55=NONE|");
        massStatus("584=Q|585=1|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "j 380=0 58=TE001 the scope (585) is not supported: 3",
                        "j 380=2 58=TE001 unknown symbol (55) NONE",
                        "j 380=5 58=Conditionally Required Field Missing (55)");
    }

    @Test
    void manyAreToldAtAPaceAndOneRequestAtATime() {
        for (int i = 0; i < 250; i++) {
            order("N" + i, "AAPL", 1);
        }
        take(stage.toClient);
        massStatus("584=Q|585=7|");
        assertThat(take(stage.toClient)).hasSize(100).allMatch(line -> line.endsWith("584=Q 911=250 912=N"));
        massStatus("584=R|585=7|");
        assertThat(take(stage.toClient)).containsExactly("j 380=4 58=the answer to Q goes on");
        stage.pass(1);
        List<String> rest = take(stage.toClient);
        assertThat(rest).hasSize(150);
        assertThat(rest.get(148)).contains("11=N248 ").endsWith("912=N");
        assertThat(rest.get(149)).contains("11=N249 ").endsWith("912=Y");
        massStatus("584=R|585=7|");
        stage.dropClient();
        take(stage.toClient);
        stage.pass(1);
        assertThat(stage.toClient).isEmpty();
    }
}
