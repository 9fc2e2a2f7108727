package io.weir.conformance.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.Ports;
import io.weir.conformance.stage.Waiting;
import io.weir.sessions.journal.RecordType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orders over TLS to and from an unmodified QuickFIX/J, each echoed once, while either side is killed and comes back.
 *
 * <p>{@code -Dweir.interop.messages=10000} sends so many each way, instead of a number that is short for every build.
 */
@Timeout(180)
class TlsInteropTest {
    private static final int MESSAGES = Integer.getInteger("weir.interop.messages", 600);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern NUMBER_AND_ID = Pattern.compile("\\|34=(\\d+)\\|.*\\|11=(C\\d+)\\|");

    @TempDir
    private static Path folder;

    private static Stores stores;

    @TempDir
    private Path directory;

    private EchoProcess weir;
    private QuickFixSide quickFix;

    @BeforeAll
    static void makeStores() throws Exception {
        stores = Stores.make(folder);
    }

    @AfterEach
    void close() throws Exception {
        quickFix.close();
        weir.close();
    }

    private void quickFixConnects(List<String> ours, List<String> theirs) throws Exception {
        int port = Ports.free();
        weir = new EchoProcess(directory, port, ours);
        quickFix = new QuickFixSide(directory, true, port, theirs);
        weir.start();
        quickFix.start();
    }

    private void weConnect(List<String> ours, List<String> theirs) throws Exception {
        int port = Ports.free();
        List<String> keys = new ArrayList<>(ours);
        keys.addAll(List.of(
                "ConnectionType=initiator",
                "SocketConnectHost=127.0.0.1",
                "SocketConnectPort=" + port,
                "ReconnectInterval=1",
                "HeartBtInt=30"));
        weir = new EchoProcess(directory, 0, keys);
        quickFix = new QuickFixSide(directory, false, port, theirs);
        quickFix.start();
        weir.start();
    }

    private void loggedOn() {
        Waiting.until(PATIENCE, () -> "a logon; Weir said " + weir.said(), quickFix::isLoggedOn);
    }

    private void received(int count) {
        Waiting.until(
                PATIENCE,
                () -> count + " echoes; there are " + quickFix.received() + ", and Weir said " + weir.said(),
                () -> quickFix.received() >= count);
    }

    private static List<String> with(List<String> keys, String... more) {
        List<String> all = new ArrayList<>(keys);
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void quickFixConnectsOverTls() throws Exception {
        quickFixConnects(
                with(stores.settings("weir", true), "ResetOnDisconnect=N"), stores.settings("quickfix", false));
        exchange(60);
    }

    @Test
    void weConnectToQuickFixOverTls() throws Exception {
        weConnect(with(stores.settings("weir", false), "ResetOnDisconnect=N"), stores.settings("quickfix", true));
        exchange(60);
    }

    private void exchange(int count) throws Exception {
        loggedOn();
        quickFix.send(0, count);
        received(count);
        close();
        assertEachOnce(count);
    }

    @Test
    void quickFixConnectsWithItsCertificateAndEitherSideIsKilled() throws Exception {
        quickFixConnects(
                with(
                        stores.settings("weir", true),
                        "NeedClientAuth=Y",
                        "WeirCertificate=dns:quickfix.example",
                        "ResetOnDisconnect=N"),
                stores.settings("quickfix", true));
        exchangeWithKills();
    }

    @Test
    void weConnectWithOurCertificateAndEitherSideIsKilled() throws Exception {
        weConnect(
                with(stores.settings("weir", true), "WeirCertificate=dns:quickfix.example", "ResetOnDisconnect=N"),
                with(stores.settings("quickfix", true), "NeedClientAuth=Y"));
        exchangeWithKills();
    }

    private void exchangeWithKills() throws Exception {
        loggedOn();
        int half = MESSAGES / 2;
        Thread sending = sending(0, half);
        received(half / 4);
        weir.kill();
        weir.start();
        sending.join();
        received(half);
        loggedOn();
        quickFix.send(half, half + half / 2);
        received(half + half / 4);
        quickFix.drop();
        quickFix.start();
        loggedOn();
        quickFix.send(half + half / 2, MESSAGES);
        received(MESSAGES);
        assertThat(quickFix.logons()).isGreaterThanOrEqualTo(3);
        close();
        assertEachOnce(MESSAGES);
        assertThat(weir.records(RecordType.Connected))
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(text -> text.matches(".*/127\\.0\\.0\\.1:\\d+ CN=quickfix sha256:[0-9a-f]{64}"));
    }

    private Thread sending(int from, int to) {
        Thread sending = new Thread(() -> quickFix.send(from, to), "sending");
        sending.start();
        return sending;
    }

    /** Every order came to Weir and back once and in order, by number and by ClOrdID, as each side has it on its disk or heard it. */
    private void assertEachOnce(int count) throws Exception {
        List<String> expected = IntStream.range(0, count).mapToObj(i -> "C" + i).toList();
        assertThat(quickFix.echoes()).extracting(QuickFixSide.Echo::clOrdId).containsExactlyElementsOf(expected);
        assertThat(quickFix.echoes())
                .extracting(QuickFixSide.Echo::number)
                .isSorted()
                .doesNotHaveDuplicates();
        List<QuickFixSide.Echo> sent = weir.records(RecordType.Sent).stream()
                .filter(text -> text.contains("|35=D|"))
                .map(TlsInteropTest::echo)
                .toList();
        assertThat(sent).isEqualTo(quickFix.echoes());
        assertThat(Files.isDirectory(directory.resolve("quickfix"))).isTrue();
    }

    private static QuickFixSide.Echo echo(String text) {
        Matcher matcher = NUMBER_AND_ID.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return new QuickFixSide.Echo(Integer.parseInt(matcher.group(1)), matcher.group(2));
    }
}
