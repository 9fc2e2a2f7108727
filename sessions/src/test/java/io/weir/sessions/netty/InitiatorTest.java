package io.weir.sessions.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Ascii;
import io.weir.fix.settings.Durability;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that we open, against a broker of a few lines. */
@Timeout(60)
class InitiatorTest {
    @TempDir
    private Path directory;

    private ServerSocket broker;
    private EngineStage stage;

    @BeforeEach
    void listen() throws Exception {
        broker = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws Exception {
        broker.close();
        stage.close();
    }

    private void begin(Durability durability, String... keys) throws Exception {
        stage = EngineStage.initiator(directory, durability, broker.getLocalPort(), keys);
    }

    private Peer accept() throws Exception {
        return new Peer(broker.accept(), "BROKER");
    }

    @Test
    void weLogOnAndAreAnswered() throws Exception {
        begin(Durability.NONE);
        try (Peer peer = accept()) {
            assertThat(peer.receive()).isEqualTo("35=A|34=1|98=0|108=30");
            peer.send("35=A|34=1|98=0|108=30");

            assertThat(stage.heard()).isEqualTo("logon 0");
            stage.assertAnswers(peer, 2, 2);
        }
    }

    @Test
    void weComeBackWhenTheConnectionEnds() throws Exception {
        begin(Durability.NONE);
        try (Peer peer = accept()) {
            peer.receive();
            peer.send("35=A|34=1|98=0|108=30");
            assertThat(stage.heard()).isEqualTo("logon 0");
        }
        assertThat(stage.heard()).startsWith("logout 0");
        try (Peer peer = accept()) {
            assertThat(peer.receive()).isEqualTo("35=A|34=2|98=0|108=30");
        }
    }

    @Test
    void theNextHostIsTriedWhereOneDoesNotAnswer() throws Exception {
        ServerSocket dead = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = dead.getLocalPort();
        dead.close();
        begin(
                Durability.NONE,
                "SocketConnectPort=" + port,
                "SocketConnectHost1=localhost",
                "SocketConnectPort1=" + broker.getLocalPort());
        try (Peer peer = accept()) {
            assertThat(peer.receive()).startsWith("35=A");
        }
    }

    @Test
    void aHostThatNobodyKnowsHoldsUpNothing() throws Exception {
        begin(
                Durability.NONE,
                "SocketConnectHost=no-such-host.invalid",
                "SocketConnectHost1=127.0.0.1",
                "SocketConnectPort1=" + broker.getLocalPort());
        try (Peer peer = accept()) {
            assertThat(peer.receive()).startsWith("35=A");
        }
    }

    @Test
    void ourPasswordGoesToTheBrokerAndNotIntoTheJournal() throws Exception {
        begin(Durability.NONE, "Username=joe", "Password=topsecret", "LogonTag=6001=desk");
        try (Peer peer = accept()) {
            String logon = peer.receiveWhole();

            assertThat(Peer.brief(logon)).isEqualTo("35=A|34=1|98=0|108=30|553=joe|554=topsecret|6001=desk");
            byte[] again = Peer.framed(logon.substring(logon.indexOf("35="), logon.lastIndexOf("10=")));
            assertThat(Ascii.readable(again, 0, again.length)).isEqualTo(logon);
            assertThat(stage.journal())
                    .anyMatch(line -> line.contains("554=***|6001=desk"))
                    .noneMatch(line -> line.contains("topsecret"));
        }
    }

    @Test
    void aKillTakesBackWhatHasNotLeft() throws Exception {
        begin(Durability.GROUP);
        try (Peer peer = accept()) {
            peer.receive();
            peer.send("35=A|34=1|98=0|108=30");
            assertThat(stage.heard()).isEqualTo("logon 0");

            CompletableFuture<String> killed = new CompletableFuture<>();
            FixEngine engine = stage.engine();
            // Both in one turn of the core thread, before the batch that the order is in has ended.
            engine.look(
                    () -> {
                        engine.admin(new byte[0], (done, text) -> {});
                        engine.look(() -> engine.kill(new byte[0], (done, text) -> killed.complete(text)), () -> {});
                    },
                    () -> {});

            assertThat(killed.get(10, TimeUnit.SECONDS)).isEqualTo("killed; 1 orders withheld before they left");
            assertThat(stage.heard()).isEqualTo("withheld 2");
            assertThat(peer.receive()).isEqualTo("35=4|34=2|123=Y|36=3");
            stage.assertAnswers(peer, 2, 3);
        }
    }

    @Test
    void whatTheKernelHasCannotBeTakenBack() throws Exception {
        begin(Durability.GROUP);
        try (Peer peer = accept()) {
            peer.receive();
            peer.send("35=A|34=1|98=0|108=30");
            assertThat(stage.heard()).isEqualTo("logon 0");
            stage.engine().admin(new byte[0], (done, text) -> {});
            assertThat(peer.receive()).isEqualTo("35=D|34=2|11=A");

            CompletableFuture<String> killed = new CompletableFuture<>();
            stage.engine().kill(new byte[0], (done, text) -> killed.complete(text));

            assertThat(killed.get(10, TimeUnit.SECONDS)).isEqualTo("killed; 0 orders withheld before they left");
        }
    }
}
