package io.weir.conformance.stage;

import io.weir.gateway.audit.JournalAudit;
import io.weir.sessions.journal.JournalReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The gateway's process, {@code weir run}, which can be killed and started again on its folder. */
public final class GatewayProcess implements AutoCloseable {
    /** A start reads the journal again: on a slow disk a long one takes its time. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    /** The system property that names the gateway's jar; without it the process has the class path of this one. */
    private static final String JAR = "weir.gateway.jar";

    private final Path directory;
    private final Path output;
    private @Nullable Process process;
    private int starts;
    private long saidBefore;

    /** A gateway on a folder that is written already. */
    public GatewayProcess(Path directory) {
        this.directory = directory;
        output = directory.resolve("gateway.out");
    }

    /** Starts it and waits until it says so. */
    public void start() {
        launch();
        awaitReady();
    }

    /** Starts it and waits for nothing. */
    public void launch() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Some options are known to later JVMs only.
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add-") || argument.startsWith("--sun-") || argument.startsWith("--enable-")) {
                command.add(argument);
            }
        }
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        String jar = System.getProperty(JAR, "");
        command.addAll(
                jar.isEmpty()
                        ? List.of("-cp", System.getProperty("java.class.path"), "io.weir.gateway.cli.Weir")
                        : List.of("-jar", jar));
        command.addAll(List.of("run", "--config", directory.toString()));
        starts++;
        try {
            saidBefore = Files.exists(output) ? Files.size(output) : 0;
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it says that it is ready. */
    public void awaitReady() {
        Waiting.until(START_PATIENCE, () -> "start " + starts + " of the gateway; it said " + saidNow(), () -> {
            String said = saidNow();
            if (!isAlive() && !said.contains(" is ready: boot ")) {
                throw new AssertionError("start " + starts + " of the gateway failed; it said " + said);
            }
            return said.contains(" is ready: boot ");
        });
    }

    /** Kills it as the system would (SIGKILL): it has no chance to end anything. */
    public void kill() {
        try {
            Process running = running();
            running.destroyForcibly();
            if (!running.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the gateway lives on after a kill");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("the gateway was never started");
        }
        return process;
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return running().isAlive();
    }

    /** The lines that it wrote. */
    public List<String> said() {
        return saidFrom(0).lines().toList();
    }

    /** What it has written since its last start. */
    private String saidNow() {
        return saidFrom(saidBefore);
    }

    private String saidFrom(long position) {
        if (!Files.exists(output)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
            byte[] bytes = new byte[(int) (file.length() - position)];
            file.seek(position);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the auditor finds in the journal of a gateway's folder. */
    public static JournalAudit.Report audit(Path directory) {
        try (JournalReader reader = JournalReader.open(directory.resolve("journal"))) {
            return new JournalAudit().verify(reader, position -> {});
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
            JournalAudit.Report report = audit(directory);
            if (!report.isClean()) {
                throw new AssertionError("the journal of " + directory + " breaks a rule: " + report.findings());
            }
        }
    }
}
