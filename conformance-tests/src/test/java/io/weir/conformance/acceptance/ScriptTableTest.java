package io.weir.conformance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables in the README name every script, and nothing else, and every condition of the standard's session test cases.
 *
 * <p>A column whose head is a script folder in backticks lists scripts of that folder, or folders in it; a cell without a
 * script says in words why there is none.
 */
class ScriptTableTest {
    private static final Pattern FOLDER = Pattern.compile("`([a-z/]+)`");
    private static final Pattern NAMES = Pattern.compile("`[^`]+`(, `[^`]+`)*");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Pattern REASON = Pattern.compile("(no script|acceptor only|initiator only|as the acceptor).*");
    /** A folder with a table and a test of its own, {@link SettingsScriptsTest}. */
    private static final String SETTINGS = "settings/";

    private static final String BEGINNING = "## Where the scripts stand";

    @TempDir
    private Path empty;

    @Test
    void tablesAndFoldersAgree() throws IOException {
        assertThat(differences(readme(), ScriptTest.folder())).isEmpty();
    }

    @Test
    void everyConditionOfTheStandardIsThere() throws IOException {
        List<String> cases = new ArrayList<>();
        for (List<String> row : tables(readme()).get(0)) {
            cases.add(row.get(0));
        }

        List<String> expected = Stream.of(
                        letters("1B", 'e'),
                        letters("1S", 'd'),
                        Stream.of("2S"),
                        letters("2", 't'),
                        letters("3", 'e'),
                        letters("4", 'b'),
                        Stream.of("5", "6", "7", "8", "9"),
                        letters("10", 'e'),
                        letters("11", 'c'),
                        Stream.of("12"),
                        letters("13", 'b'),
                        letters("14", 'n'),
                        Stream.of("15"),
                        letters("16", 'b'),
                        Stream.of("17", "18"),
                        letters("19", 'b'),
                        Stream.of("20"))
                .flatMap(each -> each)
                .toList();
        assertThat(cases.get(0)).isEqualTo("Case");
        assertThat(cases.subList(1, cases.size())).isEqualTo(expected);
    }

    private static Stream<String> letters(String number, char last) {
        return IntStream.rangeClosed('a', last).mapToObj(letter -> number + " " + (char) letter);
    }

    @Test
    void aScriptThatIsMissingOnEitherSideIsFound() throws IOException {
        Path folder = Files.createDirectories(empty.resolve("strict/acceptor"));
        Files.writeString(folder.resolve("1_There.def"), "");
        Files.writeString(folder.resolve("2_Unlisted.def"), "");
        Files.writeString(Files.createDirectories(folder.resolve("deeper")).resolve("3_InAFolder.def"), "");
        String table = "| Case | Condition | `strict/acceptor` |\n|---|---|---|\n| 1 | x | `1_There`, `deeper` |\n";

        assertThat(differences(List.of(table.split("\n", -1)), empty))
                .containsExactly("strict/acceptor/2_Unlisted is in no table");
        String more = table + "| 2 | x | `2_Unlisted`, `4_Gone` |\n| 3 | x | soon |\n";
        assertThat(differences(List.of(more.split("\n", -1)), empty))
                .containsExactly("strict/acceptor/4_Gone does not exist", "neither scripts nor a reason: soon");
        assertThat(differences(
                        List.of((table + "| 2 | x | `2_Unlisted` |\n| 3 | x | no script: y |\n").split("\n", -1)),
                        empty))
                .isEmpty();
    }

    private static List<String> readme() throws IOException {
        List<String> lines =
                Files.readAllLines(Path.of(System.getProperty("weir.home"), "conformance-tests/README.md"));
        assertThat(lines).contains(BEGINNING);
        return lines.subList(lines.indexOf(BEGINNING), lines.size());
    }

    private static List<String> differences(List<String> lines, Path folder) throws IOException {
        List<String> differences = new ArrayList<>();
        Set<String> listed = new TreeSet<>();
        for (List<List<String>> table : tables(lines)) {
            List<String> head = table.get(0);
            for (int column = 0; column < head.size(); column++) {
                Matcher name = FOLDER.matcher(head.get(column));
                if (name.matches()) {
                    for (List<String> row : table.subList(1, table.size())) {
                        compare(row.get(column), name.group(1), folder, listed, differences);
                    }
                }
            }
        }
        for (String script : scripts(folder, "")) {
            if (!listed.contains(script)) {
                differences.add(script + " is in no table");
            }
        }
        return differences;
    }

    private static void compare(String cell, String column, Path folder, Set<String> listed, List<String> differences)
            throws IOException {
        if (!NAMES.matcher(cell).matches()) {
            if (!REASON.matcher(cell).matches()) {
                differences.add("neither scripts nor a reason: " + cell);
            }
            return;
        }
        Matcher name = NAME.matcher(cell);
        while (name.find()) {
            String path = column + "/" + name.group(1);
            if (Files.isRegularFile(folder.resolve(path + ".def"))) {
                listed.add(path);
            } else if (Files.isDirectory(folder.resolve(path))) {
                listed.addAll(scripts(folder, path));
            } else {
                differences.add(path + " does not exist");
            }
        }
    }

    /** The scripts of a folder and those within it, in order. */
    private static List<String> scripts(Path folder, String within) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(within))) {
            return files.map(each -> folder.relativize(each).toString())
                    .filter(each -> each.endsWith(".def") && !each.startsWith(SETTINGS))
                    .map(each -> each.substring(0, each.length() - ".def".length()))
                    .sorted()
                    .toList();
        }
    }

    /** The tables of a text, each its head and its rows, without the line between. */
    private static List<List<List<String>>> tables(List<String> lines) {
        List<List<List<String>>> tables = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("|--")) {
                continue;
            }
            if (line.startsWith("|")) {
                table.add(Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList());
            } else if (!table.isEmpty()) {
                tables.add(table);
                table = new ArrayList<>();
            }
        }
        if (!table.isEmpty()) {
            tables.add(table);
        }
        return tables;
    }
}
