package io.weir.risk;

import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Products;
import io.weir.fix.order.StateHash;
import io.weir.fix.state.StateStream;
import java.util.List;

/**
 * What the open orders at the brokers may still cost: a ledger by order id.
 *
 * <p>An order reserves its leaves from the moment that it may go until it has ended; in doubt, it keeps them. While a
 * replacement is pending it reserves the larger of old and new, in quantity and in notional, since the broker may be
 * working either. A replacement counts what is filled in the meantime.
 *
 * <p>Each order is one cache line of an open-addressing table (linear probing ordered by distance from home, after
 * Celis, "Robin Hood Hashing", 1986; removal shifts back, so no tombstones pile up); the totals are kept beside it. A total that would fall below zero is a broken invariant and
 * throws. Confined to the core thread.
 */
public final class Reservations {
    private static final int QTY = 1;
    private static final int PRICE = 2;
    private static final int CUM = 3;
    private static final int NEXT_QTY = 4;
    private static final int NEXT_PRICE = 5;
    private static final int NOTIONAL = 6;
    /** The instrument, times four; 2 where it buys; 1 where a replacement is pending. */
    private static final int WHAT = 7;

    private static final long BUYS = 2;
    private static final long PENDING = 1;
    private static final int STRIDE = 8;
    private static final int SMALLEST = 1024;
    /** No row. */
    private static final int NONE = -1;

    private final long[] multipliersE8;
    private final long[] buyQtyE8;
    private final long[] sellQtyE8;
    private final long[] notionalE2;
    private long totalQtyE8;
    private long totalNotionalE2;
    private int openOrders;
    private long[] table = new long[SMALLEST * STRIDE];
    private int mask = SMALLEST - 1;

    /** An empty ledger. */
    public Reservations(List<Instrument> instruments) {
        int count = instruments.size();
        multipliersE8 = new long[count];
        buyQtyE8 = new long[count];
        sellQtyE8 = new long[count];
        notionalE2 = new long[count];
        for (int i = 0; i < count; i++) {
            multipliersE8[i] = instruments.get(i).multiplierE8();
        }
    }

    /** Whether a further quantity and notional would fit the totals. */
    boolean fits(long qtyE8, long addNotionalE2) {
        return totalQtyE8 + qtyE8 >= totalQtyE8 && totalNotionalE2 + addNotionalE2 >= totalNotionalE2;
    }

    /**
     * Reserves a new order.
     *
     * @param priceE8 what a share may cost: its limit, or for an order without one the worst price assumed
     */
    void reserve(OrderIntent order, long priceE8) {
        if (order.orderId == 0) {
            throw new IllegalStateException("an order without a number");
        }
        if (openOrders + 1 > (mask + 1) / 2) {
            grow();
        }
        int row = insert(order.orderId);
        table[row + QTY] = order.orderQtyE8;
        table[row + PRICE] = priceE8;
        table[row + CUM] = 0;
        table[row + NOTIONAL] = 0;
        // What the row's last order left is not written down with it: a table that was read back would not have it.
        table[row + NEXT_QTY] = 0;
        table[row + NEXT_PRICE] = 0;
        table[row + WHAT] = (long) order.instrument << 2 | (order.side.isBuy() ? BUYS : 0);
        openOrders++;
        settle(row, 0);
    }

    /** Reserves the larger of an order and its replacement. */
    void replacePending(OrderIntent replacement, long priceE8) {
        int row = existing(replacement.orderId);
        if ((table[row + WHAT] & PENDING) != 0) {
            throw new IllegalStateException("order " + replacement.orderId + " has a replacement pending already");
        }
        long before = reserved(row);
        table[row + NEXT_QTY] = replacement.orderQtyE8;
        table[row + NEXT_PRICE] = priceE8;
        table[row + WHAT] |= PENDING;
        settle(row, before);
    }

    /** The pending replacement is the order now. */
    public void replaced(long orderId) {
        int row = pending(orderId);
        long before = reserved(row);
        table[row + QTY] = table[row + NEXT_QTY];
        table[row + PRICE] = table[row + NEXT_PRICE];
        table[row + WHAT] &= ~PENDING;
        settle(row, before);
    }

    /** The order stays as it was. */
    public void replaceRejected(long orderId) {
        int row = pending(orderId);
        long before = reserved(row);
        table[row + WHAT] &= ~PENDING;
        settle(row, before);
    }

