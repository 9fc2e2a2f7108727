package io.weir.conformance.simulation;

import io.weir.fix.settings.Durability;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Settings;
import io.weir.fix.settings.SettingsException;
import io.weir.gateway.audit.JournalAudit;
import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.sequencer.Unheard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Plays one seed: a storm, in which lawful clients and brokers do all that they may do while everything around them fails, and
 * then, where the seed is odd, a calm, in which nothing fails any more and everything must come to its end. Seeds that are even
 * end in the middle: of them only safety is asked.
 */
public final class Simulation {
    private static final int SEGMENT = 32 << 10;
    /** The auditor reads the journal of each of so many. */
    private static final int AUDITED = 5;

    /** Steps of a storm that is not played for a seed. */
    private static final int STORM = 250;

    private static final long MAX_SYNC = 10_000_000_000L;
    /** Less is free when the disk is nearly full. */
    private static final long MIN_FREE = 4L * SEGMENT;

    /** Of the sessions of OMS2 and BRK2: out just before the trading day ends, begun anew just after. */
    private static final String HOURS = "NonStopSession=N\nStartTime=22:03:00\nEndTime=21:58:00\n";

    /**
     * What a seed plays.
     *
     * @param steps how many steps the storm has at most
     */
    record Play(long seed, Faults faults, int steps) {
        static Play of(long seed) {
            return new Play(seed, Faults.all(), Integer.MAX_VALUE);
        }

        boolean endsInCalm() {
            return seed % 2 != 0;
        }
    }

    /**
     * What came of it.
     *
     * @param finding what did not hold; empty where all did
     * @param steps how many the storm had
     * @param digest of all that left and the state at the end
     * @param coverage what happened in it
     */
    record Outcome(String finding, int steps, long events, long digest, String story, Coverage coverage) {
        boolean holds() {
            return finding.isEmpty();
        }
    }

    private final Map<String, GatewaySettings> configurations;
    private final Path directory;

    private Simulation(Map<String, GatewaySettings> configurations, Path directory) {
        this.configurations = configurations;
        this.directory = directory;
    }

    /** Simulations of one configuration, whose files are written to a directory. */
    static Simulation in(Path directory) throws IOException, SettingsException {
        StringBuilder sessions = new StringBuilder("""
                [DEFAULT]
                BeginString=FIX.4.4
                SenderCompID=WEIR
                NonStopSession=Y
                CheckLatency=N
                HeartBtInt=30
                ReconnectInterval=5
                """);
        for (int i = 1; i <= 2; i++) {
            sessions.append(
                    "[SESSION]\nConnectionType=acceptor\nTargetCompID=OMS" + i + "\nSocketAcceptPort=" + i + "\n");
        }
        sessions.append("WeirCancelOnDisconnect=20\nWeirCancelOnLogout=Y\n" + HOURS);
        for (int i = 1; i <= 2; i++) {
            sessions.append("[SESSION]\nConnectionType=initiator\nTargetCompID=BRK" + i
                    + "\nSocketConnectHost=127.0.0.1\nSocketConnectPort=" + i + "\n");
        }
        sessions.append(HOURS);
        Files.writeString(directory.resolve("sessions.cfg"), sessions);
        Files.writeString(
                directory.resolve("instruments.csv"),
                "symbol,tick,lot,minQty,currency,previousClose\nAAPL,0.01,1,1,USD,150\nMSFT,0.01,1,1,USD,400\n"
                        + "IBM,0.01,1,1,USD,250\n");
        Map<String, GatewaySettings> all = new HashMap<>();
        for (String each : List.of(Configurations.WIDE, Configurations.NARROW)) {
            all.put(each, settings(directory, Configurations.maxOrderQty(each)));
        }
        return new Simulation(all, directory);
    }

