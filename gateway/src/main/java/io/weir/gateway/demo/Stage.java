package io.weir.gateway.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Where the demo plays: a folder, and the broker and the gateway as processes of their own. */
final class Stage implements AutoCloseable {
    private static final long START_MILLIS = 30_000;
    private static final long STOP_SECONDS = 5;
    private static final long PAUSE_MILLIS = 50;

    private final Path folder;
    private final int brokerPort;
    private final int gatewayPort;
    private final List<Process> children = new ArrayList<>();

    private Stage(Path folder, int brokerPort, int gatewayPort) {
        this.folder = folder;
        this.brokerPort = brokerPort;
        this.gatewayPort = gatewayPort;
    }

    static Stage prepare() throws IOException {
        Path folder = Files.createTempDirectory("weir-demo");
        try (ServerSocket broker = free();
                ServerSocket gateway = free()) {
            Stage stage = new Stage(folder, broker.getLocalPort(), gateway.getLocalPort());
            Scenery.write(folder, stage.brokerPort, stage.gatewayPort);
            return stage;
        }
    }

    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    int brokerPort() {
        return brokerPort;
    }

    int gatewayPort() {
        return gatewayPort;
    }

    Path folder() {
        return folder;
    }

    /** Starts the broker and waits until it listens. */
    void startBroker(List<String> weir) throws IOException, InterruptedException {
        start(
                weir,
                "paper",
                "--port",
                Integer.toString(brokerPort),
                "--target",
                "WEIR,DEMO",
                "--symbols",
                folder.resolve("market.csv").toString(),
                "--script",
                folder.resolve("market.script").toString());
        await("the broker to listen", () -> listens(brokerPort));
    }

    /** Starts the gateway and waits until it listens and has asked its broker for quotes. */
    void startGateway(List<String> weir) throws IOException, InterruptedException {
        start(weir, "run", "--config", folder.toString());
        await("the gateway to listen", () -> listens(gatewayPort));
        await("the gateway to log on to the broker", this::isSubscribed);
    }

    private void start(List<String> weir, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(weir);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(arguments[0]).toFile());
        builder.environment().put("WEIR_BUILD", "never");
        builder.redirectInput(ProcessBuilder.Redirect.from(
                Files.createFile(folder.resolve(arguments[0] + ".in")).toFile()));
        synchronized (children) {
            children.add(builder.start());
        }
    }

    Path log(String child) {
        return folder.resolve(child + ".log");
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isSubscribed() {
        try (Stream<String> lines = Files.lines(log("paper"))) {
            return lines.anyMatch(each -> each.contains("WEIR") && each.contains("<quotes"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Waits for something, as long as both children live. */
    void await(String what, BooleanSupplier condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        while (!condition.getAsBoolean()) {
            checkChildren();
            if (System.nanoTime() > deadline) {
                throw new IOException("waited in vain for " + what);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    void checkChildren() throws IOException {
        synchronized (children) {
            for (int i = 0; i < children.size(); i++) {
                if (!children.get(i).isAlive()) {
                    throw new IOException((i == 0 ? "the broker" : "the gateway") + " has ended with status "
                            + children.get(i).exitValue());
                }
            }
        }
    }

    /** Stops the children, the gateway first. */
    @Override
    public void close() {
        synchronized (children) {
            for (int i = children.size() - 1; i >= 0; i--) {
                stop(children.get(i));
            }
            children.clear();
        }
    }

    private static void stop(Process child) {
        List<ProcessHandle> below = child.descendants().toList();
        child.destroy();
        try {
            if (!child.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                child.destroyForcibly();
            }
        } catch (InterruptedException e) {
            child.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        below.forEach(ProcessHandle::destroyForcibly);
    }

    /** Deletes the folder. */
    void clear() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
