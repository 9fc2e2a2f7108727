package io.weir.conformance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.weir.conformance.EchoAcceptor;
import io.weir.sessions.netty.FixEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The acceptance definitions of {@code -Dfix.defs=DIR}, one test each, against an acceptor of its own.
 *
 * <p>Those that wait for heartbeats begin first and run beside the others, so that all take as long as the longest.
 */
class AcceptanceTest {
    private static final int AT_ONCE = 4;
    private static final ExecutorService PLAYERS = Executors.newFixedThreadPool(AT_ONCE);

    /** The same in virtual time: the player of our own scripts is right where it agrees with the sockets. */
    @TestFactory
    Stream<DynamicTest> definitionsInVirtualTime() throws IOException {
        return read().stream()
                .map(each -> dynamicTest(each.name(), () -> {
                    for (int piece : new int[] {1, 1 << 16}) {
                        try (Stage stage = new VirtualStage(
                                EchoAcceptor.keys(1, Map.of()), "", VirtualStage.Reading.AS_THE_HARNESS, piece)) {
                            assertThat(new Player(stage).play(each)).isEmpty();
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> definitions() throws IOException {
        List<Definition> definitions = read();
        Map<Definition, Future<String>> differences = new LinkedHashMap<>();
        definitions.stream()
                .sorted(Comparator.comparing(Definition::isSlow).reversed())
                .forEach(each -> differences.put(each, PLAYERS.submit(() -> play(each))));
        return definitions.stream()
                .map(each -> dynamicTest(
                        each.name(),
                        () -> assertThat(differences.get(each).get()).isEmpty()));
    }

    private static List<Definition> read() throws IOException {
        Path folder = folder();
        assumeTrue(Files.isDirectory(folder), "no definitions in " + folder + "; name them with -Dfix.defs=DIR");
        List<Definition> definitions = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".def"))
                    .sorted()
                    .toList()) {
                definitions.add(Definition.read(file));
            }
        }
        assertThat(definitions).isNotEmpty();
        return definitions;
    }

    @AfterAll
    static void stop() {
        PLAYERS.shutdown();
    }

    private static Path folder() {
        String named = System.getProperty("fix.defs");
        if (named != null) {
            return Path.of(named);
        }
        Path home = Path.of("").toAbsolutePath();
        while (!Files.exists(home.resolve("mvnw")) && home.getParent() != null) {
            home = home.getParent();
        }
        return home.resolveSibling("shared").resolve("acceptance").resolve("fix44");
    }

    private static String play(Definition definition) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        String difference;
        try (FixEngine engine = EchoAcceptor.start(0, Map.of(), failure::set);
                Stage stage = new SocketStage(engine.addresses().get(0))) {
            difference = new Player(stage).play(definition);
        }
        return failure.get() == null ? difference : "the acceptor stopped: " + failure.get();
    }
}
