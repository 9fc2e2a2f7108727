package io.weir.fix.order;

/**
 * Products of prices and quantities, in 128 bits and more inside, exact before their one rounding.
 *
 * <p>Prices, quantities and multipliers have 8 decimals, notionals the 2 decimals of their currency. A result that does
 * not fit a long is {@link #OVERFLOW}, which the caller refuses; nothing here wraps or throws.
 */
public final class Products {
    /** One, with 8 decimals. */
    public static final long ONE = 100_000_000L;

    /** The result that does not fit. */
    public static final long OVERFLOW = Long.MIN_VALUE;

    private static final long LOW_WORD = 0xFFFF_FFFFL;
    private static final long E6 = 1_000_000L;
    private static final long E11 = 100_000_000_000L;
    private static final long E14 = 100_000_000_000_000L;
    /** Half of 10^22, in two words: what rounds half up before the division. */
    private static final long HALF_E22_HIGH = 271L;

    private static final long HALF_E22_LOW = 932_356_024_711_512_064L;

    private Products() {}

    /**
     * The notional of a quantity: |price| x quantity x multiplier, rounded half up at 2 decimals.
     *
     * @param qtyE8 not negative
     * @param multiplierE8 contract multiplier, not negative; {@link #ONE} for shares
     * @return the notional, or {@link #OVERFLOW}
     */
    public static long notionalE2(long priceE8, long qtyE8, long multiplierE8) {
        long price = Math.abs(priceE8);
        long units = qtyE8 / ONE;
        if (multiplierE8 == ONE && units * ONE == qtyE8 && Math.multiplyHigh(price, units) == 0) {
            // Whole shares, nearly always: the product has 8 decimals already.
            long exact = price * units;
            if (exact >= 0) {
                return exact / E6 + (exact % E6 >= E6 / 2 ? 1 : 0);
            }
        }
        return multiplierE8 == ONE ? plainE2(price, qtyE8) : multipliedE2(price, qtyE8, multiplierE8);
    }

    private static long plainE2(long price, long qty) {
        if ((price | qty) < 0) {
            return OVERFLOW;
        }
        long low = price * qty + E14 / 2;
        long high = Math.multiplyHigh(price, qty) + (Long.compareUnsigned(low, E14 / 2) < 0 ? 1 : 0);
        return high >= E14 ? OVERFLOW : positive(divide(high, low, E14));
    }

    /** 192 bits divided by 10^22, in two steps of 10^11, each a schoolbook division by one word. */
    private static long multipliedE2(long price, long qty, long multiplier) {
        if ((price | qty | multiplier) < 0) {
            return OVERFLOW;
        }
        long low = price * qty;
        long high = Math.multiplyHigh(price, qty);
        long w0 = low * multiplier;
        long carry = multiplyHighUnsigned(low, multiplier);
        long w1 = high * multiplier + carry;
        long w2 = Math.multiplyHigh(high, multiplier) + (Long.compareUnsigned(w1, carry) < 0 ? 1 : 0);
        w0 += HALF_E22_LOW;
        long roundCarry = Long.compareUnsigned(w0, HALF_E22_LOW) < 0 ? 1 : 0;
        w1 += HALF_E22_HIGH + roundCarry;
        w2 += Long.compareUnsigned(w1, HALF_E22_HIGH + roundCarry) < 0 ? 1 : 0;
        for (int step = 0; step < 2; step++) {
            long q2 = w2 / E11;
            long rest = w2 - q2 * E11;
            long q1 = divide(rest, w1, E11);
            rest = w1 - q1 * E11;
            w0 = divide(rest, w0, E11);
            w1 = q1;
            w2 = q2;
        }
        return (w2 | w1) != 0 ? OVERFLOW : positive(w0);
    }

    /**
     * a x b / divisor, rounded down.
     *
     * @param a not negative
     * @param b not negative
     * @param divisor above zero
     * @return the quotient, or {@link #OVERFLOW}
     */
    public static long multiplyDivide(long a, long b, long divisor) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (high == 0 && low >= 0) {
            return low / divisor;
        }
        return high >= divisor ? OVERFLOW : positive(divide(high, low, divisor));
    }

    /** What rounds down to a multiple of the step; the value itself where the step is 0. */
    public static long floorTo(long value, long step) {
        return step <= 1 ? value : value - Math.floorMod(value, step);
    }

    /** What rounds up to a multiple of the step; the value itself where the step is 0. */
    public static long ceilTo(long value, long step) {
        long floor = floorTo(value, step);
        return floor == value ? value : floor + step;
    }

    private static long positive(long value) {
        return value < 0 ? OVERFLOW : value;
    }

    private static long multiplyHighUnsigned(long unsigned, long positive) {
        return Math.multiplyHigh(unsigned, positive) + ((unsigned >> 63) & positive);
    }

    /**
     * The quotient of an unsigned 128 bit number by a positive long that is above its high word (Knuth, The Art of
     * Computer Programming 2, 4.3.1, algorithm D with two 32 bit digits).
     */
    static long divide(long high, long low, long divisor) {
        if (high == 0) {
            return low >= 0 ? low / divisor : Long.divideUnsigned(low, divisor);
        }
        int shift = Long.numberOfLeadingZeros(divisor);
        long d = divisor << shift;
        long upper = (high << shift) | (low >>> (64 - shift));
        long lower = low << shift;
        long q1 = digit(upper, lower >>> 32, d);
        long rest = (upper << 32) + (lower >>> 32) - q1 * d;
        long q0 = digit(rest, lower & LOW_WORD, d);
        return (q1 << 32) + q0;
    }

    /** One 32 bit digit of the quotient (upper * 2^32 + next) / d, for a d whose top bit is set. */
    private static long digit(long upper, long next, long d) {
        long dHigh = d >>> 32;
        long dLow = d & LOW_WORD;
        long quotient = Long.divideUnsigned(upper, dHigh);
        long rest = upper - quotient * dHigh;
        while (quotient > LOW_WORD || Long.compareUnsigned(quotient * dLow, (rest << 32) + next) > 0) {
            quotient--;
            rest += dHigh;
            if (rest > LOW_WORD) {
                break;
            }
        }
        return quotient;
    }
}
