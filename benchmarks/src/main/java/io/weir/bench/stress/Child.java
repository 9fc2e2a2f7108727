package io.weir.bench.stress;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Another process of a run, spoken with in lines. */
final class Child implements AutoCloseable {
    private static final String END = "\n";

    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Writer input;

    /** Runs a class of ours with this much heap. */
    Child(String heap, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread reader = new Thread(this::read, "reader");
        reader.setDaemon(true);
        reader.start();
        input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Reads what it says at once: a process whose words nobody reads stands still. */
    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = output.readLine()) != null) {
                said.add(line);
            }
        } catch (IOException ended) {
            // It was told to.
        }
        said.add(END);
    }

    /** What it says behind this word, when it says it. */
    String said(String word) throws IOException, InterruptedException {
        while (true) {
            String line = said.take();
            if (line.equals(END)) {
                throw new IOException("the other process has ended");
            }
            if (line.startsWith(word + " ")) {
                return line.substring(word.length() + 1);
            }
        }
    }

    /** What it answers to a command, behind a word. */
    String ask(String command, String word) throws IOException, InterruptedException {
        tell(command);
        return said(word);
    }

    void tell(String command) throws IOException {
        input.write(command + "\n");
        input.flush();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
