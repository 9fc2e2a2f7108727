package io.weir.gateway.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A client's order as its reports tell it. Quantities and prices have 8 decimals. */
final class Order {
    private static final int SCALE = 8;
    private static final BigDecimal ROUNDED = new BigDecimal("0.00001");

    private record Fill(long qtyE8, long pxE8) {}

    private final Map<String, Fill> fills = new HashMap<>();
    private final Set<String> brokerExecIds = new HashSet<>();
    private long cumQtyE8;
    private boolean told;
    private boolean partial;

    long cumQtyE8() {
        return cumQtyE8;
    }

    void cumQtyE8(long qtyE8) {
        cumQtyE8 = qtyE8;
        told = true;
    }

    /** Whether nothing was reported of it yet. */
    boolean isNew() {
        return !told;
    }

    /** Its beginning is not in the journal: what it was filled then is not known fill by fill. */
    void goOn(long qtyE8) {
        cumQtyE8(qtyE8);
        partial = true;
    }

    boolean isPartial() {
        return partial;
    }

    void fill(String execId, long qtyE8, long pxE8) {
        fills.put(execId, new Fill(qtyE8, pxE8));
    }

    /** False where no fill was reported under the id. */
    boolean bust(String execId) {
        return fills.remove(execId) != null;
    }

    /** False where no fill was reported under the id. */
    boolean correct(String execId, long qtyE8, long pxE8) {
        return fills.replace(execId, new Fill(qtyE8, pxE8)) != null;
    }

    /** Whether an average is that of the fills. Several fills of the broker that were told as one were told at theirs, rounded. */
    boolean hasAverage(BigDecimal average) {
        return average.subtract(averagePx()).abs().compareTo(ROUNDED) <= 0;
    }

    /** False where a fill of this broker's execution was reported before. */
    boolean executed(String brokerExecution) {
        return brokerExecIds.add(brokerExecution);
    }

    long filledE8() {
        return fills.values().stream().mapToLong(Fill::qtyE8).sum();
    }

    /** The sum of price times quantity over the sum of quantity, rounded half up at 8 decimals; 0 without fills. */
    BigDecimal averagePx() {
        BigInteger quantity = BigInteger.ZERO;
        BigInteger value = BigInteger.ZERO;
        for (Fill fill : fills.values()) {
            quantity = quantity.add(BigInteger.valueOf(fill.qtyE8()));
            value = value.add(BigInteger.valueOf(fill.qtyE8()).multiply(BigInteger.valueOf(fill.pxE8())));
        }
        if (quantity.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal average = new BigDecimal(value).divide(new BigDecimal(quantity), 0, RoundingMode.HALF_UP);
        return average.movePointLeft(SCALE);
    }
}
