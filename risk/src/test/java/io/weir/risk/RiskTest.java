package io.weir.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.order.FieldText;
import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Products;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.Side;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each check at its limit, one step below and one step above, for a new order, a replacement and a child. */
class RiskTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long UTC = 1_700_000_000L * SECOND;
    private static final int SHARE = 0;
    private static final int FUTURE = 1;
    private static final int UNQUOTED = 2;

    private static final List<Instrument> INSTRUMENTS = List.of(
            new Instrument(SHARE, "VOD.L", e8("0.01"), e8("10"), e8("20"), "GBP", Products.ONE, "", 0, 0, e8("10"), ""),
            new Instrument(FUTURE, "ES", e8("0.25"), e8("1"), 0, "USD", e8("50"), "", 0, 0, e8("4000"), ""),
            new Instrument(UNQUOTED, "NEW.L", e8("0.01"), e8("1"), 0, "GBP", Products.ONE, "", 0, 0, 0, ""));

    /** How an order reaches risk. */
    enum Way {
        NEW,
        REPLACEMENT,
        CHILD
    }

    private final OrderIntent order = new OrderIntent();
    private long now = SECOND;

    private static long e8(String text) {
        return FieldText.parseDecimal(text);
    }

    private static OrderLimits limits(String qty, long notionalE2, int collarBps) {
        return new OrderLimits(qty.isEmpty() ? OrderLimits.NO_LIMIT : e8(qty), notionalE2, collarBps);
    }

    private static Risk risk(OrderLimits firm) {
        return new Risk(Limits.of(1, firm, 5 * SECOND), INSTRUMENTS);
    }

    private OrderIntent limit(Side side, int instrument, String qty, String price) {
        order.clear();
        order.orderId = 7;
        order.client = 0;
        order.account = 0;
        order.broker = 0;
        order.instrument = instrument;
        order.side = side;
        order.orderQtyE8 = e8(qty);
        order.priceE8 = e8(price);
        order.transactTime = UTC;
        return order;
    }

    private OrderIntent market(Side side, int instrument, String qty) {
        limit(side, instrument, qty, "1");
        order.ordType = OrdType.MARKET;
        order.priceE8 = OrderIntent.NO_PRICE;
        return order;
    }

    private String answer(Risk risk, Way way, OrderIntent intent) {
        if (way == Way.CHILD) {
            String answer = risk.release(intent, now, UTC).message();
            risk.ended(intent.orderId);
            return answer;
        }
        if (way == Way.REPLACEMENT) {
            intent.replacedQtyE8 = e8("20");
            intent.replacedPriceE8 = e8("10");
        }
        return risk.admit(intent, now, UTC).message();
    }

    private String admit(Risk risk, OrderIntent intent) {
        return risk.admit(intent, now, UTC).message();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void quantityAtItsLimit(Way way) {
        Risk risk = risk(limits("1000", OrderLimits.NO_LIMIT, OrderLimits.NO_COLLAR));

        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "990", "10"))).isEmpty();
        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "1000", "10"))).isEmpty();
        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "1010", "10")))
                .isEqualTo("TE003 quantity 1010 is above the firm limit 1000");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void notionalAtItsLimit(Way way) {
        Risk risk = risk(limits("", 1_000_100, OrderLimits.NO_COLLAR));

        assertThat(answer(risk, way, limit(Side.SELL, SHARE, "1000", "10.00"))).isEmpty();
        assertThat(answer(risk, way, limit(Side.SELL, UNQUOTED, "10001", "1"))).isEmpty();
        assertThat(answer(risk, way, limit(Side.SELL, UNQUOTED, "1", "10001.01")))
                .isEqualTo("TE003 notional 10001.01 is above the firm limit 10001.00");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void notionalCountsTheMultiplier(Way way) {
        Risk risk = risk(limits("", 20_000_000, OrderLimits.NO_COLLAR));

        assertThat(answer(risk, way, limit(Side.BUY, FUTURE, "1", "4000"))).isEmpty();
        assertThat(answer(risk, way, limit(Side.BUY, FUTURE, "1", "4000.25")))
                .isEqualTo("TE003 notional 200012.50 is above the firm limit 200000.00");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aMarketOrderCountsAtTheReferenceAndTheCollar(Way way) {
        Risk risk = risk(limits("", 1_050_000, 500));

        assertThat(answer(risk, way, market(Side.SELL, SHARE, "1000"))).isEmpty();
        assertThat(answer(risk, way, market(Side.SELL, SHARE, "1010")))
                .isEqualTo("TE003 notional 10605.00 is above the firm limit 10500.00");
    }

    @Test
    void aNotionalTooLargeToCountIsRefused() {
        Risk risk = risk(limits("", OrderLimits.NO_LIMIT, OrderLimits.NO_COLLAR));

        assertThat(admit(risk, limit(Side.BUY, UNQUOTED, "92233720367", "92233720367")))
                .isEqualTo("TE003 notional is too large to count");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void theCollarIsHardOnTheAggressiveSide(Way way) {
        Risk risk = risk(limits("", OrderLimits.NO_LIMIT, 500));
        risk.prices().quote(SHARE, e8("9.99"), e8("10.01"), now);

        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "100", "10.49"))).isEmpty();
        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "100", "10.50"))).isEmpty();
        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "100", "10.51")))
                .isEqualTo("TE010 price 10.51 is above 10.5, the collar of 500 bps around 10");
        assertThat(answer(risk, way, limit(Side.SELL, SHARE, "100", "9.51"))).isEmpty();
        assertThat(answer(risk, way, limit(Side.SELL_SHORT, SHARE, "100", "9.50")))
                .isEmpty();
        assertThat(answer(risk, way, limit(Side.SELL, SHARE, "100", "9.49")))
                .isEqualTo("TE010 price 9.49 is below 9.5, the collar of 500 bps around 10");
        assertThat(risk.passiveBeyondCollar()).isZero();
    }

    @Test
    void theCollarOnlyCountsOnThePassiveSide() {
        Risk risk = risk(limits("", OrderLimits.NO_LIMIT, 500));

        assertThat(admit(risk, limit(Side.BUY, SHARE, "100", "9.50"))).isEmpty();
        assertThat(admit(risk, limit(Side.SELL, SHARE, "100", "10.50"))).isEmpty();
        assertThat(risk.passiveBeyondCollar()).isZero();
        assertThat(admit(risk, limit(Side.BUY, SHARE, "100", "9.49"))).isEmpty();
        assertThat(admit(risk, limit(Side.SELL, SHARE, "100", "10.51"))).isEmpty();
        assertThat(risk.passiveBeyondCollar()).isEqualTo(2);
    }

    @Test
    void aStopIsMeasuredAgainstItsStopPrice() {
        Risk risk = risk(limits("", 2_100_000, 500));
        limit(Side.BUY, SHARE, "1000", "20.99");
        order.ordType = OrdType.STOP_LIMIT;
        order.stopPxE8 = e8("20");
        assertThat(admit(risk, order)).isEmpty();
        order.priceE8 = e8("21.01");
        order.orderQtyE8 = e8("100");
        assertThat(admit(risk, order)).startsWith("TE010");

        market(Side.BUY, SHARE, "1000");
        order.ordType = OrdType.STOP;
        order.stopPxE8 = e8("20");
        assertThat(admit(risk, order)).isEmpty();
        order.stopPxE8 = e8("20.01");
        assertThat(admit(risk, order)).isEqualTo("TE003 notional 21010.50 is above the firm limit 21000.00");
    }

    @Test
    void theReferenceIsAFreshMidElseAYoungTradeElseThePreviousClose() {
        Risk risk = risk(limits("", OrderLimits.NO_LIMIT, 0));
        risk.prices().trade(SHARE, e8("11"), now);
        risk.prices().quote(SHARE, e8("11.98"), e8("12.02"), now);

        assertThat(admit(risk, limit(Side.BUY, SHARE, "100", "12.01"))).contains("around 12");
        now += 5 * SECOND;
        assertThat(risk.prices().state(SHARE, now)).isEqualTo(ReferenceState.FRESH);
        assertThat(admit(risk, limit(Side.BUY, SHARE, "100", "12"))).isEmpty();
        risk.prices().trade(SHARE, e8("11"), now);
        now += 1;
        assertThat(risk.prices().state(SHARE, now)).isEqualTo(ReferenceState.STALE);
        assertThat(admit(risk, limit(Side.BUY, SHARE, "100", "12"))).contains("around 11");
        now += 5 * SECOND;
        assertThat(admit(risk, limit(Side.BUY, SHARE, "100", "11"))).contains("around 10");
    }

    @ParameterizedTest
    @CsvSource({"10.03, 10.02, CROSSED", "0, 10.02, NONE", "10.03, 0, NONE", "10.02, 10.02, FRESH"})
    void aQuoteThatIsNoneGivesNoReference(String bid, String ask, ReferenceState state) {
        Risk risk = risk(OrderLimits.NONE);
        risk.prices().quote(UNQUOTED, e8(bid), e8(ask), now);

        assertThat(risk.prices().state(UNQUOTED, now)).isEqualTo(state);
        assertThat(risk.prices().referenceE8(UNQUOTED, now))
                .isEqualTo(state == ReferenceState.FRESH ? e8("10.02") : OrderIntent.NO_PRICE);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void withoutAReferenceNothingIsCollaredAndNoMarketOrderPriced(Way way) {
        Risk collared = risk(limits("", OrderLimits.NO_LIMIT, 500));
        Risk free = risk(OrderLimits.NONE);

        String refused = "TE015 no usable reference price for NEW.L";
        assertThat(answer(collared, way, limit(Side.BUY, UNQUOTED, "1", "10"))).isEqualTo(refused);
        assertThat(answer(free, way, limit(Side.BUY, UNQUOTED, "1", "10"))).isEmpty();
        assertThat(answer(free, way, market(Side.BUY, UNQUOTED, "1"))).isEqualTo(refused);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void theGridOfTheInstrument(Way way) {
        Risk risk = risk(OrderLimits.NONE);

        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "20", "10"))).isEmpty();
        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "10", "10")))
                .isEqualTo("TE001 quantity 10 is below the smallest order 20");
        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "25", "10")))
                .isEqualTo("TE001 quantity 25 is not a multiple of the lot 10");
        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "0", "10")))
                .isEqualTo("TE001 quantity 0 is not above zero");
        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "-20", "10")))
                .isEqualTo("TE001 quantity -20 is not above zero");
        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "20", "10.005")))
                .isEqualTo("TE001 price 10.005 is not a multiple of the tick 0.01");
        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "20", "0"))).isEqualTo("TE001 price 0 is not above zero");
        limit(Side.BUY, SHARE, "20", "10").priceE8 = OrderIntent.NO_PRICE;
        assertThat(answer(risk, way, order)).isEqualTo("TE001 no price");
        limit(Side.BUY, 3, "20", "10");
        assertThat(answer(risk, way, order)).isEqualTo("TE001 unknown symbol");
        assertThat(risk.admit(limit(Side.BUY, SHARE, "25", "10"), now, UTC).refusal())
                .isEqualTo(Refusal.QUANTITY);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void theRestrictedList(Way way) {
        Risk risk = new Risk(Limits.of(1, OrderLimits.NONE, SECOND).withRestricted(List.of(FUTURE)), INSTRUMENTS);

        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "20", "10"))).isEmpty();
        assertThat(answer(risk, way, limit(Side.BUY, FUTURE, "1", "4000")))
                .isEqualTo("TE009 ES is on the restricted list");
    }

    @Test
    void theNarrowestScopeThatSetsALimitDecides() {
        OrderLimits client = new OrderLimits(e8("500"), OrderLimits.INHERITED, 1000);
        OrderLimits account = new OrderLimits(e8("2000"), OrderLimits.INHERITED, OrderLimits.INHERITED);
        Risk risk = new Risk(
                Limits.of(1, limits("1000", 1_500_000, 500), SECOND)
                        .withScopes(List.of(client), List.of(OrderLimits.INHERIT, account)),
                INSTRUMENTS);

        assertThat(admit(risk, limit(Side.BUY, SHARE, "510", "10")))
                .isEqualTo("TE003 quantity 510 is above the client limit 500");
        limit(Side.BUY, SHARE, "1010", "10").client = 1;
        assertThat(admit(risk, order)).isEqualTo("TE003 quantity 1010 is above the firm limit 1000");
        limit(Side.BUY, SHARE, "510", "10").account = 1;
        assertThat(admit(risk, order)).isEmpty();
        limit(Side.BUY, SHARE, "2010", "10").account = 1;
        assertThat(admit(risk, order)).isEqualTo("TE003 quantity 2010 is above the account limit 2000");
        limit(Side.BUY, SHARE, "2000", "10").account = 1;
        assertThat(admit(risk, order)).isEqualTo("TE003 notional 20000.00 is above the firm limit 15000.00");
        limit(Side.BUY, SHARE, "100", "11").account = -1;
        assertThat(admit(risk, order)).isEmpty();
        limit(Side.BUY, SHARE, "100", "11").client = 9;
        assertThat(admit(risk, order)).startsWith("TE010 price 11 is above 10.5");
    }

    @Test
    void aClientsMessagesAreCountedCancelsTooAndRefusedBeyondTheRate() {
        Risk risk = new Risk(
                Limits.of(1, OrderLimits.NONE, SECOND).withRates(List.of(new MessageRate(2, 3)), List.of()),
                INSTRUMENTS);
        limit(Side.BUY, SHARE, "20", "10");

        assertThat(admit(risk, order)).isEmpty();
        risk.countFromClient(0, now);
        assertThat(admit(risk, order)).isEmpty();
        assertThat(admit(risk, order)).isEqualTo("TE011 more than 2 messages a second (burst 3) of this client");
        risk.countFromClient(0, now);
        now += SECOND / 2 - 1;
        assertThat(admit(risk, order)).startsWith("TE011");
        now += 1;
        assertThat(admit(risk, order)).isEmpty();
        order.client = 1;
        assertThat(admit(risk, order)).isEmpty();
    }

    @Test
    void aBrokersRateCountsOnlyWhatLeaves() {
        Risk risk = new Risk(
                Limits.of(1, limits("100", OrderLimits.NO_LIMIT, OrderLimits.NO_COLLAR), SECOND)
                        .withRates(List.of(), List.of(new MessageRate(1, 2))),
                INSTRUMENTS);

        assertThat(risk.release(limit(Side.BUY, SHARE, "110", "10"), now, UTC).message())
                .startsWith("TE003");
        assertThat(risk.release(limit(Side.BUY, SHARE, "100", "10"), now, UTC).passed())
                .isTrue();
        order.orderId = 8;
        assertThat(risk.release(order, now, UTC).passed()).isTrue();
        order.orderId = 9;
        assertThat(risk.release(order, now, UTC).message())
                .isEqualTo("TE011 more than 1 messages a second (burst 2) of this broker");
        assertThat(risk.reservations().contains(9)).isFalse();
    }

    @Test
    void anOldOrderIsStale() {
        Risk risk = new Risk(Limits.of(1, OrderLimits.NONE, SECOND).withOrderMaxAge(10 * SECOND), INSTRUMENTS);
        limit(Side.BUY, SHARE, "20", "10");

        order.transactTime = UTC - 10 * SECOND;
        assertThat(admit(risk, order)).isEmpty();
        order.transactTime = UTC - 10 * SECOND - 1;
        assertThat(admit(risk, order)).isEqualTo("TE001 order is 10000 ms old, above the firm limit 10000 ms");
        order.transactTime = UTC + SECOND;
        assertThat(admit(risk, order)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void theKillSwitchStopsEveryWay(Way way) {
        Risk risk = risk(OrderLimits.NONE);
        risk.killSwitch().engage(KillScope.ALL, 0, "ann", "runaway", UTC);

        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "20", "10")))
                .isEqualTo("TE008 kill switch engaged by ann: runaway");
        assertThat(risk.killSwitch().isEngaged(order)).isTrue();
        risk.killSwitch().release(KillScope.ALL, 0, "ann");
        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "20", "10"))).startsWith("TE008");
        risk.killSwitch().release(KillScope.ALL, 0, "bob");
        assertThat(answer(risk, way, limit(Side.BUY, SHARE, "20", "10"))).isEmpty();
    }

    @Test
    void killedMessagesCountForTheRateToo() {
        Risk risk = new Risk(
                Limits.of(1, OrderLimits.NONE, SECOND).withRates(List.of(new MessageRate(1, 1)), List.of()),
                INSTRUMENTS);
        risk.killSwitch().engage(KillScope.ALL, 0, "ann", "runaway", UTC);
        limit(Side.BUY, SHARE, "20", "10");

        assertThat(admit(risk, order)).startsWith("TE008");
        risk.killSwitch().release(KillScope.ALL, 0, "ann");
        risk.killSwitch().release(KillScope.ALL, 0, "bob");
        assertThat(admit(risk, order)).startsWith("TE011");
    }

    @Test
    void changedLimitsHoldForTheNextOrder() {
        Risk risk = risk(limits("1000", OrderLimits.NO_LIMIT, OrderLimits.NO_COLLAR));
        assertThat(admit(risk, limit(Side.BUY, SHARE, "1000", "10"))).isEmpty();

        risk.change(Limits.of(2, limits("990", OrderLimits.NO_LIMIT, OrderLimits.NO_COLLAR), SECOND));

        assertThat(risk.limits().version()).isEqualTo(2);
        assertThat(admit(risk, limit(Side.BUY, SHARE, "1000", "10"))).startsWith("TE003");
    }

    @Test
    void theStateHashFollowsAllThatDecides() {
        List<java.util.function.Consumer<Risk>> changes = List.of(
                risk -> risk.prices().quote(SHARE, 1, 2, 3),
                risk -> risk.prices().trade(SHARE, 1, 3),
                risk -> risk.prices().previousClose(SHARE, 1),
                risk -> risk.killSwitch().engage(KillScope.ALL, 0, "ann", "", 0),
                risk -> risk.countFromClient(0, now),
                risk -> risk.release(limit(Side.BUY, SHARE, "20", "10"), now, UTC),
                risk -> risk.filled(1, SHARE, Side.BUY, 1, 1),
                risk -> risk.change(Limits.of(2, OrderLimits.NONE, SECOND)));
        Limits rated = Limits.of(1, OrderLimits.NONE, SECOND)
                .withRates(List.of(new MessageRate(1, 1)), List.of(new MessageRate(1, 1)));
        long untouched = new Risk(rated, INSTRUMENTS).stateHash();

        assertThat(new Risk(rated, INSTRUMENTS).stateHash()).isEqualTo(untouched);
        for (int i = 0; i < changes.size(); i++) {
            Risk risk = new Risk(rated, INSTRUMENTS);
            changes.get(i).accept(risk);
            assertThat(risk.stateHash()).as("change %d", i).isNotEqualTo(untouched);
        }
    }
}
