package io.weir.gateway.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.Durability;
import io.weir.fix.settings.GatewaySettings;
import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalListener;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.sequencer.Clock;
import io.weir.sessions.sequencer.Restart;
import io.weir.sessions.sequencer.Shadow;
import io.weir.sessions.snapshot.SnapshotStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of storms in a real journal: a snapshot and what came after it are the whole journal, at many positions. */
@Timeout(120)
class StormSnapshotTest {
    private static final int SEGMENT = 1 << 20;

    @TempDir
    private Path folder;

    private final List<String> alerts = new CopyOnWriteArrayList<>();
    private GatewaySettings settings;
    private GatewayCore core;
    private long events;

    @Test
    void aSnapshotAndTheTailAreTheWholeJournal() throws Exception {
        settings = OrderStormTest.settings(folder);
        for (long seed = 1; seed <= 3; seed++) {
            Path directory = folder.resolve("journal" + seed);
            long hash = storm(directory, seed);
            SnapshotStore store = new SnapshotStore(directory);
            for (int each : new int[] {41, 97, 230}) {
                shadow(directory, each);
                for (Path newest : store.newestFirst()) {
                    long replayed = restart(directory, newest);
                    assertThat(core.stateHash())
                            .as("storm %d from %s", seed, newest)
                            .isEqualTo(hash);
                    assertThat(replayed).isLessThan(2L * each + 1);
                    Files.delete(newest);
                }
            }
            restart(directory, null);
            assertThat(core.stateHash()).as("storm %d, all of it", seed).isEqualTo(hash);
        }
        assertThat(alerts).isEmpty();
    }

    private static Journal open(Path directory) {
        long patience = JournalSettings.DEFAULT_MAX_SYNC_NANOS;
        return Journal.open(
                new JournalSettings(directory, SEGMENT, Durability.NONE, 1, patience, 0),
                JournalListener.ofFailure(cause -> {}));
    }

    private long storm(Path directory, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (Journal journal = open(directory)) {
            StormWorld world = new StormWorld(settings, random, "20261120-21:45:00", journal);
            OrderStormTest.storm(world, random);
            events = world.events();
            return world.core.stateHash();
        }
    }

    private void shadow(Path directory, int each) throws InterruptedException {
        try (Journal journal = open(directory)) {
            Shadow.Plan plan = new Shadow.Plan(
                    "storm",
                    outlet -> new GatewayCore(content -> settings, StormWorld.DICTIONARY, outlet),
                    new SnapshotStore(directory),
                    each,
                    position -> {});
            Shadow shadow = Shadow.start(journal, alerts::add, plan, null, 0);
            while (shadow.events() < events && !shadow.diverged()) {
                Thread.sleep(1);
            }
            shadow.close();
            assertThat(shadow.diverged()).isFalse();
        }
    }

    private long restart(Path directory, Path expected) {
        try (Journal journal = open(directory)) {
            Restart.Plan plan = new Restart.Plan(
                    "storm",
                    false,
                    outlet -> {
                        core = new GatewayCore(content -> settings, StormWorld.DICTIONARY, outlet);
                        return core;
                    },
                    new SnapshotStore(directory));
            Restart.Result result = new Restart(journal, Clock.system(), alerts::add, plan).run();
            assertThat(result.from()).isEqualTo(expected);
            return result.events();
        }
    }
}
