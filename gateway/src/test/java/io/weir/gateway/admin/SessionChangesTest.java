package io.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.gateway.fixlog.FixLogs;
import io.weir.gateway.run.Gateway;
import io.weir.gateway.stand.FixClient;
import io.weir.gateway.stand.Stand;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are changed on a gateway with sockets: what is listened on follows, and what cannot be had changes nothing. */
@Timeout(60)
class SessionChangesTest {
    @TempDir
    private Path folder;

    private static AdminReply ask(Gateway gateway, String command, String... arguments) throws Exception {
        CompletableFuture<AdminReply> answer = new CompletableFuture<>();
        new GatewayDesk(gateway)
                .handle(new AdminRequest(command, "a test", List.of(arguments)), "ann", answer::complete);
        return answer.get(20, TimeUnit.SECONDS);
    }

    private static String text(Gateway gateway, String command, String... arguments) throws Exception {
        AdminReply reply = ask(gateway, command, arguments);
        return (reply.ok() ? "done: " : "refused: ") + reply.text();
    }

    private static long admins(Gateway gateway) {
        return gateway.view(core -> {
            long count = 0;
            try (JournalReader reader = gateway.engine().journal().reader()) {
                while (reader.next()) {
                    count += reader.type() == RecordType.Admin ? 1 : 0;
                }
            }
            return count;
        });
    }

    @Test
    void anAddedSessionIsListenedForOnItsOwnPortAndOverARestart() throws Exception {
        FixLogs logs;
        try (Stand stand = Stand.start(folder)) {
            logs = FixLogs.start(
                    stand.gateway().engine().journal(), stand.gateway()::sessions, folder.resolve("logs"), alert -> {});
            assertThat(text(
                            stand.gateway(),
                            "session-add",
                            "OMS1",
                            "TargetCompID=OMS2",
                            "SocketAcceptAddress=127.0.0.2"))
                    .isEqualTo(
                            "done: WEIR->OMS2: TargetCompID=OMS2, SocketAcceptAddress=127.0.0.2, the rest as WEIR->OMS1;"
                                    + " next out 1, next in 1");
            assertThat(stand.gateway().engine().addresses()).hasSize(2);
            try (FixClient client = stand.client("OMS2", 1)) {
                client.logon();
                client.order("A1", "AAPL", 100, "150.25");
                assertThat(client.read('8')).contains("|58=TE007 ");
            }
            // On the first listener nobody knows it.
            try (FixClient client = stand.client("OMS2", 0)) {
                assertThat(client.isHungUpOnAfterLogon()).isTrue();
            }
        }
        // The logs are complete when they are closed after the journal.
        logs.close();
        assertThat(Files.readString(folder.resolve("logs").resolve("WEIR-OMS2.log")))
                .contains(" IN  8=FIX.4.4|")
                .contains("|58=TE007 ");

        try (Stand again = Stand.start(folder);
                FixClient client = again.client("OMS2", 1)) {
            client.next(3);
            client.logon();
            assertThat(again.gateway().sessions()).hasSize(3);
        }
    }

    @Test
    void aPortThatIsTakenIsSaidAndNothingIsJournalled() throws Exception {
        try (Stand stand = Stand.start(folder);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "SocketAcceptPort=" + taken.getLocalPort();

            assertThat(text(stand.gateway(), "session-add", "OMS1", "TargetCompID=OMS2", port))
                    .startsWith("refused: cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ")
                    .endsWith("; nothing was changed");
            assertThat(text(stand.gateway(), "session-edit", "OMS1", port)).startsWith("refused: cannot listen on ");
            assertThat(text(stand.gateway(), "session-edit", "OMS1", "HeartBtInt=x"))
                    .startsWith("refused: HeartBtInt = x: ");

            assertThat(admins(stand.gateway())).isZero();
            assertThat(stand.gateway().engine().addresses()).hasSize(1);
            try (FixClient client = stand.client("OMS1")) {
                client.logon();
            }
        }
    }

    @Test
    void aListenerThatNobodyNeedsIsClosed() throws Exception {
        try (Stand stand = Stand.start(folder)) {
            InetSocketAddress before = stand.gateway().engine().addresses().get(0);
            assertThat(text(stand.gateway(), "session-edit", "OMS1", "SocketAcceptAddress=127.0.0.3"))
                    .startsWith("done: ");

            assertThat(stand.gateway().engine().addresses())
                    .singleElement()
                    .satisfies(address -> assertThat(address.getHostString()).isEqualTo("127.0.0.3"));
            awaitRefusal(before);
            try (FixClient client = stand.client("OMS1")) {
                client.logon();
                assertThat(text(stand.gateway(), "session-edit", "OMS1", "SocketAcceptAddress="))
                        .startsWith("refused: WEIR->OMS1 is up; ");
                assertThat(text(stand.gateway(), "session-edit", "OMS1", "SocketAcceptAddress=", "--now"))
                        .startsWith("done: WEIR->OMS1: SocketAcceptAddress 127.0.0.3 -> 127.0.0.1; ");
                assertThat(client.read('5')).contains("|58=the session's settings change|");
            }
        }
    }

    private static void awaitRefusal(InetSocketAddress address) throws IOException {
        for (boolean open = true; open; ) {
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                assertThat(socket.isConnected()).isTrue();
            } catch (java.net.ConnectException refused) {
                open = false;
            }
        }
    }

    @Test
    void anInitiatorConnectsWhereItIsToldTo() throws Exception {
        try (Stand stand = Stand.start(folder);
                ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            broker.setSoTimeout(20_000);
            String port = "SocketConnectPort=" + broker.getLocalPort();

            assertThat(text(stand.gateway(), "session-edit", "PAPER", port, "ReconnectInterval=1", "--now"))
                    .startsWith("done: ");

            try (Socket socket = broker.accept()) {
                byte[] first = new byte[10];
                assertThat(socket.getInputStream().readNBytes(first, 0, 10)).isEqualTo(10);
                assertThat(new String(first, java.nio.charset.StandardCharsets.US_ASCII))
                        .isEqualTo("8=FIX.4.4\u0001");
            }
        }
    }

    @Test
    void showSaysWhereEachKeyComesFromAndExportWhatToPaste() throws Exception {
        try (Stand stand = Stand.start(folder)) {
            ask(stand.gateway(), "session-edit", "PAPER", "ReconnectInterval=1", "--now");

            AdminReply show = ask(stand.gateway(), "session-show", "PAPER");
            String export = ask(stand.gateway(), "session-export").text();

            assertThat(show.rows())
                    .anyMatch(row -> row.get("key").equals("ReconnectInterval")
                            && row.get("value").equals("1")
                            && row.get("from").startsWith("run time, ann ")
                            && row.get("from").endsWith(": a test"))
                    .anyMatch(row -> row.toString().equals("{key=SenderCompID, value=WEIR, from=sessions.cfg:3}"))
                    .anyMatch(row -> row.toString().equals("{key=LogonTimeout, value=10, from=default}"));
            assertThat(Arrays.asList(export.split("\n", -1)))
                    .contains("[SESSION]", "TargetCompID=PAPER", "ReconnectInterval=1");
            assertThat(text(stand.gateway(), "session-show", "NOBODY"))
                    .startsWith("refused: no session NOBODY; there are: ");
            assertThat(text(stand.gateway(), "session-logout", "NOBODY"))
                    .startsWith("refused: no session NOBODY; there are: ");
        }
    }
}
