package io.weir.gateway.orders;

import org.jspecify.annotations.Nullable;

/**
 * Objects by numbers that are given in sequence.
 *
 * <p>Open addressing with the number itself as the hash: neighbours in time are neighbours in memory, so that look-ups of
 * recent orders stay in the cache. Linear probing, removal by shifting back. Confined to the core thread.
 */
final class NumberTable<T> {
    private long[] numbers = new long[1 << 12];
    private @Nullable Object[] values = new Object[1 << 12];
    private int size;

    void put(long number, T value) {
        if (size * 2 >= numbers.length) {
            grow();
        }
        insert(number, value);
        size++;
    }

    private void insert(long number, @Nullable Object value) {
        int mask = numbers.length - 1;
        int at = (int) number & mask;
        while (numbers[at] != Ids.NONE) {
            at = (at + 1) & mask;
        }
        numbers[at] = number;
        values[at] = value;
    }

    @SuppressWarnings("unchecked") // put takes nothing else
    @Nullable
    T get(long number) {
        int at = find(number);
        return at < 0 ? null : (@Nullable T) values[at];
    }

    private int find(long number) {
        int mask = numbers.length - 1;
        int at = (int) number & mask;
        while (numbers[at] != Ids.NONE) {
            if (numbers[at] == number) {
                return at;
            }
            at = (at + 1) & mask;
        }
        return -1;
    }

    void remove(long number) {
        int hole = find(number);
        if (hole < 0) {
            return;
        }
        size--;
        int mask = numbers.length - 1;
        int at = hole;
        while (true) {
            at = (at + 1) & mask;
            if (numbers[at] == Ids.NONE) {
                break;
            }
            int home = (int) numbers[at] & mask;
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                numbers[hole] = numbers[at];
                values[hole] = values[at];
                hole = at;
            }
        }
        numbers[hole] = Ids.NONE;
        values[hole] = null;
    }

    private void grow() {
        long[] oldNumbers = numbers;
        @Nullable Object[] oldValues = values;
        numbers = new long[oldNumbers.length * 2];
        values = new Object[oldNumbers.length * 2];
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldNumbers[i] != Ids.NONE) {
                insert(oldNumbers[i], oldValues[i]);
            }
        }
    }
}
