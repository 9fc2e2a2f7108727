package io.weir.conformance.simulation;

import io.weir.fix.state.StateWriter;
import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.sequencer.Outlet;
import io.weir.sessions.sequencer.Restart;
import io.weir.sessions.sequencer.Shadow;
import io.weir.sessions.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The snapshots of a world's gateway, over all its lives: who writes them, which the disk has damaged, what starts from them. */
final class Snapshots {
    private final World world;
    private final SplittableRandom random;
    private final SnapshotStore store;
    private final int eachEvents;
    private final Set<String> damaged = new HashSet<>();
    private int build = 1;
    private @Nullable Shadow shadow;
    private long seen;

    Snapshots(World world, Path journal, SplittableRandom random) {
        this.world = world;
        this.random = random;
        store = new SnapshotStore(journal, world.disk);
        eachEvents = 20 + random.nextInt(300);
    }

    /** The version of the program; another one comes now and then. */
    String build() {
        return "build " + build;
    }

    /** The process has ended, and with it its shadow; somebody may install another build, and the disk may rot. */
    void died() {
        shadow = null;
        if (!world.draining && random.nextInt(12) == 0) {
            build++;
        }
        if (world.draining || !world.faults.has(Faults.Kind.ROT) || random.nextInt(6) != 0) {
            return;
        }
        List<Path> files = files();
        if (!files.isEmpty()) {
            Path file = files.get(random.nextInt(files.size()));
            world.tell(() -> "a bit of " + file.getFileName() + " turns");
            world.note(Happening.SNAPSHOT_DAMAGED);
            world.disk.rot(file, random);
            damaged.add(String.valueOf(file.getFileName()));
        }
    }

    private List<Path> files() {
        try {
            return store.newestFirst();
        } catch (IOException e) {
            throw new IllegalStateException("this disk always lists", e);
        }
    }

    /** Starts from the newest that is good; only what is damaged, or another build's, may be passed over. */
    Restart.Result restart(Journal journal, Function<Outlet, WatchedCore> cores) {
        List<Path> before = files();
        Restart.Plan plan = new Restart.Plan(build(), false, cores, store);
        Restart.Result result = new Restart(journal, world.clock, this::passedOver, plan).run();
        Path from = result.from();
        if (from != null) {
            world.tell(() -> "starts from " + from.getFileName());
            boolean newest = from.equals(before.get(0));
            world.note(newest ? Happening.STARTED_FROM_SNAPSHOT : Happening.STARTED_FROM_OLDER_SNAPSHOT);
            if (result.events() == 0) {
                world.note(Happening.STARTED_FROM_LAST_WORD);
            }
        }
        return result;
    }

    private void passedOver(String alert) {
        if (!alert.startsWith("snapshot ")) {
            return;
        }
        world.tell(() -> "    alert: " + alert);
        boolean isDamaged = damaged.stream().anyMatch(alert::contains);
        boolean isAnothers = alert.contains("that build had not ended in order");
        if (isAnothers) {
            world.note(Happening.STARTED_BY_ANOTHER_BUILD);
        }
        world.note(Happening.SNAPSHOT_PASSED_OVER);
        world.require(isDamaged || isAnothers, () -> "5: " + alert);
    }

    /** Two cores, one from a snapshot and what came after it, one from the whole journal, must be one. */
    void compare(GatewayCore one, GatewayCore whole) {
        StateWriter first = new StateWriter();
        one.state(first);
        StateWriter second = new StateWriter();
        whole.state(second);
        int at = Arrays.mismatch(first.buffer(), 0, first.length(), second.buffer(), 0, second.length());
        world.require(
                one.stateHash() == whole.stateHash() && at < 0,
                () -> "5: the state from a snapshot is not that of the whole journal, from byte " + at + " of "
                        + first.length());
    }

    /** A shadow begins to follow the life that has just begun. */
    void follow(Journal journal, Function<Outlet, GatewayCore> cores, @Nullable Path from) {
        Shadow.Plan plan = new Shadow.Plan(build(), cores, store, eachEvents, position -> {});
        seen = 0;
        shadow = Shadow.stepped(journal, this::alert, plan, from);
    }

    private void alert(String text) {
        world.tell(() -> "    alert: " + text);
        world.require(!text.contains("DIVERGES") && !text.contains("failed where"), () -> "4: " + text);
    }

    /** The shadow catches up. */
    void step() {
        Shadow living = shadow;
        if (living != null) {
            living.step();
            noteWritten(living);
        }
    }

    /** The process has ended in order. */
    void close() {
        Shadow living = shadow;
        if (living != null) {
            living.close(true, 0);
            noteWritten(living);
            shadow = null;
        }
    }

    private void noteWritten(Shadow living) {
        for (; seen < living.snapshots(); seen++) {
            world.tell(() -> "    a snapshot is written");
            world.note(Happening.SNAPSHOT_WRITTEN);
        }
    }
}
