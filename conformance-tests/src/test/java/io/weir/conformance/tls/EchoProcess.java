package io.weir.conformance.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.Waiting;
import io.weir.fix.codec.Ascii;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The echo acceptor as a process of its own, or its counterpart that connects; it can be killed, and started on its journal. */
final class EchoProcess implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final List<String> keys;
    private int starts;
    private Process process;

    EchoProcess(Path directory, int port, List<String> keys) {
        this.directory = directory;
        this.port = port;
        this.keys = keys;
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add-") || argument.startsWith("--sun-") || argument.startsWith("--enable-")) {
                command.add(argument);
            }
        }
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp", System.getProperty("java.class.path")));
        command.add("-Dweir.echo.journal=" + journal());
        command.addAll(List.of("io.weir.conformance.EchoAcceptor", Integer.toString(port)));
        command.addAll(keys);
        starts++;
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
                .start();
        Waiting.until(
                Waiting.PATIENCE,
                () -> "start " + starts + "; it said " + said(),
                () -> said().stream()
                                .filter(line -> line.startsWith("echo acceptor listens"))
                                .count()
                        >= starts);
    }

    private Path journal() {
        return directory.resolve("journal");
    }

    private Path output() {
        return directory.resolve("echo.out");
    }

    /** The lines that it wrote. */
    List<String> said() {
        try {
            return Files.exists(output()) ? Files.readAllLines(output()) : List.of();
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    /** Kills it as the system would (SIGKILL). */
    void kill() {
        try {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is in its journal of a type, as text with bars. */
    List<String> records(RecordType type) {
        List<String> found = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal())) {
            while (reader.next()) {
                if (reader.type() == type) {
                    found.add(Ascii.readable(reader.bytes(), reader.offset(), reader.offset() + reader.length()));
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
