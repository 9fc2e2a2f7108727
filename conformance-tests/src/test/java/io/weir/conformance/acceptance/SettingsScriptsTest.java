package io.weir.conformance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.KeyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each key that the session protocol honours has its scripts, and the README says which. */
class SettingsScriptsTest {
    /** Keys that say who meets whom and where: every script has them. */
    private static final Set<String> OF_EVERY_SCRIPT =
            Set.of("BeginString", "ConnectionType", "SenderCompID", "TargetCompID", "SocketConnectPort");

    /** Keys whose matter is the edge, files or people, which the tests of those rooms try. */
    private static final Pattern OF_OTHER_ROOMS =
            Pattern.compile("Socket(?!ConnectHost).*|.*TLS.*|.*Cert.*|.*Password.*"
                    + "|UseSNI|NeedClientAuth|EnabledProtocols|CipherSuites|Key(Store|Manager).*|Trust(Store|Manager).*"
                    + "|EndpointIdentificationAlgorithm|Sender(Sub|Location)ID|Target(Sub|Location)ID|AllowedRemoteAddresses"
                    + "|DataDictionary|FileLogPath|Username|Weir(?!Profile|TestSession).*");

    private static Path folder() {
        return ScriptTest.folder().resolve("settings");
    }

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>(KeyReport.honouredKeys());
        keys.removeAll(OF_EVERY_SCRIPT);
        keys.removeIf(key -> OF_OTHER_ROOMS.matcher(key).matches());
        return keys;
    }

    /** The scripts of each key, by its folder; each sets the key that it is about. */
    private static Map<String, Set<String>> scripts() throws IOException {
        Map<String, Set<String>> scripts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder())) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String key = file.getParent().getFileName().toString();
                assertThat(Definition.read(file).settings()).as(file.toString()).containsKey(key);
                scripts.computeIfAbsent(key, each -> new TreeSet<>())
                        .add(file.getFileName().toString().replace(".def", ""));
            }
        }
        return scripts;
    }

    @Test
    void everyKeyOfTheProtocolHasAScript() throws IOException {
        assertThat(scripts().keySet()).containsExactlyElementsOf(keys());
    }

    @Test
    void theReadmeNamesEveryScript() throws IOException {
        Path readme = Path.of(System.getProperty("weir.home"), "conformance-tests/README.md");
        List<String> lines = Files.readAllLines(readme);
        scripts()
                .forEach((key, names) -> assertThat(lines)
                        .as(key)
                        .anyMatch(line -> line.startsWith("| " + key + " |")
                                && line.endsWith("| " + String.join(", ", names) + " |")));
    }
}
