package io.weir.conformance.simulation;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FrameCutter;
import io.weir.fix.dictionary.Dictionary;
import io.weir.gateway.core.AdminCommand;
import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalHost;
import io.weir.sessions.journal.JournalListener;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Outlet;
import io.weir.sessions.sequencer.ResendStream;
import io.weir.sessions.sequencer.Restart;
import io.weir.sessions.sequencer.Sequencer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One life of the gateway's process: the real journal on the simulated disk, the real sequencer and core. What goes wrong with
 * the disk ends it ({@link #hasFailed}).
 */
final class SimulatedGateway implements JournalListener {
    static final Dictionary DICTIONARY = Dictionary.load();
    private static final long SPACE_RETRY = 1_000_000_000L;
    private static final int STAGE = 64 << 10;

    private final World world;
    private final SimulatedEdge edge;
    private final Journal journal;
    private final Sequencer sequencer;
    private final GatewayCore core;
    private final Judge judge;
    private final FrameCutter.Rules framing;
    private boolean failed;
    private boolean turnPlanned;
    private boolean enough = true;
    private long freeBytes;

    /**
     * Opens the journal, replays it under the judge's eyes, and begins.
     *
     * @param hashes of the state, by the position of the event behind which it was sampled; those of events that are lost go
     */
    SimulatedGateway(World world, Configurations configurations, JournalSettings how, Map<Long, Long> hashes) {
        this.world = world;
        edge = new SimulatedEdge(world);
        judge = new Judge(world);
        journal =
                Journal.open(how, this, new JournalHost(world.disk, world.clock::monoNanos, SPACE_RETRY, STAGE, true));
        AtomicReference<@Nullable GatewayCore> made = new AtomicReference<>();
        Function<Outlet, WatchedCore> cores = outlet -> {
            GatewayCore gateway = new GatewayCore(configurations::of, DICTIONARY, new WatchedOutlet(outlet, judge));
            made.set(gateway);
            return new WatchedCore(gateway, judge, hashes);
        };
        Snapshots snapshots = world.snapshots;
        Path from = null;
        if (snapshots == null) {
            sequencer = new Sequencer(journal, world.clock, text -> {}, false, cores);
            core = Objects.requireNonNull(made.get());
            replay(sequencer);
        } else {
            judge.deaf(true);
            Restart.Result result = snapshots.restart(journal, cores);
            judge.deaf(false);
            sequencer = result.sequencer();
            from = result.from();
            core = Objects.requireNonNull(made.get());
            force();
            replay(new Sequencer(journal, world.clock, text -> {}, false, cores));
            snapshots.compare(core, Objects.requireNonNull(made.get()));
        }
        framing = configurations.now().sessions().get(0).framing(sequencer.maxMessageBytes());
        judge.recovered(journal.position());
        hashes.keySet().removeIf(position -> position >= journal.position());
        world.lives(core, judge);
        configure(configurations);
        sequencer.attach(edge);
        sequencer.started(snapshots == null ? "simulation" : snapshots.build());
        followSpace();
        if (snapshots != null) {
            snapshots.follow(journal, outlet -> new GatewayCore(configurations::of, DICTIONARY, outlet), from);
        }
        settle();
    }

    private void replay(Sequencer whole) {
        judge.replays(true);
        whole.recover();
        judge.replays(false);
    }

    /** What a crash had cut off and recovery has appended is written, so that it can be read. */
    private void force() {
        boolean more = true;
        while (more && !failed) {
            more = journal.step();
        }
    }

    /** As the process does at its start: a configuration that has changed is taken while no order is open, or not at all. */
    private void configure(Configurations configurations) {
        String files = configurations.files();
        if (core.reference().equals(files)) {
            return;
        }
        boolean first = core.isEmpty();
        if (!first && core.flow().table().openCount() > 0) {
            world.note(Happening.LIMITS_REFUSED);
            configurations.back(core.reference());
            return;
        }
        if (!first) {
            world.note(Happening.LIMITS_CHANGED);
        }
        sequencer.reference(Ascii.bytes(files));
    }

    GatewayCore core() {
        return core;
    }

    Judge judge() {
        return judge;
    }

    SimulatedEdge edge() {
        return edge;
    }

    Journal journal() {
        return journal;
    }

    boolean hasFailed() {
        return failed;
    }

    long events() {
        return sequencer.events();
    }

    /** When the core wants to be woken, in the world's time. */
    long nextDeadline() {
        long until = sequencer.untilDeadline();
        return until == Long.MAX_VALUE ? Long.MAX_VALUE : world.clock.now() + Math.max(0, until);
    }

    // ---- what happens

    FrameCutter cutter(AtomicReference<@Nullable Wire> wire) {
        return new FrameCutter(framing, new FrameCutter.Listener() {
            @Override
            public void frame(byte[] bytes, int start, int end) {
                received(Objects.requireNonNull(wire.get()), bytes, start, end);
            }

            @Override
            public void garbled(byte[] bytes, int start, int end) {
                world.fail("garbled on the way: " + Ascii.readable(bytes, start, end));
            }

            @Override
            public void oversized(int maxMessageBytes) {
                world.fail("oversized on the way");
            }
        });
    }

    private void received(Wire wire, byte[] bytes, int start, int end) {
        int session = wire.party.place;
        if (!wire.openHere) {
            return;
        }
        if (!wire.isNamed) {
            if (edge.isTaken(session)) {
                world.tell(() -> wire.party.name + " is refused: it is connected already");
                wire.openHere = false;
                world.closedByGateway(wire);
                return;
            }
            named(wire);
        }
        boolean whole = FixFraming.checksumMatches(bytes, start, end - start);
        world.require(whole, "a CheckSum is wrong");
        sequencer.received(session, wire.id, bytes, start, end);
    }

    /** A wire belongs to its session from now on. */
    void named(Wire wire) {
        wire.isNamed = true;
        edge.add(wire);
        sequencer.connected(wire.party.place, wire.id, "simulation");
    }

    void refused(int session) {
        sequencer.disconnected(session, FixSession.NONE, "connection refused");
    }

    void lost(Wire wire, String reason) {
        if (edge.remove(wire)) {
            sequencer.disconnected(wire.party.place, wire.id, reason);
        }
    }

    void admin(AdminCommand command, Sequencer.Reply reply) {
        sequencer.admin(command.encode(), reply);
    }

    void kill(AdminCommand command, Sequencer.Reply reply) {
        sequencer.engageKill(command.encode(), reply);
    }

    /** Ends the batch, as the live edge does when it has read what there is. */
    void settle() {
        sequencer.wake();
        sequencer.endBatch();
        hearStreamed();
        if (!turnPlanned && journal.position() > journal.durablePosition()) {
            turnPlanned = true;
            world.diskTurn(this::turn);
        }
    }

    private void followSpace() {
        sequencer.intake(enough, freeBytes);
    }

    /** The process is asked to end in order. */
    void drained() {
        sequencer.drained();
    }

    private void stepShadow() {
        if (world.snapshots != null) {
            world.snapshots.step();
        }
    }

    /** The process has ended in order: what it has said is on the disk. */
    void close() {
        sequencer.endBatch();
        force();
        if (world.snapshots != null && !failed && journal.durablePosition() == journal.position()) {
            world.snapshots.close();
        }
    }

    private void hearStreamed() {
        ResendStream left;
        while ((left = edge.streamed().poll()) != null) {
            sequencer.streamed(left.session(), left.number());
            sequencer.endBatch();
        }
    }

    /** The disk does what waits for it. */
    private void turn() {
        turnPlanned = false;
        boolean more = true;
        while (more) {
            more = journal.step();
        }
        if (!failed) {
            followSpace();
            sequencer.durable();
            hearStreamed();
            settle();
            stepShadow();
        }
    }

    // ---- the journal's words

    @Override
    public void durable(long position) {}

    @Override
    public void failed(Throwable cause) {
        world.tell(() -> "the journal fails: " + cause.getMessage());
        failed = true;
    }

    @Override
    public void lowSpace(long bytes) {
        world.tell(() -> "the journal is short of room");
        world.note(Happening.SPACE_LOW);
        enough = false;
        freeBytes = bytes;
    }

    @Override
    public void spaceRestored(long bytes) {
        world.tell(() -> "the journal has room again");
        world.note(Happening.SPACE_BACK);
        enough = true;
        freeBytes = bytes;
    }

    @Override
    public void stalled(long nanos) {}
}