    /**
     * The broker changed an order by itself (150=D); a pending replacement stays pending.
     *
     * @param priceE8 its price, or {@link OrderIntent#NO_PRICE} where that did not change
     * @return whether the order was reserved and the change could be counted; else nothing changed
     */
    public boolean restated(long orderId, long qtyE8, long priceE8) {
        int row = find(orderId);
        if (row == NONE) {
            return false;
        }
        long price = priceE8 == OrderIntent.NO_PRICE ? table[row + PRICE] : priceE8;
        int instrument = (int) (table[row + WHAT] >>> 2);
        long notional = Products.notionalE2(price, qtyE8, multipliersE8[instrument]);
        if (qtyE8 < 0 || notional == Products.OVERFLOW || !fits(qtyE8, notional)) {
            return false;
        }
        long before = reserved(row);
        table[row + QTY] = qtyE8;
        table[row + PRICE] = price;
        settle(row, before);
        return true;
    }

    /**
     * A fill takes its part of the reservation, no more than is left: a broker may overfill.
     *
     * @return whether the order was reserved; a late fill of an ended order is not
     */
    boolean filled(long orderId, long qtyE8) {
        int row = find(orderId);
        if (row == NONE) {
            return false;
        }
        long before = reserved(row);
        long cum = table[row + CUM] + qtyE8;
        table[row + CUM] = cum < 0 ? Long.MAX_VALUE : cum;
        settle(row, before);
        return true;
    }

    /**
     * Gives back what a bust takes from a fill of an order that still works: its leaves grow again.
     *
     * @return whether the order was reserved
     */
    boolean unfilled(long orderId, long qtyE8) {
        int row = find(orderId);
        if (row == NONE) {
            return false;
        }
        long before = reserved(row);
        table[row + CUM] = Math.max(0, table[row + CUM] - qtyE8);
        settle(row, before);
        return true;
    }

    /**
     * The order is terminal: all that it reserved is free.
     *
     * @return whether it was reserved; a second end is none
     */
    public boolean ended(long orderId) {
        int row = find(orderId);
        if (row == NONE) {
            return false;
        }
        long before = reserved(row);
        table[row + QTY] = 0;
        table[row + WHAT] &= ~PENDING;
        settle(row, before);
        openOrders--;
        remove(row);
        return true;
    }

    /** Whether an order is reserved. */
    public boolean contains(long orderId) {
        return find(orderId) != NONE;
    }

    /** The quantity that an order reserves; 0 where it is not reserved. */
    public long reservedQtyE8(long orderId) {
        int row = find(orderId);
        return row == NONE ? 0 : reserved(row);
    }

    /** The notional that an order reserves; 0 where it is not reserved. */
    public long reservedNotionalE2(long orderId) {
        int row = find(orderId);
        return row == NONE ? 0 : table[row + NOTIONAL];
    }

    /** Orders reserved. */
    public int openOrders() {
        return openOrders;
    }

    /** Open quantity of an instrument's buys. */
    public long openBuyQtyE8(int instrument) {
        return buyQtyE8[instrument];
    }

    /** Open quantity of an instrument's sells. */
    public long openSellQtyE8(int instrument) {
        return sellQtyE8[instrument];
    }

    /** Open notional of an instrument, buys and sells. */
    public long openNotionalE2(int instrument) {
        return notionalE2[instrument];
    }

    /** Open quantity of all. */
    public long openQtyE8() {
        return totalQtyE8;
    }

    /** Open notional of all. */
    public long openNotionalE2() {
        return totalNotionalE2;
    }

    /** What the order of a row reserves. */
    private long reserved(int row) {
        long qty = table[row + QTY];
        if ((table[row + WHAT] & PENDING) != 0) {
            qty = Math.max(qty, table[row + NEXT_QTY]);
        }
        return Math.max(0, qty - table[row + CUM]);
    }

    /** Moves the totals from what a row reserved before to what it reserves now. */
    private void settle(int row, long qtyBefore) {
        long what = table[row + WHAT];
        int instrument = (int) (what >>> 2);
        long notional = notional(row, QTY, PRICE, instrument);
        if ((what & PENDING) != 0) {
            notional = Math.max(notional, notional(row, NEXT_QTY, NEXT_PRICE, instrument));
        }
        long moreQty = reserved(row) - qtyBefore;
        long moreNotional = notional - table[row + NOTIONAL];
        table[row + NOTIONAL] = notional;
        long[] side = (what & BUYS) != 0 ? buyQtyE8 : sellQtyE8;
        side[instrument] = total(side[instrument], moreQty, table[row]);
        notionalE2[instrument] = total(notionalE2[instrument], moreNotional, table[row]);
        totalQtyE8 = total(totalQtyE8, moreQty, table[row]);
        totalNotionalE2 = total(totalNotionalE2, moreNotional, table[row]);
    }

    private long notional(int row, int qtyColumn, int priceColumn, int instrument) {
        long leaves = table[row + qtyColumn] - table[row + CUM];
        return leaves <= 0 ? 0 : Products.notionalE2(table[row + priceColumn], leaves, multipliersE8[instrument]);
    }

