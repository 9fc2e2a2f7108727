package io.weir.gateway.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of an archive's folder.
 *
 * <ul>
 *   <li>{@code 2026-11-21.0000000000000123456.orders}: the orders that were over on that trading day, from a journal position on.
 *       All but the last are never written again.
 *   <li>the same with {@code .start}, beside the last: the orders that were open there, so that it can be built again.
 *   <li>{@code closed}: written when the archive is closed in order, gone while it is open: without it the last file is not
 *       believed.
 *   <li>{@code lock}: who holds it has the folder.
 * </ul>
 */
final class ArchiveFiles {
    /** The mark of an archive that was closed in order. */
    static final String CLOSED = "closed";

    private static final String LOCK = "lock";
    private static final String START = ".start";
    private static final String ORDERS = ".orders";
    private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)\\.(\\d{19})\\.(orders|start)");

    /** The orders of a day, from a journal position on. */
    record Part(Path folder, long day, long position) {
        Path orders() {
            return folder.resolve(name(ORDERS));
        }

        Path start() {
            return folder.resolve(name(START));
        }

        private String name(String suffix) {
            return ArchiveDays.text(day) + String.format(Locale.ROOT, ".%019d", position) + suffix;
        }
    }

    private ArchiveFiles() {}

    /** All parts, oldest first. */
    static List<Part> parts(Path folder) throws IOException {
        List<Part> parts = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return parts;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    try {
                        long day = LocalDate.parse(name.group(1)).toEpochDay();
                        parts.add(new Part(folder, day, Long.parseLong(name.group(2))));
                    } catch (DateTimeException e) {
                        // Not a name that we give.
                    }
                }
            }
        }
        return parts.stream()
                .distinct()
                .sorted(Comparator.comparingLong(Part::position).thenComparingLong(Part::day))
                .toList();
    }

    /** The part that is, or was, written: the last that has its start; null where there is none. */
    static @Nullable Part last(List<Part> parts) {
        Optional<Part> last = parts.stream()
                .filter(part -> Files.exists(part.start()))
                .max(Comparator.comparingLong(Part::position).thenComparingLong(Part::day));
        return last.orElse(null);
    }

    /** Takes the folder; null where another process, or another archive of this one, has it. */
    static @Nullable FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Of this process.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    /** Brings the names in a folder to the disk. */
    static void force(@Nullable Path folder) throws IOException {
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
