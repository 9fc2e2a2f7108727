package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import org.junit.jupiter.api.Test;

/** Appendix D, group H (orders good till canceled over days) and J.1.c, with a restart of the gateway in each night. */
class AppendixDDaysTest extends AppendixD {
    private static final String GTC = "D 11=c1 55=AAPL 54=1 38=10000 40=2 44=10 59=1";
    private static final String FIRST_DAY = "8 150=F 39=1 14=2000 151=8000 6=10 11=X 32=2000 31=10";
    private static final String DONE_FOR_DAY = "8 150=3 39=3 14=2000 151=8000 6=10 11=X";
    private static final String RENEWED = "8 150=D 39=1 14=2000 151=8000 6=10 11=X 378=1";

    private String firstFill = "";

    /** A GTC order for 10,000, of which 2,000 are filled on the first day; it is the second day, and the broker has renewed it. */
    private BrokerOrder secondDay() {
        oms.buy("X", "AAPL", 10_000, "10").with(59, 1).send();
        BrokerOrder order = broker.next().ack();
        firstFill = order.fill(2_000, "10");
        order.restsForTheDay();
        await(2);
        stage.nextDay();
        await(3);
        order.renew();
        stage.settle();
        day("424=8000 425=0 426=0");
        return order;
    }

    private void day(String figures) {
        assertThat(oms.last().show(424, 425, 426)).isEqualTo("8 " + figures);
    }

    /** What the broker was sent but for the questions at its logon. */
    private void ordered(String... lines) {
        assertThat(broker.lines().stream().filter(line -> !line.startsWith("H ")))
                .containsExactly(lines);
    }

    @Test
    void h1aPartFilledRenewedAndPartFilledTheNextDay() {
        BrokerOrder order = secondDay();
        order.fill(3_000, "10");
        await(4);
        day("424=8000 425=3000 426=10");
        told(FIRST_DAY, DONE_FOR_DAY, RENEWED, "8 150=F 39=1 14=5000 151=5000 6=10 11=X 32=3000 31=10");
        ordered(GTC);
        order.unsolicitedCancel("end");
    }

    /** The shares that a split gives are a fill at price 0, so that all sums go on. */
    @Test
    void h1bPartFilledSplitPartFilledAndFilled() {
        BrokerOrder order = secondDay();
        order.split();
        await(5);
        order.fill(6_000, "5");
        order.fill(10_000, "5");

        told(
                FIRST_DAY,
                DONE_FOR_DAY,
                RENEWED,
                "8 150=F 39=1 14=4000 151=16000 6=5 11=X 32=2000 31=0",
                "8 150=D 39=1 14=4000 151=16000 6=5 11=X 378=0",
                "8 150=F 39=1 14=10000 151=10000 6=5 11=X 32=6000 31=5",
                "8 150=F 39=2 14=20000 151=0 6=5 11=X 32=10000 31=5");
        ordered(GTC);
        stage.gateway().awaitAlert("corporate action");
    }

    @Test
    void h1cPartFilledRenewedAndCanceledTheNextDay() {
        BrokerOrder order = secondDay();
        oms.cancel("Y", "X").send();
        order.canceled();

        told(
                FIRST_DAY,
                DONE_FOR_DAY,
                RENEWED,
                "8 150=6 39=6 14=2000 151=8000 6=10 11=Y 41=X",
                "8 150=4 39=4 14=2000 151=0 6=10 11=Y 41=X");
        ordered(GTC, "F 11=c2 41=c1 38=10000");
    }

    @Test
    void h1dPartFilledRenewedAndGrown() {
        BrokerOrder order = secondDay();
        oms.replace("Y", "X", 15_000, "10").with(59, 1).send();
        order.replaced();
        await(5);
        day("424=13000 425=0 426=0");
        order.fill(1_000, "10");
        await(6);
        day("424=13000 425=1000 426=10");
        told(
                FIRST_DAY,
                DONE_FOR_DAY,
                RENEWED,
                "8 150=E 39=E 14=2000 151=8000 6=10 11=Y 41=X",
                "8 150=5 39=1 14=2000 151=13000 6=10 11=Y 41=X",
                "8 150=F 39=1 14=3000 151=12000 6=10 11=Y 32=1000 31=10");
        ordered(GTC, "G 11=c2 41=c1 38=15000 44=10");
        order.unsolicitedCancel("end");
    }

    @Test
    void j1cPartFilledOverDaysAndBothExecutionsCorrected() {
        BrokerOrder order = secondDay();
        String second = order.fill(3_000, "10");
        await(4);
        order.correct(firstFill, 1_000, "10");
        await(5);
        day("424=9000 425=3000 426=10");
        order.correct(second, 2_500, "10");
        await(6);
        day("424=9000 425=2500 426=10");
        told(
                FIRST_DAY,
                DONE_FOR_DAY,
                RENEWED,
                "8 150=F 39=1 14=5000 151=5000 6=10 11=X 32=3000 31=10",
                "8 150=G 39=1 14=4000 151=6000 6=10 11=X 32=1000 31=10",
                "8 150=G 39=1 14=3500 151=6500 6=10 11=X 32=2500 31=10");
        ordered(GTC);
        order.unsolicitedCancel("end");
    }
}
