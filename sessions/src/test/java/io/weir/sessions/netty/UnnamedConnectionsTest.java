package io.weir.sessions.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Ascii;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes before a known session is named is closed, leaves nothing in the journal, and disturbs nobody. */
@Timeout(60)
class UnnamedConnectionsTest {
    @TempDir
    private Path directory;

    private EngineStage stage;
    private Peer neighbour;
    private int records;
    private int next = 2;

    @BeforeEach
    void aNeighbourIsLoggedOn() throws Exception {
        stage = EngineStage.acceptor(directory);
        neighbour = stage.connect("ONE").loggedOn();
        records = stage.journal().size();
    }

    @AfterEach
    void theNeighbourIsStillThereAndTheJournalHasOnlyIt() throws Exception {
        assertThat(stage.journal()).hasSize(records);
        assertTheNeighbourIsAnswered();
        neighbour.close();
        stage.close();
    }

    private void assertTheNeighbourIsAnswered() throws IOException {
        stage.assertAnswers(neighbour, next, next);
        next++;
        records += 2;
    }

    private void assertClosed(byte[] bytes) throws IOException {
        try (Peer stranger = stage.connect("TWO")) {
            stranger.raw(bytes);
            assertThat(stranger.receive()).isEqualTo("end");
        }
    }

    @Test
    void randomBytes() throws Exception {
        Random random = new Random(20260302);
        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[1 + random.nextInt(3000)];
            random.nextBytes(bytes);
            assertClosed(bytes);
        }
    }

    @Test
    void aLogonThatNobodyKnows() throws Exception {
        try (Peer stranger = stage.connect("NO\nBODY")) {
            stranger.send("35=A|34=1|98=0|108=30");
            assertThat(stranger.receive()).isEqualTo("end");
            assertThat(stage.alert())
                    .isEqualTo("127.0.0.1 was refused: no session takes a Logon with SenderCompID \"NO?BODY\" and"
                            + " TargetCompID \"US\" (and their sub and location ids) from there");
        }
    }

    @Test
    void aKnownPartyThatBeginsWithSomethingElse() throws Exception {
        try (Peer client = stage.connect("TWO")) {
            client.send("35=0|34=1");
            assertThat(client.receive()).isEqualTo("end");
        }
    }

    @Test
    void aLogonWithAWrongCheckSum() throws Exception {
        try (Peer client = stage.connect("TWO")) {
            byte[] logon = client.message("35=A|34=1|98=0|108=30");
            logon[logon.length - 2]++;
            client.raw(logon);
            assertThat(client.receive()).isEqualTo("end");
        }
    }

    @Test
    void aLogonOfAnotherVersion() throws Exception {
        assertClosed(Ascii.fix("8=FIX.4.2|9=5|35=A|10=177|"));
    }

    @Test
    void aBodyLengthBeyondTheBound() throws Exception {
        assertClosed(Ascii.fix("8=FIX.4.4|9=999999999|35=A|"));
        assertClosed(Ascii.fix("8=FIX.4.4|9=9999999999999999|35=A|"));
        assertClosed(Ascii.fix("8=FIX.4.4|9=-5|35=A|"));
    }

    @Test
    void aBeginningWithoutEnd() throws Exception {
        assertClosed(Ascii.bytes("8=FIX" + ".".repeat(10_000)));
    }

    @Test
    void halfALogonIsClosedWhenItsTimeIsUp() throws Exception {
        try (Peer client = stage.connect("TWO")) {
            byte[] logon = client.message("35=A|34=1|98=0|108=30");
            client.raw(Arrays.copyOf(logon, logon.length / 2));
            assertThat(client.receive()).isEqualTo("end");
        }
    }

    @Test
    void aFloodOfConnectionsIsBounded() throws Exception {
        List<Peer> flood = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            flood.add(stage.connect("TWO"));
        }
        assertTheNeighbourIsAnswered();
        for (Peer each : flood) {
            assertThat(each.receive()).isEqualTo("end");
            each.close();
        }
    }

    @Test
    void atTheBoundWhoHasWaitedLongestGoesAndWhoNamesItselfIsLetIn() throws Exception {
        List<Peer> flood = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            flood.add(stage.connect("TWO"));
        }
        try (Peer client = stage.connect("THREE").loggedOn()) {
            assertThat(flood.get(0).receive()).isEqualTo("end");
            stage.assertAnswers(client, 2, 2);
            records += 6;
        }
        assertThat(stage.heard()).isEqualTo("logon 0");
        assertThat(stage.heard()).isEqualTo("logon 2");
        assertThat(stage.heard()).startsWith("logout 2: ");
        for (Peer each : flood) {
            each.close();
        }
    }
}
