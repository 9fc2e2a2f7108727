package io.weir.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each target under Jazzer, in a process of its own: {@code -Pfuzz}; see the module's README for the properties.
 *
 * <p>The corpus grows in {@code target/fuzz}; with {@code -Dfuzz.keep=true} what it has come to is minimised and replaces the
 * kept one in the sources.
 */
@Tag("fuzz")
class CoverageGuidedTest {
    private static final String RUNS = "stat::number_of_executed_units:";
    private static final int KEPT_BYTES = 90_000;

    private final Path home = Path.of(System.getProperty("weir.home"));

    @ParameterizedTest
    @EnumSource
    void nothingIsFound(FuzzTarget target) throws IOException, InterruptedException {
        if (!target.toString().equals(System.getProperty("fuzz.target", target.toString()))) {
            return;
        }
        Path folder = Path.of("target", "fuzz", target.toString()).toAbsolutePath();
        Path corpus = folder.resolve("corpus");
        Corpus.unpack(Corpus.of(target.toString()), corpus);
        long runs = Long.getLong("fuzz.runs", 100_000);
        long seconds = Long.getLong("fuzz.seconds", 0);

        List<String> said = jazzer(
                target,
                folder,
                "-runs=" + runs,
                "-max_total_time=" + seconds,
                "-max_len=" + Integer.getInteger("fuzz.longest", target.longest()),
                corpus.toString());

        long executed = said.stream()
                .filter(line -> line.startsWith(RUNS))
                .mapToLong(line -> Long.parseLong(line.substring(RUNS.length()).strip()))
                .sum();
        assertThat(said).as("%s", target).noneMatch(line -> line.startsWith("== "));
        assertThat(executed).as("runs of %s", target).isGreaterThanOrEqualTo(seconds > 0 ? 1 : runs);
        if (Boolean.getBoolean("fuzz.keep")) {
            Path smaller = folder.resolve("minimised-" + System.currentTimeMillis());
            Files.createDirectories(smaller);
            jazzer(target, folder, "-merge=1", smaller.toString(), corpus.toString());
            Corpus.pack(target.toString(), smaller, KEPT_BYTES, home);
        }
    }

    /** Runs Jazzer, whose progress goes to our output; its lines. */
    private static List<String> jazzer(FuzzTarget target, Path folder, String... arguments)
            throws IOException, InterruptedException {
        Path findings = Files.createDirectories(folder.resolve("findings"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--") || flag.equals("-XX:+IgnoreUnrecognizedVMOptions")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + target.entry().getName());
        command.add("--instrumentation_includes=" + target.guides());
        command.add("--reproducer_path=" + findings);
        command.addAll(List.of("-artifact_prefix=" + findings + "/", "-print_final_stats=1", "-rss_limit_mb=4096"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                lines.add(line);
                System.out.println(target + ": " + line);
            }
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor())
                .as(String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size())))
                .isZero();
        return lines;
    }
}
