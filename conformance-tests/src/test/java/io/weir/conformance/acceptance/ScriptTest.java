package io.weir.conformance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our own scripts, each in virtual time, once with whole messages on the wire and once byte by byte. */
class ScriptTest {
    @TestFactory
    Stream<DynamicTest> scripts() throws IOException {
        return files().stream()
                .map(file -> dynamicTest(folder().relativize(file).toString(), () -> {
                    Definition script = Definition.read(file);
                    assertThat(play(script, 1 << 16)).as("whole messages").isEmpty();
                    assertThat(play(script, 1)).as("byte by byte").isEmpty();
                }));
    }

    private static String play(Definition script, int piece) throws Exception {
        try (Stage stage = VirtualStage.of(script, piece)) {
            return new Player(stage).play(script);
        }
    }

    static Path folder() {
        return Path.of(System.getProperty("weir.home"), "conformance-tests/src/test/resources/scripts");
    }

    /** Every script, in order. */
    static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder())) {
            return all.filter(each -> each.toString().endsWith(".def")).sorted().toList();
        }
    }
}
