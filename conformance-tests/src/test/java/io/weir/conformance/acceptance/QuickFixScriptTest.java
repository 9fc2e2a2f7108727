package io.weir.conformance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The scripts of the settings, played against QuickFIX/J: our reading of its keys is its own, but for what is listed. */
class QuickFixScriptTest {
    /** Where QuickFIX/J departs from a script, and why ours does not. */
    private static final Map<String, String> DIFFERENCES = Map.of(
            "ResendRequestChunkSize/chunks",
            "asks for the next chunk when a gap fill reaches the last message of this one, which then comes twice",
            "ResetOnError/Y",
            "its Logout does not say what was wrong");

    @TestFactory
    Stream<DynamicTest> settings() throws IOException {
        Path folder = ScriptTest.folder().resolve("settings");
        return ScriptTest.files().stream()
                .filter(file -> file.startsWith(folder))
                .map(file -> dynamicTest(folder.relativize(file).toString(), () -> compare(folder, file)));
    }

    private static void compare(Path folder, Path file) throws Exception {
        Definition script = Definition.read(file);
        if (!QuickFixStage.plays(script)) {
            return;
        }
        String difference;
        try (Stage stage = new QuickFixStage(script)) {
            difference = new Player(stage).play(script);
        }
        String name = folder.relativize(file).toString().replace(".def", "");
        assertThat(difference.isEmpty()).as("%s: %s", name, difference).isEqualTo(!DIFFERENCES.containsKey(name));
    }
}