    private static GatewaySettings settings(Path directory, long maxOrderQty) throws IOException, SettingsException {
        Files.writeString(directory.resolve("weir.yaml"), """
                instance: S1
                sessions: sessions.cfg
                instruments: instruments.csv
                tradingDay: {zone: America/New_York, roll: "17:00"}
                clients:
                  - compId: OMS1
                  - compId: OMS2
                brokers:
                  - name: BRK1
                    session: BRK1
                    messagesPerSecond: 0
                    marketData: true
                    dialect: {timeInForces: [0, 1, 3, 4, 6]}
                  - name: BRK2
                    session: BRK2
                    messagesPerSecond: 0
                    reconcile: {massStatus: true}
                    dialect: {ordTypes: [1, 2, 3, 4], timeInForces: [0, 1, 3, 4, 6]}
                routes:
                  - {symbol: AAPL, brokers: [BRK1, BRK2]}
                  - {symbol: IBM, brokers: [BRK1]}
                  - brokers: [BRK2, BRK1]
                risk: {maxOrderQty: MOST, maxNotional: 10_000_000, collarBps: 500, clientMessagesPerSecond: 0}
                """.replace("MOST", String.valueOf(maxOrderQty)));
        return Settings.load(directory);
    }

    /**
     * Plays seeds until one fails.
     *
     * @param directory for the files of the configuration
     * @return what did not hold, and in which seed; empty where all held
     */
    public static String firstFailure(Path directory, long from, long seeds) throws IOException, SettingsException {
        Simulation simulation = in(directory);
        for (long seed = from; seed < from + seeds; seed++) {
            Play play = Play.of(seed);
            Outcome outcome = simulation.play(play, false);
            if (!outcome.holds()) {
                return "seed " + seed + " fails: " + outcome.finding();
            }
        }
        return "";
    }

    /** Plays a seed; with its story, where that is wanted. */
    Outcome play(Play play, boolean tells) {
        SplittableRandom seeded = new SplittableRandom(play.seed());
        SplittableRandom random = seeded.split();
        Durability durability = random.nextInt(4) == 0 ? Durability.ALWAYS : Durability.GROUP;
        JournalSettings how = new JournalSettings(directory, SEGMENT, durability, 1, MAX_SYNC, MIN_FREE);
        int steps = 0;
        World world = null;
        try {
            world = new World(new Configurations(configurations), how, play.faults(), seeded, tells);
            int most = Math.min(play.steps(), 60 + random.nextInt(200));
            while (steps < most) {
                steps++;
                step(world, random);
            }
            if (play.endsInCalm()) {
                calm(world);
            }
            world.compareReplay();
            if (play.seed() % AUDITED == 0) {
                audit(world);
            }
            return new Outcome("", steps, world.events(), world.digest(), world.story(), world.coverage);
        } catch (AssertionError e) {
            String story = world == null ? "" : world.story();
            Coverage coverage = world == null ? new Coverage() : world.coverage;
            return new Outcome(String.valueOf(e.getMessage()), steps, 0, 0, story + trace(e), coverage);
        }
    }

    /** The core of a gateway that a storm without its calm has left. */
    GatewayCore stormed(long seed) {
        SplittableRandom seeded = new SplittableRandom(seed);
        SplittableRandom random = seeded.split();
        JournalSettings how = new JournalSettings(directory, SEGMENT, Durability.GROUP, 1, MAX_SYNC, MIN_FREE);
        World world = new World(new Configurations(configurations), how, Faults.all(), seeded, false);
        for (int i = 0; i < STORM; i++) {
            step(world, random);
        }
        return world.core();
    }

    /** A core to which nothing has happened, and which nobody hears. */
    GatewayCore emptyCore() {
        Configurations all = new Configurations(configurations);
        return new GatewayCore(all::of, SimulatedGateway.DICTIONARY, new Unheard());
    }

    /** What an independent reader of the journal says of it. */
    private void audit(World world) {
        try (JournalReader reader = JournalReader.open(world.disk, directory)) {
            JournalAudit.Report report = new JournalAudit().verify(reader, position -> {});
            world.require(report.isClean(), () -> "25: the auditor finds " + report.findings());
        }
    }

    private static String trace(AssertionError e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        StringBuilder text = new StringBuilder("\n").append(cause);
        for (StackTraceElement element : cause.getStackTrace()) {
            text.append("\n    at ").append(element);
        }
        return text.toString();
    }

    // ---- the storm

