package io.weir.algo;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.order.Refusal;
import io.weir.fix.order.Verdict;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, in any order, no algo breaks its rules (the desk throws), spins, or acts otherwise a second time. */
class AlgoStormTest {
    private static final int RUNS = 1500;
    private static final int EVENTS = 60;
    private static final List<Refusal> REFUSALS = List.of(Refusal.values());
    private static final List<MarketState> STATES = List.of(MarketState.values());

    @ParameterizedTest
    @ValueSource(strings = {"TWAP", "ICEBERG"})
    void noSequenceOfEventsBreaksTheRules(String algo) {
        for (long seed = 0; seed < RUNS; seed++) {
            Desk first = storm(algo, seed);
            Desk second = storm(algo, seed);
            assertThat(second.actions).as("seed %d", seed).isEqualTo(first.actions);
            assertThat(second.stateHash()).as("seed %d", seed).isEqualTo(first.stateHash());
        }
    }

    private static Desk storm(String algo, long seed) {
        Random random = new Random(seed);
        Desk desk = desk(algo, random, seed);
        try {
            desk.start();
            double time = 0;
            for (int i = 0; i < EVENTS && !desk.isFinished(); i++) {
                time += random.nextInt(4) == 0 ? random.nextInt(30) : random.nextDouble();
                event(desk, random, time);
            }
            if (!desk.isFinished()) {
                desk.at(time + 100_000);
            }
        } catch (AssertionError | RuntimeException wrong) {
            throw new AssertionError(algo + " with seed " + seed + " after " + desk.actions, wrong);
        }
        return desk;
    }

    private static Desk desk(String algo, Random random, long seed) {
        long lot = List.of(1L, 10L, 100L).get(random.nextInt(3));
        long qty = lot * (1 + random.nextInt(200));
        Desk desk = algo.equals("TWAP") ? Desk.twap(qty) : Desk.iceberg(qty);
        desk.seeded(seed).grid(lot, random.nextBoolean() ? "0.01" : "0.05", random.nextInt(3) * lot);
        if (random.nextBoolean()) {
            desk.sells();
        }
        if (random.nextInt(3) > 0) {
            desk.limit(price(random));
        }
        quote(desk, random);
        desk.with(
                algo.equals("TWAP")
                        ? "Slices=" + (1 + random.nextInt(12)) + ";DurationSeconds=" + (1 + random.nextInt(200))
                        : "DisplayQty=" + (1 + random.nextInt(1000)) + ";Variance=0." + random.nextInt(10)
                                + ";MinReplenishSeconds=" + random.nextInt(5) + ";OffsetTicks=" + random.nextInt(3)
                                + ";MaxRefreshes=" + random.nextInt(10));
        return desk;
    }

    private static String price(Random random) {
        return List.of("9.95", "10.00", "10.05", "10.10").get(random.nextInt(4));
    }

    private static void quote(Desk desk, Random random) {
        MarketState state = random.nextInt(3) == 0 ? STATES.get(random.nextInt(STATES.size())) : MarketState.FRESH;
        desk.market(state, "10.0" + random.nextInt(5), "10.0" + (5 + random.nextInt(4)));
    }

    private static void event(Desk desk, Random random, double time) {
        if (random.nextInt(10) == 0) {
            desk.sleepTo(time);
        } else {
            desk.at(time);
        }
        if (desk.isFinished()) {
            return;
        }
        List<Long> live = desk.liveNumbers();
        int what = random.nextInt(12);
        if (what == 0) {
            long lotE8 = desk.instrument().lotE8();
            long lots = Math.max(1, desk.orderQtyE8() / lotE8 + random.nextInt(100) - 60);
            long cumLots = (desk.cumQtyE8() + lotE8) / lotE8 + 1;
            String limit = random.nextBoolean() ? null : price(random);
            desk.amend(Math.max(lots, cumLots) * lotE8 / Desk.ONE, limit);
        } else if (what == 1) {
            quote(desk, random);
            desk.quote("10.0" + random.nextInt(5), "10.06");
        } else if (!live.isEmpty()) {
            child(desk, random, live.get(random.nextInt(live.size())), what);
        }
    }

    private static void child(Desk desk, Random random, long number, int what) {
        Desk.Child child = desk.children.get(number);
        long leaves = child.qtyE8 - child.cumE8;
        if (what < 6) {
            desk.fillE8(number, random.nextBoolean() ? leaves : random.nextInt(7) * leaves / 10 / Desk.ONE * Desk.ONE);
        } else if (child.canceling) {
            if (random.nextBoolean()) {
                desk.done(number, true);
            } else {
                desk.cancelRejected(number);
            }
        } else if (child.replacing) {
            if (random.nextBoolean()) {
                desk.replaced(number);
            } else {
                desk.cancelRejected(number);
            }
        } else if (what < 8) {
            desk.accept(number);
        } else if (what == 8) {
            desk.done(number, false);
        } else if (what == 9) {
            Refusal refusal = REFUSALS.get(random.nextInt(REFUSALS.size()));
            desk.refuse(number, Verdict.refused(refusal, "no"));
        } else {
            desk.reject(number, random.nextInt(20) == 0 ? 1 : 0);
        }
    }
}
