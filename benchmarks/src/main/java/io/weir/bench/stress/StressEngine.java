package io.weir.bench.stress;

import io.weir.fix.settings.Durability;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.netty.EdgeLimits;
import io.weir.sessions.netty.FixEngine;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The process under stress: an engine whose sessions are C0, C1, ... to US, which tells of its heap when it is asked.
 *
 * <p>Arguments: the directory of the journal, the number of sessions, connections without a name that it allows, and keys of
 * the sessions. It says {@code port N}; {@code heap} asks for the bytes in use after a collection, {@code peak} for the most
 * that a collection has left since.
 */
public final class StressEngine {
    private StressEngine() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        List<SessionSettings> sessions = sessions(Integer.parseInt(arguments[1]), arguments);
        int strangers = Integer.parseInt(arguments[2]);
        EdgeLimits usual = EdgeLimits.DEFAULT;
        EdgeLimits limits = new EdgeLimits(
                usual.maxLogonBytes(),
                strangers,
                Math.max(strangers / 2, 1),
                usual.logonMillis(),
                usual.logonsPerSecondOfAddress(),
                usual.failedLogonsPerSecond());
        JournalSettings journal = new JournalSettings(
                Path.of(arguments[0]),
                64 << 20,
                Durability.NONE,
                JournalSettings.DEFAULT_PREPARED_SEGMENTS,
                JournalSettings.DEFAULT_MAX_SYNC_NANOS,
                0);
        FixEngine engine = FixEngine.start(
                new FixEngine.Plan(
                        "stress",
                        journal,
                        () -> sessions,
                        limits,
                        false,
                        () -> "",
                        StressEngine::failed,
                        text -> System.err.println("alert " + text)),
                outlet -> new StressCore(sessions, outlet));
        System.out.println("port " + engine.addresses().get(0).getPort());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String command;
        while ((command = input.readLine()) != null) {
            switch (command) {
                case "heap" -> System.out.println("heap " + collected());
                case "peak" -> System.out.println("peak " + peak());
                default -> System.out.println("what? " + command);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static void failed(Throwable cause) {
        cause.printStackTrace();
        Runtime.getRuntime().halt(1);
    }

    private static List<SessionSettings> sessions(int count, String[] arguments) throws Exception {
        List<SessionSettings> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, String> keys = new LinkedHashMap<>();
            keys.put("ConnectionType", "acceptor");
            keys.put("BeginString", "FIX.4.4");
            keys.put("SenderCompID", "US");
            keys.put("TargetCompID", "C" + i);
            keys.put("SocketAcceptAddress", "0.0.0.0");
            keys.put("SocketAcceptPort", "0");
            keys.put("NonStopSession", "Y");
            for (int a = 3; a < arguments.length; a++) {
                int equals = arguments[a].indexOf('=');
                keys.put(arguments[a].substring(0, equals), arguments[a].substring(equals + 1));
            }
            sessions.add(SessionSettings.of(keys));
        }
        return List.copyOf(sessions);
    }

    private static long collected() {
        System.gc();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        return heap.getUsed();
    }

    /** The most that was in use since, garbled or not: what lives is less. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
