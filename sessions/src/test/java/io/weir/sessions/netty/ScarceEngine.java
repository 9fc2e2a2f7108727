package io.weir.sessions.netty;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The process of {@link DescriptorsTest}: an engine that uses up its file descriptors when it is told to. */
final class ScarceEngine {
    private ScarceEngine() {}

    /** Runs until it is killed; {@code arguments[0]} is the journal's directory. */
    public static void main(String[] arguments) throws Exception {
        EngineStage stage = EngineStage.acceptor(Path.of(arguments[0]), "ReconnectInterval=1");
        Thread alerts = new Thread(() -> tellAlerts(stage));
        alerts.setDaemon(true);
        alerts.start();
        say("port " + stage.address().getPort());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<InputStream> held = new ArrayList<>();
        String command;
        loadEverything();
        exhaust(held);
        release(held);
        while ((command = input.readLine()) != null) {
            switch (command) {
                case "exhaust" -> {
                    exhaust(held);
                    say("exhausted " + held.size());
                }
                case "release" -> {
                    release(held);
                    say("released");
                }
                case "cpu" -> say("cpu " + acceptMillis());
                default -> say("what?");
            }
        }
    }

    /** A class in a directory is not found without a descriptor; those in a jar, as in use, are. */
    private static void loadEverything() throws IOException, ClassNotFoundException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path root = Path.of(entry);
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path each : files.filter(file ->
                                    root.relativize(file).toString().matches("io/weir/(fix|sessions)/.*\\.class"))
                            .filter(file -> !file.toString().endsWith("-info.class"))
                            .toList()) {
                        String path = root.relativize(each).toString();
                        String name = path.substring(0, path.length() - ".class".length());
                        Class.forName(name.replace(File.separatorChar, '.'));
                    }
                }
            }
        }
    }

    private static void exhaust(List<InputStream> held) {
        try {
            while (true) {
                held.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException noneLeft) {
            // As was asked for.
        }
    }

    private static void release(List<InputStream> held) throws IOException {
        for (InputStream each : held) {
            each.close();
        }
        held.clear();
    }

    private static void tellAlerts(EngineStage stage) {
        try {
            while (true) {
                String alert = stage.alert();
                if (!alert.equals("nothing")) {
                    say("alert " + alert);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /** The processor time of the accept thread. */
    private static long acceptMillis() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo each : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (each != null && each.getThreadName().startsWith("accept")) {
                return threads.getThreadCpuTime(each.getThreadId()) / 1_000_000;
            }
        }
        return -1;
    }
}
