package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of appendix D's scenarios in the README names each test, and each test is in it. */
class AppendixDTableTest {
    private static final List<Class<?>> SCENARIOS = List.of(
            AppendixDOrdersTest.class, AppendixDReplacesTest.class, AppendixDEventsTest.class, AppendixDDaysTest.class);
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-L]\\.\\d\\.[a-z]) \\| `(\\w+)\\.(\\w+)` \\|");

    @Test
    void tableAndTestsAgree() throws IOException {
        List<String> rows = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(readme()));
        while (row.find()) {
            String id = row.group(1).replace(".", "").toLowerCase(Locale.ROOT);
            assertThat(row.group(3)).startsWith(id);
            rows.add(row.group(2) + "." + row.group(3));
        }
        TreeSet<String> tests = new TreeSet<>();
        for (Class<?> each : SCENARIOS) {
            for (Method method : each.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    tests.add(each.getSimpleName() + "." + method.getName());
                }
            }
        }
        assertThat(rows).isNotEmpty().containsExactlyInAnyOrderElementsOf(tests);
    }

    private static Path readme() {
        Path here = Path.of("conformance-tests", "README.md");
        return Files.exists(here) ? here : Path.of("README.md");
    }
}
