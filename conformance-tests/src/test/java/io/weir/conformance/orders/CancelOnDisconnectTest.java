package io.weir.conformance.orders;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Configuration;
import org.junit.jupiter.api.Test;

/** An OMS that is gone has its orders canceled after a window, and hears of it when it comes back. */
class CancelOnDisconnectTest extends StageScenarios {
    private static final int CLIENT = 0;
    private static final String PENDING_NEW = "8 150=A 39=A 14=0 151=100 6=0 11=A";
    private static final String NEW = "8 150=0 39=0 14=0 151=100 6=0 11=A";

    @Override
    Configuration configuration() {
        return new Configuration().sessions("WeirCancelOnDisconnect=1");
    }

    private BrokerOrder working() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        oms.awaitCount(2);
        return order;
    }

    @Test
    void omsThatDiedHearsOfTheCancelByResend() {
        BrokerOrder order = working();
        order.fill(30, "10");
        oms.awaitCount(3);
        oms.drop();
        stage.awaitSession(CLIENT, false);
        stage.gateway().awaitAlert("is gone with 1 open orders");
        order.canceled();
        broker.fence();
        oms.start();
        stage.awaitAgain();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=30 151=70 6=10 11=A 32=30 31=10",
                "8 150=4 39=4 14=30 151=0 6=10 11=A 378=4 58=the session has been down for 1 s");
    }

    @Test
    void omsThatLoggedOutKeepsItsOrders() {
        BrokerOrder order = working();
        oms.close();
        stage.awaitSession(CLIENT, false);
        oms.start();
        stage.awaitAgain();
        order.fill(100, "10");

        stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
    }
}
