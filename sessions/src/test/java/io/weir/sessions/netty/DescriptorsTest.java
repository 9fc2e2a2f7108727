package io.weir.sessions.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine in a process of few file descriptors. */
@Timeout(120)
class DescriptorsTest {
    private static final String REFUSED = "alert no connection can be accepted at ";

    @TempDir
    private Path directory;

    private Process process;
    private BufferedReader output;
    private InetSocketAddress address;

    @BeforeEach
    void aProcessOf400Descriptors() throws Exception {
        process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 400; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScarceEngine.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
        address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(next("port ").substring(5)));
    }

    @AfterEach
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The next line that begins so. */
    private String next(String beginning) throws IOException {
        while (true) {
            String line = output.readLine();
            assertThat(line).as("a line that begins with " + beginning).isNotNull();
            if (line.startsWith(beginning)) {
                return line;
            }
        }
    }

    private void tell(String command) throws IOException {
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(command + "\n");
        input.flush();
    }

    private static void assertAnswers(Peer peer, int number) throws IOException {
        peer.send("35=1|34=" + number + "|112=still there");
        assertThat(peer.receive()).isEqualTo("35=0|34=" + number + "|112=still there");
    }

    @Test
    void withoutAnyLeftNothingIsAcceptedAndNobodySpinsAndSessionsGoOn() throws Exception {
        try (Peer client = Peer.connect(address, "ONE").loggedOn()) {
            tell("exhaust");
            next("exhausted");
            try (Peer late = Peer.connect(address, "TWO")) {
                late.send("35=A|34=1|98=0|108=30");
                assertThat(next(REFUSED)).contains("Too many open files").endsWith("; sessions that are up go on");
                assertAnswers(client, 2);

                tell("cpu");
                long before = Long.parseLong(next("cpu ").substring(4));
                next(REFUSED);
                next(REFUSED);
                next(REFUSED);
                tell("cpu");
                // Two seconds and more, which a thread that tries again and again would have spent.
                assertThat(Long.parseLong(next("cpu ").substring(4)) - before).isLessThan(1_000);
                assertAnswers(client, 3);

                tell("release");
                assertThat(late.receive()).isEqualTo("35=A|34=1|98=0|108=30");
                assertAnswers(late, 2);
            }
            assertAnswers(client, 4);
        }
    }

    @Test
    void aResendThatCannotBeReadEndsItsSessionOnly() throws Exception {
        try (Peer client = Peer.connect(address, "ONE").loggedOn();
                Peer neighbour = Peer.connect(address, "TWO").loggedOn()) {
            assertAnswers(client, 2);
            tell("exhaust");
            next("exhausted");
            client.send("35=2|34=3|7=1|16=0");

            assertThat(client.receive()).isEqualTo("end");
            assertAnswers(neighbour, 2);
            tell("release");
            next("released");
        }
        try (Peer again = Peer.connect(address, "ONE")) {
            again.send("35=A|34=4|98=0|108=30");
            assertThat(again.receive()).isEqualTo("35=A|34=3|98=0|108=30");
            again.send("35=2|34=5|7=1|16=0");
            assertThat(again.receive()).isEqualTo("35=4|34=1|43=Y|123=Y|36=4");
        }
    }

    @Test
    void strangersDoNotTakeTheLastOnes() throws Exception {
        List<Peer> flood = new ArrayList<>();
        try (Peer client = Peer.connect(address, "ONE").loggedOn()) {
            for (int i = 0; i < 500; i++) {
                flood.add(Peer.connect(address, "TWO"));
            }
            // The first of them made room for the others.
            assertThat(flood.get(0).receive()).isEqualTo("end");
            assertAnswers(client, 2);
            client.send("35=2|34=3|7=1|16=1");
            assertThat(client.receive()).isEqualTo("35=4|34=1|43=Y|123=Y|36=2");
            try (Peer other = Peer.connect(address, "THREE").loggedOn()) {
                assertAnswers(other, 2);
            }
        } finally {
            for (Peer each : flood) {
                each.close();
            }
        }
    }
}
