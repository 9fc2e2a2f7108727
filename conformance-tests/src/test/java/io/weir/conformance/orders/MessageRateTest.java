package io.weir.conformance.orders;

import io.weir.conformance.stage.Configuration;
import org.junit.jupiter.api.Test;

/** The message rate of a client: cancels are counted and never refused. */
class MessageRateTest extends StageScenarios {
    @Override
    Configuration configuration() {
        return new Configuration().risk("clientMessagesPerSecond", 1).risk("clientBurst", 3);
    }

    @Test
    void tooManyOrdersAtOnce() {
        broker.onNew(order -> order.ack());
        broker.onCancel(order -> order.canceled());
        oms.buy("A", "AAPL", 100, "10").send();
        oms.buy("B", "AAPL", 100, "10").send();
        oms.buy("C", "AAPL", 100, "10").send();
        oms.buy("D", "AAPL", 100, "10").send();
        oms.await("D", "8 150=8 39=8 14=0 151=0 6=0 11=D 103=99 58=TE011");
        oms.cancel("X", "A").send();
        oms.cancel("Y", "B").send();
        oms.cancel("Z", "C").send();

        oms.await("A", "8 150=4 39=4 14=0 151=0 6=0 11=X 41=A");
        oms.await("B", "8 150=4 39=4 14=0 151=0 6=0 11=Y 41=B");
        oms.await("C", "8 150=4 39=4 14=0 151=0 6=0 11=Z 41=C");
    }
}
