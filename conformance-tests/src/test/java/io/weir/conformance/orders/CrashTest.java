package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.GatewayProcess;
import io.weir.conformance.stage.QuickFixBroker;
import io.weir.conformance.stage.QuickFixOms;
import io.weir.conformance.stage.Waiting;
import io.weir.conformance.stage.Wire;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's process is killed (SIGKILL) and started again: no order is lost, none goes twice. */
class CrashTest {
    private static final int ORDERS = 300;
    private static final int IN_FLIGHT = 40;
    private static final int KILLS = 3;
    /** The quantity of orders that are not filled but canceled. */
    private static final int RESTING = 50;

    @TempDir
    private Path directory;

    private GatewayProcess gateway;
    private QuickFixOms oms;
    private QuickFixBroker broker;

    private void open(String durability) {
        Configuration configuration = new Configuration().durability(durability);
        configuration.write(directory.resolve("weir"));
        broker = new QuickFixBroker("BRKA", configuration.port("BRKA"), directory);
        broker.start();
        gateway = new GatewayProcess(directory.resolve("weir"));
        gateway.start();
        oms = new QuickFixOms("OMS1", configuration.clientPort(), directory);
        oms.begin(1);
        oms.start();
        awaitLogons();
    }

    private void awaitLogons() {
        oms.awaitLogon();
        broker.awaitLogon();
    }

    @AfterEach
    void close() {
        oms.close();
        broker.close();
        gateway.close();
    }

