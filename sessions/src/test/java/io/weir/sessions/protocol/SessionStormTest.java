package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions under random events: never two contents under one number of an epoch (the rig refuses that), never a number that
 * is skipped, never an exception; and the same events twice do the same.
 */
class SessionStormTest {
    private static final int STEPS = 4000;
    private static final String[] TYPES = {"0", "1", "2", "3", "4", "5", "A", "H", "D", "B", "zz"};
    private static final String[] BODIES = {
        "",
        "|112=x",
        "|7=1|16=0",
        "|7=3|16=2",
        "|36=9",
        "|36=40|123=Y",
        "|123=Y|36=1",
        "|98=0|108=30",
        "|98=0|108=30|141=Y",
        "|98=0|108=30|789=3",
        "|11=A|55=IBM|54=1",
        "|43=Y|122=20260302-11:59:59",
        "|45=3",
        "|-5=x",
        "|58=x\u0001y",
        "|9x=y"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anythingMayHappen(long seed) {
        List<String> once = play(seed, 0);

        assertThat(play(seed, 0)).as("seed %d", seed).isEqualTo(once);
    }

    /** State that is written down and read back on the way is the same to the last bit, and goes on the same. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void stateReadBackGoesOnAsIfNothingHadHappened(long seed) {
        assertThat(play(seed, 7)).as("seed %d", seed).isEqualTo(play(seed, 0));
    }

    /** Plays a storm whose state is written and read back after about every so many steps; never for 0. */
    private static List<String> play(long seed, int readBackEach) {
        Random readBack = new Random(-seed);
        Random random = new Random(seed);
        String reset = random.nextBoolean() ? "Y" : "N";
        String next = random.nextBoolean() ? "Y" : "N";
        String[] keys = {
            "WeirProfile=" + (random.nextBoolean() ? "strict" : "quickfix"),
            "ResetOnLogout=" + (random.nextBoolean() ? "Y" : "N"),
            "ResetOnLogon=" + reset,
            "EnableNextExpectedMsgSeqNum=" + next,
            "StartTime=08:00:00",
            "EndTime=17:00:00",
            "ResendRequestChunkSize=" + random.nextInt(3)
        };
        Rig rig = random.nextBoolean() ? Rig.acceptor(keys) : Rig.initiator(keys);
        List<String> lines = new ArrayList<>();
        rig.started();
        for (int i = 0; i < STEPS; i++) {
            step(rig, random);
            if (readBackEach > 0 && readBack.nextInt(readBackEach) == 0) {
                rig.writeAndReadBack();
            }
            lines.addAll(rig.lines());
            lines.add("state " + rig.stateHash());
            assertNothingIsSkipped(rig);
        }
        return lines;
    }

    private static void step(Rig rig, Random random) {
        FixSession session = rig.session();
        switch (random.nextInt(40)) {
            case 0 -> rig.connected();
            case 1 -> rig.disconnected("storm");
            case 2 -> rig.unreachable();
            case 3 -> rig.admin(session::reset);
            case 4 -> rig.admin(() -> session.setNumbers(lower(session, random), 1 + random.nextInt(30)));
            case 5 -> rig.admin(session::disable);
            case 6, 7 -> rig.admin(session::enable);
            case 8 -> rig.admin(() -> session.logout("storm"));
            case 9 -> rig.pass(random.nextInt(4000));
            case 10 -> rig.standStill(random.nextInt(100)).wake();
            case 11 -> rig.started();
            case 12, 13, 14 -> rig.pass(random.nextInt(20));
            case 15, 16, 17, 18 -> rig.connected().in("35=A|34=" + session.nextIn() + "|98=0|108=30");
            case 19, 20, 21, 22, 23 -> rig.send("x" + random.nextInt(100));
            default -> {
                long number = session.nextIn() + (random.nextInt(3) == 0 ? random.nextInt(9) - 4 : 0);
                String type = TYPES[random.nextInt(TYPES.length)];
                rig.in("35=" + type + "|34=" + number + BODIES[random.nextInt(BODIES.length)]);
            }
        }
    }

    /** Not a higher one: that would be a person's wish to skip some. */
    private static long lower(FixSession session, Random random) {
        return 1L + random.nextInt((int) session.nextOut());
    }

    /** Each number below the next one was committed in this epoch, or is below where a person or a reset let it begin. */
    private static void assertNothingIsSkipped(Rig rig) {
        assertThat(rig.uncommitted()).isEmpty();
    }
}
