package io.weir.conformance.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway's process, {@code weir run}, which can be killed and started again on its folder. */
public final class GatewayProcess implements AutoCloseable {
    private final Path directory;
    private final Path output;
    private Process process;
    private int starts;

    /** A gateway on a folder that is written already. */
    public GatewayProcess(Path directory) {
        this.directory = directory;
        output = directory.resolve("gateway.out");
    }

    /** Starts it and waits until it says so. */
    public void start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Some options are known to later JVMs only.
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add-") || argument.startsWith("--sun-") || argument.startsWith("--enable-")) {
                command.add(argument);
            }
        }
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("io.weir.gateway.cli.Weir", "run", "--config", directory.toString()));
        starts++;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Waiting.until(
                Waiting.PATIENCE,
                () -> "start " + starts + " of the gateway; it said " + said(),
                () -> said().stream()
                                .filter(line -> line.contains(" is ready: boot "))
                                .count()
                        >= starts);
    }

    /** Kills it as the system would (SIGKILL): it has no chance to end anything. */
    public void kill() {
        try {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The lines that it wrote. */
    public List<String> said() {
        try {
            return Files.exists(output) ? Files.readAllLines(output) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
            GatewayUnderTest.assertJournalHolds(directory);
        }
    }
}
