package io.weir.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Products;
import io.weir.fix.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReservationsTest {
    private static final long ONE = Products.ONE;
    private static final int SHARE = 0;
    private static final int FUTURE = 1;
    private static final List<Instrument> INSTRUMENTS = List.of(
            new Instrument(SHARE, "VOD.L", 1, 1, 0, "GBP", ONE, "", 0, 0, 10 * ONE, ""),
            new Instrument(FUTURE, "ES", 1, 1, 0, "USD", 50 * ONE, "", 0, 0, 4000 * ONE, ""));

    private final OrderIntent order = new OrderIntent();
    private final Risk risk = new Risk(Limits.of(1, OrderLimits.NONE, 0), INSTRUMENTS);
    private final Reservations ledger = risk.reservations();

    private boolean release(long id, int instrument, Side side, long qtyE8, long priceE8) {
        order.clear();
        order.orderId = id;
        order.instrument = instrument;
        order.side = side;
        order.orderQtyE8 = qtyE8;
        order.priceE8 = priceE8;
        return risk.release(order, 0, 0).passed();
    }

    private boolean replace(long id, int instrument, Side side, long qtyE8, long priceE8) {
        order.clear();
        order.orderId = id;
        order.instrument = instrument;
        order.side = side;
        order.orderQtyE8 = qtyE8;
        order.priceE8 = priceE8;
        order.replacedQtyE8 = 1;
        return risk.release(order, 0, 0).passed();
    }

    private List<Long> totals() {
        return List.of(
                ledger.openBuyQtyE8(SHARE) / ONE,
                ledger.openSellQtyE8(SHARE) / ONE,
                ledger.openNotionalE2(SHARE) / 100,
                (long) ledger.openOrders());
    }

    @Test
    void anOrderReservesItsLeavesUntilItHasEnded() {
        release(1, SHARE, Side.BUY, 100 * ONE, 10 * ONE);
        release(2, SHARE, Side.SELL_SHORT, 50 * ONE, 12 * ONE);
        assertThat(totals()).containsExactly(100L, 50L, 1600L, 2L);

        risk.filled(1, SHARE, Side.BUY, 40 * ONE, 9 * ONE);
        assertThat(totals()).containsExactly(60L, 50L, 1200L, 2L);
        assertThat(risk.ended(1)).isTrue();
        assertThat(risk.ended(1)).isFalse();
        assertThat(totals()).containsExactly(0L, 50L, 600L, 1L);
        risk.filled(2, SHARE, Side.SELL_SHORT, 50 * ONE, 12 * ONE);
        assertThat(totals()).containsExactly(0L, 0L, 0L, 1L);
        risk.ended(2);
        assertThat(totals()).containsExactly(0L, 0L, 0L, 0L);
        assertThat(risk.positions().netE8(SHARE)).isEqualTo(-10 * ONE);
        assertThat(risk.positions().turnoverE2(SHARE)).isEqualTo(960_00);
    }

    @Test
    void aPendingReplacementReservesTheLarger() {
        release(1, SHARE, Side.BUY, 100 * ONE, 10 * ONE);

        replace(1, SHARE, Side.BUY, 150 * ONE, 8 * ONE);
        assertThat(totals()).containsExactly(150L, 0L, 1200L, 1L);
        risk.filled(1, SHARE, Side.BUY, 30 * ONE, 9 * ONE);
        assertThat(totals()).containsExactly(120L, 0L, 960L, 1L);
        risk.replaced(1);
        assertThat(totals()).containsExactly(120L, 0L, 960L, 1L);

        replace(1, SHARE, Side.BUY, 40 * ONE, 20 * ONE);
        assertThat(totals()).containsExactly(120L, 0L, 960L, 1L);
        risk.replaceRejected(1);
        assertThat(totals()).containsExactly(120L, 0L, 960L, 1L);
        replace(1, SHARE, Side.BUY, 40 * ONE, 20 * ONE);
        risk.replaced(1);
        assertThat(totals()).containsExactly(10L, 0L, 200L, 1L);
    }

    @Test
    void anEndWithAReplacementPendingFreesAll() {
        release(1, SHARE, Side.BUY, 100 * ONE, 10 * ONE);
        replace(1, SHARE, Side.BUY, 500 * ONE, 11 * ONE);

        risk.ended(1);

        assertThat(totals()).containsExactly(0L, 0L, 0L, 0L);
    }

    @Test
    void aLateFillMovesThePositionAndNoReservation() {
        release(1, SHARE, Side.BUY, 100 * ONE, 10 * ONE);
        risk.ended(1);

        assertThat(risk.filled(1, SHARE, Side.BUY, 100 * ONE, 10 * ONE)).isFalse();

        assertThat(totals()).containsExactly(0L, 0L, 0L, 0L);
        assertThat(risk.positions().netE8(SHARE)).isEqualTo(100 * ONE);
    }

    @Test
    void anOverfillLeavesNoReservationAndNoneNegative() {
        release(1, SHARE, Side.BUY, 100 * ONE, 10 * ONE);

        risk.filled(1, SHARE, Side.BUY, 250 * ONE, 10 * ONE);
        assertThat(totals()).containsExactly(0L, 0L, 0L, 1L);
        risk.filled(1, SHARE, Side.BUY, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(totals()).containsExactly(0L, 0L, 0L, 1L);
        assertThat(risk.positions().netE8(SHARE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aBustGivesTheQuantityBack() {
        release(1, SHARE, Side.BUY, 100 * ONE, 10 * ONE);
        risk.filled(1, SHARE, Side.BUY, 60 * ONE, 10 * ONE);

        assertThat(risk.busted(1, SHARE, Side.BUY, 60 * ONE, 10 * ONE)).isTrue();

        assertThat(totals()).containsExactly(100L, 0L, 1000L, 1L);
        assertThat(risk.positions().netE8(SHARE)).isZero();
        assertThat(risk.positions().turnoverE2(SHARE)).isZero();
    }

    @Test
    void aRestatementIsCountedIfItCanBe() {
        release(1, SHARE, Side.BUY, 100 * ONE, 10 * ONE);

        assertThat(risk.restated(1, 80 * ONE, OrderIntent.NO_PRICE)).isTrue();
        assertThat(totals()).containsExactly(80L, 0L, 800L, 1L);
        assertThat(risk.restated(1, Long.MAX_VALUE, Long.MAX_VALUE)).isFalse();
        assertThat(risk.restated(1, -ONE, 10 * ONE)).isFalse();
        assertThat(risk.restated(2, ONE, ONE)).isFalse();
        assertThat(totals()).containsExactly(80L, 0L, 800L, 1L);
    }

    @Test
    void aMarketOrderReservesAtTheReferenceAndTheCollar() {
        Risk collared = new Risk(
                Limits.of(1, new OrderLimits(OrderLimits.NO_LIMIT, OrderLimits.NO_LIMIT, 1000), 0), INSTRUMENTS);
        order.clear();
        order.orderId = 1;
        order.instrument = SHARE;
        order.ordType = io.weir.fix.order.OrdType.MARKET;
        order.orderQtyE8 = 100 * ONE;

        collared.release(order, 0, 0);

        assertThat(collared.reservations().openNotionalE2()).isEqualTo(1100_00);
    }

    @Test
    void ordersThatDoNotAddUpAreRefused() {
        assertThat(release(1, SHARE, Side.BUY, Long.MAX_VALUE / 2, 1)).isTrue();
        assertThat(release(2, SHARE, Side.BUY, Long.MAX_VALUE / 2, 1)).isTrue();
        order.clear();
        order.orderId = 3;
        order.instrument = SHARE;
        order.orderQtyE8 = 2;
        order.priceE8 = 1;
        assertThat(risk.release(order, 0, 0).message()).isEqualTo("TE013 open orders are too many to add up");
    }

    @Test
    void aBrokenInvariantStops() {
        release(1, SHARE, Side.BUY, 100 * ONE, 10 * ONE);

        assertThatThrownBy(() -> release(1, SHARE, Side.BUY, ONE, ONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("order 1 is reserved already");
        assertThatThrownBy(() -> release(0, SHARE, Side.BUY, ONE, ONE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> risk.replaced(1)).hasMessage("order 1 has no replacement pending");
        assertThatThrownBy(() -> risk.replaceRejected(2)).hasMessage("order 2 is not reserved");
        assertThatThrownBy(() -> replace(2, SHARE, Side.BUY, ONE, ONE)).hasMessage("order 2 is not reserved");
        replace(1, SHARE, Side.BUY, ONE, ONE);
        assertThatThrownBy(() -> replace(1, SHARE, Side.BUY, ONE, ONE))
                .hasMessage("order 1 has a replacement pending already");
    }

    /** What an order is, in the plainest words. */
    private static final class Plain {
        final int instrument;
        final boolean buys;
        long qty;
        long price;
        long cum;
        boolean pending;
        long nextQty;
        long nextPrice;

        Plain(int instrument, boolean buys, long qty, long price) {
            this.instrument = instrument;
            this.buys = buys;
            this.qty = qty;
            this.price = price;
        }

        long leaves() {
            return Math.max(0, (pending ? Math.max(qty, nextQty) : qty) - cum);
        }

        long notional() {
            long now = notional(qty, price);
            return pending ? Math.max(now, notional(nextQty, nextPrice)) : now;
        }

        private long notional(long of, long at) {
            return BigDecimal.valueOf(Math.max(0, of - cum), 8)
                    .multiply(BigDecimal.valueOf(at, 8))
                    .multiply(BigDecimal.valueOf(instrument == FUTURE ? 50 : 1))
                    .setScale(2, RoundingMode.HALF_UP)
                    .unscaledValue()
                    .longValueExact();
        }
    }

    @Test
    void everyStreamOfEventsAgreesWithThePlainestLedger() {
        for (long seed = 0; seed < 40; seed++) {
            new Stream(seed).run();
        }
    }

    /** One seeded stream of events on a ledger and on its oracle. */
    private static final class Stream {
        private final long seed;
        private final Random random;
        private final ReservationsTest real = new ReservationsTest();
        private final TreeMap<Long, Plain> plain = new TreeMap<>();
        private long lastId;

        Stream(long seed) {
            this.seed = seed;
            random = new Random(seed);
        }

        void run() {
            int most = 5 + random.nextInt(3000);
            for (int i = 0; i < 8000; i++) {
                step(most);
                if (i % 50 == 0) {
                    compare();
                }
            }
            long busy = real.risk.stateHash();
            for (long id : new ArrayList<>(plain.keySet())) {
                real.risk.ended(id);
                plain.remove(id);
            }
            compare();
            assertThat(real.ledger.openQtyE8()).as("seed %d", seed).isZero();
            assertThat(real.ledger.openNotionalE2()).as("seed %d", seed).isZero();
            assertThat(real.risk.stateHash()).isNotEqualTo(busy);
        }

        private long qty() {
            long qty = 1L + random.nextInt(1_000_000);
            return random.nextBoolean() ? qty * ONE : qty * 12_345L;
        }

        private long price() {
            return 1L + (random.nextLong() >>> 24) % (5000 * ONE);
        }

        private void step(int most) {
            if (plain.isEmpty() || (plain.size() < most && random.nextInt(3) == 0)) {
                lastId += 1L + random.nextInt(1000);
                Plain order = new Plain(random.nextInt(2), random.nextBoolean(), qty(), price());
                Side side = order.buys ? Side.BUY : Side.SELL;
                assertThat(real.release(lastId, order.instrument, side, order.qty, order.price))
                        .isTrue();
                plain.put(lastId, order);
                return;
            }
            Long above = plain.ceilingKey((long) (random.nextDouble() * lastId));
            long id = above == null ? plain.lastKey() : above;
            Plain order = plain.get(id);
            Side side = order.buys ? Side.BUY : Side.SELL;
            switch (random.nextInt(6)) {
                case 0 -> {
                    assertThat(real.risk.ended(id)).isTrue();
                    plain.remove(id);
                }
                case 1 -> {
                    if (!order.pending) {
                        order.pending = true;
                        order.nextQty = qty();
                        order.nextPrice = price();
                        real.replace(id, order.instrument, side, order.nextQty, order.nextPrice);
                    } else {
                        order.pending = false;
                        order.qty = order.nextQty;
                        order.price = order.nextPrice;
                        real.risk.replaced(id);
                    }
                }
                case 2 -> {
                    if (order.pending) {
                        order.pending = false;
                        real.risk.replaceRejected(id);
                    }
                }
                case 3 -> {
                    long back = Math.min(order.cum, qty());
                    order.cum -= back;
                    assertThat(real.risk.busted(id, order.instrument, side, back, order.price))
                            .isTrue();
                }
                default -> {
                    long fill = random.nextInt(4) == 0 ? qty() : order.leaves() / (1 + random.nextInt(3));
                    order.cum += fill;
                    assertThat(real.risk.filled(id, order.instrument, side, fill, order.price))
                            .isTrue();
                }
            }
        }

        private void compare() {
            long[] expected = new long[6];
            for (Plain order : plain.values()) {
                expected[order.instrument * 3 + (order.buys ? 0 : 1)] += order.leaves();
                expected[order.instrument * 3 + 2] += order.notional();
            }
            Reservations ledger = real.ledger;
            long[] actual = {
                ledger.openBuyQtyE8(SHARE), ledger.openSellQtyE8(SHARE), ledger.openNotionalE2(SHARE),
                ledger.openBuyQtyE8(FUTURE), ledger.openSellQtyE8(FUTURE), ledger.openNotionalE2(FUTURE)
            };
            assertThat(actual).as("seed %d", seed).isEqualTo(expected);
            assertThat(ledger.openOrders()).isEqualTo(plain.size());
            for (long id : plain.keySet()) {
                assertThat(ledger.reservedQtyE8(id))
                        .as("seed %d, order %d", seed, id)
                        .isEqualTo(plain.get(id).leaves());
            }
        }
    }

    @Test
    void theHashDoesNotDependOnTheTablesHistory() {
        ReservationsTest grown = new ReservationsTest();
        for (long id = 1; id <= 5000; id++) {
            release(id, SHARE, Side.BUY, ONE, ONE);
            grown.release(5001 - id, SHARE, Side.BUY, ONE, ONE);
        }
        assertThat(grown.risk.stateHash()).isEqualTo(risk.stateHash());
        for (long id = 4; id <= 5000; id++) {
            risk.ended(id);
        }
        ReservationsTest small = new ReservationsTest();
        for (long id = 1; id <= 3; id++) {
            small.release(id, SHARE, Side.BUY, ONE, ONE);
        }
        assertThat(risk.stateHash()).isEqualTo(small.risk.stateHash());
    }
}
