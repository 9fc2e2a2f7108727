package io.weir.paper.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.order.ExecType;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.Side;
import io.weir.fix.order.TimeInForce;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random days of a broker, honest and not; a failure names its seed. */
class MarketPropertyTest {
    private static final Listing ABC = Listing.share("ABC", Scene.e8("100"));
    private static final Listing XYZ = Listing.share("XYZ", Scene.e8("5"));
    private static final int STEPS = 3_000;
    private static final String FAULTS = """
            on new every=11: pending; wait 300ms; work
            on new every=13: ack; fill 30%; wait 200ms; fill rest
            on new every=17: fill 10%; ack; work
            on new every=19: mute 700ms; work
            on new every=23: work; wait 400ms; cancel
            on new every=29: work; wait 400ms; restate qty=40
            on new every=31: reject reason=0
            on cancel every=5: pending; wait 100ms; accept
            on cancel every=7: pending; fill rest; accept
            on replace every=4: pending; wait 100ms; accept
            on fill every=9: wait 50ms; bust
            on fill every=14: correct price=1
            """;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void reportsOfAnHonestDayAddUp(long seed) {
        Books books = new Books(seed);
        new Day(seed, Script.HONEST, books).run();
        assertThat(books.fills).as("seed %d", seed).isGreaterThan(500);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void reportsAddUpWhateverTheBrokerDoes(long seed) {
        Books books = new Books(seed);
        new Day(seed, Script.parse(FAULTS, "faults"), books).run();
        assertThat(books.fills).as("seed %d", seed).isGreaterThan(500);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void sameSeedAndCallsGiveTheSameDay(long seed) {
        Books first = new Books(seed);
        Books second = new Books(seed);
        new Day(seed, Script.parse(FAULTS, "faults"), first).run();
        new Day(seed, Script.parse(FAULTS, "faults"), second).run();
        assertThat(first.all).isEqualTo(second.all);
    }

    /** A day of random requests of two clients. */
    private static final class Day {
        private final Seeds seeds;
        private final Market market;
        private final Books books;
        private long now = Scene.START;

        Day(long seed, Script script, Books books) {
            this.seeds = new Seeds(seed);
            this.books = books;
            this.market = new Market(List.of(ABC, XYZ), MarketSettings.of(seed, "P"), script, books);
        }

        void run() {
            market.advance(now);
            for (int i = 0; i < STEPS; i++) {
                now += seeds.below(60) * Scene.MILLI;
                step("c" + seeds.below(2), "n" + i);
                books.checkNotCrossed(market, i);
            }
            market.advance(now + 86_400 * Scene.SECOND);
        }

        private void step(String client, String id) {
            List<String> mine = books.latest(client);
            long roll = seeds.below(10);
            if (roll < 6 || mine.isEmpty()) {
                market.submit(now, new NewOrder(client, id, "", terms(seeds.chance(50) ? "ABC" : "XYZ", side())));
                return;
            }
            String orig = mine.get((int) seeds.below(mine.size()));
            Execution last = books.byClOrdID.get(client + orig);
            if (roll < 8) {
                market.cancel(now, new CancelRequest(client, id, orig));
            } else {
                Terms terms = terms(last.terms().symbol(), last.terms().side());
                market.replace(now, new ReplaceRequest(client, id, orig, terms));
            }
        }

        private Side side() {
            return seeds.chance(50) ? Side.BUY : Side.SELL;
        }

        private Terms terms(String symbol, Side side) {
            Depth depth = new Depth(1);
            market.depth(symbol, depth);
            boolean buy = side.isBuy();
            long touchE8 = depth.levels(buy) == 0 ? Scene.e8("5") : depth.priceE8(buy, 0);
            long priceE8 = Math.max(ABC.tickE8(), touchE8 + (seeds.below(9) - 4) * ABC.tickE8());
            long qtyE8 = (1 + seeds.below(900)) * ABC.lotE8();
            Terms limit = Terms.limit(symbol, side, qtyE8, priceE8);
            return switch ((int) seeds.below(10)) {
                case 0 -> Terms.market(symbol, side, qtyE8);
                case 1 -> limit.until(TimeInForce.IOC);
                case 2 -> limit.until(TimeInForce.FOK);
                case 3 -> limit.until(TimeInForce.GTC);
                case 4 -> limit.showing((1 + seeds.below(100)) * ABC.lotE8());
                case 5 -> limit.stop(priceE8);
                default -> limit;
            };
        }
    }

    /** The clients' own books, which check every report. */
    private static final class Books implements MarketListener {
        private final long seed;
        private final List<Object> all = new ArrayList<>();
        private final Map<String, Execution> byOrder = new HashMap<>();
        private final Map<String, Execution> byClOrdID = new HashMap<>();
        private final Map<String, Map<String, Execution.Trade>> trades = new HashMap<>();
        private final Set<String> execIds = new HashSet<>();
        private final List<String> orders = new ArrayList<>();
        private int fills;

        Books(long seed) {
            this.seed = seed;
        }

        /** The last ClOrdIDs of a client's open orders. */
        List<String> latest(String client) {
            List<String> ids = new ArrayList<>();
            for (String order : orders.subList(Math.max(0, orders.size() - 40), orders.size())) {
                Execution last = byOrder.get(order);
                if (last.client().equals(client)) {
                    ids.add(last.clOrdID());
                }
            }
            return ids;
        }

        @Override
        public void report(Execution e) {
            all.add(e);
            assertThat(execIds.add(e.execId())).as("%s fresh, seed %d", e, seed).isTrue();
            trade(e);
            checkQuantities(e);
            checkAverage(e);
            if (byOrder.put(e.orderId(), e) == null) {
                orders.add(e.orderId());
            }
            byClOrdID.put(e.client() + e.clOrdID(), e);
        }

        private void trade(Execution e) {
            Map<String, Execution.Trade> mine = trades.computeIfAbsent(e.orderId(), id -> new HashMap<>());
            if (e.type() == ExecType.TRADE) {
                mine.put(e.execId(), e.trade());
                fills++;
            } else if (e.type() == ExecType.TRADE_CANCEL) {
                assertThat(mine.remove(e.trade().execRefId())).isEqualTo(withoutRef(e.trade()));
            } else if (e.type() == ExecType.TRADE_CORRECT) {
                assertThat(mine.remove(e.trade().execRefId())).isNotNull();
                mine.put(e.execId(), withoutRef(e.trade()));
            }
        }

        private void checkQuantities(Execution e) {
            long sum = trades.get(e.orderId()).values().stream()
                    .mapToLong(Execution.Trade::qtyE8)
                    .sum();
            assertThat(e.cumE8()).as("%s cum, seed %d", e, seed).isEqualTo(sum);
            OrdStatus status = e.status();
            boolean over = status.isTerminal() || status == OrdStatus.DONE_FOR_DAY;
            boolean pending = status == OrdStatus.PENDING_CANCEL || status == OrdStatus.PENDING_REPLACE;
            long open = e.terms().qtyE8() - e.cumE8();
            if (pending) {
                // A pending state hides whether the order has ended.
                assertThat(e.leavesE8()).as("%s leaves, seed %d", e, seed).isIn(0L, open);
            } else {
                assertThat(e.leavesE8()).as("%s leaves, seed %d", e, seed).isEqualTo(over ? 0 : open);
            }
            if (status == OrdStatus.FILLED) {
                assertThat(e.cumE8()).isEqualTo(e.terms().qtyE8());
            }
            if (!over && !pending && e.cumE8() > 0) {
                assertThat(status).isEqualTo(OrdStatus.PARTIALLY_FILLED);
            }
            if (e.type() == ExecType.TRADE && e.terms().ordType() == OrdType.LIMIT) {
                long betterE8 = e.terms().priceE8() - e.trade().priceE8();
                assertThat(e.terms().side().isBuy() ? betterE8 : -betterE8).isNotNegative();
            }
        }

        private void checkAverage(Execution e) {
            BigInteger notional = trades.get(e.orderId()).values().stream()
                    .map(each -> BigInteger.valueOf(each.priceE8()).multiply(BigInteger.valueOf(each.qtyE8())))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            long average = e.cumE8() == 0
                    ? 0
                    : new BigDecimal(notional)
                            .divide(BigDecimal.valueOf(e.cumE8()), 0, RoundingMode.HALF_UP)
                            .longValueExact();
            assertThat(e.avgPxE8()).as("%s average, seed %d", e, seed).isEqualTo(average);
        }

        void checkNotCrossed(Market market, int step) {
            Depth depth = new Depth(1);
            for (String symbol : market.symbols()) {
                market.depth(symbol, depth);
                if (depth.levels(true) > 0 && depth.levels(false) > 0) {
                    assertThat(depth.priceE8(true, 0))
                            .as("crossed, seed %d step %d", seed, step)
                            .isLessThan(depth.priceE8(false, 0));
                }
            }
        }

        private static Execution.Trade withoutRef(Execution.Trade trade) {
            return new Execution.Trade(trade.qtyE8(), trade.priceE8(), trade.liquidity(), "");
        }

        @Override
        public void cancelRejected(CancelReject reject) {
            all.add(reject);
        }

        @Override
        public void status(StatusRequest request, Execution status) {
            all.add(status);
        }

        @Override
        public void massStatus(StatusRequest request, List<Execution> statuses) {
            all.addAll(statuses);
        }
    }
}