    @Test
    void ordersSurviveTheKill() {
        open("none");
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder partly = broker.next().ack();
        partly.fill(40, "10");
        oms.buy("B", "AAPL", 100, "10").send();
        BrokerOrder unanswered = broker.next();
        oms.buy("C", "AAPL", 100, "10").send();
        BrokerOrder canceling = broker.next().ack();
        oms.await("C", "8 150=0");
        oms.cancel("X", "C").send();
        canceling.await("F", 1);
        oms.await("C", "8 150=6");

        gateway.kill();
        partly.fill(10, "9.9");
        gateway.start();
        awaitLogons();
        canceling.canceled();
        unanswered.ack();
        unanswered.fill(100, "10");
        partly.fill(50, "9.8");

        oms.await("A", "8 150=F 39=2");
        oms.await("B", "8 150=F 39=2");
        oms.await("C", "8 150=4");
        assertThat(oms.lines("A"))
                .containsExactly(
                        "8 150=A 39=A 14=0 151=100 6=0 11=A",
                        "8 150=0 39=0 14=0 151=100 6=0 11=A",
                        "8 150=F 39=1 14=40 151=60 6=10 11=A 32=40 31=10",
                        "8 150=F 39=1 14=50 151=50 6=9.98 11=A 32=10 31=9.9",
                        "8 150=F 39=2 14=100 151=0 6=9.89 11=A 32=50 31=9.8");
        assertThat(oms.lines("B"))
                .containsExactly(
                        "8 150=A 39=A 14=0 151=100 6=0 11=B",
                        "8 150=0 39=0 14=0 151=100 6=0 11=B",
                        "8 150=F 39=2 14=100 151=0 6=10 11=B 32=100 31=10");
        assertThat(oms.lines("C"))
                .containsExactly(
                        "8 150=A 39=A 14=0 151=100 6=0 11=C",
                        "8 150=0 39=0 14=0 151=100 6=0 11=C",
                        "8 150=6 39=6 14=0 151=100 6=0 11=X 41=C",
                        "8 150=4 39=4 14=0 151=0 6=0 11=X 41=C");
        Map<String, Long> counts =
                broker.messages().stream().collect(Collectors.groupingBy(Wire::type, Collectors.counting()));
        assertThat(counts).containsEntry("D", 3L).containsEntry("F", 1L).containsEntry("H", 3L);
        everybodyIsSatisfied();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "group"})
    void killsUnderAStreamOfOrders(String durability) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        open(durability);
        broker.onNew(CrashTest::ackAndFillOrRest).onCancel(order -> order.canceled());
        oms.onReport(this::cancelWhatRests);
        int sent = 0;
        int kills = 0;
        int killAt = 50 + random.nextInt(200);
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (sent < ORDERS || finished() < ORDERS) {
            assertThat(System.nanoTime())
                    .as("seed %d: %d sent, %d finished", seed, sent, finished())
                    .isLessThan(deadline);
            if (sent < ORDERS && sent - finished() < IN_FLIGHT) {
                oms.buy("N" + sent, "AAPL", isToRest(sent) ? RESTING : 100, "10")
                        .send();
                sent++;
            } else if (kills < KILLS && oms.count() >= killAt) {
                gateway.kill();
                gateway.start();
                awaitLogons();
                kills++;
                killAt = oms.count() + 50 + random.nextInt(150);
            } else {
                Thread.onSpinWait();
            }
        }
        Waiting.until("the last logon", () -> oms.isLoggedOn() && broker.isLoggedOn());
        oms.fence();
        broker.fence();
        oms.fence();
        assertThat(kills).as("seed %d", seed).isEqualTo(KILLS);
        for (int i = 0; i < ORDERS; i++) {
            assertThat(oms.lines("N" + i)).as("seed %d", seed).isIn(lives(i));
        }
        assertThat(broker.orders())
                .as("seed %d", seed)
                .allMatch(order -> order.requests("F").size() <= 1);
        assertThat(filledAtOms()).as("seed %d", seed).isEqualByComparingTo(filledAtBroker());
        everybodyIsSatisfied();
    }

    private static boolean isToRest(int number) {
        return number % 3 == 0;
    }

    private static void ackAndFillOrRest(BrokerOrder order) {
        order.ack();
        if (order.leaves().intValue() != RESTING) {
            order.fill(60, "10");
            order.fill(40, "9.9");
        }
    }

    private void cancelWhatRests(Wire report) {
        if (report.get(150).equals("0") && report.decimal(38).intValue() == RESTING) {
            String id = report.get(11);
            oms.cancel("X" + id.substring(1, id.indexOf('-')), id.substring(0, id.indexOf('-')))
                    .send();
        }
    }

    private int finished() {
        return oms.finished();
    }

    /** How an order may live: as planned, or refused because the broker never got it. */
    private static List<List<String>> lives(int number) {
        String id = " 11=N" + number;
        String qty = isToRest(number) ? "50" : "100";
        String pending = "8 150=A 39=A 14=0 151=" + qty + " 6=0" + id;
        String working = "8 150=0 39=0 14=0 151=" + qty + " 6=0" + id;
        // The broker did not get it before a kill, or was not logged on again when the order came.
        String refused = "8 150=8 39=8 14=0 151=0 6=0" + id + " 103=0 58=TE007";
        List<String> never = List.of(pending, refused);
        List<String> atOnce = List.of(refused);
        if (isToRest(number)) {
            String chain = " 11=X" + number + " 41=N" + number;
            return List.of(
                    never,
                    atOnce,
                    List.of(
                            pending,
                            working,
                            "8 150=6 39=6 14=0 151=50 6=0" + chain,
                            "8 150=4 39=4 14=0 151=0 6=0" + chain));
        }
        return List.of(
                never,
                atOnce,
                List.of(
                        pending,
                        working,
                        "8 150=F 39=1 14=60 151=40 6=10" + id + " 32=60 31=10",
                        "8 150=F 39=2 14=100 151=0 6=9.96" + id + " 32=40 31=9.9"));
    }

    private BigDecimal filledAtOms() {
        return oms.messages().stream()
                .filter(m -> m.get(150).equals("F"))
                .map(m -> m.decimal(32))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal filledAtBroker() {
        return broker.orders().stream().map(BrokerOrder::filled).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void everybodyIsSatisfied() {
        oms.assertSatisfied();
        broker.assertSatisfied();
        assertThat(gateway.isAlive()).isTrue();
    }
}
