package io.weir.conformance.simulation;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FrameCutter;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import io.weir.gateway.core.GatewayCore;
import io.weir.gateway.orders.Reconciliation;
import io.weir.sessions.journal.JournalException;
import io.weir.sessions.journal.JournalFailed;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.SentNumber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's machine, the network, two clients and two brokers, in one thread and in a time of their own. What it keeps is
 * what no crash of the gateway can undo: what has left, what was asked for, what people were told.
 */
final class World {
    static final int PLACES = 4;
    private static final long MICROS = 1_000;
    private static final long MILLIS = 1_000_000;
    private static final long SECONDS = 1_000_000_000;

    /** A message by session, epoch and number. */
    record Key(int place, long sentNumber) {}

    /** What decides about each matter, so that to leave one out does not change the others. */
    final SplittableRandom random;

    private final SplittableRandom network;
    private final SplittableRandom machine;

    final Faults faults;
    final SimulatedClock clock;
    final SimulatedDisk disk = new SimulatedDisk();
    final Party[] parties = new Party[PLACES];
    /** How many of a hundred resends are not asked for, or answered by a gap fill. */
    int forgetful;
    /** The storm is over: everybody answers, and nothing is lost any more. */
    boolean draining;

    /** Requests of clients, in order. */
    final List<Client.Request> requests = new ArrayList<>();
    /** Messages that left, as they left. */
    final Map<Key, String> left = new HashMap<>();
    /** Orders of ours that will never leave. */
    final Set<Key> withheld = new HashSet<>();
    /** Every ClOrdID that was ever committed, in whatever life, and the message that had it. */
    final Map<String, String> committedIds = new HashMap<>();
    /** ClOrdIDs of which a broker's report was lost for good. */
    final Set<String> disputed = new HashSet<>();

    final Coverage coverage = new Coverage();
    final Operators operators;
    final Machine trouble;
    /** Null in worlds whose gateway keeps none. */
    final @Nullable Snapshots snapshots;

    private final Schedule schedule = new Schedule();
    private final Configurations configurations;
    private final JournalSettings how;
    private final Map<Long, Long> hashes = new HashMap<>();
    private final Letters letters = new Letters();
    private final FixMessage message = new FixMessage();
    private final @Nullable List<String> story;
    /** What the gateway of this life has been connected to, named or not. */
    private final List<Wire> wires = new ArrayList<>();

    private @Nullable SimulatedGateway gateway;
    private @Nullable GatewayCore core;
    private @Nullable Judge judge;
    private long connections;
    private long digest = 1;
    private int boots;
    private boolean stopping;

    /**
     * A world in which the gateway has just begun.
     *
     * @param tells whether it keeps its story
     */
    World(Configurations configurations, JournalSettings how, Faults faults, SplittableRandom seeded, boolean tells) {
        this.configurations = configurations;
        this.how = how;
        this.faults = faults;
        random = seeded.split();
        network = seeded.split();
        machine = seeded.split();
        SplittableRandom kept = seeded.split();
        snapshots = kept.nextInt(3) == 0 ? new Snapshots(this, how.directory(), kept) : null;
        operators = new Operators(this, seeded.split());
        story = tells ? new ArrayList<>() : null;
        forgetful = random.nextInt(3) == 0 ? 30 : 3;
        int minute = random.nextInt(60);
        // Most begin on a plain day, some on the one before the clocks in New York are put back, or on.
        int season = machine.nextInt(8);
        String date = season == 0 ? "20261031-" : season == 1 ? "20270313-" : "20261120-";
        String begin = date + (minute < 30 ? "15:00:00" : (season == 0 ? "20:" : "21:") + minute + ":00");
        byte[] bytes = Ascii.bytes(begin);
        clock = new SimulatedClock(Timestamps.parse(bytes, 0, bytes.length));
        trouble = new Machine(this, machine);
        disk.faults(trouble::disk);
        if (faults.has(Faults.Kind.SHORT_WRITE) && machine.nextInt(4) == 0) {
            disk.longestWrite(1 + machine.nextInt(300));
        }
        for (int i = 0; i < PLACES; i++) {
            parties[i] = i < 2 ? new Client(this, i, "OMS" + (i + 1)) : new Broker(this, i, "BRK" + (i - 1));
            beats(parties[i]);
        }
        boot();
    }

    Client client(int which) {
        return (Client) parties[which];
    }

    Broker broker(int which) {
        return (Broker) parties[2 + which];
    }

