package io.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.gateway.stand.Stand;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is run, and the commands that talk to it. */
class RunTest {
    @TempDir
    Path folder;

    private final AtomicInteger exit = new AtomicInteger(-1);
    private Thread gateway;
    private String ready;

    @BeforeEach
    void run() throws IOException {
        Stand.configure(folder);
        run("run");
    }

    private void run(String... command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--config", folder.toString()));
        PipedReader out = new PipedReader();
        PrintWriter writer = new PrintWriter(new PipedWriter(out), true);
        gateway = new Thread(() -> exit.set(Weir.commandLine()
                .setOut(writer)
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments.toArray(String[]::new))));
        gateway.start();
        StringBuilder line = new StringBuilder();
        for (int c = out.read(); c != '\n'; c = out.read()) {
            line.append((char) c);
        }
        ready = line.toString();
    }

    @AfterEach
    void stop() throws InterruptedException {
        gateway.interrupt();
        gateway.join();
    }

    private Typed weir(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command.split(" ", -1)));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", folder.toString()));
        return Typed.weir(all.toArray(String[]::new));
    }

    @Test
    void oneLineSaysThatItIsReady() {
        assertThat(ready)
                .matches("weir T1 is ready: boot 1, 0 events recovered; listens on 127\\.0\\.0\\.1:\\d+;"
                        + " sessions OMS1, PAPER \\(broker\\); admin " + folder + "/run/admin\\.sock");
    }

    @Test
    void aStartThatOnlyCancelsNeedsAReasonAndIsSeen() throws Exception {
        Typed noReason = weir("run", "--recover=cancel-only");
        Typed noMode = weir("run", "--recover=somehow");
        stop();
        run("run", "--recover=cancel-only", "--reason", "replay differs");

        assertThat(noReason.exit()).isEqualTo(2);
        assertThat(noReason.err().get(0)).isEqualTo("weir run: --recover=cancel-only needs a --reason");
        assertThat(noMode.exit()).isEqualTo(2);
        assertThat(noMode.err().get(0)).isEqualTo("weir run: --recover is normal or cancel-only, not somehow");
        assertThat(ready).startsWith("weir T1 is ready TO CANCEL ONLY: boot 2, ");
        assertThat(weir("status").out())
                .map(line -> line.replaceAll(" +", " "))
                .contains("recovery CANCEL-ONLY", "kill switch ENGAGED");
        assertThat(weir("release", "--reason", "over").err())
                .containsExactly("weir release: this process only cancels; stop it, start it without --recover, and"
                        + " release then");
        assertThat(Typed.weir("log", folder.toString(), "--type", "CancelOnly").out())
                .singleElement()
                .asString()
                .endsWith("cancel-only  by " + System.getProperty("user.name") + ": replay differs");
        assertThat(Typed.weir("audit", "verify", folder.toString()).exit()).isZero();
    }

    @Test
    void itEndsInOrderAndItsSocketWithIt() throws InterruptedException {
        stop();

        assertThat(exit).hasValue(0);
        assertThat(folder.resolve("run/admin.sock")).doesNotExist();
        assertThat(folder.resolve("logs/WEIR-OMS1.log")).content().contains("gateway started, boot 1");
    }

    @Test
    void statusTellsHowItIs() {
        Typed typed = weir("status");

        assertThat(typed.exit()).isZero();
        assertThat(typed.out())
                .map(line -> line.replaceAll(" +", " "))
                .contains(
                        "boot 1",
                        "sessions up 0 of 2",
                        "open orders 0",
                        "brokers held none",
                        "kill switch off",
                        "recovery normal");
    }

    @Test
    void sessionsAreListedAndChanged() {
        assertThat(weir("session list").out().get(0))
                .matches("SESSION +ROLE +STATE +SINCE +NEXT IN +NEXT OUT +EPOCH +REMOTE");
        assertThat(weir("session set-numbers", "OMS1", "--next-out", "5", "--next-in", "7")
                        .out())
                .containsExactly("WEIR->OMS1: next out 5, next in 7");
        assertThat(weir("session disable", "WEIR->OMS1", "--reason", "desk closed")
                        .exit())
                .isZero();
        assertThat(weir("session list").out().get(1))
                .matches("WEIR->OMS1 +acceptor +disconnected, disabled .* 7 +5 +1");
        assertThat(weir("session enable", "OMS1").exit()).isZero();
        assertThat(weir("session reset", "OMS1").out()).containsExactly("WEIR->OMS1: next out 1, next in 1");
        assertThat(weir("session logout", "OMS1").exit()).isZero();
        assertThat(weir("session list", "--json").out())
                .singleElement()
                .asString()
                .startsWith("{\"ok\":true,\"text\":\"2 sessions\",\"rows\":[{\"session\":\"WEIR->OMS1\",");
    }

    @Test
    void whatCannotBeDoneToASessionIsRefused() {
        Typed unknown = weir("session reset", "NOBODY");
        Typed zero = weir("session set-numbers", "OMS1", "--next-out", "0", "--next-in", "7");

        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err())
                .containsExactly("weir session reset: no session NOBODY; there are: WEIR->OMS1, WEIR->PAPER");
        assertThat(zero.exit()).isEqualTo(1);
        assertThat(zero.err())
                .containsExactly("weir session set-numbers: expected a sequence number from 1 to 1099511627775, not 0");
    }

    @Test
    void differencesAreListedAndResolved() {
        Typed none = weir("reconcile");
        Typed nothing = weir("reconcile accept", "T1", "--reason", "the desk says so");
        Typed down = weir("reconcile ask", "PAPER");

        assertThat(none.out()).containsExactly("0 differences");
        assertThat(weir("reconcile", "PAPER", "--json").out())
                .containsExactly("{\"ok\":true,\"text\":\"0 differences\",\"rows\":[]}");
        assertThat(weir("reconcile", "NOBODY").err()).containsExactly("weir reconcile: no broker NOBODY");
        assertThat(nothing.exit()).isEqualTo(1);
        assertThat(nothing.err()).containsExactly("weir reconcile accept: nothing is different about an order T1");
        assertThat(down.err()).containsExactly("weir reconcile ask: broker PAPER is down");
        assertThat(weir("reconcile keep", "T1").exit()).isEqualTo(2);
    }

    @Test
    void oneUserEngagesTheKillSwitchAndCannotReleaseItAlone() {
        String me = System.getProperty("user.name");

        assertThat(weir("kill", "--reason", "test").out())
                .containsExactly("kill switch engaged; 0 open orders are being canceled;"
                        + " 0 orders withheld before they left");
        assertThat(weir("status").out()).map(line -> line.replaceAll(" +", " ")).contains("kill switch ENGAGED");
        assertThat(weir("release", "--reason", "over").out())
                .containsExactly("release asked for by " + me + "; a second principal must ask, too");
        Typed again = weir("release", "--reason", "over");

        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err())
                .containsExactly(
                        "weir release: " + me + " has asked already; the second principal must be another one");
        assertThat(weir("log", folder.toString(), "--type", "Admin,Kill").exit())
                .isEqualTo(2);
        assertThat(Typed.weir("log", folder.toString(), "--type", "Admin,Kill").out())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("kill by " + me + ": test"),
                        line -> assertThat(line).endsWith("release by " + me + ": over"),
                        line -> assertThat(line).endsWith("release by " + me + ": over"));
    }

    @Test
    void aBrokenConfigurationKeepsNobodyFromTheKillSwitch() throws IOException {
        Files.writeString(folder.resolve("weir.yaml"), "instance: [");

        Typed typed = weir("kill", "--reason", "test");
        Typed byName = Typed.weir("kill", "--socket", folder + "/run/admin.sock", "--reason", "test");

        assertThat(typed.exit()).isEqualTo(2);
        assertThat(typed.err().get(0)).contains("--socket FILE reaches a running gateway");
        assertThat(byName.exit()).isZero();
    }

    @Test
    void aPortThatIsTakenIsNamedAndTheJournalLetGo() throws IOException {
        String port = ready.replaceAll(".*listens on 127\\.0\\.0\\.1:(\\d+);.*", "$1");
        Path second = Files.createDirectory(folder.resolve("second"));
        Stand.configure(second);
        Path sessions = second.resolve("sessions.cfg");
        String free = Files.readString(sessions);
        Files.writeString(sessions, free.replace("SocketAcceptPort=0", "SocketAcceptPort=" + port));

        for (int again = 0; again < 2; again++) {
            Typed typed = Typed.weir("run", "--config", second.toString());

            assertThat(typed.exit()).isEqualTo(1);
            assertThat(typed.err())
                    .singleElement()
                    .asString()
                    .startsWith("weir run: cannot listen on 127.0.0.1:" + port + ": ");
        }
    }

    @Test
    void aSecondGatewayOnTheJournalIsRefused() {
        Typed typed = Typed.weir("run", "--config", folder.toString());

        assertThat(typed.exit()).isEqualTo(1);
        assertThat(typed.err())
                .singleElement()
                .asString()
                .startsWith("weir run: the journal " + folder + "/journal is ");
    }
}
