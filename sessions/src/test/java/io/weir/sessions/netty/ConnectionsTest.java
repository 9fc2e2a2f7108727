package io.weir.sessions.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Ascii;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions over real sockets, and what the network and their counterparties do to them. */
@Timeout(60)
class ConnectionsTest {
    @TempDir
    private Path directory;

    private EngineStage stage;

    @AfterEach
    void close() {
        stage.close();
    }

    private Peer begin(String... keys) throws Exception {
        stage = EngineStage.acceptor(directory, keys);
        Peer client = stage.connect("ONE").loggedOn();
        assertThat(stage.heard()).isEqualTo("logon 0");
        return client;
    }

    @Test
    void bytesMayComeOneByOne() throws Exception {
        stage = EngineStage.acceptor(directory);
        try (Peer client = stage.connect("ONE")) {
            for (String fields : List.of("35=A|34=1|98=0|108=30", "35=1|34=2|112=slow")) {
                for (byte each : client.message(fields)) {
                    client.raw(new byte[] {each});
                }
            }
            assertThat(client.receive()).isEqualTo("35=A|34=1|98=0|108=30");
            assertThat(client.receive()).isEqualTo("35=0|34=2|112=slow");
        }
    }

    @Test
    void aMegabyteMayComeAtOnce() throws Exception {
        try (Peer client = begin()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int last = 1;
            while (bytes.size() < 1 << 20) {
                bytes.writeBytes(client.message("35=1|34=" + ++last + "|112=" + last));
            }
            Thread writing = new Thread(() -> {
                try {
                    client.raw(bytes.toByteArray());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            writing.start();
            for (int number = 2; number <= last; number++) {
                assertThat(client.receive()).isEqualTo("35=0|34=" + number + "|112=" + number);
            }
            writing.join();
        }
    }

    @Test
    void aLogonMayComeWithWhatFollowsIt() throws Exception {
        stage = EngineStage.acceptor(directory);
        try (Peer client = stage.connect("ONE")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(client.message("35=A|34=1|98=0|108=30"));
            bytes.writeBytes(client.message("35=1|34=2|112=eager"));
            client.raw(bytes.toByteArray());

            assertThat(client.receive()).isEqualTo("35=A|34=1|98=0|108=30");
            assertThat(client.receive()).isEqualTo("35=0|34=2|112=eager");
        }
    }

    @Test
    void wrongCheckSumsAndRubbishArePassedOver() throws Exception {
        try (Peer client = begin()) {
            byte[] wrong = client.message("35=1|34=2|112=wrong");
            wrong[wrong.length - 2] ^= 1;
            client.raw(wrong);
            client.raw(Ascii.bytes("rubbish 8=F"));
            client.raw(Ascii.fix("8=FIX.4.4|9=12|no message|"));
            Random random = new Random(7);
            byte[] noise = new byte[5000];
            random.nextBytes(noise);
            client.raw(noise);

            stage.assertAnswers(client, 2, 2);
            // One message, and the noise behind it, however it is cut.
            assertThat(stage.engine().garbled()).isEqualTo(2);
        }
    }

    @Test
    void wrongCheckSumsCountWhereTheSettingsSaySo() throws Exception {
        try (Peer client = begin("ValidateChecksum=N")) {
            byte[] wrong = client.message("35=1|34=2|112=wrong");
            wrong[wrong.length - 2] ^= 1;
            client.raw(wrong);

            assertThat(client.receive()).isEqualTo("35=0|34=2|112=wrong");
        }
    }

    @Test
    void aMessageBeyondTheBoundEndsItsSessionOnly() throws Exception {
        try (Peer client = begin("WeirMaxMessageBytes=1024");
                Peer neighbour = stage.connect("TWO").loggedOn()) {
            client.raw(Ascii.fix("8=FIX.4.4|9=99999|35=D|"));

            assertThat(client.receive()).isEqualTo("end");
            assertThat(stage.heard()).isEqualTo("logon 1");
            assertThat(stage.heard()).isEqualTo("logout 0: a message of more than 1024 bytes");
            stage.assertAnswers(neighbour, 2, 2);
        }
    }

    @Test
    void noMessageIsTooLongForTheJournal() throws Exception {
        try (Peer client = begin("WeirMaxMessageBytes=200000000")) {
            client.raw(Ascii.fix("8=FIX.4.4|9=2000000|35=D|"));

            assertThat(client.receive()).isEqualTo("end");
            assertThat(stage.heard()).startsWith("logout 0: a message of more than 131");
        }
    }

    @Test
    void aSlowReaderIsDisconnectedWithTheReasonAndNobodyElse() throws Exception {
        stage = EngineStage.acceptor(directory, "WeirMaxOutboundBytes=65536");
        Socket narrow = new Socket();
        narrow.setReceiveBufferSize(4096);
        narrow.connect(stage.address());
        try (Peer client = new Peer(narrow, "ONE").loggedOn();
                Peer neighbour = stage.connect("TWO").loggedOn()) {
            assertThat(stage.heard()).isEqualTo("logon 0");
            assertThat(stage.heard()).isEqualTo("logon 1");
            for (int number = 2; number < 102; number++) {
                client.send("35=H|34=" + number + "|11=100x1000|55=IBM|54=1");
            }

            assertThat(stage.heard()).startsWith("logout 0: slow consumer:").endsWith("the bound is 65536");
            stage.assertAnswers(neighbour, 2, 2);
        }
    }

    @Test
    void aCloseDoesNotWaitForOneWhoDoesNotRead() throws Exception {
        stage = EngineStage.acceptor(directory, "LogoutTimeout=1");
        Socket narrow = new Socket();
        narrow.setReceiveBufferSize(4096);
        narrow.connect(stage.address());
        try (Peer client = new Peer(narrow, "ONE").loggedOn();
                Peer neighbour = stage.connect("TWO")) {
            client.send("35=H|34=2|11=10000x1000|55=IBM|54=1");
            client.send("35=5|34=3");
            neighbour.send("35=A|34=1|98=0|108=3");
            neighbour.receive();
            // Three seconds later: more than the client was given.
            assertThat(neighbour.receive()).isEqualTo("35=0|34=2");

            int reports = 0;
            while (client.receive().startsWith("35=8")) {
                reports++;
            }
            assertThat(reports).isLessThan(10_000);
        }
    }

    @Test
    void aResetInTheMiddleOfAMessageEndsTheSessionOnly() throws Exception {
        Peer client = begin();
        try (Peer neighbour = stage.connect("TWO").loggedOn()) {
            byte[] message = client.message("35=H|34=2|11=1x1|55=IBM|54=1");
            client.raw(Arrays.copyOf(message, 20));
            client.socket().setSoLinger(true, 0);
            client.close();

            assertThat(stage.heard()).isEqualTo("logon 1");
            assertThat(stage.heard()).startsWith("logout 0: ");
            stage.assertAnswers(neighbour, 2, 2);
        }
        try (Peer again = stage.connect("ONE")) {
            again.send("35=A|34=2|98=0|108=30");
            assertThat(again.receive()).isEqualTo("35=A|34=2|98=0|108=30");
        }
    }

    @Test
    void aHalfCloseIsAnEnd() throws Exception {
        try (Peer client = begin()) {
            client.socket().shutdownOutput();

            assertThat(client.receive()).isEqualTo("end");
            assertThat(stage.heard()).isEqualTo("logout 0: the counterparty closed the connection");
        }
    }

    @Test
    void aSecondLogonOfTheSameSessionIsRefused() throws Exception {
        try (Peer client = begin();
                Peer second = stage.connect("ONE")) {
            second.send("35=A|34=2|98=0|108=30");

            assertThat(second.receive()).isEqualTo("end");
            assertThat(stage.alert()).endsWith(" was refused: FIX.4.4:US->ONE is connected already");
            stage.assertAnswers(client, 2, 2);
            assertThat(stage.journal().stream().filter(line -> line.startsWith("Connected")))
                    .as("neither replay nor the live session's timers notice")
                    .hasSize(1);
        }
    }

    @Test
    void onlyAllowedAddressesMayNameASession() throws Exception {
        stage = EngineStage.acceptor(directory, "AllowedRemoteAddresses=192.0.2.1");
        try (Peer client = stage.connect("ONE")) {
            client.send("35=A|34=1|98=0|108=30");

            assertThat(client.receive()).isEqualTo("end");
        }
    }

    @Test
    void aResendGoesBehindWhatWasCommittedBeforeItAndBeforeWhatCameAfter() throws Exception {
        try (Peer client = begin()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(client.message("35=H|34=2|11=1x1|55=IBM|54=1"));
            bytes.writeBytes(client.message("35=2|34=3|7=1|16=0"));
            bytes.writeBytes(client.message("35=H|34=4|11=1x2|55=IBM|54=1"));
            client.raw(bytes.toByteArray());

            assertThat(client.receive()).isEqualTo("35=8|34=2|58=r");
            assertThat(client.receive()).isEqualTo("35=4|34=1|43=Y|123=Y|36=2");
            assertThat(client.receive()).isEqualTo("35=8|34=2|43=Y|58=r");
            assertThat(client.receive()).isEqualTo("35=8|34=3|58=rr");
        }
    }

    @Test
    void aLongResendComesWholeAndOthersAreAnsweredMeanwhile() throws Exception {
        try (Peer client = begin();
                Peer neighbour = stage.connect("TWO").loggedOn()) {
            client.send("35=H|34=2|11=20000x100|55=IBM|54=1");
            for (int number = 2; number < 20_002; number++) {
                assertThat(client.receive()).startsWith("35=8|34=" + number + "|58=r");
            }
            client.send("35=2|34=3|7=2|16=0");
            stage.assertAnswers(neighbour, 2, 2);

            for (int number = 2; number < 20_002; number++) {
                assertThat(client.receive()).startsWith("35=8|34=" + number + "|43=Y|58=r");
            }
            stage.assertAnswers(client, 4, 20_002);
        }
    }

    @Test
    void oneAnswerServesRequestsThatAskTheSame() throws Exception {
        try (Peer client = begin()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int number = 2; number < 50; number++) {
                bytes.writeBytes(client.message("35=2|34=" + number + "|7=1|16=1"));
            }
            client.raw(bytes.toByteArray());

            assertThat(client.receive()).isEqualTo("35=4|34=1|43=Y|123=Y|36=2");
            stage.assertAnswers(client, 50, 2);
        }
    }

    @Test
    void aWrongCheckSumIsRejectedWhereTheSettingsSaySoAndNeighboursAreNotLost() throws Exception {
        try (Peer client = begin("RejectGarbledMessage=Y")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(client.message("35=1|34=2|112=before"));
            bytes.writeBytes(spoilt(client.message("35=H|34=3|11=1x1|55=IBM|54=1")));
            bytes.writeBytes("no message at all".getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(client.message("35=1|34=4|112=behind"));
            client.raw(bytes.toByteArray());

            assertThat(client.receive()).isEqualTo("35=0|34=2|112=before");
            assertThat(client.receive()).isEqualTo("35=3|34=3|45=3|372=H|58=Message failed basic validity check");
            assertThat(client.receive()).isEqualTo("35=0|34=4|112=behind");
        }
    }

    @Test
    void whatMayCarryASecretAndHasAWrongCheckSumIsPassedOver() throws Exception {
        try (Peer client = begin("RejectGarbledMessage=Y")) {
            client.raw(spoilt(client.message("35=BE|34=2|924=3|553=joe|554=topsecret")));
            client.send("35=BE|34=2|924=3|553=joe|554=topsecret");

            assertThat(client.receive()).startsWith("35=3|34=2|45=2|371=923|372=BE");
            assertThat(stage.journal()).noneMatch(line -> line.contains("topsecret"));
            assertThat(stage.journal().stream().filter(line -> line.contains("|35=BE|")))
                    .hasSize(1);
        }
    }

    /** The same message with another CheckSum. */
    private static byte[] spoilt(byte[] message) {
        int digit = message.length - 2;
        message[digit] = (byte) (message[digit] == '0' ? '1' : '0');
        return message;
    }

    @Test
    void manyRequestsAtOnceGetTwoAnswersAndTheSessionGoesOn() throws Exception {
        try (Peer client = begin()) {
            client.send("35=H|34=2|11=30x1|55=IBM|54=1");
            for (int number = 2; number < 32; number++) {
                client.receive();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int number = 3; number < 23; number++) {
                bytes.writeBytes(client.message("35=2|34=" + number + "|7=" + number + "|16=0"));
            }
            client.raw(bytes.toByteArray());

            // The first as it asks, the others, which overlap, together.
            for (int number = 3; number < 32; number++) {
                assertThat(client.receive()).isEqualTo("35=8|34=" + number + "|43=Y|58=r");
            }
            for (int number = 4; number < 32; number++) {
                assertThat(client.receive()).isEqualTo("35=8|34=" + number + "|43=Y|58=r");
            }
            stage.assertAnswers(client, 23, 32);
            assertThat(stage.journal().stream().filter(line -> line.startsWith("Resent")))
                    .containsExactly("Resent 0 3-31", "Resent 0 4-31");
            assertThat(stage.journal().stream().filter(line -> line.startsWith("Streamed")))
                    .hasSize(2);
        }
    }

    @Test
    void passwordsOfTheirsDoNotReachTheJournal() throws Exception {
        stage = EngineStage.acceptor(directory);
        try (Peer client = stage.connect("ONE")) {
            client.send("35=A|34=1|98=0|108=30|95=7|96=topdata|553=joe|554=topsecret|925=topnewer");
            assertThat(client.receive()).isEqualTo("35=A|34=1|98=0|108=30");
            client.send("35=BE|34=2|923=1|924=3|553=joe|554=topsecret|925=topnewer");
            stage.assertAnswers(client, 3, 2);
        }

        assertThat(stage.journal()).anyMatch(line -> line.contains("553=joe|554=*********|925=********"));
        stage.engine().close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Ascii.text(Files.readAllBytes(file), 0, (int) Files.size(file)))
                        .doesNotContain("topsecret", "topnewer", "topdata");
            }
        }
    }
}
