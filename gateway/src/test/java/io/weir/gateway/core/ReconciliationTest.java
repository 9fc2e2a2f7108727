package io.weir.gateway.core;

import static io.weir.gateway.core.CoreStage.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.MsgTypes;
import io.weir.gateway.orders.Difference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker logs on with a book that is not ours: what follows by rule, what waits for a person, and what is held meanwhile. */
class ReconciliationTest {
    private static final String TIME = "60=20261120-15:00:00|";
    private static final String REFUSED =
            " 150=8 39=8 38=100 44=150 14=0 151=0 6=0 103=0 58=TE007 no broker is up that takes the order";

    @TempDir
    private Path directory;

    private CoreStage stage;
    private String order;
    private int execs;
    private int tries;

    @BeforeEach
    void open() throws Exception {
        open("");
    }

    private void open(String brokerWords) throws Exception {
        stage = new CoreStage(directory, "20261120-15:00:00.000", "", brokerWords);
        send("A1");
        order = stage.child();
    }

    @AfterEach
    void replays() {
        stage.assertReplays();
    }

    private void send(String clOrdId) {
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=" + clOrdId + "|21=1|55=AAPL|54=1|38=100|40=2|44=150|59=0|" + TIME);
    }

    private void says(String kind, String state, String more) {
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=" + order + "|17=E" + ++execs + "|150=" + kind + "|39=" + state + "|55=AAPL|54=1|" + more);
    }

    /** The broker has the order, and 40 of it are filled. */
    private void works() {
        says("0", "0", "38=100|44=150|151=100|14=0|6=0|");
        says("F", "1", "38=100|44=150|151=60|14=40|6=150|32=40|31=150|");
        forget();
    }

    private void forget() {
        take(stage.toClient);
        take(stage.toBroker);
        take(stage.alerts);
        take(stage.replies);
        take(stage.results);
    }

    private void comesBack() {
        stage.dropBroker();
        forget();
        stage.connectBroker();
    }

    private void status(String state, String more) {
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=" + order + "|17=0|150=I|39=" + state + "|55=AAPL|54=1|790=" + order + "|" + more);
    }

    private void isNotKnown() {
        status("8", "103=5|151=0|14=0|6=0|58=unknown order|");
    }

    private List<String> differences() {
        return stage.core.flow().reconciliation().differences().all().stream()
                .map(each -> each.clOrdId() + " " + each.kind() + ": " + each.theirs())
                .toList();
    }

    /** Whether the broker gets a new order. */
    private boolean getsOrders() {
        forget();
        String id = "T" + ++tries;
        send(id);
        List<String> sent = take(stage.toBroker);
        if (sent.isEmpty()) {
            assertThat(take(stage.toClient)).containsExactly("8 11=" + id + REFUSED);
        } else {
            assertThat(sent).hasSize(1).first().asString().startsWith("D 11=");
        }
        return !sent.isEmpty();
    }

    private long reserved() {
        return stage.core.flow().risk().reservations().openQtyE8() / 100_000_000L;
    }

    // ---- what follows by rule

    @Test
    void brokerAgrees() {
        works();
        comesBack();
        assertThat(stage.toBroker).contains("H 11=" + order);
        status("1", "38=100|44=150|151=60|14=40|6=150|");

        assertThat(differences()).isEmpty();
        assertThat(stage.toClient).isEmpty();
        stage.pass(60);
        assertThat(stage.alerts).isEmpty();
        assertThat(getsOrders()).isTrue();
    }

    @Test
    void missedFillIsBooked() {
        works();
        comesBack();
        status("1", "38=100|44=150|151=30|14=70|6=150|");

        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=F 39=1 38=100 44=150 32=30 31=150 14=70 151=30 6=150");
        assertThat(differences()).isEmpty();
        assertThat(reserved()).isEqualTo(30);
        assertThat(getsOrders()).isTrue();
    }

    @Test
    void orderThatEndedThereEndsHere() {
        works();
        comesBack();
        status("4", "38=100|44=150|151=0|14=40|6=150|58=desk|");

        assertThat(take(stage.toClient)).containsExactly("8 11=A1 150=4 39=4 38=100 44=150 14=40 151=0 6=150 58=desk");
        assertThat(differences()).isEmpty();
        assertThat(reserved()).isZero();
    }

