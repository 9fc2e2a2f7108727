package io.weir.conformance.orders;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.QuickFixBroker;
import io.weir.conformance.stage.Waiting;
import org.junit.jupiter.api.Test;

/** Which broker gets an order: the next one of the route when the first is down, TE007 when none is up. */
class RoutesTest extends StageScenarios {
    @Override
    Configuration configuration() {
        return new Configuration()
                .broker("BRKB")
                .brokerLine("BRKA", "dialect: {nativeIceberg: true, accounts: {ACC1: A-1}, maxQty: 500}")
                .brokerLine("BRKB", "dialect: {symbols: {AAPL: {55: APL, 48: US0378331005, 22: 4}}, handlInst: '',")
                .brokerLine("BRKB", "  exDestination: XNYS, constantTags: {7001: WEIR}}");
    }

    @Test
    void firstBrokerOfTheRouteGetsTheOrder() {
        oms.buy("A", "AAPL", 100, "10").with(111, 10).send();
        stage.broker(0).next().ack().fill(100, "10");

        stage.expectReports(
                "8 150=A 39=A 14=0 151=100 6=0 11=A",
                "8 150=0 39=0 14=0 151=100 6=0 11=A",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.broker(0).expect("D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=0 111=10");
        stage.broker(1).expect();
        org.assertj.core.api.Assertions.assertThat(
                        stage.broker(0).messages().get(0).show(1, 21, 15))
                .isEqualTo("D 1=A-1 21=1 15=USD");
    }

    @Test
    void brokerThatDoesNotTakeTheSizeIsPassedOver() {
        oms.buy("A", "AAPL", 600, "10").send();
        BrokerOrder order = stage.broker(1).next().ack();
        order.fill(600, "10");

        oms.await("A", "8 150=F 39=2");
        stage.broker(0).expect();
        stage.broker(1).expect("D 11=c1 55=APL 54=1 38=600 40=2 44=10 59=0");
        org.assertj.core.api.Assertions.assertThat(
                        stage.broker(1).messages().get(0).show(1, 21, 48, 22, 100, 7001))
                .isEqualTo("D 1=ACC1 48=US0378331005 22=4 100=XNYS 7001=WEIR");
    }

    @Test
    void nextBrokerGetsTheOrderWhenTheFirstIsDown() {
        stop(stage.broker(0), 0);
        oms.buy("A", "AAPL", 100, "10").send();
        stage.broker(1).next().ack().fill(100, "10");

        oms.await("A", "8 150=F 39=2");
        oms.expect(
                "8 150=A 39=A 14=0 151=100 6=0 11=A",
                "8 150=0 39=0 14=0 151=100 6=0 11=A",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.broker(0).start();
        stage.awaitLogons();
        stage.broker(0).expect();
    }

    @Test
    void noBrokerIsUp() {
        stop(stage.broker(0), 0);
        stop(stage.broker(1), 1);
        oms.buy("A", "AAPL", 100, "10").send();

        oms.expect("8 150=8 39=8 14=0 151=0 6=0 11=A 103=0 58=TE007");
        stage.broker(0).start();
        stage.broker(1).start();
        stage.awaitLogons();
        stage.broker(0).expect();
        stage.broker(1).expect();
    }

    @Test
    void replaceAndCancelOfAnOrderWhoseBrokerIsDown() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = stage.broker(0).next().ack();
        oms.awaitCount(2);
        stop(stage.broker(0), 0);
        oms.replace("R", "A", 150, "10").send();
        oms.cancel("C", "A").send();
        oms.expect(
                "8 150=A 39=A 14=0 151=100 6=0 11=A",
                "8 150=0 39=0 14=0 151=100 6=0 11=A",
                "8 150=E 39=E 14=0 151=100 6=0 11=R 41=A",
                "9 39=0 11=R 41=A 434=2 102=2 58=TE007",
                "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A");
        stage.broker(0).start();
        stage.awaitLogons();
        order.await("F", 1);
        order.canceled();

        oms.await("A", "8 150=4 39=4 14=0 151=0 6=0 11=C 41=A");
        stage.broker(0).expect("D 11=c1 55=AAPL 54=1 38=100 40=2 44=10 59=0", "H 11=c1", "F 11=c2 41=c1 38=100");
    }

    private void stop(QuickFixBroker broker, int index) {
        broker.drop();
        int session = index + 1;
        Waiting.until(
                "the gateway to see it",
                () -> !stage.gateway()
                        .view(core -> core.sessions().session(session).isLoggedOn()));
    }
}