    private static void step(World world, SplittableRandom random) {
        trouble(world, random);
        Party party = world.parties[random.nextInt(World.PLACES)];
        int dice = random.nextInt(200);
        int answer = random.nextInt(50);
        if (!party.isConnected()) {
            open(world, party, answer);
        } else {
            act(world, party, dice);
        }
        world.pass(random.nextInt(10) == 0 ? random.nextInt(60_000) : random.nextInt(500));
    }

    private static void open(World world, Party party, int dice) {
        if (party.isClient()) {
            party.connect(dice == 0 && world.faults.has(Faults.Kind.RESET));
        } else if (party.wanted && dice % 5 == 0) {
            world.refuse(party);
        } else if (party.wanted) {
            party.connect(false);
        }
    }

    private static void act(World world, Party party, int dice) {
        switch (dice) {
            case 0 -> {
                world.note(Happening.LOGOUT);
                party.logout();
            }
            case 1, 2, 3, 4 -> {
                if (world.judge().isKilled()) {
                    world.operators.release();
                }
            }
            default -> {
                party.read(dice % 6);
                if (party instanceof Client client && dice % 3 == 0) {
                    client.act();
                } else if (party instanceof Broker broker) {
                    broker.act();
                    if (dice < 20) {
                        broker.answerQuestions();
                    }
                }
            }
        }
    }

    private static void trouble(World world, SplittableRandom random) {
        int dice = random.nextInt(800);
        int which = random.nextInt(World.PLACES);
        switch (dice) {
            case 0, 1, 2, 3 -> of(world, Faults.Kind.KILL, () -> world.crashSoon(false));
            case 4, 5, 6, 7 -> of(world, Faults.Kind.POWER, () -> world.crashSoon(true));
            case 8, 9, 10, 11, 12, 13 -> of(world, Faults.Kind.CUT, world.parties[which]::dropped);
            case 14, 15 -> of(world, Faults.Kind.DISK_ERROR, world.trouble::failDisk);
            case 16 -> of(world, Faults.Kind.CLOCK_STEP, world.trouble::stepClock);
            case 17, 18 -> of(world, Faults.Kind.PAUSE, world.trouble::pause);
            case 19, 20, 21, 22 -> {
                if (!world.judge().isKilled()) {
                    of(world, Faults.Kind.KILL_SWITCH, world::killSoon);
                    if (which == 0) {
                        of(world, Faults.Kind.POWER, () -> world.crashSoon(true));
                    }
                }
            }
            case 23, 24, 25 -> of(world, Faults.Kind.LOW_SPACE, world.trouble::fillDisk);
            case 26, 27 -> of(world, Faults.Kind.STOP, world::stop);
            case 28, 29 -> of(world, Faults.Kind.STOP, world::changeLimits);
            case 30, 31, 32, 33, 34, 35, 36, 37, 38, 39 -> of(world, Faults.Kind.OPERATORS, world.operators::act);
            case 40 -> of(world, Faults.Kind.NIGHT, world.trouble::night);
            default -> {}
        }
    }

    private static void of(World world, Faults.Kind kind, Runnable what) {
        if (world.faults.has(kind)) {
            what.run();
        }
    }

    // ---- the calm

    /** Everybody comes back, says what is left to be said, and cancels what is open. */
    private static void calm(World world) {
        world.tell(() -> "calm");
        world.draining = true;
        world.forgetful = 0;
        world.trouble.emptyDisk();
        world.trouble.awaitHours();
        for (Party party : world.parties) {
            party.dropped();
        }
        for (int round = 0; round < 12; round++) {
            world.pass(61_000);
            world.operators.settle();
            for (int turn = 0; turn < 6; turn++) {
                for (Party party : world.parties) {
                    if (!party.isConnected() && (party.isClient() || party.wanted)) {
                        party.connect(false);
                    }
                    world.pass(3);
                    party.read(Integer.MAX_VALUE);
                    if (party instanceof Broker broker && broker.up) {
                        broker.settle(round > 5);
                    }
                    world.pass(3);
                    party.read(Integer.MAX_VALUE);
                }
                world.pass(100);
            }
            if (round > 1) {
                world.client(0).cancelOpen();
                world.client(1).cancelOpen();
            }
        }
        world.finished();
    }
}
