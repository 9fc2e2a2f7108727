package io.weir.conformance.orders;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Configuration;
import java.util.stream.Stream;

/**
 * Scenarios of the order state change matrices (FIX 4.4, volume 4, appendix D): each test begins with the id of its own. X is the
 * order, Y and Z are what the client asks of it.
 */
abstract class AppendixD extends StageScenarios {
    static final String PENDING_NEW = "8 150=A 39=A 14=0 151=10000 6=0 11=X";
    static final String NEW = "8 150=0 39=0 14=0 151=10000 6=0 11=X";
    static final String ORDER = "D 11=c1 55=AAPL 54=1 38=10000 40=2 44=10 59=0";

    @Override
    Configuration configuration() {
        return new Configuration()
                .risk("maxOrderQty", "100_000")
                .risk("maxNotional", "1_000_000")
                .sessions("CheckLatency=N")
                .brokerLine("BRKA", "dialect: {timeInForces: [day, ioc, fok, gtc]}");
    }

    /** An order for 10,000 that the broker has acknowledged. */
    BrokerOrder working() {
        oms.buy("X", "AAPL", 10_000, "10").send();
        BrokerOrder order = broker.next().ack();
        oms.awaitCount(2);
        return order;
    }

    /** The same, of which some are filled. */
    BrokerOrder workingAndFilled(long qty) {
        BrokerOrder order = working();
        order.fill(qty, "10");
        await(1);
        return order;
    }

    /** The client was told of the new order, and then this, and nothing else. */
    void told(String... lines) {
        stage.expectReports(
                Stream.concat(Stream.of(PENDING_NEW, NEW), Stream.of(lines)).toArray(String[]::new));
    }

    /** Waits until the client was told so many things behind the new order. */
    void await(int reports) {
        oms.awaitCount(2 + reports);
    }
}
