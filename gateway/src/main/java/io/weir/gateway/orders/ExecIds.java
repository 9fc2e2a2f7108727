package io.weir.gateway.orders;

import io.weir.fix.codec.Ascii;
import io.weir.fix.state.StateStream;

/**
 * The ExecIDs that a broker has used, by trade date: a fill, bust or correction counts once per (broker, trade date, ExecID).
 *
 * <p>An ExecID is kept as 128 bits of hash, 96 of them of all its bytes, so that two different ones are taken for one less often than a disk
 * loses a bit (about 10^-15 for ten million a day); 32 bytes for each at half load. Today's and the day's before are known. Confined to the
 * core thread.
 */
public final class ExecIds {
    private long[] today = new long[1 << 10];
    private long[] before = new long[2];
    private int size;
    private int sizeBefore;
    /** Sums over the ids, for the state hash. */
    private long sum;

    private long sumBefore;

    /** Notes an ExecID; false where it was noted in this trade date. */
    public boolean add(byte[] bytes, int start, int end) {
        long first = first(bytes, start, end);
        long second = second(bytes, start, end);
        if (contains(today, first, second)) {
            return false;
        }
        today = with(today, size++, first, second);
        sum += first ^ Long.rotateLeft(second, 1);
        return true;
    }

    /** Notes the ExecID of an execution of the trade date before this one that has come late. */
    void addToYesterday(byte[] bytes, int start, int end) {
        long first = first(bytes, start, end);
        long second = second(bytes, start, end);
        before = with(before, sizeBefore++, first, second);
        sumBefore += first ^ Long.rotateLeft(second, 1);
    }

    /** Whether an ExecID was noted in the trade date before this one: what may be said again is compared with. */
    public boolean knownYesterday(byte[] bytes, int start, int end) {
        return contains(before, first(bytes, start, end), second(bytes, start, end));
    }

    /** A new trade date: every ExecID may come again. One without executions, such as a Sunday's, is none to go by. */
    public void roll() {
        if (size > 0) {
            before = today;
            sizeBefore = size;
            sumBefore = sum;
            sum = 0;
            today = new long[1 << 10];
            size = 0;
        }
    }

    private static long[] with(long[] table, int size, long first, long second) {
        long[] roomy = table;
        if ((size + 1) * 4 > table.length) {
            roomy = new long[table.length * 2];
            for (int i = 0; i < table.length; i += 2) {
                if (table[i] != 0) {
                    insert(roomy, table[i], table[i + 1]);
                }
            }
        }
        insert(roomy, first, second);
        return roomy;
    }

    private static boolean contains(long[] table, long first, long second) {
        int mask = table.length - 1;
        int at = (int) (first << 1) & mask;
        while (table[at] != 0) {
            if (table[at] == first && table[at + 1] == second) {
                return true;
            }
            at = (at + 2) & mask;
        }
        return false;
    }

    private static void insert(long[] table, long first, long second) {
        int mask = table.length - 1;
        int at = (int) (first << 1) & mask;
        while (table[at] != 0) {
            at = (at + 2) & mask;
        }
        table[at] = first;
        table[at + 1] = second;
    }

    /** The place of ids that are counted up is close, in the low half; the high half is a hash of all. */
    private static long first(byte[] bytes, int start, int end) {
        long mixed = (Ascii.hash(bytes, start, end) << 32) | Neighbours.hash(bytes, start, end);
        return mixed == 0 ? 1 : mixed;
    }

    /** FNV-1a, independent of {@link Ascii#hash}. */
    private static long second(byte[] bytes, int start, int end) {
        long hash = 0xcbf29ce484222325L;
        for (int p = start; p < end; p++) {
            hash = (hash ^ (bytes[p] & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    void state(StateStream state) {
        today = state.table(today, 2);
        before = state.table(before, 2);
        size = state.count(size);
        sizeBefore = state.count(sizeBefore);
        sum = state.of(sum);
        sumBefore = state.of(sumBefore);
    }

    /** Adds this to a state hash. */
    public long stateHash() {
        return ((size * 31L + sizeBefore) * 31 + sum) * 31 + sumBefore;
    }
}
