package io.weir.gateway.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Settings;
import io.weir.fix.settings.SettingsException;
import io.weir.gateway.core.CoreComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The order path in storms: lawful clients and brokers who do, at random, all that they may do, with lost connections, restarts,
 * kills and the end of the day in between.
 *
 * <p>{@code -Dweir.storm.seeds=N} plays N storms, {@code -Dweir.storm.seed=S} begins at one; a failure prints its seed and its story.
 */
class OrderStormTest {
    private static final long SEEDS = Long.getLong("weir.storm.seeds", 400);
    private static final long FIRST = Long.getLong("weir.storm.seed", 1);

    private static GatewaySettings settings;

    @BeforeAll
    static void read(@TempDir Path directory) throws IOException, SettingsException {
        settings = settings(directory);
    }

    /** The settings that the storms run with, from files written into a folder. */
    static GatewaySettings settings(Path directory) throws IOException, SettingsException {
        StringBuilder sessions = new StringBuilder("""
                [DEFAULT]
                BeginString=FIX.4.4
                SenderCompID=WEIR
                NonStopSession=Y
                CheckLatency=N
                HeartBtInt=3600
                ReconnectInterval=5
                """);
        for (int i = 1; i <= 2; i++) {
            sessions.append(
                    "[SESSION]\nConnectionType=acceptor\nTargetCompID=OMS" + i + "\nSocketAcceptPort=" + i + "\n");
        }
        sessions.append("WeirCancelOnDisconnect=20\nWeirCancelOnLogout=Y\n");
        for (int i = 1; i <= 2; i++) {
            sessions.append("[SESSION]\nConnectionType=initiator\nTargetCompID=BRK" + i
                    + "\nSocketConnectHost=127.0.0.1\nSocketConnectPort=" + i + "\n");
        }
        Files.writeString(directory.resolve("sessions.cfg"), sessions);
        Files.writeString(
                directory.resolve("instruments.csv"),
                "symbol,tick,lot,minQty,currency,previousClose\nAAPL,0.01,1,1,USD,150\nMSFT,0.01,1,1,USD,400\n");
        Files.writeString(directory.resolve("weir.yaml"), """
                instance: S1
                sessions: sessions.cfg
                instruments: instruments.csv
                tradingDay: {zone: America/New_York, roll: "17:00"}
                clients:
                  - compId: OMS1
                  - compId: OMS2
                brokers:
                  - {name: BRK1, session: BRK1, messagesPerSecond: 0, marketData: true}
                  - {name: BRK2, session: BRK2, messagesPerSecond: 0}
                routes:
                  - {symbol: AAPL, brokers: [BRK1, BRK2]}
                  - brokers: [BRK2, BRK1]
                risk: {maxOrderQty: 10000, maxNotional: 10_000_000, collarBps: 500, clientMessagesPerSecond: 0}
                """);
        return Settings.load(directory);
    }

    @Test
    void whateverHappensAddsUp() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            play(seed);
        }
        assertThat(SEEDS).isPositive();
    }

    /** State that is written down and read back on the way is the same to the last field, and goes on the same. */
    @Test
    void stateReadBackGoesOnAsIfNothingHadHappened() {
        for (long seed = FIRST; seed < FIRST + Math.max(1, SEEDS / 32); seed++) {
            assertThat(play(seed, 41)).as("storm %d", seed).isEqualTo(play(seed, 0));
        }
    }

    /** Whoever adds a field that outlives an event and forgets to write it reads its name here. */
    @Test
    void noFieldOfTheCoreIsForgottenWhenItsStateIsWritten() {
        Set<String> checked = new TreeSet<>();
        for (long seed = 1; seed <= 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StormWorld world = new StormWorld(settings, random, "20261120-15:00:00");
            storm(world, random);
            assertThat(world.forgottenFields(checked)).isEmpty();
        }
        assertThat(checked)
                .contains(
                        "FixSession.nextOut",
                        "ParentOrder.retries",
                        "ChildOrder.inDoubt",
                        "AlgoTicket.wakeNumber",
                        "Twap.planE8",
                        "Iceberg.shownE8",
                        "TokenBucket.level",
                        "Parents.killText",
                        "Market.last");
        assertThat(CoreComparison.unknownNames())
                .as("named as no state, and no field")
                .isEmpty();
    }

    private static void play(long seed) {
        play(seed, 0);
    }

    private static List<String> play(long seed, int readBackEach) {
        SplittableRandom random = new SplittableRandom(seed);
        String begin = random.nextInt(4) == 0 ? "20261120-21:45:00" : "20261120-15:00:00";
        StormWorld world = new StormWorld(settings, random, begin);
        try {
            world.readBackEach(readBackEach, seed);
            storm(world, random);
            calm(world);
            world.compareReplay();
            return world.course();
        } catch (AssertionError e) {
            throw new AssertionError(
                    "storm " + seed + ": " + e.getMessage() + "; again with -Dweir.storm.seed=" + seed
                            + " -Dweir.storm.seeds=1\n" + world.story(),
                    e);
        }
    }

    static void storm(StormWorld world, SplittableRandom random) {
        int steps = 60 + random.nextInt(200);
        for (int i = 0; i < steps; i++) {
            StormParty party = world.parties[random.nextInt(StormWorld.PLACES)];
            if (party.connection == StormParty.NONE) {
                open(party, random);
            } else {
                act(world, party, random);
            }
            world.pass(random.nextInt(10) == 0 ? random.nextInt(60_000) : random.nextInt(500));
        }
    }

    private static void open(StormParty party, SplittableRandom random) {
        if (party.isClient()) {
            party.connect(random.nextInt(50) == 0);
        } else if (party.wanted && random.nextInt(5) == 0) {
            party.refuse();
        } else if (party.wanted) {
            party.connect(false);
        }
    }

    private static void act(StormWorld world, StormParty party, SplittableRandom random) {
        int dice = random.nextInt(200);
        switch (dice) {
            case 0 -> party.dropped();
            case 1 -> party.logout();
            case 2 -> world.restart();
            case 3 -> {
                if (!world.killed) {
                    world.kill();
                }
            }
            case 4, 5, 6, 7 -> {
                if (world.killed) {
                    world.release();
                }
            }
            default -> {
                party.read(random.nextInt(6));
                if (party instanceof StormClient client && dice % 3 == 0) {
                    client.act();
                } else if (party instanceof StormBroker broker) {
                    broker.act();
                    if (dice < 20) {
                        broker.answerQuestions();
                    }
                }
            }
        }
    }

    /** Everybody comes back, says what is left to be said, and cancels what is open. */
    private static void calm(StormWorld world) {
        world.tell("calm");
        world.draining = true;
        world.forgetful = 0;
        for (StormParty party : world.parties) {
            party.dropped();
        }
        for (int round = 0; round < 12; round++) {
            world.pass(61_000);
            for (int turn = 0; turn < 6; turn++) {
                for (StormParty party : world.parties) {
                    if (party.connection == StormParty.NONE && (party.isClient() || party.wanted)) {
                        party.connect(false);
                    }
                    party.read(Integer.MAX_VALUE);
                    if (party instanceof StormBroker broker && broker.up) {
                        broker.settle(round > 5);
                    }
                    party.read(Integer.MAX_VALUE);
                }
                world.pass(100);
            }
            if (round > 1) {
                world.client(0).cancelOpen();
                world.client(1).cancelOpen();
            }
        }
        world.judge.finished();
    }
}
