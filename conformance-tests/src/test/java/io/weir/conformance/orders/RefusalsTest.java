package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Draft;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gateway refuses before anything is routed: each with its TE code and FIX reason. */
class RefusalsTest extends StageScenarios {
    static Stream<Arguments> orders() {
        return Stream.of(
                refused("unknown symbol", d -> d.with(55, "ZZZ"), 1, "TE001"),
                refused("account of nobody", d -> d.with(1, "ACC9"), 15, "TE001"),
                refused("price off the tick", d -> d.with(44, "10.005"), 99, "TE001"),
                refused(
                        "quantity off the lot",
                        d -> d.with(55, "LOTS").with(44, "50").with(38, 150),
                        13,
                        "TE001"),
                refused("quantity of zero", d -> d.with(38, 0), 13, "TE001"),
                refused("no quantity", d -> d.without(38), 13, "TE001"),
                refused("cash quantity", d -> d.without(38).with(152, 1000), 11, "TE001"),
                refused("limit order without a price", d -> d.without(44), 99, "TE001"),
                refused("stop order", d -> d.with(40, 3).without(44).with(99, "11"), 99, "TE015"),
                refused("stop without its price", d -> d.with(40, 3).without(44), 99, "TE001"),
                refused("pegged order", d -> d.with(40, "P").without(44), 11, "TE001"),
                refused("good till cancel", d -> d.with(59, 1), 11, "TE001"),
                refused("short sale without a locate", d -> d.with(54, 5), 0, "TE016"),
                refused("unknown algo", d -> d.with(847, 1999), 11, "TE001"),
                refused("unknown parameter", d -> d.with(847, 1001).parameter("Speed", 1, 5), 99, "TE001"),
                refused("too many shares", d -> d.with(38, 10_001).with(44, "1"), 3, "TE003"),
                refused("too much money", d -> d.with(38, 5_001), 3, "TE003"),
                refused("too high a price", d -> d.with(44, "11.01"), 99, "TE010"),
                refused("too low a price to sell at", d -> d.with(54, 2).with(44, "8.99"), 99, "TE010"),
                refused("no reference price", d -> d.with(55, "NOREF"), 99, "TE015"),
                refused(
                        "market order without a reference",
                        d -> d.with(55, "NOREF").with(40, 1).without(44),
                        99,
                        "TE015"),
                refused("restricted", d -> d.with(55, "BARRED"), 0, "TE009"));
    }

    private static Arguments refused(String name, UnaryOperator<Draft> change, int reason, String code) {
        return Arguments.argumentSet(name, change, reason, code);
    }

    @ParameterizedTest
    @MethodSource
    void orders(UnaryOperator<Draft> change, int reason, String code) {
        change.apply(oms.buy("A", "AAPL", 100, "10")).send();

        stage.expectReports("8 150=8 39=8 14=0 151=0 6=0 11=A 103=" + reason + " 58=" + code);
        stage.expectOrders();
        assertThat(oms.last().get(37)).isNotEqualTo("NONE");
    }

    @Test
    void ordersAtTheLimitsPass() {
        oms.buy("A", "AAPL", 5_000, "10").send();
        BrokerOrder largest = broker.next().ack();
        largest.unsolicitedCancel("end");
        oms.buy("B", "AAPL", 100, "11").send();
        BrokerOrder dearest = broker.next().ack();
        dearest.unsolicitedCancel("end");

        oms.await("A", "8 150=4");
        oms.await("B", "8 150=4");
        stage.expectOrders(
                "D 11=c1 55=AAPL 54=1 38=5000 40=2 44=10 59=0", "D 11=c2 55=AAPL 54=1 38=100 40=2 44=11 59=0");
    }

    @Test
    void refusalNamesWhatIsWrong() {
        oms.buy("A", "AAPL", 100, "10").with(847, 1001).parameter("Speed", 1, 5).send();
        oms.awaitCount(1);

        assertThat(oms.last().get(58)).contains("Speed");
    }

    @Test
    void refusedClOrdIdIsUsed() {
        oms.buy("A", "ZZZ", 100, "10").send();
        oms.buy("A", "AAPL", 100, "10").send();

        stage.expectReports(
                "8 150=8 39=8 14=0 151=0 6=0 11=A 103=1 58=TE001", "8 150=8 39=8 14=0 151=0 6=0 11=A 103=6 58=TE012");
        stage.expectOrders();
    }

    @Test
    void unsupportedMessageGetsABusinessReject() {
        oms.message("c").with(320, oms.id("M")).with(321, 0).with(55, "AAPL").send();

        stage.expectReports("j 372=c 380=3 58=Unsupported Message Type");
        stage.expectOrders();
    }

    @Test
    void messageOfAnotherRoleGetsABusinessReject() {
        oms.message("9")
                .with(37, "X")
                .with(11, "X")
                .with(41, "X")
                .with(39, 0)
                .with(434, 1)
                .send();

        stage.expectReports("j 372=9 380=6 58=Not allowed from a client");
        stage.expectOrders();
    }

    @Test
    void businessRejectIsNotAnswered() {
        oms.message("j").with(45, 1).with(372, "8").with(380, 0).send();

        stage.expectReports();
        stage.expectOrders();
    }

    @Test
    void brokersOrderGetsABusinessReject() {
        Draft order = oms.buy("A", "AAPL", 100, "10");
        broker.send(order.message());

        stage.expectReports();
        assertThat(broker.messages()).hasSize(1);
        assertThat(broker.messages().get(0).show(372, 380)).isEqualTo("j 372=D 380=6");
    }
}
