package io.weir.sessions.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine's beginning and end. */
@Timeout(60)
class FixEngineTest {
    @TempDir
    private Path directory;

    @Test
    void aPortThatIsTakenIsNamedAndNothingIsLeftOpen() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String key = "SocketAcceptPort=" + taken.getLocalPort();
            assertThatThrownBy(() -> EngineStage.acceptor(directory, key))
                    .isInstanceOf(RuntimeException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("in use");
        }
        EngineStage.acceptor(directory).close();
    }

    @Test
    void aSessionGoesOnInTheNextProcess() throws Exception {
        try (EngineStage stage = EngineStage.acceptor(directory);
                Peer client = stage.connect("ONE").loggedOn()) {
            client.send("35=H|34=2|11=2x3|55=IBM|54=1");
            assertThat(client.receive()).isEqualTo("35=8|34=2|58=rrr");
        }
        try (EngineStage stage = EngineStage.acceptor(directory);
                Peer client = stage.connect("ONE")) {
            assertThat(stage.engine().recovered()).isGreaterThanOrEqualTo(4);
            client.send("35=A|34=3|98=0|108=30");
            assertThat(client.receive()).isEqualTo("35=A|34=4|98=0|108=30");

            client.send("35=2|34=4|7=2|16=0");
            assertThat(client.receive()).isEqualTo("35=8|34=2|43=Y|58=rrr");
            assertThat(client.receive()).isEqualTo("35=8|34=3|43=Y|58=rrr");
            assertThat(client.receive()).isEqualTo("35=4|34=4|43=Y|123=Y|36=5");
        }
    }

    @Test
    void anOrderlyEndLogsOutAndWaitsForTheAnswer() throws Exception {
        try (EngineStage stage = EngineStage.acceptor(directory);
                Peer client = stage.connect("ONE").loggedOn();
                Peer silent = stage.connect("TWO").loggedOn()) {
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(() -> stage.engine().stop());

            assertThat(client.receive()).isEqualTo("35=5|34=2|58=the gateway stops");
            client.send("35=5|34=2");
            assertThat(client.receive()).isEqualTo("end");
            assertThat(silent.receive()).isEqualTo("35=5|34=2|58=the gateway stops");
            assertThat(silent.receive()).isEqualTo("end");
            stopped.get(10, TimeUnit.SECONDS);
        }
        try (EngineStage stage = EngineStage.acceptor(directory);
                Peer client = stage.connect("ONE")) {
            assertThat(stage.journal()).anyMatch(line -> line.startsWith("Drained"));
            client.send("35=A|34=3|98=0|108=30");
            assertThat(client.receive()).isEqualTo("35=A|34=3|98=0|108=30");
        }
    }

    @Test
    void anEngineThatNobodyIsConnectedToStopsAtOnce() throws Exception {
        EngineStage stage = EngineStage.acceptor(directory);
        stage.engine().stop();
        stage.close();
    }

    @Test
    void withoutPersistedMessagesAResendIsOneGap() throws Exception {
        try (EngineStage stage = EngineStage.acceptor(directory, "PersistMessages=N");
                Peer client = stage.connect("ONE").loggedOn()) {
            client.send("35=H|34=2|11=1x3|55=IBM|54=1");
            assertThat(client.receive()).isEqualTo("35=8|34=2|58=rrr");

            client.send("35=2|34=3|7=1|16=0");

            assertThat(client.receive()).isEqualTo("35=4|34=1|43=Y|123=Y|36=3");
        }
    }
}
