package io.weir.gateway.archive;

import io.weir.fix.settings.GatewaySettings;
import io.weir.gateway.archive.ArchiveFiles.Part;
import io.weir.sessions.journal.JournalReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of an archive as the journal's records come, and says after a start from which record on.
 *
 * <p>A file belongs to one trading day, and has a bound; with the next day, or at the bound, it is closed and never written again,
 * and what was open is written beside the next one. So there is one file that a crash may have hurt, and it can be built
 * again from the journal alone. What changes in an order of an earlier file goes to the one that is written: the newest word holds.
 * Confined to one thread.
 */
final class ArchiveWriter implements OrderFollower.Sink, AutoCloseable {
    private final GatewaySettings.OrderArchive settings;
    private final Path folder;
    private final long reserveBytes;
    private final Consumer<String> alerts;
    private final ArchiveDays days;
    private final OrderFollower follower;
    private final OpenFiles files = new OpenFiles();
    private final FileChannel lock;
    private List<Part> parts = new ArrayList<>();
    private @Nullable Part part;
    /** Everything before it has been taken. */
    private long position;

    private long archived;
    /** Something was put since the last look whether the file holds enough. */
    private boolean put;

    private ArchiveWriter(
            GatewaySettings settings, Path folder, long reserveBytes, Consumer<String> alerts, FileChannel lock) {
        this.settings = settings.orderArchive();
        this.folder = folder;
        this.reserveBytes = reserveBytes;
        this.alerts = alerts;
        this.lock = lock;
        days = new ArchiveDays(settings.tradingDay());
        follower = new OrderFollower(this, days);
    }

