package io.weir.gateway.core;

import static io.weir.gateway.core.CoreStage.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.MsgTypes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client whose session is gone: its orders are canceled when it has not come back in time. */
class AbsentClientsTest {
    private static final String TIME = "60=20261120-15:00:00|";
    private static final String CANCELED =
            "8 11=A1 150=4 39=4 38=100 44=150 14=0 151=0 6=0 378=4" + " 58=the session has been down for 30 s";

    @TempDir
    private Path directory;

    private CoreStage stage;
    private String order;

    private void open(String keys) throws Exception {
        stage = new CoreStage(directory, "20261120-15:00:00.000", keys);
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=A1|21=1|55=AAPL|54=1|38=100|40=2|44=150|59=0|" + TIME);
        order = stage.child();
        acked();
        take(stage.toClient);
        take(stage.toBroker);
    }

    private void acked() {
        stage.broker(MsgTypes.EXECUTION_REPORT, "37=B1|11=$|17=E1|150=0|39=0|55=AAPL|54=1|151=100|14=0|6=0|");
    }

    private void canceled(String child) {
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B" + child + "|11=" + child + "|17=C" + child + "|150=4|39=4|55=AAPL|54=1|151=0|14=0|6=0|");
    }

    private List<String> toBroker() {
        return take(stage.toBroker);
    }

    private String cancelOf(String child) {
        return "F 11=" + stage.child() + " 41=" + child + " 38=100";
    }

    @Test
    void ordersAreCanceledWhenTheWindowHasPassed() throws Exception {
        open("WeirCancelOnDisconnect=30");
        stage.dropClient();
        stage.pass(29);
        assertThat(toBroker()).isEmpty();
        stage.pass(2);
        assertThat(toBroker()).containsExactly(cancelOf(order));
        canceled(order);
        assertThat(take(stage.toClient)).containsExactly(CANCELED);
        assertThat(stage.alerts)
                .containsExactly(
                        "client OMS is gone with 1 open orders; they are canceled in 30 s unless it comes back",
                        "client OMS has been gone for 30 s; 1 open orders are being canceled");
        stage.connectClient();
        stage.client(MsgTypes.RESEND_REQUEST, "7=4|16=0|");
        assertThat(take(stage.toClient))
                .as("the report is among what can be asked for")
                .contains("resend 4-5");
    }

    @Test
    void algosAreCanceledWithTheirChildren() throws Exception {
        open("WeirCancelOnDisconnect=30");
        stage.client(
                MsgTypes.NEW_ORDER_SINGLE,
                "11=A2|21=1|55=AAPL|54=1|38=300|40=2|44=150|59=0|847=1002|848=DisplayQty=100|" + TIME);
        String child = stage.child();
        acked();
        toBroker();
        take(stage.toClient);
        stage.dropClient();
        stage.pass(31);
        assertThat(toBroker()).hasSize(2);
        canceled(order);
        canceled(child);
        assertThat(take(stage.toClient))
                .containsExactly(CANCELED, CANCELED.replace("11=A1", "11=A2").replace("38=100", "38=300"));
        stage.pass(600);
        assertThat(toBroker()).as("the algo is over").isEmpty();
    }

    @Test
    void clientThatComesBackInTimeKeepsItsOrders() throws Exception {
        open("WeirCancelOnDisconnect=30");
        stage.dropClient();
        stage.pass(20);
        stage.connectClient();
        stage.pass(60);
        assertThat(toBroker()).isEmpty();
        assertThat(stage.alerts.get(1)).isEqualTo("client OMS is back in time; its 1 open orders work on");
        stage.dropClient();
        stage.pass(29);
        assertThat(toBroker()).as("the window begins anew").isEmpty();
        stage.pass(2);
        assertThat(toBroker()).containsExactly(cancelOf(order));
    }

    @Test
    void logoutIsNoDisconnectUnlessItIsSaidToBe() throws Exception {
        open("WeirCancelOnDisconnect=30");
        stage.client(MsgTypes.LOGOUT, "");
        stage.pass(60);
        assertThat(toBroker()).isEmpty();
    }

    @Test
    void logoutCountsWhereItIsSaidTo() throws Exception {
        open("WeirCancelOnDisconnect=30\nWeirCancelOnLogout=Y");
        stage.client(MsgTypes.LOGOUT, "");
        stage.pass(31);
        assertThat(toBroker()).containsExactly(cancelOf(order));
    }

    @Test
    void logoutOfOursThatNobodyAnswersIsADisconnect() throws Exception {
        open("WeirCancelOnDisconnect=30");
        stage.admin("ann", "session-logout", "OMS");
        stage.pass(31 + 2);
        assertThat(toBroker()).containsExactly(cancelOf(order));
    }

    @Test
    void windowOfNothingCancelsAtOnce() throws Exception {
        open("WeirCancelOnDisconnect=0");
        stage.dropClient();
        assertThat(toBroker()).containsExactly(cancelOf(order));
        assertThat(stage.alerts).containsExactly("client OMS has been gone for 0 s; 1 open orders are being canceled");
    }

    @Test
    void withoutTheKeyOrdersWorkOn() throws Exception {
        open("");
        stage.dropClient();
        stage.pass(3000);
        assertThat(toBroker()).isEmpty();
    }

    @Test
    void restartOfOursBeginsTheWindow() throws Exception {
        open("WeirCancelOnDisconnect=30");
        stage.restart();
        stage.pass(29);
        assertThat(toBroker()).noneMatch(line -> line.startsWith("F"));
        stage.pass(2);
        assertThat(toBroker()).contains(cancelOf(order));
    }

    @Test
    void restartWithinTheWindowDoesNotMakeItLonger() throws Exception {
        open("WeirCancelOnDisconnect=30");
        stage.dropClient();
        stage.pass(20);
        stage.restart();
        toBroker();
        stage.pass(11);
        assertThat(toBroker()).contains(cancelOf(order));
    }

    @Test
    void nothingIsSaidOfAClientWithoutOrders() throws Exception {
        open("WeirCancelOnDisconnect=30");
        canceled(order);
        stage.dropClient();
        stage.pass(31);
        assertThat(stage.alerts).isEmpty();
    }
}
