package io.weir.gateway.archive;

import io.weir.fix.codec.Ascii;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A file of orders that are over: a Chronicle Map, off the heap. Confined to one thread.
 *
 * <p>It has two kinds of entries: O and an OrderID for an order, N and another id for the OrderIDs of those that are called so.
 * The file's blocks are real from the beginning: a page of a mapping for which the disk has no block would end the process.
 */
final class OrderFile implements AutoCloseable {
    /** Orders under one ClOrdID of a day that are found by it: a client may have many refused under one. */
    static final int MOST_OF_AN_ID = 32;

    private static final int PAGE = 4096;
    private static final int CHUNK_BYTES = 64;
    /** An order, its ClOrdID, and the two ids that a fill names; some have more, some fewer. */
    private static final int ENTRIES_OF_AN_ORDER = 4;

    private static final int KEY_BYTES = 17;
    private static final int VALUE_BYTES = 60;
    private static final int MOST_KEY_BYTES = 128;

    static {
        // Whoever starts us without the launcher is not to be reported to anybody either.
        for (String each : List.of("chronicle.analytics.disable", "chronicle.announcer.disable")) {
            if (System.getProperty(each) == null) {
                System.setProperty(each, "true");
            }
        }
    }

    private final Path path;
    private final ChronicleMap<byte[], byte[]> map;
    /** Orders that this object has put there. */
    private long orders;

    private OrderFile(Path path, ChronicleMap<byte[], byte[]> map) {
        this.path = path;
        this.map = map;
    }

    /** The bytes of a file for so many orders, nearly. */
    static long bytesFor(int orders) {
        return orders * 700L + (8 << 20);
    }

    /**
     * Makes a file.
     *
     * @param room for how many orders; a little more than these find room
     * @throws IOException if the disk has no room for all of it
     */
    static OrderFile create(Path path, int room) throws IOException {
        ChronicleMap<byte[], byte[]> map;
        try {
            map = ChronicleMapBuilder.of(byte[].class, byte[].class)
                    .name("orders")
                    .entries((long) room * ENTRIES_OF_AN_ORDER)
                    .averageKeySize(KEY_BYTES)
                    .averageValueSize(VALUE_BYTES)
                    .actualChunkSize(CHUNK_BYTES)
                    .allowSegmentTiering(false)
                    .createPersistedTo(path.toFile());
        } catch (RuntimeException e) {
            throw new IOException(path + " cannot be made: " + e.getMessage(), e);
        }
        try {
            allocate(path);
        } catch (IOException e) {
            map.close();
            Files.deleteIfExists(path);
            throw e;
        }
        return new OrderFile(path, map);
    }

    /** Writes a byte of each page as it is: from then on the page has a block. */
    private static void allocate(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            for (long at = 0; at < channel.size(); at += PAGE) {
                channel.read(one.clear(), at);
                channel.write(one.flip(), at);
            }
            channel.force(true);
        }
    }

    /**
     * Opens a file that was closed in order.
     *
     * @throws IOException if it cannot be read
     */
    static OrderFile open(Path path) throws IOException {
        try {
            return new OrderFile(
                    path, ChronicleMapBuilder.of(byte[].class, byte[].class).createPersistedTo(path.toFile()));
        } catch (RuntimeException e) {
            throw new IOException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Puts an order, or what has become of it, into its place.
     *
     * @return false where the file is full; the order may be in it or not
     */
    boolean put(ArchivedOrder order) throws IOException {
        try {
            byte[] key = key('O', order.orderId);
            if (map.put(key, order.encode()) == null) {
                orders++;
            }
            for (String each : order.clOrdIds) {
                name(each, order.orderId);
            }
            for (ArchivedOrder.AtBroker each : order.atBrokers) {
                name(each.orderId(), order.orderId);
                name(each.clOrdId(), order.orderId);
            }
            return true;
        } catch (IllegalStateException full) {
            // One segment of it is full, which is all that there is to be known.
            return false;
        } catch (RuntimeException e) {
            throw new IOException(path + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void name(String id, String orderId) {
        if (id.isEmpty()) {
            return;
        }
        byte[] key = key('N', id);
        byte[] before = map.putIfAbsent(key, Ascii.bytes(orderId));
        if (before == null) {
            return;
        }
        Set<String> all = split(before);
        if (all.size() < MOST_OF_AN_ID && all.add(orderId)) {
            map.put(key, Ascii.bytes(String.join(" ", all)));
        }
    }

    private static Set<String> split(byte[] orderIds) {
        return new LinkedHashSet<>(
                Arrays.asList(Ascii.text(orderIds, 0, orderIds.length).split(" ", -1)));
    }

    private static byte[] key(char kind, String id) {
        byte[] bytes = Ascii.bytes(kind + id);
        return bytes.length > MOST_KEY_BYTES ? Arrays.copyOf(bytes, MOST_KEY_BYTES) : bytes;
    }

    /** The order with this OrderID, or null. */
    @Nullable
    ArchivedOrder order(String orderId) throws IOException {
        byte[] bytes = get(key('O', orderId));
        return bytes == null ? null : ArchivedOrder.decode(bytes);
    }

    /** The OrderIDs of those that have another id. */
    Set<String> called(String id) throws IOException {
        byte[] bytes = get(key('N', id));
        return bytes == null ? Set.of() : split(bytes);
    }

    private byte @Nullable [] get(byte[] key) throws IOException {
        try {
            return map.get(key);
        } catch (RuntimeException e) {
            throw new IOException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether it holds what it was made for. */
    boolean holds(int room) {
        return orders >= room || map.longSize() >= (long) room * ENTRIES_OF_AN_ORDER;
    }

    /** Where it is. */
    Path path() {
        return path;
    }

    /** Closes the map, and brings the file to the disk. */
    @Override
    public void close() throws IOException {
        map.close();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
