package io.weir.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the compiled classes do not show: sizes, names, the sentence of each package; read from the sources. */
class SourceRulesTest {
    private static final int LINES_OF_A_FILE = 600;
    private static final int LINES_OF_A_METHOD = 60;
    private static final Pattern EMPTY_NAME = Pattern.compile("\\w*(Manager|Helper|Helpers|Util|Utils|Impl)\\.java");
    private static final Pattern PROMISE = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
    private static final Pattern SENTENCE = Pattern.compile("(?s)\\A/\\*\\*\\s+\\S.*\\*/\\s+@NullMarked\\s+package .*");

    private final Path home = Path.of(System.getProperty("weir.home"));

    @Test
    void noFileIsTooLong() throws IOException {
        assertThat(tooLong(javaFiles(home))).isEmpty();
    }

    @Test
    void noMethodIsTooLong() throws IOException {
        assertThat(Methods.longerThan(LINES_OF_A_METHOD, mainFiles(home))).isEmpty();
    }

    @Test
    void everyPackageHasItsSentenceAndIsNullMarked() throws IOException {
        assertThat(withoutSentence(mainFiles(home))).isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() throws IOException {
        assertThat(javaFiles(home)).noneMatch(SourceRulesTest::hasEmptyName);
    }

    @Test
    void nothingIsPromised() throws IOException {
        for (Path file : javaFiles(home)) {
            if (!file.endsWith("SourceRulesTest.java")) {
                assertThat(PROMISE.matcher(Files.readString(file)).find())
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    @Test
    void eachRuleFindsItsOffender(@TempDir Path folder) throws IOException {
        Path room = Files.createDirectories(folder.resolve("module/src/main/java/room"));
        String longMethod = "void f() {" + "f();\n".repeat(LINES_OF_A_METHOD + 1) + "}";
        String flatSwitch =
                "int g(int x) { return switch (x) {" + "\n".repeat(LINES_OF_A_METHOD) + "default -> 1; }; }";
        Files.writeString(room.resolve("Long.java"), "package room; class Long {" + longMethod + flatSwitch + "}");
        Files.writeString(room.resolve("Longer.java"), "//\n".repeat(LINES_OF_A_FILE + 1));
        Files.writeString(room.resolve("OrderManager.java"), "package room; class OrderManager {}");
        List<Path> files = mainFiles(folder);

        assertThat(tooLong(files)).containsExactly("Longer.java: 601 lines");
        assertThat(Methods.longerThan(LINES_OF_A_METHOD, files)).containsExactly("Long.java: f: 62 lines");
        assertThat(withoutSentence(files)).containsExactly(room);
        assertThat(files).filteredOn(SourceRulesTest::hasEmptyName).containsExactly(room.resolve("OrderManager.java"));
        Files.writeString(room.resolve("package-info.java"), "@NullMarked package room;");
        assertThat(withoutSentence(files)).containsExactly(room);
        Files.writeString(room.resolve("package-info.java"), "/** A room. */\n@NullMarked\npackage room;");
        assertThat(withoutSentence(files)).isEmpty();
    }

    private static boolean hasEmptyName(Path file) {
        return EMPTY_NAME.matcher(file.getFileName().toString()).matches();
    }

    private static List<String> tooLong(List<Path> files) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            try (Stream<String> lines = Files.lines(file)) {
                long count = lines.count();
                if (count > LINES_OF_A_FILE) {
                    found.add(file.getFileName() + ": " + count + " lines");
                }
            }
        }
        return found;
    }

    private static List<Path> withoutSentence(List<Path> files) throws IOException {
        Map<Path, Boolean> folders = new TreeMap<>();
        for (Path file : files) {
            Path info = file.resolveSibling("package-info.java");
            folders.put(
                    info.getParent(),
                    Files.exists(info)
                            && SENTENCE.matcher(Files.readString(info)).matches());
        }
        folders.values().removeIf(Boolean::booleanValue);
        return List.copyOf(folders.keySet());
    }

    private static List<Path> mainFiles(Path home) throws IOException {
        return sources(home, "src/main/java");
    }

    private static List<Path> javaFiles(Path home) throws IOException {
        return Stream.concat(mainFiles(home).stream(), sources(home, "src/test/java").stream())
                .toList();
    }

    private static List<Path> sources(Path home, String kind) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> modules = Files.list(home)) {
            for (Path root : modules.map(module -> module.resolve(kind))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> tree = Files.walk(root)) {
                    tree.filter(file -> file.toString().endsWith(".java"))
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        assertThat(files).isNotEmpty();
        return files;
    }
}