    /**
     * Takes the folder.
     *
     * @throws IOException if somebody else has it
     */
    static ArchiveWriter open(GatewaySettings settings, Path folder, Consumer<String> alerts) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock = ArchiveFiles.lock(folder);
        if (lock == null) {
            throw new IOException(folder + " is in use by another process");
        }
        long reserve = settings.journal().minFreeBytes() + settings.journal().segmentBytes();
        return new ArchiveWriter(settings, folder, reserve, alerts, lock);
    }

    // ---- after a start

    /**
     * Finds out what can be believed, throws away what cannot.
     *
     * @param beginning the journal's first position that is still there
     * @param end its end as this process has found it
     * @return the position of the first record that is wanted
     */
    long resume(long beginning, long end) throws IOException {
        parts = new ArrayList<>(ArchiveFiles.parts(folder));
        Part last = ArchiveFiles.last(parts);
        Path mark = folder.resolve(ArchiveFiles.CLOSED);
        ArchiveState closed = read(mark);
        Files.deleteIfExists(mark);
        ArchiveFiles.force(folder);
        if (last == null) {
            position = parts.isEmpty() ? fresh(beginning) : again(beginning, "the folder does not say how far it is");
        } else if (closed != null && closed.position() > end) {
            position = again(beginning, "the journal has lost its end");
        } else if (closed != null && closed.position() < beginning) {
            position = gap(closed, beginning);
        } else if (closed != null) {
            position = goOn(last, closed);
        } else {
            position = rebuild(last, beginning, end);
        }
        return position;
    }

    private @Nullable ArchiveState read(Path file) {
        try {
            return Files.exists(file) ? ArchiveState.read(file) : null;
        } catch (IOException e) {
            alerts.accept("order archive: " + e.getMessage());
            return null;
        }
    }

    private long fresh(long beginning) throws IOException {
        follower.resume(ArchiveState.nothing(beginning));
        return beginning;
    }

    private long goOn(Part last, ArchiveState closed) throws IOException {
        files.write(last);
        part = last;
        if (Files.exists(last.orders())) {
            files.live(OrderFile.open(last.orders()));
        }
        follower.resume(closed);
        return closed.position();
    }

    private long gap(ArchiveState closed, long beginning) throws IOException {
        alerts.accept("order archive: the journal from position " + closed.position() + " to " + beginning
                + " was retired before the archive had it; orders that were over there are missing");
        follower.resume(new ArchiveState(beginning, closed.lastOrderId(), List.of()));
        return beginning;
    }

    /** The last file may be hurt: it is built again from the journal. */
    private long rebuild(Part last, long beginning, long end) throws IOException {
        Files.deleteIfExists(last.orders());
        ArchiveState start = read(last.start());
        if (start == null) {
            return again(beginning, "where its last file began is not known");
        }
        if (start.position() > end) {
            return again(beginning, "the journal has lost its end");
        }
        if (start.position() < beginning) {
            return gap(start, beginning);
        }
        alerts.accept("order archive: it was not closed in order; the file of " + ArchiveDays.text(last.day())
                + " is built again from journal position " + start.position());
        files.write(last);
        part = last;
        follower.resume(start);
        return start.position();
    }

    /** Everything that the journal still has is built again; files of what it has no more stay. */
    private long again(long beginning, String why) throws IOException {
        alerts.accept(
                "order archive: " + why + "; it is built again from the whole journal, from position " + beginning);
        for (Part each : parts) {
            Files.deleteIfExists(each.start());
            if (each.position() >= beginning) {
                Files.deleteIfExists(each.orders());
            }
        }
        parts = new ArrayList<>(ArchiveFiles.parts(folder));
        return fresh(beginning);
    }

    // ---- record by record

    /** Takes the record that a reader shows. */
    void take(JournalReader record) throws IOException {
        // A journal whose first segments were retired may begin with what came of an event.
        if (record.type().isEvent() || (part == null && record.type().isResult())) {
            beginIfDue(record.position(), days.at(record.utcNanos()));
        }
        position = record.nextPosition();
        follower.take(record);
    }

    private void beginIfDue(long at, long day) throws IOException {
        Part current = part;
        boolean full = put && files.live() != null && files.live().holds(settings.ordersPerFile());
        put = false;
        if (current == null || current.day() != day || full) {
            begin(new Part(folder, day, at), new ArchiveState(at, follower.last(), follower.open()));
        }
    }

    /** Ends the file that is written, for good, and goes on in another. */
    private void begin(Part next, ArchiveState state) throws IOException {
        files.endWriting();
        state.write(next.start());
        for (Part each : ArchiveFiles.parts(folder)) {
            if (!each.equals(next)) {
                Files.deleteIfExists(each.start());
            }
            if (settings.keepDays() > 0 && each.day() < next.day() - settings.keepDays()) {
                files.forget(each);
                Files.deleteIfExists(each.orders());
            }
        }
        // What a crash of earlier left under this name begins anew.
        Files.deleteIfExists(next.orders());
        files.write(next);
        part = next;
        parts = new ArrayList<>(ArchiveFiles.parts(folder));
    }

    @Override
    public void over(ArchivedOrder order) throws IOException {
        OrderFile file = files.live();
        if (file == null) {
            file = make();
        }
        if (!file.put(order)) {
            List<ArchivedOrder> open = new ArrayList<>(follower.open());
            open.add(order);
            Part full = required();
            begin(new Part(folder, full.day(), position), new ArchiveState(position, follower.last(), open));
            if (!make().put(order)) {
                throw new IOException("order " + order.orderId + " does not fit into an empty file");
            }
        }
        archived++;
        put = true;
    }

    private Part required() {
        if (part == null) {
            throw new IllegalStateException("no event came before the first report");
        }
        return part;
    }

    private OrderFile make() throws IOException {
        long wanted = OrderFile.bytesFor(settings.ordersPerFile()) + reserveBytes;
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < wanted) {
            throw new IOException("only " + (free >> 20) + " MiB are free in " + folder + ", and " + (wanted >> 20)
                    + " MiB are wanted for the next file and for the journal");
        }
        OrderFile file = OrderFile.create(required().orders(), settings.ordersPerFile());
        files.live(file);
        ArchiveFiles.force(folder);
        return file;
    }

    @Override
    public @Nullable ArchivedOrder earlier(String orderId) throws IOException {
        return files.find(parts, orderId);
    }

    // ---- what others ask

    /** Looks for orders: those that are open, then the files. */
    OrderAnswer look(OrderQuestion question, long nanos, String note) {
        ArchiveSearch search = new ArchiveSearch(question, nanos);
        search.in(follower.open());
        search.in(parts, files);
        search.note(note);
        return search.answer();
    }

    /** Everything before it has been taken. */
    long position() {
        return position;
    }

    /** Orders that were put into files, again and again where they changed. */
    long archived() {
        return archived;
    }

    // ---- ends

    /** Closes in order: the next start goes on from here. */
    void end() throws IOException {
        files.close();
        new ArchiveState(position, follower.last(), follower.open()).write(folder.resolve(ArchiveFiles.CLOSED));
    }

    /** Lets go of everything. Without {@link #end} before, the next start builds the last file again. */
    @Override
    public void close() throws IOException {
        try {
            files.close();
        } finally {
            lock.close();
        }
    }
}
