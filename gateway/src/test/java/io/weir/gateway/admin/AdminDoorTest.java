package io.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol of the admin door, over a real socket. */
class AdminDoorTest {
    private static final long PATIENT = 10_000;

    @TempDir
    Path folder;

    private Path socket;
    private final List<String> asked = new ArrayList<>();
    private AdminDesk desk = (request, actor, answer) -> {
        asked.add(actor + " " + request);
        answer.accept(new AdminReply(true, "done", List.of(Map.of("column", "value"))));
    };
    private AdminServer server;

    @BeforeEach
    void open() throws IOException {
        socket = folder.resolve("run/admin.sock");
        server = AdminServer.open(socket, (request, actor, answer) -> desk.handle(request, actor, answer), PATIENT);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private AdminReply ask(String command, String reason, String... arguments) throws IOException {
        return new AdminClient(socket, PATIENT).ask(command, reason, arguments);
    }

    /** Sends bytes as they are, and reads until the other side has answered so many lines, or hangs up. */
    private List<String> send(String text, int answers) throws IOException {
        List<String> lines = new ArrayList<>();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            var reader = Channels.newReader(channel, StandardCharsets.UTF_8);
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c >= 0 && lines.size() < answers; ) {
                if (c == '\n') {
                    lines.add(line.toString());
                    line.setLength(0);
                } else {
                    line.append((char) c);
                }
                c = lines.size() < answers ? reader.read() : -1;
            }
        }
        return lines;
    }

    @Test
    void theUserAtTheOtherEndIsTheActor() throws IOException {
        AdminReply reply = ask("session-reset", "agreed by phone", "OMS1");

        assertThat(reply).isEqualTo(new AdminReply(true, "done", List.of(Map.of("column", "value"))));
        assertThat(asked)
                .containsExactly(System.getProperty("user.name")
                        + " AdminRequest[command=session-reset, reason=agreed by phone, arguments=[OMS1]]");
    }

    @Test
    void requestsOfOneCallerAreAnsweredInOrder() throws IOException {
        desk = (request, actor, answer) -> answer.accept(AdminReply.done(request.command()));

        assertThat(send("{\"command\":\"one\"}\n{\"command\":\"two\"}\n", 2))
                .containsExactly(
                        "{\"ok\":true,\"text\":\"one\",\"rows\":[]}", "{\"ok\":true,\"text\":\"two\",\"rows\":[]}");
    }

    @Test
    void whatIsNoRequestIsAnsweredAndTheConnectionStays() throws IOException {
        List<String> answers =
                send("hello\n[]\n{\"command\":7}\n{\"command\":\"x\",\"colour\":\"red\"}\n{\"command\":\"kill\"}\n", 5);

        assertThat(answers).hasSize(5).allSatisfy(line -> assertThat(line).startsWith("{\"ok\":"));
        assertThat(answers.get(0)).contains("expected a line of JSON");
        assertThat(answers.get(1)).contains("expected a JSON object");
        assertThat(answers.get(2)).contains("expected text for command");
        assertThat(answers.get(3)).contains("unknown property colour");
        assertThat(answers.get(4)).contains("\"ok\":true");
    }

    @Test
    void aRequestHasABound() throws IOException {
        List<String> answers = send("x".repeat(AdminConnection.MAX_REQUEST_BYTES), 2);

        assertThat(answers)
                .containsExactly("{\"ok\":false,\"text\":\"a request of more than 65536 bytes\",\"rows\":[]}");
    }

    @Test
    void nobodyWaitsForAnothersAnswer() throws IOException {
        List<Consumer<AdminReply>> waiting = new ArrayList<>();
        desk = (request, actor, answer) -> {
            if (request.command().equals("status")) {
                waiting.add(answer);
            } else {
                answer.accept(AdminReply.done("killed"));
            }
        };
        try (SocketChannel slow = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            slow.connect(UnixDomainSocketAddress.of(socket));
            slow.write(ByteBuffer.wrap("{\"command\":\"status\"}\n".getBytes(StandardCharsets.UTF_8)));

            assertThat(ask("kill", "test").text()).isEqualTo("killed");
        }
        assertThat(waiting).hasSize(1);
    }

    @Test
    void aDeskThatDoesNotAnswerIsNotWaitedForForEver() throws IOException {
        server.close();
        server = AdminServer.open(socket, (request, actor, answer) -> {}, 50);

        assertThat(ask("status", "")).isEqualTo(AdminReply.refused("the gateway has not answered in time"));
    }

    @Test
    void aDeskThatFailsIsAnAnswer() throws IOException {
        desk = (request, actor, answer) -> {
            throw new IllegalStateException("broken");
        };

        assertThat(ask("status", "").text()).isEqualTo("failed: java.lang.IllegalStateException: broken");
        assertThat(ask("status", "").ok()).isFalse();
    }

    @Test
    void theSocketIsItsOwnersAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aFolderWithTheSetgidBitSharesTheSocketWithItsGroup() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", 02750);

        try (AdminServer second = AdminServer.open(shared.resolve("admin.sock"), desk, PATIENT)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared.resolve("admin.sock"))))
                    .isEqualTo("rw-rw----");
            assertThat(second).isNotNull();
        }
    }

    @Test
    void aSecondGatewayDoesNotTakeTheSocketOver() {
        assertThatThrownBy(() -> AdminServer.open(socket, desk, PATIENT))
                .hasMessage("another gateway listens on " + socket);
    }

    @Test
    void whatAKilledGatewayLeftIsTakenAway() throws IOException {
        Path stale = folder.resolve("stale.sock");
        ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        gone.bind(UnixDomainSocketAddress.of(stale)).close();
        assertThat(stale).exists();

        AdminServer.open(stale, desk, PATIENT).close();

        assertThat(stale).doesNotExist();
    }

    @Test
    void aFileThatIsNoSocketStays() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> AdminServer.open(file, desk, PATIENT)).hasMessage(file + " is there and is no socket");
        assertThat(file).hasContent("mine");
    }

    @Test
    void withoutAGatewayTheClientSaysSo() throws IOException {
        server.close();

        assertThat(socket).doesNotExist();
        assertThatThrownBy(() -> ask("status", "")).hasMessageStartingWith("no gateway answers on " + socket);
    }
}
