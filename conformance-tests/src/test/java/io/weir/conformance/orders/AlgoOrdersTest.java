package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Draft;
import io.weir.conformance.stage.Waiting;
import io.weir.conformance.stage.Wire;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders that an algo works: TWAP and ICEBERG, whose children the broker sees and whose pendings the client does not. */
class AlgoOrdersTest extends StageScenarios {
    private static final String NEW = "8 150=0 39=0 14=0 151=100 6=0 11=A";

    private Draft twap(int seconds) {
        return oms.buy("A", "AAPL", 103, "10")
                .with(847, 1001)
                .parameter("Slices", 1, 4)
                .parameter("DurationSeconds", 1, seconds)
                .parameter("Jitter", 13, "N");
    }

    private Draft iceberg() {
        return oms.buy("A", "AAPL", 100, "10").with(847, 1002).parameter("DisplayQty", 7, 40);
    }

    @Test
    void twapFillsInFourSlices() {
        broker.onNew(child -> {
            child.ack();
            child.fill(child.leaves().longValue(), "9.9");
        });
        twap(2).send();
        Wire last = oms.await("A", "8 150=F 39=2");

        List<BigDecimal> slices =
                broker.orders().stream().map(child -> child.order().decimal(38)).toList();
        assertThat(slices).hasSize(4).allMatch(qty -> qty.intValue() == 25 || qty.intValue() == 26);
        assertThat(slices.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo("103");
        assertThat(last.show(14, 151, 6)).isEqualTo("8 14=103 151=0 6=9.9");
        stage.settle();
        assertThat(oms.lines()).hasSize(5).first().isEqualTo("8 150=0 39=0 14=0 151=103 6=0 11=A");
    }

    @Test
    void twapExpiresWithTheRest() {
        broker.onNew(child -> child.ack()).onCancel(child -> child.canceled());
        twap(1).send();
        broker.next().fill(5, "10");
        oms.await("A", "8 150=C");

        stage.expectReports(
                "8 150=0 39=0 14=0 151=103 6=0 11=A",
                "8 150=F 39=1 14=5 151=98 6=10 11=A 32=5 31=10",
                "8 150=C 39=C 14=5 151=0 6=10 11=A 58=" + oms.last().get(58));
        assertThat(broker.orders().stream()
                        .map(child -> child.order().decimal(38))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("103");
    }

    @Test
    void twapIsAmended() {
        broker.onNew(child -> {
            child.ack();
            child.fill(child.leaves().longValue(), "10");
        });
        twap(2).send();
        oms.await("A", "8 150=F 39=1");
        oms.replace("R", "A", 53, "10").with(847, 1001).send();
        oms.await("A", "8 150=F 39=2");

        assertThat(oms.lines()).contains("8 150=5 39=1 14=25 151=28 6=10 11=R 41=A");
        assertThat(oms.last().show(14, 151, 11)).isEqualTo("8 14=53 151=0 11=R");
        assertThat(broker.orders().stream()
                        .map(child -> child.order().decimal(38))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("53");
    }

    @Test
    void twapIsCanceled() {
        broker.onNew(child -> child.ack());
        twap(2).send();
        BrokerOrder first = broker.next();
        broker.next();
        first.fill(10, "10");
        oms.awaitCount(2);
        oms.cancel("C", "A").send();
        first.canceled();
        oms.awaitCount(3);
        broker.orders().get(1).canceled();

        stage.expectReports(
                "8 150=0 39=0 14=0 151=103 6=0 11=A",
                "8 150=F 39=1 14=10 151=93 6=10 11=A 32=10 31=10",
                "8 150=6 39=6 14=10 151=93 6=10 11=C 41=A",
                "8 150=4 39=4 14=10 151=0 6=10 11=C 41=A");
        assertThat(broker.orders()).hasSize(2);
    }

    @Test
    void twapWaitsForItsStart() {
        broker.onNew(child -> child.ack().fill(child.leaves().longValue(), "10"));
        long begin = System.nanoTime();
        oms.buy("A", "AAPL", 100, "10")
                .with(847, 1001)
                .parameter("Slices", 1, 1)
                .parameter("Jitter", 13, "N")
                .at(168, 0.8)
                .at(126, 3)
                .send();
        oms.awaitCount(1);
        broker.next();

        assertThat(System.nanoTime() - begin).isGreaterThan(600_000_000L);
        oms.await("A", "8 150=F 39=2");
    }

    @Test
    void icebergShowsItsDisplay() {
        iceberg().send();
        for (int shown : new int[] {40, 40, 20}) {
            BrokerOrder child = broker.next().ack();
            child.fill(shown, "10");
        }

        stage.expectReports(
                NEW,
                "8 150=F 39=1 14=40 151=60 6=10 11=A 32=40 31=10",
                "8 150=F 39=1 14=80 151=20 6=10 11=A 32=40 31=10",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=20 31=10");
        stage.expectOrders(
                "D 11=c1 55=AAPL 54=1 38=40 40=2 44=10 59=0",
                "D 11=c2 55=AAPL 54=1 38=40 40=2 44=10 59=0",
                "D 11=c3 55=AAPL 54=1 38=20 40=2 44=10 59=0");
    }

    @Test
    void maxFloorMakesAPlainOrderAnIceberg() {
        oms.buy("A", "AAPL", 100, "10").with(111, 60).send();
        broker.next().ack().fill(60, "10");
        broker.next().ack().fill(40, "9.9");

        stage.expectReports(
                NEW,
                "8 150=F 39=1 14=60 151=40 6=10 11=A 32=60 31=10",
                "8 150=F 39=2 14=100 151=0 6=9.96 11=A 32=40 31=9.9");
        stage.expectOrders("D 11=c1 55=AAPL 54=1 38=60 40=2 44=10 59=0", "D 11=c2 55=AAPL 54=1 38=40 40=2 44=10 59=0");
    }

    @Test
    void icebergIsRefreshedBeforeTheDisplayIsGone() {
        iceberg().send();
        BrokerOrder first = broker.next().ack();
        first.fill(32, "10");
        BrokerOrder second = broker.next().ack();

        assertThat(second.order().decimal(38)).isEqualByComparingTo("32");
        first.fill(8, "10");
        second.fill(32, "10");
        broker.next().ack().fill(28, "10");
        oms.await("A", "8 150=F 39=2 14=100 151=0");
    }

    @Test
    void icebergIsAmendedAndCanceled() {
        iceberg().send();
        BrokerOrder child = broker.next().ack();
        oms.replace("R", "A", 20, "9.9").with(847, 1002).send();
        child.await("G", 1);
        child.replaced();
        oms.awaitCount(3);
        oms.cancel("C", "R").send();
        child.canceled();

        stage.expectReports(
                NEW,
                "8 150=E 39=E 14=0 151=100 6=0 11=R 41=A",
                "8 150=5 39=0 14=0 151=20 6=0 11=R 41=A",
                "8 150=6 39=6 14=0 151=20 6=0 11=C 41=R",
                "8 150=4 39=4 14=0 151=0 6=0 11=C 41=R");
        stage.expectOrders(
                "D 11=c1 55=AAPL 54=1 38=40 40=2 44=10 59=0", "G 11=c2 41=c1 38=20 44=9.9", "F 11=c3 41=c2 38=20");
    }

    @Test
    void lastingRejectOfAChildEndsTheAlgo() {
        iceberg().send();
        broker.next().reject(1, "unknown symbol");

        oms.await("A", "8 150=C 39=C 14=0 151=0 6=0 11=A");
        stage.settle();
        assertThat(oms.lines()).hasSize(2);
        assertThat(broker.orders()).hasSize(1);
    }

    @Test
    void childsRejectedCancelIsAskedForAgain() {
        iceberg().send();
        BrokerOrder child = broker.next().ack();
        oms.awaitCount(1);
        oms.cancel("C", "A").send();
        child.cancelRejected(2, "not now");
        stage.settle();
        child.fill(40, "10");
        Waiting.until("the end", () -> oms.lines().stream().anyMatch(line -> line.startsWith("8 150=4")));

        oms.expect(
                NEW,
                "8 150=6 39=6 14=0 151=100 6=0 11=C 41=A",
                "8 150=F 39=6 14=40 151=60 6=10 11=A 32=40 31=10",
                "8 150=4 39=4 14=40 151=0 6=10 11=C 41=A");
    }
}
