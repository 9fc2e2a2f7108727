package io.weir.fix.state;

import org.jspecify.annotations.Nullable;

/**
 * State on its way into a snapshot, or out of one.
 *
 * <p>A class with state has one method that names its fields, and it serves both ways:
 *
 * <pre>    void state(StateStream state) {
 *        nextOut = state.of(nextOut);
 *        told = state.of(told);
 *    }</pre>
 *
 * Writing, each call notes the value and gives it back; reading, it gives what was noted. So what is read can never be in
 * another order than what was written. Only where there are objects to be made again does a class ask {@link #isReading}.
 *
 * <p>What belongs together is a {@link #section} with a name and a version: one that this build does not know gives an error
 * that says so. Numbers are as short as they can be; words of enums are written once and numbered. Confined to one thread.
 */
public abstract class StateStream {
    private static final int SHORTEST_ROW = 1;

    /** For those that write, read, or hash. */
    protected StateStream() {}

    /** Whether what was written is being read back; else it is being written. */
    public abstract boolean isReading();

    /** A number. */
    public abstract long of(long value);

    /** A number. */
    public abstract int of(int value);

    /** A truth. */
    public abstract boolean of(boolean value);

    /** A text. */
    public abstract String of(String value);

    /** A word of an enum, by its name, so that the order of the words does not matter. */
    public abstract <E extends Enum<E>> E of(E value);

    /** A word of an enum, or none. */
    public final <E extends Enum<E>> @Nullable E ofNullable(Class<E> type, @Nullable E value) {
        boolean there = of(value != null);
        if (!there) {
            return null;
        }
        return of(value == null ? type.getEnumConstants()[0] : value);
    }

    /** A text, or none. */
    public final @Nullable String ofNullable(@Nullable String value) {
        boolean there = of(value != null);
        return there ? of(value == null ? "" : value) : null;
    }

    /** How many of something follow: never less than 0. */
    public final int count(int value) {
        int count = of(value);
        if (count < 0) {
            throw new StateException(where() + ": a count of " + count);
        }
        return count;
    }

    /** Numbers in an array whose length both sides know. */
    public final void all(long[] values) {
        int length = count(values.length);
        if (length != values.length) {
            throw new StateException(where() + ": " + length + " numbers where there are " + values.length);
        }
        for (int i = 0; i < length; i++) {
            values[i] = of(values[i]);
        }
    }

    /**
     * The first numbers of an array that grows.
     *
     * @param size how many; on reading, how many were read before this call
     * @return the array; reading, a longer one where they did not fit
     */
    public final long[] first(long[] values, int size) {
        long[] array = values.length < size ? new long[Integer.highestOneBit(size) * 2] : values;
        for (int i = 0; i < size; i++) {
            array[i] = of(array[i]);
        }
        return array;
    }

    /** Bytes of an array, from 0; on reading, a new array of just these. */
    public abstract byte[] bytes(byte[] array, int length);

    /**
     * A hash table in rows, whose first number is 0 where a row is free: each row comes back to its place, so that the table
     * behaves as the one that was written, to the order in which its rows lie. What stands in free rows is lost.
     *
     * @param table with a length of a power of two, times the stride
     */
    public final long[] table(long[] table, int stride) {
        int length = count(table.length);
        long[] rows = isReading() ? new long[length] : table;
        int row = 0;
        while (row < length) {
            int from = row;
            while (!isReading() && row < length && rows[row] == 0) {
                row += stride;
            }
            int free = count(row - from);
            int used = isReading() ? 0 : usedFrom(rows, from + free, stride);
            used = count(used);
            row = from + free;
            if (row + (long) used > length || free + used < SHORTEST_ROW) {
                throw new StateException(where() + ": a table of " + length + " has " + used + " used from " + row);
            }
            for (int end = row + used; row < end; row++) {
                rows[row] = fixed(rows[row]);
            }
        }
        return rows;
    }

    private static int usedFrom(long[] rows, int from, int stride) {
        int row = from;
        while (row < rows.length && rows[row] != 0) {
            row += stride;
        }
        return row - from;
    }

    /** A number in eight bytes: for hashes, which are never short. */
    public abstract long fixed(long value);

    /**
     * What belongs together.
     *
     * @param name of the section; another one there is an error
     * @param version of its form, raised with every change of what the body says; another one there is an error
     */
    public abstract void section(String name, int version, Runnable body);

    /** The section that is being written or read, for an error's words. */
    protected abstract String where();
}
