package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.Draft;
import io.weir.conformance.stage.Waiting;
import io.weir.conformance.stage.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broker that lost its numbers, or its orders, or has one of ours that we do not know: what each side then hears. */
class LostBooksTest extends StageScenarios {
    private static final int BROKER = 1;
    private static final String NEW = "8 150=0 39=0 14=0 151=100 6=0 11=";

    @Override
    Configuration configuration() {
        return new Configuration().broker("BRKB").brokerLine("BRKA", "reconcile: {massStatus: true}");
    }

    private BrokerOrder working(String name) {
        oms.buy(name, "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        oms.await(name, NEW + name);
        return order;
    }

    private void brokerLosesItsStore() {
        stage.settle();
        broker.drop();
        stage.awaitSession(BROKER, false);
        broker.loseStore();
    }

    private void brokerComesBack() {
        broker.start();
        stage.awaitAgain();
    }

    /** The type of each message that the broker got for the first time since it came back. */
    private List<String> heard(int before) {
        return broker.messages().stream()
                .skip(before)
                .filter(m -> !m.isPossDup())
                .map(Wire::type)
                .toList();
    }

    @Test
    void brokerThatLostItsStoreAsksForEverything() {
        BrokerOrder filled = working("A");
        filled.fill(30, "10");
        oms.await("A", "8 150=F");
        oms.buy("B", "AAPL", 100, "10").send();
        BrokerOrder unanswered = broker.next();
        BrokerOrder canceling = working("C");
        oms.cancel("X", "C").send();
        canceling.await("F", 1);
        int before = broker.messages().size();

        brokerLosesItsStore();
        long out = stage.gateway().view(core -> core.sessions().session(BROKER).nextOut());
        stage.gateway().admin("amy", "session-set-numbers", "BRKA", Long.toString(out), "1");
        brokerComesBack();
        canceling.await("F", 2);
        stage.settle();

        // All that came before is filled by gaps: no order, cancel or replace goes a second time.
        assertThat(heard(before)).containsExactlyInAnyOrder("AF", "H", "H", "H", "F");
        assertThat(broker.everything()).noneMatch(m -> m.isPossDup() && "DFG".contains(m.type()));
        assertThat(broker.administrative())
                .filteredOn(m -> m.type().equals("4"))
                .isNotEmpty()
                .allMatch(m -> m.get(123).equals("Y"));
        assertThat(canceling.requests("F")).hasSize(2);
        canceling.canceled();
        unanswered.ack();
        unanswered.fill(100, "10");
        filled.fill(70, "10");
        oms.await("A", "8 150=F 39=2");
        oms.await("B", "8 150=F 39=2");
        oms.await("C", "8 150=4 39=4");
        broker.forgive();
    }

    @Test
    void brokerThatBeginsAtOneAgainIsAskedForItsOrders() {
        BrokerOrder order = working("A");
        brokerLosesItsStore();
        order.fillSilently(20, "9.9");
        stage.gateway().admin("amy", "session-edit", "BRKA", "ResetOnLogon=Y");
        brokerComesBack();

        oms.await("A", "8 150=F 39=1 14=20 151=80 6=9.9 11=A 32=20 31=9.9");
        assertThat(broker.administrative())
                .filteredOn(m -> m.type().equals("A"))
                .last()
                .matches(m -> m.get(141).equals("Y") && m.number() == 1);
        order.fill(80, "10");
        oms.await("A", "8 150=F 39=2 14=100");
        long before = logons();
        stage.gateway().admin("amy", "session-edit", "BRKA", "ResetOnLogon=N", "--now");
        Waiting.until("another logon", () -> logons() > before);
        stage.awaitAgain();
        broker.forgive();
    }

    private long logons() {
        return broker.administrative().stream()
                .filter(m -> m.type().equals("A"))
                .count();
    }

    @Test
    void brokerThatLostItsOrdersGetsNoNewOnes() {
        BrokerOrder order = working("A");
        order.fill(30, "10");
        oms.await("A", "8 150=F");
        stage.settle();
        broker.forgetOrders();
        broker.disconnect();
        stage.awaitSession(BROKER, false);
        stage.awaitAgain();
        stage.gateway().awaitAlert("MISSING");

        // The next broker of the route gets what is new.
        oms.buy("B", "AAPL", 100, "10").send();
        stage.broker(1).next().ack().fill(100, "10");
        oms.await("B", "8 150=F 39=2");
        assertThat(stage.gateway().admin("amy", "reconcile-accept", order.clOrdId()))
                .startsWith(order.clOrdId() + " MISSING, before: ours PARTIALLY_FILLED 100 at 10, 30 filled");
        assertThat(oms.await("A", "8 150=4").show(39, 14, 151, 58)).isEqualTo("8 39=4 14=30 151=0 58=TE007");
        stage.gateway().awaitAlert("agree again");
        oms.buy("C", "AAPL", 100, "10").send();
        broker.next().ack().fill(100, "10");
        oms.await("C", "8 150=F 39=2");
    }

    @Test
    void orderThatWeDoNotKnowIsFoundAndCanceled() {
        broker.disconnect();
        stage.awaitSession(BROKER, false);
        stage.awaitAgain();
        broker.awaitCount(1);
        Wire question = broker.messages().get(0);
        assertThat(question.show(585)).isEqualTo("AF 585=7");
        new Draft(broker, "8")
                .with(37, "X7")
                .with(11, "NOBODYS")
                .with(17, "0")
                .with(150, "I")
                .with(39, "1")
                .with(55, "AAPL")
                .with(54, 1)
                .with(38, 50)
                .with(44, "10")
                .with(14, 20)
                .with(151, 30)
                .with(6, "10")
                .with(584, question.get(584))
                .with(911, 1)
                .with(912, "Y")
                .send();
        stage.gateway().awaitAlert("order NOBODYS: UNKNOWN, there 50 at 10, 20 filled");
        oms.buy("A", "AAPL", 100, "10").send();
        stage.broker(1).next().ack().fill(100, "10");
        oms.await("A", "8 150=F 39=2");

        assertThat(stage.gateway().admin("amy", "reconcile-cancel", "NOBODYS")).endsWith("now: asked to cancel");
        broker.awaitCount(2);
        assertThat(broker.messages().get(1).show(41, 37, 55, 54, 38))
                .isEqualTo("F 41=NOBODYS 37=X7 55=AAPL 54=1 38=50");
        // Which the broker refuses, as it does not know the order either.
        stage.gateway().awaitAlert("agree again");
        oms.buy("B", "AAPL", 100, "10").send();
        broker.next().ack().fill(100, "10");
        oms.await("B", "8 150=F 39=2");
    }
}
