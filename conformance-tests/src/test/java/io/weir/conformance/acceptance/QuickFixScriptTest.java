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

    /** QuickFIX/J hears of the end of a connection on another thread, and may take it for the end of the next one. */
    private static final int AGAIN = 4;

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
        String name = folder.relativize(file).toString().replace(".def", "");
        boolean agrees = !DIFFERENCES.containsKey(name);
        String difference = played(script);
        for (int again = 0; again < AGAIN && difference.isEmpty() != agrees; again++) {
            difference = played(script);
        }
        assertThat(difference.isEmpty()).as("%s: %s", name, difference).isEqualTo(agrees);
    }

    private static String played(Definition script) throws Exception {
        try (Stage stage = new QuickFixStage(script)) {
            return new Player(stage).play(script);
        }
    }
}
