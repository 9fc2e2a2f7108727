package io.weir.conformance.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The inputs of a target that are worth keeping, one in Base64 on each line of a file beside this package's classes. */
final class Corpus {
    private static final String FOLDER = "conformance-tests/src/test/resources/io/weir/conformance/fuzz";

    private Corpus() {}

    /** The kept inputs of a target; none where it has no file. */
    static List<byte[]> of(String target) {
        try (InputStream stream = Corpus.class.getResourceAsStream(target + ".corpus")) {
            List<byte[]> inputs = new ArrayList<>();
            if (stream != null) {
                for (String line : new String(stream.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1)) {
                    if (!line.isBlank()) {
                        inputs.add(Base64.getDecoder().decode(line.strip()));
                    }
                }
            }
            return inputs;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Writes each input as a file of its own, as Jazzer wants them. */
    static void unpack(List<byte[]> inputs, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int n = 0; n < inputs.size(); n++) {
            Files.write(folder.resolve("kept-" + n), inputs.get(n));
        }
    }

    /** Replaces a target's file in the sources by the inputs of a folder, the short ones first, up to a size. */
    static void pack(String target, Path folder, int maxBytes, Path home) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        inputs.sort(Comparator.comparingInt(input -> input.length));
        StringBuilder lines = new StringBuilder();
        for (byte[] input : inputs) {
            String line = Base64.getEncoder().encodeToString(input);
            if (lines.length() + line.length() + 1 <= maxBytes) {
                lines.append(line).append('\n');
            }
        }
        Path into = Files.createDirectories(home.resolve(FOLDER)).resolve(target + ".corpus");
        Files.writeString(into, lines, StandardCharsets.US_ASCII);
    }
}