    /** Looks after the orders as the core that lives now, or lived last, sees them. */
    void lives(GatewayCore newCore, Judge newJudge) {
        core = newCore;
        judge = newJudge;
    }

    Judge judge() {
        if (judge == null) {
            throw new IllegalStateException("the gateway has never lived");
        }
        return judge;
    }

    /** The core that lives now, or lived last. */
    GatewayCore core() {
        if (core == null) {
            throw new IllegalStateException("the gateway has never lived");
        }
        return core;
    }

    // ---- the machine

    boolean isUp() {
        return gateway != null;
    }

    /** Starts the gateway's process; where the disk prevents it, it is tried again. */
    private void boot() {
        if (gateway != null) {
            return;
        }
        clock.rebooted();
        boots++;
        tell(() -> "boot");
        try {
            gateway = new SimulatedGateway(this, configurations, how, hashes);
        } catch (JournalFailed e) {
            cannotStart(e);
        } catch (JournalException e) {
            if (!(e.getCause() instanceof IOException)) {
                throw failure("4: it does not start: " + e.getMessage(), e);
            }
            cannotStart(e);
        } catch (RuntimeException e) {
            throw failure("4: it does not start: " + e, e);
        }
    }

    private void cannotStart(JournalException e) {
        tell(() -> "does not start: " + e.getMessage());
        note(Happening.START_FAILED);
        schedule.at(clock.now() + SECONDS, this::boot);
    }

    /** Something happens to the gateway; what it cannot bear ends it. */
    void happens(Consumer<SimulatedGateway> what) {
        SimulatedGateway living = gateway;
        if (living == null) {
            return;
        }
        try {
            what.accept(living);
            if (!living.hasFailed()) {
                living.settle();
            }
        } catch (JournalFailed e) {
            tell(() -> "the gateway stops: " + e.getMessage());
        } catch (RuntimeException e) {
            throw failure("the core throws " + e, e);
        }
        if (living.hasFailed()) {
            crash(machine.nextBoolean());
        }
    }

    /** Some time soon the gateway's process ends, maybe in the middle of something. */
    void crashSoon(boolean powerFails) {
        long wait = machine.nextBoolean() ? machine.nextLong(MILLIS) : machine.nextLong(500 * MILLIS);
        schedule.at(clock.now() + wait, () -> crash(powerFails));
    }

    /** The gateway's process ends, with or without its machine; it begins again soon. */
    void crash(boolean powerFails) {
        SimulatedGateway dying = gateway;
        if (dying == null) {
            return;
        }
        tell(() -> powerFails ? "the power fails" : "the gateway is killed");
        if (!stopping) {
            note(powerFails ? Happening.POWER_LOST : Happening.KILLED);
        }
        stopping = false;
        gateway = null;
        trouble.reboots();
        if (powerFails) {
            disk.losePower(machine);
        }
        dying.edge().end();
        if (snapshots != null) {
            snapshots.died();
        }
        for (Wire wire : wires) {
            wire.openHere = false;
            wire.underWay.clear();
            if (powerFails) {
                wire.silent = true;
            }
            schedule.at(wire.toParty(clock.now(), latency()), () -> ended(wire));
        }
        wires.clear();
        for (Party party : parties) {
            party.wanted = false;
        }
        schedule.at(clock.now() + MILLIS + machine.nextLong(20 * SECONDS), this::boot);
    }

    /** The disk is to work for the gateway, after the time that disks take. */
    void diskTurn(Runnable turn) {
        long latency = 20 * MICROS + machine.nextLong(faults.has(Faults.Kind.SLOW_DISK) ? 5 * MILLIS : 200 * MICROS);
        if (faults.has(Faults.Kind.SLOW_DISK) && machine.nextInt(200) == 0) {
            latency += machine.nextLong(3 * SECONDS);
        }
        SimulatedGateway of = gateway;
        int boot = boots;
        schedule.at(clock.now() + latency, () -> {
            if (boot == boots && (of == null || of == gateway)) {
                happens(living -> turn.run());
            }
        });
    }

    /** Somebody ends the process in order, and starts it again. */
    void stop() {
        SimulatedGateway living = gateway;
        if (living == null || stopping) {
            return;
        }
        tell(() -> "the gateway is asked to stop");
        stopping = true;
        happens(SimulatedGateway::drained);
        schedule.at(clock.now() + machine.nextLong(3 * SECONDS), () -> {
            if (gateway == living) {
                note(Happening.STOPPED_IN_ORDER);
                happens(SimulatedGateway::close);
                crash(false);
            }
        });
    }

