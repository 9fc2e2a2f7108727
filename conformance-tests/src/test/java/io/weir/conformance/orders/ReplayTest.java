package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.Stage;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Settings;
import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.sequencer.Event;
import io.weir.sessions.sequencer.Unheard;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway is a function of its journal: any prefix, applied to a fresh core, gives the state that was there. */
class ReplayTest {
    @TempDir
    private Path directory;

    private Stage stage;
    private final Map<Long, Long> hashes = new TreeMap<>();

    @BeforeEach
    void open() {
        stage = Stage.open(new Configuration().tunnel("BRKA").brokerLine("BRKA", "marketData: true"), directory);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void everyPrefixReplaysToItsHash() throws Exception {
        fillReplaceAndCancel();
        look();
        workAlgos();
        look();
        stage.tunnel().cut();
        stage.awaitSession(1, false);
        look();
        stage.awaitAgain();
        look();
        stage.restartGateway();
        look();
        stage.gateway().kill("amy");
        look();
        stage.gateway().admin("amy", "release");
        stage.gateway().admin("bob", "release");
        fillReplaceAndCancel();
        look();
        stage.gateway().close();

        assertThat(hashes).hasSizeGreaterThanOrEqualTo(7);
        assertThat(replay()).isEqualTo(hashes);
        assertThat(replay()).isEqualTo(hashes);
    }

    private void fillReplaceAndCancel() {
        stage.begin();
        stage.oms().buy("A", "AAPL", 100, "10").send();
        BrokerOrder order = stage.broker().next().ack();
        order.fill(30, "10");
        stage.oms().awaitCount(3);
        stage.oms().replace("R", "A", 200, "10").send();
        order.replaced();
        stage.oms().awaitCount(5);
        look();
        order.bust(order.fill(10, "9"));
        stage.oms().cancel("C", "R").send();
        order.canceled();
        stage.oms().awaitCount(9);
    }

    private void workAlgos() {
        stage.begin();
        stage.broker().onNew(child -> child.ack());
        stage.oms()
                .buy("T", "AAPL", 100, "10")
                .with(847, 1001)
                .parameter("Slices", 1, 10)
                .parameter("DurationSeconds", 1, 60)
                .send();
        stage.oms().buy("I", "AAPL", 100, "10").with(111, 20).send();
        stage.broker().next();
        stage.oms().buy("U", "ZZZ", 100, "10").send();
        stage.oms().awaitCount(3);
        look();
    }

    /** Notes the state's hash and how long the journal is now. */
    private void look() {
        long[] seen = stage.gateway().view(core ->
                new long[] {stage.gateway().gateway().engine().journal().position(), core.stateHash()});
        hashes.put(seen[0], seen[1]);
    }

    private Map<Long, Long> replay() throws Exception {
        GatewaySettings settings = Settings.load(directory.resolve("weir"));
        GatewayCore core = new GatewayCore(content -> settings, Dictionary.load(), new Unheard());
        Map<Long, Long> seen = new TreeMap<>();
        Event event = new Event();
        try (JournalReader reader = JournalReader.open(directory.resolve("weir/journal"))) {
            while (reader.next()) {
                note(core, reader.position(), seen);
                boolean input = reader.type().isEvent() || reader.type() == RecordType.Withheld;
                if (input) {
                    byte[] bytes =
                            Arrays.copyOfRange(reader.bytes(), reader.offset(), reader.offset() + reader.length());
                    core.apply(event.set(
                                    reader.type(), reader.source(), reader.aux(), reader.monoNanos(), reader.utcNanos())
                            .payload(bytes, 0, bytes.length));
                }
            }
            note(core, Long.MAX_VALUE, seen);
        }
        return seen;
    }

    /** Notes the hash at each place of the journal where the gateway's own was noted, once all before it is applied. */
    private void note(GatewayCore core, long position, Map<Long, Long> seen) {
        for (long place : hashes.keySet()) {
            if (place <= position && !seen.containsKey(place)) {
                seen.put(place, core.stateHash());
            }
        }
    }
}
