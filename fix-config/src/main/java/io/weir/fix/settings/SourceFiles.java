package io.weir.fix.settings;

import io.weir.fix.settings.GatewaySettings.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files of a configuration, and remembers what was in them. */
final class SourceFiles {
    private final Path directory;
    private final Problems problems;
    private final List<SourceFile> files = new ArrayList<>();

    /** Files that are named relative to a directory. */
    SourceFiles(Path directory, Problems problems) {
        this.directory = directory.toAbsolutePath().normalize();
        this.problems = problems;
    }

    Path resolve(String name) {
        return directory.resolve(name).normalize();
    }

    Path directory() {
        return directory;
    }

    /** A file's name in errors: as short as it goes. */
    String nameOf(Path path) {
        return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
    }

    /** The text of a file, or null where it cannot be read, which is then reported. */
    @Nullable
    String read(Path path) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (IOException unreadable) {
            problems.add(nameOf(path), 0, "", "", "a file that can be read");
            return null;
        }
        if (files.stream().noneMatch(file -> file.path().equals(path))) {
            files.add(new SourceFile(path, sha256(bytes)));
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    List<SourceFile> read() {
        return List.copyOf(files);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
