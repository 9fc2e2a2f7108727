package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.Ports;
import io.weir.conformance.stage.QuickFixBroker;
import io.weir.conformance.stage.QuickFixOms;
import io.weir.conformance.stage.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that operators add and edit while orders work, with QuickFIX/J at the other end, over restarts. */
@Timeout(120)
class AddedSessionsTest {
    private static final String PENDING_NEW = "8 150=A 39=A 14=0 151=100 6=0 11=A";
    private static final String NEW = "8 150=0 39=0 14=0 151=100 6=0 11=A";

    @TempDir
    private Path directory;

    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open(new Configuration(), directory);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void anAddedClientTradesOverRestartsWhileTheOthersOrderStaysOpen() {
        stage.oms().buy("A", "AAPL", 100, "10").send();
        BrokerOrder first = stage.broker().next().ack();
        stage.oms().awaitCount(2);
        int port = Ports.free();
        assertThat(stage.gateway().admin("amy", "session-add", "OMS1", "TargetCompID=OMS2", "SocketAcceptPort=" + port))
                .startsWith("WEIR->OMS2: TargetCompID=OMS2, ");
        try (QuickFixOms second = new QuickFixOms("OMS2", port, directory)) {
            second.begin(7);
            second.start();
            second.awaitLogon();
            second.buy("A", "AAPL", 100, "10").send();
            BrokerOrder order = stage.broker().next().ack();
            second.awaitCount(2);
            stage.restartGateway();
            second.awaitLogon();
            stage.awaitSession(2, true);
            order.fill(100, "10");
            first.fill(100, "10");

            second.expect(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
            stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
            second.assertSatisfied();
        }
        stage.assertSatisfied();
    }

    @Test
    void anInitiatorMovesToAnotherPortWithItsNumbersAndItsOpenOrder() {
        QuickFixBroker broker = stage.broker();
        stage.oms().buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        stage.oms().awaitCount(2);
        int before = broker.nextIn();
        broker.close();
        stage.awaitSession(1, false);
        int port = Ports.free();

        assertThat(stage.gateway().admin("amy", "session-edit", "BRKA", "SocketConnectPort=" + port, "--now"))
                .contains(" -> " + port + "; next out ");
        broker.moveTo(port);
        broker.start();
        stage.awaitAgain();
        order.fill(100, "10");

        stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        assertThat(broker.nextIn()).isGreaterThan(before);
        stage.restartGateway();
        stage.gateway().assertSound();
    }

    @Test
    void aHeartbeatThatIsEditedIsTheOneOfTheNextLogon() {
        assertThat(stage.gateway().admin("amy", "session-edit", "BRKA", "HeartBtInt=17", "--now"))
                .startsWith("WEIR->BRKA: HeartBtInt 30 -> 17; ");
        stage.awaitAgain();

        assertThat(stage.broker().administrative())
                .anyMatch(m -> m.type().equals("A") && m.get(108).equals("17"));
        stage.broker().forgive();
    }
}