    /** Somebody writes the other configuration, and starts the gateway with it. */
    void changeLimits() {
        configurations.change();
        stop();
    }

    /** Somebody engages the kill switch soon, maybe while orders wait for the disk. */
    void killSoon() {
        schedule.at(clock.now() + machine.nextLong(500 * MICROS), operators::kill);
        client(machine.nextInt(2)).act();
    }

    /** Something happens after so many milliseconds. */
    void later(long millis, Runnable what) {
        schedule.at(clock.now() + millis * MILLIS, what);
    }

    // ---- the network

    private long latency() {
        long latency = 10 * MICROS + network.nextLong(200 * MICROS);
        if (faults.has(Faults.Kind.SLOW_NETWORK) && network.nextInt(50) == 0) {
            latency += network.nextLong(3 * SECONDS);
        }
        return latency;
    }

    /** A session wants its connection. */
    void dials(int place, SimulatedEdge asking) {
        schedule.at(clock.now() + latency(), () -> {
            if (!asking.hasEnded()) {
                parties[place].wanted = true;
            }
        });
    }

    /** Nobody answers the gateway's call. */
    void refuse(Party party) {
        party.wanted = false;
        note(Happening.CONNECTION_REFUSED);
        happens(living -> living.refused(party.place));
    }

    /** A party opens a connection, or answers the gateway's call; null where nobody is there. */
    @Nullable
    Wire open(Party party) {
        SimulatedGateway living = gateway;
        if (living == null) {
            return null;
        }
        AtomicReference<@Nullable Wire> made = new AtomicReference<>();
        FrameCutter there = new FrameCutter(
                configurations.now().sessions().get(0).framing(1 << 16), new Reading(party::arrived, this));
        Wire wire = new Wire(++connections, party, living.cutter(made), there);
        made.set(wire);
        wires.add(wire);
        if (!party.isClient()) {
            party.wanted = false;
            happens(g -> g.named(wire));
        }
        return wire.openHere && gateway == living ? wire : null;
    }

    /** A message of a party goes out; in pieces, now and then. */
    void send(Party party, String text, long number, String flags) {
        Wire wire = party.wire;
        if (wire == null || !wire.openThere) {
            return;
        }
        tell(() -> party.name + ": " + text.substring(0, text.indexOf('|') + 1) + "34=" + number + "|" + flags
                + text.substring(text.indexOf('|') + 1));
        byte[] bytes = letters.encode(party, text, number, flags, utc());
        int at = 0;
        while (at < bytes.length) {
            int piece = network.nextInt(8) == 0 ? 1 + network.nextInt(bytes.length) : bytes.length;
            int end = Math.min(bytes.length, at + piece);
            wire.underWay.add(Arrays.copyOfRange(bytes, at, end));
            schedule.at(wire.toGateway(clock.now(), latency()), () -> arrives(wire));
            at = end;
        }
        if (faults.has(Faults.Kind.CUT) && !draining && network.nextInt(400) == 0) {
            breaks(wire);
        }
    }

    private void arrives(Wire wire) {
        byte[] bytes = wire.underWay.poll();
        if (bytes == null || wire.silent || !wire.openHere) {
            return;
        }
        happens(living -> wire.fromParty.add(bytes, 0, bytes.length));
    }

    /** What the gateway hands to the kernel. */
    void toParty(Wire wire, byte[] bytes) {
        schedule.at(wire.toParty(clock.now(), latency()), () -> {
            if (wire.openThere) {
                wire.arrives(bytes);
            }
        });
    }

    /** A message leaves: from now on nothing can undo it. */
    void leaves(Wire wire, Wire.Queued queued) {
        wire.epoch = queued.epoch();
        byte[] bytes = queued.message();
        FixParser.parse(bytes, 0, bytes.length, message);
        long number = message.unsigned(message.find(Tags.MSG_SEQ_NUM));
        Key key = new Key(wire.party.place, SentNumber.of(queued.epoch(), number));
        String text = Ascii.text(bytes, 0, bytes.length);
        String before = withheld.contains(key) ? null : left.put(key, text);
        require(
                before == null || before.equals(text),
                () -> "2: number " + number + " leaves twice in its epoch: " + text);
        digest = digest * 31 + text.hashCode();
    }

