package io.weir.sessions.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Ascii;
import io.weir.fix.settings.Durability;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.JournalSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An engine on the loopback with a core that answers, and what became of it. */
final class EngineStage implements AutoCloseable {
    private static final EdgeLimits LIMITS = new EdgeLimits(2048, 50, 40, 500, 0, 5);
    private static final int SEGMENT = 4 << 20;

    private final AtomicReference<StageCore> core = new AtomicReference<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final BlockingQueue<String> alerts = new LinkedBlockingQueue<>();
    private final FixEngine engine;

    private EngineStage(Path directory, Durability durability, List<SessionSettings> sessions) throws Exception {
        this(directory, durability, sessions, LIMITS);
    }

    private EngineStage(Path directory, Durability durability, List<SessionSettings> sessions, EdgeLimits limits)
            throws Exception {
        JournalSettings journal =
                new JournalSettings(directory, SEGMENT, durability, 1, JournalSettings.DEFAULT_MAX_SYNC_NANOS, 0);
        FixEngine.Plan plan = new FixEngine.Plan(
                "stage", journal, () -> sessions, limits, false, () -> "", failure::set, alerts::add);
        engine = FixEngine.start(plan, outlet -> {
            core.set(new StageCore(sessions, outlet));
            return core.get();
        });
    }

    /** An acceptor US with the clients ONE, TWO and THREE, all with these keys beside. */
    static EngineStage acceptor(Path directory, String... keys) throws Exception {
        return acceptor(directory, LIMITS, keys);
    }

    /** The same within other bounds; a key like {@code ONE.Key=value} is for that client alone. */
    static EngineStage acceptor(Path directory, EdgeLimits limits, String... keys) throws Exception {
        List<SessionSettings> sessions = new ArrayList<>();
        for (String client : List.of("ONE", "TWO", "THREE")) {
            Map<String, String> basic = new LinkedHashMap<>(Map.of(
                    "ConnectionType", "acceptor",
                    "TargetCompID", client,
                    "SocketAcceptAddress", "127.0.0.1",
                    "SocketAcceptPort", "0"));
            String[] own = Arrays.stream(keys)
                    .filter(key -> !key.matches("(ONE|TWO|THREE)\\..*") || key.startsWith(client + "."))
                    .map(key -> key.startsWith(client + ".") ? key.substring(client.length() + 1) : key)
                    .toArray(String[]::new);
            sessions.add(settings(basic, own));
        }
        return new EngineStage(directory, Durability.NONE, sessions, limits);
    }

    /** An initiator US that connects to BROKER on a port of this machine. */
    static EngineStage initiator(Path directory, Durability durability, int port, String... keys) throws Exception {
        Map<String, String> basic = new LinkedHashMap<>(Map.of(
                "ConnectionType", "initiator",
                "TargetCompID", "BROKER",
                "SocketConnectHost", "127.0.0.1",
                "SocketConnectPort", Integer.toString(port),
                "ReconnectInterval", "1",
                "HeartBtInt", "30"));
        return new EngineStage(directory, durability, List.of(settings(basic, keys)));
    }

    private static SessionSettings settings(Map<String, String> all, String... keys) throws Exception {
        all.put("BeginString", "FIX.4.4");
        all.put("SenderCompID", "US");
        all.put("NonStopSession", "Y");
        for (String key : keys) {
            int equals = key.indexOf('=');
            all.put(key.substring(0, equals), key.substring(equals + 1));
        }
        return SessionSettings.of(all);
    }

    FixEngine engine() {
        return engine;
    }

    InetSocketAddress address() {
        return engine.addresses().get(0);
    }

    Peer connect(String name) throws IOException {
        return Peer.connect(address(), name);
    }

    /** The next thing that the operators are told. */
    String alert() throws InterruptedException {
        String next = alerts.poll(10, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    /** The next thing that the core tells. */
    String heard() throws InterruptedException {
        String next = core.get().heard().poll(10, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    /** What the core has told and nobody has asked for yet, or null. */
    @Nullable
    String heardAlready() {
        return core.get().heard().poll();
    }

    /** Whether a session that is up is still answered, with its next number. */
    void assertAnswers(Peer peer, int number, int answer) throws IOException {
        peer.send("35=1|34=" + number + "|112=still there");
        assertThat(peer.receive()).isEqualTo("35=0|34=" + answer + "|112=still there");
        assertThat(failure.get()).isNull();
    }

    /** What is in the journal, as text. */
    List<String> journal() {
        List<String> records = new ArrayList<>();
        engine.onCore(() -> {
            try (JournalReader reader = engine.journal().reader()) {
                while (reader.next()) {
                    if (!reader.type().isHousekeeping()) {
                        String payload =
                                Ascii.readable(reader.bytes(), reader.offset(), reader.offset() + reader.length());
                        records.add(reader.type() + " " + reader.source() + " " + payload);
                    }
                }
            }
        });
        return records;
    }

    @Override
    public void close() {
        engine.close();
        assertThat(failure.get()).isNull();
    }
}
