package io.weir.conformance.fuzz;

import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One history of a client's and a broker's session under drawn settings: messages right and wrong, lost connections, people,
 * time, restarts. What must hold is said by {@link SentLog}, {@link ResendCheck}, {@link Wire}, {@link InboundModel} and
 * {@link Replays}; and at the end a counterparty that does it right has its session.
 */
public final class SessionTarget {
    private static final int MOST_STEPS = 80;
    private static final Path DIRECTORY = directory();

    private static long inputs;

    private SessionTarget() {}

    private static Path directory() {
        Path memory = Path.of("/dev/shm");
        try {
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "weir-fuzz")
                    : Files.createTempDirectory("weir-fuzz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            play(input, new Story(false));
        } catch (RuntimeException | AssertionError found) {
            Story story = new Story(true);
            String again = "; not found again when it was told";
            try {
                play(input, story);
            } catch (RuntimeException | AssertionError same) {
                again = "";
            }
            throw new AssertionError(found + again + "\n" + story, found);
        }
    }

    private static void play(byte[] input, Story story) {
        Path folder = DIRECTORY.resolve(Long.toString(++inputs));
        Choices choices = new Choices(input);
        List<SessionSettings> settings = List.of(
                settings(choices, story, "ConnectionType", "acceptor", "SocketAcceptPort", "1"),
                settings(
                        choices,
                        story,
                        "ConnectionType",
                        "initiator",
                        "SocketConnectHost",
                        "b",
                        "SocketConnectPort",
                        "1"));
        try (World world = new World(folder.resolve("live"), settings, story)) {
            for (int n = 0; n < MOST_STEPS && choices.more(); n++) {
                step(world, choices);
                if (!choices.once(4)) {
                    world.endBatch();
                }
            }
            world.settle(WorldCore.CLIENT);
            world.settle(WorldCore.BROKER);
            world.endBatch();
            Replays replays =
                    new Replays(world.journal(), settings, world.core().hashes());
            int cut = replays.size() * choices.octet() / 256;
            replays.check(replays.size(), folder.resolve("whole"));
            replays.check(cut, folder.resolve("cut"));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- settings

    private static SessionSettings settings(Choices choices, Story story, String... basic) {
        Map<String, String> keys = new HashMap<>(Map.of(
                "BeginString",
                "FIX.4.4",
                "SenderCompID",
                "US",
                "TargetCompID",
                "THEM",
                "HeartBtInt",
                "30",
                "NonStopSession",
                "Y"));
        for (int n = 0; n < basic.length; n += 2) {
            keys.put(basic[n], basic[n + 1]);
        }
        if (choices.once(4)) {
            keys.remove("NonStopSession");
            keys.putAll(Map.of("StartTime", "08:00:00", "EndTime", "17:00:00"));
        }
        String[] off = {
            "ResetOnLogon",
            "ResetOnLogout",
            "ResetOnDisconnect",
            "ResetOnError",
            "EnableNextExpectedMsgSeqNum",
            "EnableLastMsgSeqNumProcessed",
            "SendRedundantResendRequests",
            "ClosedResendInterval",
            "RejectGarbledMessage",
            "AllowUnknownMsgFields"
        };
        String[] on = {
            "CheckLatency",
            "CheckCompID",
            "PersistMessages",
            "RequiresOrigSendingTime",
            "RejectInvalidMessage",
            "ValidateIncomingMessage",
            "ValidateFieldsOutOfOrder",
            "ValidateSequenceNumbers"
        };
        for (String key : off) {
            if (choices.once(5)) {
                keys.put(key, "Y");
            }
        }
        for (String key : on) {
            if (choices.once(9)) {
                keys.put(key, "N");
            }
        }
        keys.put("ResendRequestChunkSize", Integer.toString(Math.max(0, choices.below(8) - 3)));
        keys.put("WeirProfile", choices.flip() ? "strict" : "quickfix");
        keys.put("TimeStampPrecision", choices.of(List.of("MILLIS", "SECONDS", "MICROS", "NANOS")));
        story.say(() -> "session " + keys);
        try {
            return SessionSettings.of(keys);
        } catch (SettingsException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- steps

    private static void step(World world, Choices choices) {
        int who = choices.flip() ? WorldCore.BROKER : WorldCore.CLIENT;
        int kind = choices.octet() % 40;
        switch (kind) {
            case 0 -> world.connect(who);
            case 1 -> world.unreachable();
            case 2 -> world.hangUp(who);
            case 3 -> world.pass(choices.below(256) * World.SECOND / 16);
            case 4 -> world.pass((1 + choices.below(256)) * World.SECOND);
            case 5 -> world.pass((1L + choices.below(40)) * 300 * World.SECOND);
            case 6 -> world.standStill((1 + choices.below(256)) * World.SECOND / 4);
            case 7 -> world.stepClock((choices.octet() - 128L) * (choices.flip() ? 1 : 600) * World.SECOND);
            case 8 -> world.restart(choices.octet() * World.SECOND);
            case 9 -> command(world, who, choices);
            case 10 -> world.kill();
            case 11 -> world.command("release " + who);
            case 12 -> world.wire().pace(choices.octet() % 4 == 0 ? Integer.MAX_VALUE : choices.octet() % 4);
            case 13, 14, 15 -> world.command("word" + kind + " " + who);
            case 16, 17 -> world.command("order " + choices.of(List.of("D", "F", "G")));
            case 18, 19, 20, 21, 22, 23 -> logOn(world, who, choices);
            case 24, 25, 26 -> world.receive(who, Counterparty.business(world.session(who), world.utc()));
            default -> world.receive(who, Counterparty.any(world.session(who), world.utc(), choices));
        }
    }

    private static void logOn(World world, int who, Choices choices) {
        if (who == WorldCore.BROKER && !world.wire().isAsked(who)) {
            world.pass(choices.octet() * World.SECOND / 4);
        }
        world.connect(who);
        world.receive(who, Counterparty.logon(world.session(who), world.utc(), choices.once(5)));
    }

    private static void command(World world, int who, Choices choices) {
        switch (choices.below(7)) {
            case 0 -> world.command("reset " + who);
            case 1 -> world.command("disable " + who);
            case 2, 3 -> world.command("enable " + who);
            case 4 -> world.command("logout " + who);
            case 5 -> world.command("disconnect " + who);
            default -> {
                long out = Math.max(0, world.session(who).nextOut() + choices.octet() - 128);
                long in = choices.once(8)
                        ? 999_999_999
                        : Math.max(0, world.session(who).nextIn() + choices.octet() - 128);
                world.command("numbers " + who + " " + out + " " + in);
            }
        }
    }
}
