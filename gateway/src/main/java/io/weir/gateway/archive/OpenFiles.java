package io.weir.gateway.archive;

import io.weir.gateway.archive.ArchiveFiles.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of an archive that are open: the one that is written, and the last few that were looked into. */
final class OpenFiles implements AutoCloseable {
    private static final int MOST = 16;

    private final Map<Part, OrderFile> read = new LinkedHashMap<>(MOST, 0.75f, true);
    private @Nullable Part written;
    private @Nullable OrderFile live;

    /** The file of a part, or null where the part has none. */
    @Nullable
    OrderFile of(Part part) throws IOException {
        if (part.equals(written)) {
            return live;
        }
        OrderFile file = read.get(part);
        if (file == null && Files.exists(part.orders())) {
            file = OrderFile.open(part.orders());
            read.put(part, file);
            if (read.size() > MOST) {
                Iterator<OrderFile> oldest = read.values().iterator();
                OrderFile least = oldest.next();
                oldest.remove();
                least.close();
            }
        }
        return file;
    }

    /** An order that was over before, or null. */
    @Nullable
    ArchivedOrder find(List<Part> parts, String orderId) throws IOException {
        for (int i = parts.size() - 1; i >= 0; i--) {
            OrderFile file = of(parts.get(i));
            ArchivedOrder order = file == null ? null : file.order(orderId);
            if (order != null) {
                return order;
            }
        }
        return null;
    }

    /** From now on a part is written; it has no file yet. */
    void write(Part part) throws IOException {
        endWriting();
        written = part;
    }

    /** The file that is written, or null where it is not made yet. */
    @Nullable
    OrderFile live() {
        return live;
    }

    /** The file of the part that is written. */
    void live(OrderFile file) {
        live = file;
    }

    /** Nothing is written any more, and what was is on the disk. */
    void endWriting() throws IOException {
        OrderFile file = live;
        live = null;
        written = null;
        if (file != null) {
            file.close();
        }
    }

    /** A part's file is about to be deleted. */
    void forget(Part part) throws IOException {
        OrderFile file = read.remove(part);
        if (file != null) {
            file.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (OrderFile file : read.values()) {
            file.close();
        }
        read.clear();
        endWriting();
    }
}
