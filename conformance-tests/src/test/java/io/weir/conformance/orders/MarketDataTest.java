package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.Draft;
import io.weir.conformance.stage.Waiting;
import io.weir.conformance.stage.Wire;
import org.junit.jupiter.api.Test;

/** Market data from a broker (35=V, W, X): the reference of the price collar. */
class MarketDataTest extends StageScenarios {
    @Override
    Configuration configuration() {
        return new Configuration().brokerLine("BRKA", "marketData: true");
    }

    private void quote(String symbol, String bid, String offer) {
        Draft snapshot = new Draft(broker, "W").with(55, symbol).with(262, "ALL");
        snapshot.entry("0", bid, 100).entry("1", offer, 100).send();
        stage.settle();
    }

    @Test
    void gatewaySubscribesToItsInstruments() {
        Waiting.until("the subscription", () -> !broker.everything().isEmpty());
        Wire request = broker.everything().get(0);

        assertThat(request.show(262, 263, 264, 265)).isEqualTo("V 262=ALL 263=1 264=1 265=0");
        assertThat(request.all(269)).containsExactly("0", "1", "2");
        assertThat(request.all(55)).containsExactly("AAPL", "MSFT", "LOTS", "NOREF", "QUOTED", "BARRED");
    }

    @Test
    void quoteIsTheReferenceOfTheCollar() {
        oms.buy("A", "QUOTED", 100, "5").send();
        oms.awaitCount(1);
        quote("QUOTED", "4.90", "5.10");
        oms.buy("B", "QUOTED", 100, "5.50").send();
        broker.next().ack().unsolicitedCancel("end");
        oms.awaitCount(4);
        oms.buy("C", "QUOTED", 100, "5.51").send();

        stage.expectReports(
                "8 150=8 39=8 14=0 151=0 6=0 11=A 103=99 58=TE015",
                "8 150=A 39=A 14=0 151=100 6=0 11=B",
                "8 150=0 39=0 14=0 151=100 6=0 11=B",
                "8 150=4 39=4 14=0 151=0 6=0 11=B 58=end",
                "8 150=8 39=8 14=0 151=0 6=0 11=C 103=99 58=TE010");
    }

    @Test
    void updateMovesTheReference() {
        quote("MSFT", "19.90", "20.10");
        new Draft(broker, "X")
                .with(262, "ALL")
                .change("1", "0", "MSFT", "39.90", 100)
                .change("1", "1", "MSFT", "40.10", 100)
                .send();
        stage.settle();
        oms.buy("A", "MSFT", 100, "44").send();
        broker.next().ack().unsolicitedCancel("end");
        oms.await("A", "8 150=4");
        oms.buy("B", "MSFT", 100, "44.01").send();

        oms.await("B", "8 150=8 39=8 14=0 151=0 6=0 11=B 103=99 58=TE010");
    }

    @Test
    void crossedQuoteIsNoReference() {
        quote("QUOTED", "5.20", "5.10");
        oms.buy("A", "QUOTED", 100, "5").send();

        stage.expectReports("8 150=8 39=8 14=0 151=0 6=0 11=A 103=99 58=TE015");
    }
}
