package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.QuickFixOms;
import io.weir.conformance.stage.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is started again with other settings on the same journal. */
class ConfigurationChangeTest {
    @TempDir
    private Path directory;

    private Stage stage;
    private QuickFixOms oms;

    @BeforeEach
    void open() {
        stage = Stage.open(new Configuration(), directory);
        oms = stage.oms();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void numbersIdsAndKillsGoOnUnderNewLimits() {
        oms.buy("A", "AAPL", 100, "10").send();
        stage.broker().next().ack().fill(100, "10");
        oms.awaitCount(3);
        stage.gateway().kill("amy");
        stage.settle();
        stage.gateway().close();
        stage.configuration().client("OMS2", "[ACC9]").risk("maxOrderQty", 50);
        stage.configuration().write(stage.gateway().directory());
        stage.gateway().start();
        stage.awaitAgain();
        oms.buy("A", "AAPL", 10, "10").send();
        oms.buy("B", "AAPL", 10, "10").send();
        oms.awaitCount(5);
        stage.gateway().admin("amy", "release");
        stage.gateway().admin("bob", "release");
        oms.buy("C", "AAPL", 51, "10").send();
        oms.buy("D", "AAPL", 50, "10").send();
        BrokerOrder order = stage.broker().next().ack();
        order.fill(50, "10");
        QuickFixOms second = new QuickFixOms("OMS2", stage.configuration().clientPort(), directory);
        second.begin(1);
        second.start();
        second.awaitLogon();
        second.buy("A", "AAPL", 20, "10").with(1, "ACC9").send();
        stage.broker().next().ack().fill(20, "10");
        second.awaitCount(3);

        assertThat(second.lines())
                .containsExactly(
                        "8 150=A 39=A 14=0 151=20 6=0 11=A",
                        "8 150=0 39=0 14=0 151=20 6=0 11=A",
                        "8 150=F 39=2 14=20 151=0 6=10 11=A 32=20 31=10");
        second.close();
        stage.expectReports(
                "8 150=A 39=A 14=0 151=100 6=0 11=A",
                "8 150=0 39=0 14=0 151=100 6=0 11=A",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10",
                "8 150=8 39=8 14=0 151=0 6=0 11=A 103=6 58=TE012",
                "8 150=8 39=8 14=0 151=0 6=0 11=B 103=0 58=TE008",
                "8 150=8 39=8 14=0 151=0 6=0 11=C 103=3 58=TE003",
                "8 150=A 39=A 14=0 151=50 6=0 11=D",
                "8 150=0 39=0 14=0 151=50 6=0 11=D",
                "8 150=F 39=2 14=50 151=0 6=10 11=D 32=50 31=10");
        stage.assertSatisfied();
    }

    @Test
    void openOrdersKeepTheSettingsThatTheyWereAcceptedUnder() {
        oms.buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = stage.broker().next().ack();
        oms.awaitCount(2);
        stage.gateway().close();
        stage.configuration().risk("maxOrderQty", 50);
        stage.configuration().write(stage.gateway().directory());
        assertThatThrownBy(() -> stage.gateway().start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 orders are open");
        stage.configuration().risk("maxOrderQty", "10_000");
        stage.configuration().write(stage.gateway().directory());
        stage.gateway().start();
        stage.awaitAgain();
        order.fill(100, "10");

        stage.expectReports(
                "8 150=A 39=A 14=0 151=100 6=0 11=A",
                "8 150=0 39=0 14=0 151=100 6=0 11=A",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        stage.assertSatisfied();
    }
}
