package io.weir.fix.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProductsTest {
    private static final long MAX = Long.MAX_VALUE;

    private static long e8(String text) {
        return FieldText.parseDecimal(text);
    }

    @Test
    void aNotionalHasTwoDecimalsRoundedHalfUp() {
        assertThat(Products.notionalE2(e8("10.05"), e8("300"), Products.ONE)).isEqualTo(3015_00);
        assertThat(Products.notionalE2(e8("0.00125"), e8("4"), Products.ONE)).isEqualTo(1);
        assertThat(Products.notionalE2(e8("0.00124999"), e8("4"), Products.ONE)).isEqualTo(0);
        assertThat(Products.notionalE2(e8("0.5"), e8("0.01"), Products.ONE)).isEqualTo(1);
        assertThat(Products.notionalE2(e8("4512.25"), e8("3"), e8("50"))).isEqualTo(676_837_50);
        assertThat(Products.notionalE2(e8("-2.5"), e8("10"), Products.ONE)).isEqualTo(25_00);
    }

    @Test
    void whatDoesNotFitIsOverflow() {
        long large = 10_000_000_000L * Products.ONE;
        assertThat(Products.notionalE2(large, large, Products.ONE)).isEqualTo(Products.OVERFLOW);
        assertThat(Products.notionalE2(MAX, MAX, MAX)).isEqualTo(Products.OVERFLOW);
        assertThat(Products.notionalE2(Long.MIN_VALUE, Products.ONE, Products.ONE))
                .isEqualTo(Products.OVERFLOW);
        assertThat(Products.notionalE2(large, -Products.ONE, Products.ONE)).isEqualTo(Products.OVERFLOW);
        assertThat(Products.notionalE2(MAX, Products.ONE, Products.ONE)).isEqualTo(9_223_372_036_855L);
        assertThat(Products.multiplyDivide(MAX, 10_001, 10_000)).isEqualTo(Products.OVERFLOW);
    }

    @Test
    void everyNotionalAgreesWithBigIntegers() {
        Random random = new Random(1);
        for (int i = 0; i < 300_000; i++) {
            long price = number(random);
            long qty = number(random);
            long multiplier = random.nextBoolean() ? Products.ONE : number(random);
            BigInteger expected = new BigDecimal(product(price, qty).multiply(BigInteger.valueOf(multiplier)))
                    .divide(new BigDecimal(BigInteger.TEN.pow(22)), 0, RoundingMode.HALF_UP)
                    .toBigInteger();
            assertThat(Products.notionalE2(price, qty, multiplier))
                    .as("%d x %d x %d", price, qty, multiplier)
                    .isEqualTo(orOverflow(expected));
        }
    }

    @Test
    void everyQuotientAgreesWithBigIntegers() {
        Random random = new Random(2);
        for (int i = 0; i < 300_000; i++) {
            long a = number(random);
            long b = number(random);
            long divisor = Math.max(1, number(random));
            assertThat(Products.multiplyDivide(a, b, divisor))
                    .as("%d x %d / %d", a, b, divisor)
                    .isEqualTo(orOverflow(product(a, b).divide(BigInteger.valueOf(divisor))));
        }
    }

    @Test
    void anAverageIsExactOverAllFills() {
        Random random = new Random(3);
        for (int run = 0; run < 3000; run++) {
            FillTotal total = new FillTotal();
            BigInteger sum = BigInteger.ZERO;
            BigInteger qty = BigInteger.ZERO;
            for (int fill = 0; fill < 20; fill++) {
                long price = number(random) * (random.nextInt(10) == 0 ? -1 : 1);
                long more = 1 + number(random);
                boolean fits = qty.add(BigInteger.valueOf(more)).bitLength() < 64;
                assertThat(total.add(price, more)).isEqualTo(fits);
                if (fits) {
                    sum = sum.add(product(price, more));
                    qty = qty.add(BigInteger.valueOf(more));
                }
            }
            assertThat(total.qtyE8()).isEqualTo(qty.longValueExact());
            assertThat(total.averageE8()).as("run %d", run).isEqualTo(halfUp(sum, qty));
        }
    }

    @Test
    void aBustTakesExactlyItsFillBack() {
        FillTotal total = new FillTotal();
        total.add(e8("10.01"), e8("300"));
        total.add(e8("10.02"), e8("100"));
        total.add(e8("99999.99999999"), e8("7.00000001"));

        assertThat(total.remove(e8("99999.99999999"), e8("7.00000001"))).isTrue();
        assertThat(total.averageE8()).isEqualTo(e8("10.0125"));
        assertThat(total.remove(e8("10"), e8("400.00000001"))).isFalse();
        assertThat(total.remove(e8("10.02"), e8("100"))).isTrue();
        assertThat(total.averageE8()).isEqualTo(e8("10.01"));
        assertThat(total.remove(e8("10.01"), e8("300"))).isTrue();
        assertThat(total.averageE8()).isZero();
        assertThat(total.qtyE8()).isZero();
    }

    @Test
    void theAverageRoundsHalfAwayFromZero() {
        FillTotal total = new FillTotal();
        total.add(1, 1);
        total.add(2, 1);
        assertThat(total.averageE8()).isEqualTo(2);
        total.clear();
        total.add(-1, 1);
        total.add(-2, 1);
        assertThat(total.averageE8()).isEqualTo(-2);
    }

    @Test
    void whatABrokersAverageKnowsMorePricesTheMissingFill() {
        FillTotal total = new FillTotal();
        total.add(e8("10"), e8("100"));

        assertThat(total.missingPriceE8(e8("300"), e8("10.02"))).isEqualTo(e8("10.03"));
        assertThat(total.missingPriceE8(e8("200"), e8("4"))).isEqualTo(e8("4"));
    }

    @Test
    void stepsRoundDownAndUp() {
        assertThat(Products.floorTo(e8("10.079"), e8("0.01"))).isEqualTo(e8("10.07"));
        assertThat(Products.ceilTo(e8("10.071"), e8("0.01"))).isEqualTo(e8("10.08"));
        assertThat(Products.ceilTo(e8("10.07"), e8("0.01"))).isEqualTo(e8("10.07"));
        assertThat(Products.floorTo(e8("10.079"), 0)).isEqualTo(e8("10.079"));
    }

    @Test
    void amountsHaveTwoDecimals() {
        assertThat(FieldText.amount(123_456)).isEqualTo("1234.56");
        assertThat(FieldText.amount(5)).isEqualTo("0.05");
        assertThat(FieldText.amount(-5)).isEqualTo("-0.05");
        assertThat(FieldText.amount(-1205)).isEqualTo("-12.05");
    }

    @Test
    void aValueThatIsNotThereHasAWordForIt() {
        assertThat(FieldText.decimal(OrderIntent.NO_PRICE)).isEqualTo("none");
        assertThat(FieldText.decimal(-MAX)).isEqualTo("-92233720368.54775807");
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }

    private static long orOverflow(BigInteger value) {
        return value.bitLength() < 64 ? value.longValueExact() : Products.OVERFLOW;
    }

    private static long halfUp(BigInteger sum, BigInteger qty) {
        return new BigDecimal(sum)
                .divide(new BigDecimal(qty), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** Any magnitude alike, whole numbers often. */
    private static long number(Random random) {
        long value = random.nextLong() >>> (1 + random.nextInt(63));
        return random.nextInt(3) == 0 ? value / Products.ONE * Products.ONE : value;
    }
}
