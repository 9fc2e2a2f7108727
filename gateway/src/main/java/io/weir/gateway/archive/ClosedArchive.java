package io.weir.gateway.archive;

import io.weir.fix.settings.GatewaySettings;
import io.weir.gateway.archive.ArchiveFiles.Part;
import io.weir.sessions.journal.JournalDamaged;
import io.weir.sessions.journal.JournalReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The archive of a gateway that does not run. Nothing is written: what a file cannot be asked for, since the gateway was not
 * closed in order, is read from the journal.
 */
public final class ClosedArchive {
    private static final long SEARCH_NANOS = TimeUnit.MINUTES.toNanos(5);

    private ClosedArchive() {}

    /**
     * Looks for orders.
     *
     * @throws IOException if there is no archive, a process has it, or it cannot be read
     * @throws io.weir.sessions.journal.JournalException if the journal cannot be read
     */
    public static OrderAnswer look(GatewaySettings settings, OrderQuestion question) throws IOException {
        Path folder = settings.orderArchive().directory();
        if (folder == null) {
            throw new IOException(
                    "the gateway keeps no order archive; orderArchive: {dir: ...} in weir.yaml turns it on");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no order archive in " + folder + " yet");
        }
        try (FileChannel lock = ArchiveFiles.lock(folder)) {
            if (lock == null) {
                throw new IOException(
                        "the order archive in " + folder + " is in use by a gateway that does not answer here;"
                                + " --socket FILE or --config DIR says where it does");
            }
            return look(settings, folder, question);
        }
    }

    private static OrderAnswer look(GatewaySettings settings, Path folder, OrderQuestion question) throws IOException {
        List<Part> parts = new ArrayList<>(ArchiveFiles.parts(folder));
        Part last = ArchiveFiles.last(parts);
        ArchiveSearch search = new ArchiveSearch(question, SEARCH_NANOS);
        try (OpenFiles files = new OpenFiles()) {
            if (last != null) {
                Path mark = folder.resolve(ArchiveFiles.CLOSED);
                boolean inOrder = Files.exists(mark);
                if (!inOrder) {
                    parts.remove(last);
                    search.note("the gateway was not closed in order: what was over since "
                            + ArchiveDays.text(last.day()) + " was read from the journal");
                }
                Tail tail = new Tail(settings, parts, files, question);
                search.note(tail.read(settings, ArchiveState.read(inOrder ? mark : last.start())));
                search.in(tail.follower.open());
                search.in(tail.latest());
            }
            search.in(parts, files);
        }
        return search.answer();
    }

    /** What the files do not have of the journal. */
    private static final class Tail implements OrderFollower.Sink {
        private final List<Part> parts;
        private final OpenFiles files;
        private final OrderQuestion question;
        private final Map<String, ArchivedOrder> found = new LinkedHashMap<>();
        private final OrderFollower follower;

        Tail(GatewaySettings settings, List<Part> parts, OpenFiles files, OrderQuestion question) {
            follower = new OrderFollower(this, new ArchiveDays(settings.tradingDay()));
            this.parts = parts;
            this.files = files;
            this.question = question;
        }

        /** Reads to the journal's end, or to its torn tail, and then says so. */
        String read(GatewaySettings settings, ArchiveState from) throws IOException {
            follower.resume(from);
            try (JournalReader reader = JournalReader.open(settings.journal().directory())) {
                reader.seek(from.position());
                while (reader.next()) {
                    follower.take(reader);
                }
                return "";
            } catch (JournalDamaged e) {
                return "the journal could be read up to where it is damaged: " + e.getMessage();
            }
        }

        @Override
        public void over(ArchivedOrder order) {
            if (order.isNamed(question.id())) {
                found.remove(order.orderId);
                found.put(order.orderId, order);
            }
        }

        @Override
        public @Nullable ArchivedOrder earlier(String orderId) throws IOException {
            ArchivedOrder order = found.get(orderId);
            return order == null ? files.find(parts, orderId) : order;
        }

        /** Newest first. */
        List<ArchivedOrder> latest() {
            List<ArchivedOrder> all = new ArrayList<>(found.values());
            Collections.reverse(all);
            return all;
        }
    }
}
