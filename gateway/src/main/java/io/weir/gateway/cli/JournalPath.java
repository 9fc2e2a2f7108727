package io.weir.gateway.cli;

import io.weir.sessions.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The journal that a person means by a path: its directory, the directory around it, or one of its segments. */
final class JournalPath {
    private static final String SUFFIX = ".journal";

    private JournalPath() {}

    /**
     * A reader of what is meant.
     *
     * @throws IOException where there is no journal
     */
    static JournalReader open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return JournalReader.open(directory(path));
        }
        String name = String.valueOf(path.getFileName());
        Path directory = path.toAbsolutePath().getParent();
        if (!Files.isRegularFile(path) || !name.matches("\\d{19}\\" + SUFFIX) || directory == null) {
            throw new IOException(
                    path + " is no journal: expected its directory, or a file such as " + "0".repeat(19) + SUFFIX);
        }
        long start = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        JournalReader reader = JournalReader.open(directory);
        reader.seek(start);
        reader.limit(start + Files.size(path));
        return reader;
    }

    /**
     * The directory of the segments.
     *
     * @throws IOException where there is none
     */
    static Path directory(Path path) throws IOException {
        Path inside = path.resolve("journal");
        if (holdsSegments(path)) {
            return path;
        }
        if (holdsSegments(inside)) {
            return inside;
        }
        throw new IOException(path + " is no journal: it has no file that ends with " + SUFFIX);
    }

    /** The bytes of all segments. */
    static long bytes(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(JournalPath::isSegment).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static boolean holdsSegments(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(JournalPath::isSegment);
        }
    }

    private static boolean isSegment(Path file) {
        return file.toString().endsWith(SUFFIX);
    }
}
