package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lost lines: what was missed comes by resend, orders never go twice, and what is in doubt is asked for. */
class ResumeTest extends StageScenarios {
    private static final int CLIENT = 0;
    private static final int BROKER = 1;
    private static final String PENDING_NEW = "8 150=A 39=A 14=0 151=100 6=0 11=A";
    private static final String NEW = "8 150=0 39=0 14=0 151=100 6=0 11=A";
    private static final String ORDER = "D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=0";

    @Override
    Configuration configuration() {
        return new Configuration().tunnel("BRKA");
    }

    private BrokerOrder working() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        oms.awaitCount(2);
        return order;
    }

    private void omsDrops() {
        oms.drop();
        stage.awaitSession(CLIENT, false);
    }

    private void omsComesBack() {
        oms.start();
        stage.awaitAgain();
    }

    private void lineBreaks() {
        stage.tunnel().cut();
        stage.awaitSession(BROKER, false);
        stage.awaitAgain();
    }

    @Test
    void omsGetsWhatItMissed() {
        BrokerOrder order = working();
        omsDrops();
        order.fill(30, "10");
        order.fill(70, "9.9");
        broker.fence();
        omsComesBack();

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=30 151=70 6=10 11=A 32=30 31=10",
                "8 150=F 39=2 14=100 151=0 6=9.93 11=A 32=70 31=9.9");
        List<Wire> reports = oms.messages();
        assertThat(reports.stream().map(Wire::isPossDup)).containsExactly(false, false, true, true);
        assertThat(reports.get(2).get(122)).isNotEmpty();
        assertThat(reports.get(3).number()).isEqualTo(reports.get(2).number() + 1);
        stage.expectOrders(ORDER);
    }

    @Test
    void omsSendsWhileItIsDown() {
        BrokerOrder order = working();
        oms.disconnect();
        stage.awaitSession(CLIENT, false);
        oms.cancel("C", "A").send();
        stage.awaitAgain();
        order.canceled();

        stage.expectReports(
                PENDING_NEW, NEW, "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A", "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A");
        stage.expectOrders(ORDER, "F 11=c2 41=c1 38=100");
    }

    @Test
    void brokerGoesAndComesBackWithOpenOrders() {
        BrokerOrder order = working();
        order.fill(30, "10");
        oms.awaitCount(3);
        broker.drop();
        stage.awaitSession(BROKER, false);
        broker.start();
        stage.awaitAgain();
        broker.awaitCount(2);
        order.fill(70, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=30 151=70 6=10 11=A 32=30 31=10",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=70 31=10");
        stage.expectOrders(ORDER, "H 11=c1");
    }

    @Test
    void fillsOfTheMeantimeComeByResend() {
        BrokerOrder order = working();
        stage.tunnel().swallowOut();
        order.fill(30, "10");
        order.fill(20, "9.9");
        lineBreaks();
        order.fill(50, "9.8");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=30 151=70 6=10 11=A 32=30 31=10",
                "8 150=F 39=1 14=50 151=50 6=9.96 11=A 32=20 31=9.9",
                "8 150=F 39=2 14=100 151=0 6=9.88 11=A 32=50 31=9.8");
        stage.expectOrders(ORDER, "H 11=c1");
    }

    @Test
    void orderThatNeverArrivedIsNotSentAgain() {
        stage.tunnel().swallowIn();
        oms.buy("A", "AAPL", 100, "10").send();
        oms.awaitCount(1);
        lineBreaks();

        stage.expectReports(PENDING_NEW, "8 150=8 39=8 14=0 151=0 6=0 11=A 103=0 58=TE007");
        stage.expectOrders("H 11=c1");
        assertThat(stage.gateway().openOrders()).isZero();
    }

    @Test
    void orderWhoseAnswerWasLostIsThere() {
        stage.tunnel().swallowOut();
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = broker.next();
        lineBreaks();
        order.ack();
        order.fill(100, "10");

        stage.expectReports(PENDING_NEW, NEW, "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.expectOrders(ORDER, "H 11=c1");
    }

    @Test
    void canceledOrderThatNeverArrivedIsCanceled() {
        stage.tunnel().swallowIn();
        oms.buy("A", "AAPL", 100, "10").send();
        oms.awaitCount(1);
        stage.tunnel().cut();
        stage.awaitSession(BROKER, false);
        oms.cancel("C", "A").send();
        oms.awaitCount(2);
        stage.awaitAgain();

        oms.await("A", "8 150=4");
        oms.expect(
                PENDING_NEW,
                "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A",
                "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A 58=unknown order");
        assertThat(broker.messages().stream().map(Wire::type)).doesNotContain("D");
        stage.gateway().awaitAlert("which may or may not have");
    }

    @Test
    void cancelThatNeverArrivedIsIssuedAnew() {
        BrokerOrder order = working();
        stage.tunnel().swallowIn();
        oms.cancel("C", "A").send();
        oms.awaitCount(3);
        lineBreaks();
        order.await("F", 1);
        order.canceled();

        stage.expectReports(
                PENDING_NEW, NEW, "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A", "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A");
        stage.expectOrders(ORDER, "H 11=c1", "F 11=c2 41=c1 38=100");
    }

    @Test
    void replaceThatNeverArrivedIsRefused() {
        BrokerOrder order = working();
        stage.tunnel().swallowIn();
        oms.replace("R", "A", 150, "10").send();
        oms.awaitCount(3);
        lineBreaks();
        oms.awaitCount(4);
        order.fill(100, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=E 39=E 14=0 151=100 6=0 11=R 41=A",
                "9 39=0 11=R 41=A 434=2 102=2 58=TE007",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.expectOrders(ORDER, "H 11=c1");
    }

    @Test
    void replaceWhoseAnswerWasLostHolds() {
        BrokerOrder order = working();
        stage.tunnel().swallowOut();
        oms.replace("R", "A", 150, "10").send();
        order.replaced();
        lineBreaks();
        oms.awaitCount(4);
        order.fill(150, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=E 39=E 14=0 151=100 6=0 11=R 41=A",
                "8 150=5 39=0 14=0 151=150 6=0 11=R 41=A",
                "8 150=F 39=2 14=150 151=0 6=10 11=R 32=150 31=10");
        stage.expectOrders(ORDER, "G 11=c2 41=c1 38=150 44=10", "H 11=c1");
    }

    @Test
    void bothLinesBreakAtOnce() {
        BrokerOrder order = working();
        omsDrops();
        stage.tunnel().swallowOut();
        order.fill(30, "10");
        stage.tunnel().cut();
        stage.awaitSession(BROKER, false);
        omsComesBack();
        order.fill(70, "10");

        stage.expectReports(
                PENDING_NEW,
                NEW,
                "8 150=F 39=1 14=30 151=70 6=10 11=A 32=30 31=10",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=70 31=10");
    }
}