    /** The connection breaks: from some byte on nothing arrives, at either end. */
    void breaks(Wire wire) {
        wire.openThere = false;
        int whole = network.nextInt(wire.underWay.size() + 1);
        List<byte[]> coming = new ArrayList<>(wire.underWay);
        wire.underWay.clear();
        boolean unheard = faults.has(Faults.Kind.SILENCE) && !draining && network.nextInt(6) == 0;
        tell(() -> wire.party.name + "'s connection breaks" + (unheard ? ", and nobody says so" : ""));
        note(unheard ? Happening.CONNECTION_SILENT : Happening.CONNECTION_CUT);
        happens(living -> {
            for (int i = 0; i < whole && wire.openHere; i++) {
                byte[] bytes = coming.get(i);
                int until = i + 1 < whole ? bytes.length : network.nextInt(bytes.length + 1);
                wire.fromParty.add(bytes, 0, until);
            }
        });
        if (unheard) {
            wire.silent = true;
        } else {
            int boot = boots;
            schedule.at(clock.now() + latency(), () -> {
                if (boot == boots) {
                    happens(living -> living.lost(wire, "connection reset"));
                }
            });
        }
        if (wire.party.wire == wire) {
            wire.party.closed();
        }
    }

    /** The gateway has closed its end: the party hears of it behind what is under way. */
    void closedByGateway(Wire wire) {
        schedule.at(wire.toParty(clock.now(), latency()), () -> ended(wire));
    }

    private void ended(Wire wire) {
        if (wire.openThere) {
            wire.openThere = false;
            if (wire.party.wire == wire) {
                wire.party.closed();
            }
        }
    }

    private void beats(Party party) {
        schedule.at(clock.now() + 20 * SECONDS, () -> {
            party.beat();
            beats(party);
        });
    }

    // ---- time

    /** Time passes, and what is due happens. */
    void pass(long millis) {
        long until = clock.now() + millis * MILLIS;
        while (true) {
            long deadline = gateway == null ? Long.MAX_VALUE : gateway.nextDeadline();
            long next = Math.min(schedule.next(), deadline);
            if (next > until) {
                break;
            }
            clock.advanceTo(next);
            if (schedule.next() <= clock.now()) {
                schedule.take().run();
            } else {
                happens(living -> {});
            }
        }
        clock.advanceTo(until);
    }

    // ---- what the parties need to know

    /** The next number that the gateway expects of a session. */
    long nextIn(int place) {
        return session(place).nextIn();
    }

    FixSession session(int place) {
        return core().sessions().session(place);
    }

    Reconciliation reconciliation() {
        return core().flow().reconciliation();
    }

    /** It has happened. */
    void note(Happening what) {
        coverage.note(what);
    }

    long utc() {
        return clock.utcNanos();
    }

    String time() {
        return Timestamps.text(utc());
    }

    long events() {
        return gateway == null ? 0 : gateway.events();
    }

    /** A hash of all that left, and of the state at the end. */
    long digest() {
        return digest * 31 + core().stateHash();
    }

    /** The journal ends and begins once more, and everything is compared. */
    void compareReplay() {
        crash(false);
        awaitUp();
    }

    private void awaitUp() {
        for (int i = 0; i < 20 && !isUp(); i++) {
            pass(25_000);
        }
        require(isUp(), "it does not come back");
    }

    /** Nothing more happens: everything must have come to its end. */
    void finished() {
        awaitUp();
        for (int i = 0; i < 10 && !agree(); i++) {
            pass(700);
            for (Party party : parties) {
                party.read(Integer.MAX_VALUE);
            }
        }
        judge().finished(core());
    }

    private boolean agree() {
        boolean agree = true;
        for (Party party : parties) {
            FixSession session = session(party.place);
            agree &= party.nextIn() == session.nextOut() && party.nextOut() == session.nextIn();
        }
        return agree;
    }

    // ---- the story

    void tell(Supplier<String> line) {
        if (story != null) {
            long millis = clock.now() / MILLIS;
            story.add(millis / 1000 + "." + String.valueOf(1000 + millis % 1000).substring(1) + " " + line.get());
        }
    }

    void require(boolean holds, String what) {
        if (!holds) {
            fail(what);
        }
    }

    /** The same where it is asked often: the words are made when they are needed. */
    void require(boolean holds, Supplier<String> what) {
        if (!holds) {
            fail(what.get());
        }
    }

    void fail(String what) {
        throw failure(what, null);
    }

    private static AssertionError failure(String what, @Nullable Throwable cause) {
        return new AssertionError(what, cause);
    }

    /** What happened, a line for each event and each output. */
    String story() {
        return story == null ? "" : String.join("\n", story);
    }
}
