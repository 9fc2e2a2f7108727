package io.weir.gateway.orders;

import io.weir.fix.codec.Ascii;
import io.weir.fix.state.StateStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which ClOrdIDs the clients have used in this trading day, and for which order.
 *
 * <p>Open addressing over compact records: the table holds 32 bits of the hash beside the record's place, so that growing
 * reads no record and a look-up rarely reads a wrong one. Records (session, order, ClOrdID) lie one after the other in chunks.
 * Confined to the core thread.
 */
public final class ClOrdIds {
    private static final int CHUNK_BITS = 20;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int ALIGN_BITS = 3;
    /** session: 2 bytes, length: 2 bytes, day: 4, order: 8. */
    private static final int HEAD = 16;

    /** In place of session and length: no ClOrdID has no length. */
    private static final int FORGOTTEN = 0;

    private final List<byte[]> chunks = new ArrayList<>();
    private long end;
    private long[] table = new long[1 << 12];
    private int size;
    /** Counts the trading days. */
    private int day;

    private int forgotten;

    /**
     * The order that a ClOrdID stands for as long as it may not be used again, or {@link Ids#NONE}: one of an earlier day is free
     * when its order has ended, and is forgotten here.
     */
    public long used(int session, byte[] bytes, int start, int limit, Keeper open) {
        long slot = slot(session, bytes, start, limit);
        if (slot < 0) {
            return Ids.NONE;
        }
        long place = ((table[(int) slot] & 0xffff_ffffL) - 1) << ALIGN_BITS;
        byte[] chunk = chunks.get((int) (place >>> CHUNK_BITS));
        int at = (int) (place & (CHUNK - 1));
        long order = Bytes.getLong(chunk, at + 8);
        if (Bytes.getInt(chunk, at + 4) == day || open.keeps(order)) {
            return order;
        }
        Bytes.putInt(chunk, at, FORGOTTEN);
        forgotten++;
        return Ids.NONE;
    }

    /** The order that a ClOrdID of a client's session stands for, or {@link Ids#NONE} where it is new. */
    public long find(int session, byte[] bytes, int start, int limit) {
        long slot = slot(session, bytes, start, limit);
        return slot < 0 ? Ids.NONE : order(table[(int) slot]);
    }

    /** Notes a ClOrdID that is new. */
    public void add(int session, byte[] bytes, int start, int limit, long order) {
        add(session, bytes, start, limit, order, day);
    }

    private void add(int session, byte[] bytes, int start, int limit, long order, int usedOn) {
        if (size * 2 >= table.length) {
            grow();
        }
        int length = limit - start;
        int room = (HEAD + length + 7) & ~7;
        if ((end & (CHUNK - 1)) + room > CHUNK || end >>> CHUNK_BITS == chunks.size()) {
            chunks.add(new byte[CHUNK]);
            end = (long) (chunks.size() - 1) << CHUNK_BITS;
        }
        byte[] chunk = chunks.get((int) (end >>> CHUNK_BITS));
        int at = (int) (end & (CHUNK - 1));
        Bytes.putInt(chunk, at, (session << 16) | length);
        Bytes.putInt(chunk, at + 4, usedOn);
        Bytes.putLong(chunk, at + 8, order);
        System.arraycopy(bytes, start, chunk, at + HEAD, length);
        long hash = hash(session, bytes, start, limit);
        insert(table, (hash << 32) | ((end >>> ALIGN_BITS) + 1));
        end += room;
        size++;
    }

    private static void insert(long[] into, long entry) {
        int mask = into.length - 1;
        int slot = (int) (entry >>> 32) & mask;
        while (into[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        into[slot] = entry;
    }

    private long slot(int session, byte[] bytes, int start, int limit) {
        int hash = (int) hash(session, bytes, start, limit);
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0) {
            if ((int) (table[slot] >>> 32) == hash && matches(table[slot], session, bytes, start, limit)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    private boolean matches(long entry, int session, byte[] bytes, int start, int limit) {
        long place = ((entry & 0xffff_ffffL) - 1) << ALIGN_BITS;
        byte[] chunk = chunks.get((int) (place >>> CHUNK_BITS));
        int at = (int) (place & (CHUNK - 1));
        int length = limit - start;
        return Bytes.getInt(chunk, at) == ((session << 16) | length)
                && Ascii.equal(chunk, at + HEAD, at + HEAD + length, bytes, start, limit);
    }

    private long order(long entry) {
        long place = ((entry & 0xffff_ffffL) - 1) << ALIGN_BITS;
        return Bytes.getLong(chunks.get((int) (place >>> CHUNK_BITS)), (int) (place & (CHUNK - 1)) + 8);
    }

    private static long hash(int session, byte[] bytes, int start, int limit) {
        return ((Neighbours.hash(bytes, start, limit) + ((long) session << Neighbours.BITS)) & 0xffff_ffffL);
    }

    private void grow() {
        long[] next = new long[table.length * 2];
        for (long entry : table) {
            if (entry != 0) {
                insert(next, entry);
            }
        }
        table = next;
    }

    /** Says which orders are open: their ClOrdIDs outlive the day. */
    public interface Keeper {
        /** Whether the order with this number is still open. */
        boolean keeps(long order);
    }

    /** A new trading day: forgets all but those of open orders. */
    public void roll(Keeper open) {
        List<byte[]> oldChunks = new ArrayList<>(chunks);
        long[] old = table;
        chunks.clear();
        end = 0;
        size = 0;
        forgotten = 0;
        day++;
        table = new long[1 << 12];
        long[] places = Arrays.stream(old)
                .filter(entry -> entry != 0)
                .map(entry -> ((entry & 0xffff_ffffL) - 1) << ALIGN_BITS)
                .sorted()
                .toArray();
        for (long place : places) {
            byte[] chunk = oldChunks.get((int) (place >>> CHUNK_BITS));
            int at = (int) (place & (CHUNK - 1));
            long order = Bytes.getLong(chunk, at + 8);
            int head = Bytes.getInt(chunk, at);
            if (head != FORGOTTEN && open.keeps(order)) {
                add(head >>> 16, chunk, at + HEAD, at + HEAD + (head & 0xffff), order, day - 1);
            }
        }
    }

    /** How many are known. */
    public int size() {
        return size;
    }

    void state(StateStream state) {
        end = state.of(end);
        size = state.count(size);
        day = state.of(day);
        forgotten = state.of(forgotten);
        table = state.table(table, 1);
        int count = state.count(chunks.size());
        for (int i = 0; i < count; i++) {
            byte[] chunk = state.isReading() ? new byte[CHUNK] : chunks.get(i);
            int used = (int) Math.min(CHUNK, end - ((long) i << CHUNK_BITS));
            byte[] records = state.bytes(chunk, used);
            if (state.isReading()) {
                System.arraycopy(records, 0, chunk, 0, used);
                chunks.add(chunk);
            }
        }
    }

    /** Adds this to a state hash. */
    public long stateHash() {
        return ((size * 31L + end) * 31 + day) * 31 + forgotten;
    }
}