    private static long total(long total, long change, long orderId) {
        long result = total + change;
        if (result < 0) {
            throw new IllegalStateException("order " + orderId + " moves a reservation of " + total + " by " + change);
        }
        return result;
    }

    private int pending(long orderId) {
        int row = existing(orderId);
        if ((table[row + WHAT] & PENDING) == 0) {
            throw new IllegalStateException("order " + orderId + " has no replacement pending");
        }
        return row;
    }

    private int existing(long orderId) {
        int row = find(orderId);
        if (row == NONE) {
            throw new IllegalStateException("order " + orderId + " is not reserved");
        }
        return row;
    }

    /**
     * Where an order would be if it were alone. Orders are numbered one after the other, and stay neighbours here, which
     * saves cache and page misses: a window of numbers as large as the table has no collision at all. Folding keeps
     * numbers apart that differ in their upper bits only.
     */
    private int home(long orderId) {
        long folded = orderId ^ (orderId >>> 10) ^ (orderId >>> 20) ^ (orderId >>> 40);
        return (int) folded & mask;
    }

    /** How far an order is from home. */
    private int distance(int slot, long orderId) {
        return (slot - home(orderId)) & mask;
    }

    /** The row of an order, or {@link #NONE}. */
    private int find(long orderId) {
        int slot = home(orderId);
        for (int distance = 0; ; distance++) {
            long id = table[slot * STRIDE];
            if (id == orderId) {
                return slot * STRIDE;
            }
            if (id == 0 || distance(slot, id) < distance) {
                return NONE;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** Makes room for an order: orders that are nearer to their home than it would be move on by one. */
    private int insert(long orderId) {
        int slot = home(orderId);
        for (int distance = 0; ; distance++) {
            long id = table[slot * STRIDE];
            if (id == orderId) {
                throw new IllegalStateException("order " + orderId + " is reserved already");
            }
            if (id == 0 || distance(slot, id) < distance) {
                break;
            }
            slot = (slot + 1) & mask;
        }
        int free = slot;
        while (table[free * STRIDE] != 0) {
            free = (free + 1) & mask;
        }
        while (free != slot) {
            int before = (free - 1) & mask;
            System.arraycopy(table, before * STRIDE, table, free * STRIDE, STRIDE);
            free = before;
        }
        table[slot * STRIDE] = orderId;
        return slot * STRIDE;
    }

    /** Frees a row; orders behind it that are not at home move back by one. */
    private void remove(int row) {
        int hole = row / STRIDE;
        while (true) {
            int slot = (hole + 1) & mask;
            long id = table[slot * STRIDE];
            if (id == 0 || distance(slot, id) == 0) {
                break;
            }
            System.arraycopy(table, slot * STRIDE, table, hole * STRIDE, STRIDE);
            hole = slot;
        }
        table[hole * STRIDE] = 0;
    }

    private void grow() {
        long[] old = table;
        mask = mask * 2 + 1;
        table = new long[(mask + 1) * STRIDE];
        for (int row = 0; row < old.length; row += STRIDE) {
            if (old[row] != 0) {
                System.arraycopy(old, row, table, insert(old[row]), STRIDE);
            }
        }
    }

    void state(StateStream state) {
        state.all(buyQtyE8);
        state.all(sellQtyE8);
        state.all(notionalE2);
        totalQtyE8 = state.of(totalQtyE8);
        totalNotionalE2 = state.of(totalNotionalE2);
        openOrders = state.count(openOrders);
        table = state.table(table, STRIDE);
        mask = table.length / STRIDE - 1;
    }

    /** Sums the orders' hashes, so that the table's history (size, collisions) does not matter. */
    long stateHash(long seed) {
        long orders = 0;
        for (int row = 0; row < table.length; row += STRIDE) {
            if (table[row] != 0) {
                orders += hashOf(row);
            }
        }
        long hash = StateHash.mix(StateHash.mix(seed, openOrders), orders);
        for (int i = 0; i < notionalE2.length; i++) {
            hash = StateHash.mix(StateHash.mix(StateHash.mix(hash, buyQtyE8[i]), sellQtyE8[i]), notionalE2[i]);
        }
        return StateHash.mix(StateHash.mix(hash, totalQtyE8), totalNotionalE2);
    }

    private long hashOf(int row) {
        boolean pending = (table[row + WHAT] & PENDING) != 0;
        long hash = StateHash.SEED;
        for (int column = 0; column < STRIDE; column++) {
            boolean leftOver = !pending && (column == NEXT_QTY || column == NEXT_PRICE);
            hash = StateHash.mix(hash, leftOver ? 0 : table[row + column]);
        }
        return hash;
    }
}