    @Test
    void orderThatNeverArrivedIsRejected() {
        comesBack();
        isNotKnown();

        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=8 39=8 38=100 44=150 14=0 151=0 6=0 103=0"
                        + " 58=TE007 the order did not reach the broker");
        assertThat(differences()).isEmpty();
        assertThat(getsOrders()).isTrue();
    }

    // ---- missing

    @Test
    void missingOrderHoldsTheBrokerUntilAPersonAccepts() {
        works();
        comesBack();
        isNotKnown();

        assertThat(stage.toClient).isEmpty();
        assertThat(differences()).containsExactly(order + " MISSING: not known");
        assertThat(stage.alerts)
                .containsExactly("broker BRK, order " + order
                        + ": MISSING, there not known; the broker gets no new orders until that is resolved"
                        + " (weir reconcile)");
        assertThat(reserved()).isEqualTo(60);
        assertThat(getsOrders()).isFalse();

        forget();
        stage.admin("amy", "reconcile-accept", order);
        String words = order + " MISSING, before: ours PARTIALLY_FILLED 100 at 150, 40 filled, theirs not known;"
                + " now: CANCELED 100 at 150, 40 filled";
        assertThat(stage.replies).containsExactly("done: " + words);
        assertThat(stage.results).containsExactly("Explained 0 reconcile-accept " + words + "; by amy: test");
        assertThat(stage.alerts).contains("broker BRK and we agree again; it gets new orders");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=4 39=4 38=100 44=150 14=40 151=0 6=150"
                        + " 58=TE007 the broker does not have the order");
        assertThat(reserved()).isZero();
        assertThat(getsOrders()).isTrue();
    }

    @Test
    void missingOrderMayBeKeptAndIsFoundAgain() {
        works();
        comesBack();
        isNotKnown();
        stage.admin("amy", "reconcile-keep", order);

        assertThat(stage.replies).hasSize(1).first().asString().startsWith("done: " + order + " MISSING, before: ours");
        assertThat(differences()).isEmpty();
        assertThat(reserved()).isEqualTo(60);
        stage.admin("amy", "reconcile-ask", "BRK");
        assertThat(stage.replies).contains("done: BRK is asked for 1 orders");
        isNotKnown();
        assertThat(differences()).containsExactly(order + " MISSING: not known");
        assertThat(getsOrders()).isFalse();
    }

    @Test
    void missingOrderTurnsUp() {
        works();
        comesBack();
        isNotKnown();
        says("F", "1", "38=100|44=150|151=50|14=50|6=150|32=10|31=150|");

        assertThat(differences()).isEmpty();
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=F 39=1 38=100 44=150 32=10 31=150 14=50 151=50 6=150");
        assertThat(getsOrders()).isTrue();
    }

    @Test
    void missingOrderThatIsBeingCanceledIsCanceled() {
        works();
        stage.client(MsgTypes.ORDER_CANCEL_REQUEST, "11=C1|41=A1|55=AAPL|54=1|" + TIME);
        comesBack();
        isNotKnown();

        assertThat(differences()).isEmpty();
        assertThat(take(stage.toClient))
                .containsExactly("8 11=C1 41=A1 150=4 39=4 38=100 44=150 14=40 151=0 6=150 58=unknown order");
    }

    // ---- different

    @Test
    void otherQuantityIsAccepted() {
        works();
        comesBack();
        status("1", "38=80|44=149|151=40|14=40|6=150|");

        assertThat(differences()).containsExactly(order + " DIFFERENT: 80 at 149, 40 filled");
        assertThat(getsOrders()).isFalse();
        forget();
        stage.admin("amy", "reconcile-accept", order);
        assertThat(take(stage.toClient)).containsExactly("8 11=A1 150=D 39=1 38=80 44=149 14=40 151=40 6=150");
        assertThat(reserved()).isEqualTo(40);
        assertThat(differences()).isEmpty();
        assertThat(getsOrders()).isTrue();
    }

    @Test
    void orderThatDiffersIsNotReplacedButCanceled() {
        works();
        comesBack();
        status("1", "38=80|44=150|151=40|14=40|6=150|");
        forget();
        stage.client(
                MsgTypes.ORDER_CANCEL_REPLACE_REQUEST, "11=A2|41=A1|21=1|55=AAPL|54=1|38=150|40=2|44=150|59=0|" + TIME);
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A2 41=A1 150=E 39=E 38=100 44=150 14=40 151=60 6=150",
                        "9 11=A2 41=A1 39=1 102=2 58=TE007 the order is being reconciled with its broker");
        assertThat(take(stage.toBroker)).isEmpty();

        stage.admin("amy", "reconcile-cancel", order);
        assertThat(take(stage.toBroker)).containsExactly("F 11=" + stage.child() + " 41=" + order + " 38=100");
        assertThat(differences()).hasSize(1);
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=$|41=" + order + "|17=E99|150=4|39=4|55=AAPL|54=1|151=0|14=40|6=150|");
        assertThat(take(stage.toClient)).containsExactly("8 11=A1 150=4 39=4 38=100 44=150 14=40 151=0 6=150");
        assertThat(differences()).isEmpty();
        assertThat(getsOrders()).isTrue();
    }

    @Test
    void lessFilledThanWeWereToldWaitsForABust() {
        works();
        comesBack();
        status("0", "38=100|44=150|151=100|14=0|6=0|");
        assertThat(differences()).containsExactly(order + " DIFFERENT: 100 at 150, 0 filled");

        stage.admin("amy", "reconcile-accept", order);
        assertThat(stage.replies)
                .containsExactly("refused: the broker counts 0 of 40 filled: a fill is taken back only by the broker's"
                        + " bust (150=H); let it send one, or keep ours");
        says("H", "0", "38=100|44=150|151=100|14=0|6=0|19=E2|32=40|31=150|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=H 39=0 38=100 44=150 32=40 31=150 14=0 151=100 6=0");
        assertThat(differences()).isEmpty();
        assertThat(getsOrders()).isTrue();
    }

    @Test
    void replaceThatIsUnderWayIsNoDifference() {
        works();
        stage.client(
                MsgTypes.ORDER_CANCEL_REPLACE_REQUEST, "11=A2|41=A1|21=1|55=AAPL|54=1|38=150|40=2|44=149|59=0|" + TIME);
        String replace = stage.child();
        comesBack();
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B1|11=" + replace + "|17=0|150=I|39=1|55=AAPL|54=1|38=150|44=149|151=110|14=40|6=150|");

        assertThat(differences()).isEmpty();
        assertThat(getsOrders()).isTrue();
    }

    // ---- unknown

    private void stranger(String state, String exec, int leaves) {
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=X7|11=NOBODYS|17=" + exec + "|150=I|39=" + state + "|55=AAPL|54=2|38=50|44=151|151=" + leaves
                        + "|14=20|6=151|584=M1|");
    }

    @Test
    void unknownOrderIsFoundByMassStatusAndCanceled() throws Exception {
        open("reconcile: {massStatus: true}");
        works();
        comesBack();
        assertThat(take(stage.toBroker))
                .map(line -> line.replaceAll("584=\\w+", "584"))
                .containsExactly("A", "AF 584", "H 11=" + order);
        stranger("1", "0", 30);
        status("1", "38=100|44=150|151=60|14=40|6=150|");

        assertThat(differences()).containsExactly("NOBODYS UNKNOWN: 50 at 151, 20 filled");
        assertThat(stage.core.flow().unknownExecutions()).isOne();
        assertThat(getsOrders()).isFalse();
        forget();
        stage.admin("amy", "reconcile-keep", "NOBODYS");
        assertThat(take(stage.replies))
                .containsExactly("refused: we have no order NOBODYS to keep: accept it, or cancel it");
        stage.admin("amy", "reconcile-cancel", "NOBODYS");
        assertThat(take(stage.toBroker)).containsExactly("F 11=" + stage.child() + " 41=NOBODYS 38=50");
        assertThat(getsOrders()).isFalse();
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=X7|11=T9|41=NOBODYS|17=X9|150=4|39=4|55=AAPL|54=2|38=50|151=0|14=20|6=151|");
        assertThat(differences()).isEmpty();
        assertThat(getsOrders()).isTrue();
    }

    @Test
    void unknownOrderMayBeTheBrokersOwn() throws Exception {
        open("reconcile: {massStatus: true}");
        comesBack();
        stranger("1", "0", 30);
        stage.admin("amy", "reconcile-accept", "NOBODYS");

        assertThat(stage.replies)
                .containsExactly("done: NOBODYS UNKNOWN, before: ours not known, theirs 50 at 151, 20 filled;"
                        + " now: the broker's own, not ours to mind");
        assertThat(getsOrders()).isTrue();
    }

    @Test
    void brokerWithoutAnOrderOfOursSaysSo() throws Exception {
        open("reconcile: {massStatus: true}");
        comesBack();
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=NONE|17=0|150=I|39=8|103=5|55=AAPL|54=1|151=0|14=0|6=0|584=M1|58=no orders|");
        isNotKnown();

        assertThat(stage.alerts).isEmpty();
        assertThat(stage.core.flow().unknownExecutions()).isZero();
        assertThat(getsOrders()).isTrue();
    }

    @Test
    void strayExecutionHoldsNothing() {
        works();
        comesBack();
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=X7|11=NOBODYS|17=X1|150=F|39=1|55=AAPL|54=2|38=50|151=30|14=20|6=151|32=20|31=151|");
        status("1", "38=100|44=150|151=60|14=40|6=150|");

        assertThat(differences()).isEmpty();
        assertThat(stage.core.flow().unknownExecutions()).isOne();
        assertThat(getsOrders()).isTrue();
    }

    @Test
    void unknownOrderThatHasEndedHoldsNothing() {
        comesBack();
        isNotKnown();
        stranger("2", "X1", 0);
        assertThat(differences()).isEmpty();
        stage.pass(31);
        stranger("1", "X2", 30);
        assertThat(differences()).isEmpty();
        assertThat(stage.core.flow().unknownExecutions()).isEqualTo(2);
        assertThat(getsOrders()).isTrue();
    }

    // ---- no answer

    @Test
    void silenceLeavesTheOrderInDoubtAndTheBrokerAtWork() {
        works();
        comesBack();
        stage.pass(31);

        assertThat(differences()).containsExactly(order + " UNANSWERED: no answer");
        assertThat(stage.alerts)
                .containsExactly(
                        "broker BRK, order " + order + ": UNANSWERED, there no answer",
                        "broker BRK has not said where 1 orders stand; they stay in doubt and reserved: " + order);
        assertThat(reserved()).isEqualTo(60);
        assertThat(getsOrders()).isTrue();
        status("1", "38=100|44=150|151=60|14=40|6=150|");
        assertThat(differences()).isEmpty();
    }

    @Test
    void silenceHoldsTheBrokerThatIsToAnswer() throws Exception {
        open("reconcile: {unanswered: hold, patience: 10s}");
        works();
        comesBack();
        assertThat(getsOrders()).isFalse();
        stage.pass(11);
        assertThat(differences()).containsExactly(order + " UNANSWERED: no answer");
        assertThat(getsOrders()).isFalse();
        stage.admin("amy", "reconcile-keep", order);

        assertThat(reserved()).isEqualTo(60);
        assertThat(getsOrders()).isTrue();
    }

    @Test
    void brokerThatIsToAnswerIsHeldUntilItHas() throws Exception {
        open("reconcile: {unanswered: hold}");
        works();
        comesBack();
        assertThat(getsOrders()).isFalse();
        status("1", "38=100|44=150|151=60|14=40|6=150|");

        assertThat(getsOrders()).isTrue();
        assertThat(stage.alerts).isEmpty();
    }

    @Test
    void personSaysThatASilentBrokerDoesNotHaveTheOrder() {
        comesBack();
        stage.pass(31);
        forget();
        stage.admin("amy", "reconcile-accept", order);

        assertThat(take(stage.toClient))
                .containsExactly("8 11=A1 150=8 39=8 38=100 44=150 14=0 151=0 6=0 103=0"
                        + " 58=TE007 the order did not reach the broker");
        assertThat(reserved()).isZero();
    }

    // ---- over time

    @Test
    void differencesOutliveARestartAndAreAskedForAgain() {
        works();
        comesBack();
        isNotKnown();
        stage.restart();
        assertThat(differences()).containsExactly(order + " MISSING: not known");
        stage.connectClient();
        assertThat(getsOrders()).isFalse();
        assertThat(stage.core.flow().reconciliation().differences().all())
                .extracting(Difference::kind)
                .containsExactly(Difference.Kind.MISSING);
        status("1", "38=100|44=150|151=60|14=40|6=150|");
        assertThat(getsOrders()).isTrue();
    }

    @Test
    void sessionThatEndsMeanwhileIsNoSilence() {
        works();
        comesBack();
        stage.dropBroker();
        stage.pass(60);
        assertThat(differences()).isEmpty();
        stage.connectBroker();
        status("1", "38=100|44=150|151=60|14=40|6=150|");
        stage.pass(60);
        assertThat(differences()).isEmpty();
    }

    @Test
    void killSwitchReachesABrokerThatIsHeld() {
        works();
        comesBack();
        status("1", "38=80|44=150|151=40|14=40|6=150|");
        forget();
        stage.kill("ann");

        assertThat(take(stage.toBroker)).containsExactly("F 11=" + stage.child() + " 41=" + order + " 38=100");
    }

    @Test
    void commandsAboutNothingAreRefused() {
        stage.admin("amy", "reconcile-accept", "NOSUCH");
        stage.admin("amy", "reconcile-ask", "NOSUCH");
        stage.dropBroker();
        stage.admin("amy", "reconcile-ask", "BRK");

        assertThat(stage.replies)
                .containsExactly(
                        "refused: nothing is different about an order NOSUCH",
                        "refused: no broker NOSUCH",
                        "refused: broker BRK is down");
    }
}
