package io.weir.sessions.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.codec.Ascii;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that are connected to us over TLS, by the JDK's own TLS. */
@Timeout(60)
class TlsTest {
    private static final EdgeLimits PATIENT = new EdgeLimits(2048, 50, 40, 20_000, 0, 0);
    private static final String NO_OPEN_SSL = "io.netty.handler.ssl.noOpenSsl";

    @TempDir
    private static Path stores;

    private static TestIdentity authority;
    private static TestIdentity ours;
    private static TestIdentity one;
    private static TestIdentity two;
    private static TestIdentity stranger;

    @TempDir
    private Path directory;

    private EngineStage stage;

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority = TestIdentity.authority("CN=Authority");
        ours = authority.issue("US", "dns:localhost");
        one = authority.issue("One\\, the client", "dns:one.example", "uri:urn:fix:ONE", "email:fix@one.example");
        two = authority.issue("Two", "dns:two.example");
        stranger = TestIdentity.authority("CN=Elsewhere").issue("One\\, the client", "dns:one.example");
        ours.save(stores.resolve("ours.p12"));
        authority.saveTrust(stores.resolve("trust.p12"));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void begin(String... keys) throws Exception {
        begin(PATIENT, keys);
    }

    private void begin(EdgeLimits limits, String... keys) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "SocketUseSSL=Y",
                "SocketKeyStore=" + stores.resolve("ours.p12"),
                "SocketKeyStorePassword=" + TestIdentity.PASSWORD));
        all.addAll(List.of(keys));
        stage = EngineStage.acceptor(directory, limits, all.toArray(String[]::new));
    }

    private void beginMutual(String... keys) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "NeedClientAuth=Y",
                "SocketTrustStore=" + stores.resolve("trust.p12"),
                "SocketTrustStorePassword=" + TestIdentity.PASSWORD));
        all.addAll(List.of(keys));
        begin(all.toArray(String[]::new));
    }

    private Peer connect(String name, SSLContext context) throws IOException {
        return new Peer(TestIdentity.connect(context, stage.address()), name);
    }

    private Peer connect(String name) throws Exception {
        return connect(name, authority.context());
    }

    @ParameterizedTest
    @CsvSource({"false,TLSv1.2", "false,TLSv1.3", "true,TLSv1.2", "true,TLSv1.3"})
    void aSessionIsUpWithEitherLibraryAndVersion(boolean jdk, String version) throws Exception {
        if (jdk) {
            System.setProperty(NO_OPEN_SSL, "true");
        }
        try {
            begin();
        } finally {
            System.clearProperty(NO_OPEN_SSL);
        }
        if (jdk) {
            assertThat(stage.alert())
                    .isEqualTo("TLS is the JDK's: BoringSSL is not there, as io.netty.handler.ssl.noOpenSsl says");
        }
        SSLSocket socket = (SSLSocket) TestIdentity.connect(authority.context(), stage.address());
        socket.setEnabledProtocols(new String[] {version});
        try (Peer client = new Peer(socket, "ONE").loggedOn()) {
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(stage.heard()).isEqualTo("logon 0");
            stage.assertAnswers(client, 2, 2);
            client.send("35=H|34=3|11=300x1000|55=IBM|54=1");
            for (int number = 3; number < 303; number++) {
                assertThat(client.receive()).startsWith("35=8|34=" + number + "|58=rrr");
            }
            client.send("35=5|34=4");
            assertThat(client.receive()).startsWith("35=5|34=303");
            assertThat(client.receive()).isEqualTo("end");
        }
    }

    @Test
    void whatIsInTheRecordOfTheLogonIsNotLostInTheMoveToTheCore() throws Exception {
        begin();
        try (Peer client = connect("ONE")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(client.message("35=A|34=1|98=0|108=30"));
            for (int number = 2; number < 60; number++) {
                bytes.writeBytes(client.message("35=1|34=" + number + "|112=" + number));
            }
            client.raw(bytes.toByteArray());

            assertThat(client.receive()).isEqualTo("35=A|34=1|98=0|108=30");
            for (int number = 2; number < 60; number++) {
                assertThat(client.receive()).isEqualTo("35=0|34=" + number + "|112=" + number);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void recordsMayBeOfAnySize(int size) throws Exception {
        begin();
        try (Peer client = connect("ONE")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(client.message("35=A|34=1|98=0|108=30"));
            for (int number = 2; number < 30; number++) {
                bytes.writeBytes(client.message("35=1|34=" + number + "|112=" + number));
            }
            byte[] all = bytes.toByteArray();
            for (int from = 0; from < all.length; from += size) {
                client.raw(Arrays.copyOfRange(all, from, Math.min(all.length, from + size)));
            }

            assertThat(client.receive()).isEqualTo("35=A|34=1|98=0|108=30");
            for (int number = 2; number < 30; number++) {
                assertThat(client.receive()).isEqualTo("35=0|34=" + number + "|112=" + number);
            }
        }
    }

    @Test
    void handshakesDoNotWaitForTheCore() throws Exception {
        begin();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        Thread blocking = new Thread(() -> stage.engine().onCore(() -> {
            blocked.countDown();
            await(release);
        }));
        blocking.start();
        await(blocked);
        try {
            SSLSocket socket = (SSLSocket) TestIdentity.connect(authority.context(), stage.address());
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            try (Peer client = new Peer(socket, "ONE")) {
                client.send("35=A|34=1|98=0|108=30");
                release.countDown();
                assertThat(client.receive()).isEqualTo("35=A|34=1|98=0|108=30");
            }
        } finally {
            release.countDown();
            blocking.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoShowsNoCertificateIsNotLetIn() throws Exception {
        beginMutual();
        try (Peer client = connect("ONE")) {
            assertThat(logOn(client)).isEqualTo("end");
            assertThat(stage.alert()).startsWith("127.0.0.1 was refused: the TLS handshake failed: ");
        }
        assertThat(stage.journal()).hasSize(1);
    }

    @Test
    void whoShowsTheCertificateOfAnotherAuthorityIsNotLetIn() throws Exception {
        beginMutual();
        try (Peer client = connect("ONE", authority.context(stranger))) {
            assertThat(logOn(client)).isEqualTo("end");
            assertThat(stage.alert()).startsWith("127.0.0.1 was refused: the TLS handshake failed: ");
        }
        assertThat(stage.journal()).hasSize(1);
    }

    /** The answer to a Logon, whose sending may fail already. */
    private static String logOn(Peer client) throws IOException {
        try {
            client.send("35=A|34=1|98=0|108=30");
        } catch (IOException refused) {
            return "end";
        }
        return client.receive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dns:ONE.example", "uri:urn:fix:ONE", "email:fix@one.example", "uri:urn:fix:x, dns:one.example"})
    void aNameOfACertificateIsBoundToASession(String names) throws Exception {
        beginMutual("ONE.WeirCertificate=" + names);
        try (Peer thief = connect("ONE", authority.context(two))) {
            assertThat(logOn(thief)).isEqualTo("end");
            assertThat(stage.alert())
                    .isEqualTo("127.0.0.1 was refused: its certificate, CN=Two sha256:" + two.fingerprint()
                            + ", is none that may name FIX.4.4:US->ONE");
        }
        assertThat(stage.journal()).hasSize(1);
        try (Peer client = connect("ONE", authority.context(one)).loggedOn();
                Peer second = connect("TWO", authority.context(two)).loggedOn()) {
            stage.assertAnswers(client, 2, 2);
            stage.assertAnswers(second, 2, 2);
        }
        assertThat(stage.journal())
                .anyMatch(line -> line.startsWith("Connected 0 /127.0.0.1:")
                        && line.endsWith(" CN=One\\, the client sha256:" + one.fingerprint()))
                .anyMatch(line -> line.startsWith("Connected 1 ") && line.endsWith("sha256:" + two.fingerprint()));
    }

    @Test
    void aFingerprintIsBoundToASession() throws Exception {
        String print = one.fingerprint().toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
        beginMutual("ONE.WeirCertificate=sha256:" + print);
        try (Peer thief = connect("ONE", authority.context(authority.issue("One\\, the client", "dns:one.example")))) {
            assertThat(logOn(thief)).isEqualTo("end");
        }
        try (Peer client = connect("ONE", authority.context(one)).loggedOn()) {
            stage.assertAnswers(client, 2, 2);
            List<String> shown = new ArrayList<>();
            stage.engine().onCore(() -> shown.add(stage.engine().certificate(0)));
            assertThat(shown).containsExactly("CN=One\\, the client sha256:" + one.fingerprint());
        }
    }

    @Test
    void addressesAreAllowedByRange() throws Exception {
        begin("ONE.AllowedRemoteAddresses=10.0.0.0/8, 127.0.0.0/30", "TWO.AllowedRemoteAddresses=127.0.0.2/31");
        try (Peer client = connect("ONE").loggedOn();
                Peer second = connect("TWO")) {
            assertThat(logOn(second)).isEqualTo("end");
            stage.assertAnswers(client, 2, 2);
        }
    }

    @Test
    void whoSpeaksNoTlsIsNotLetIn() throws Exception {
        begin();
        try (Peer client = stage.connect("ONE")) {
            client.send("35=A|34=1|98=0|108=30");
            assertThat(client.receive()).isEqualTo("end");
            assertThat(stage.alert())
                    .startsWith("127.0.0.1 was refused: the TLS handshake failed: not an SSL/TLS record");
        }
        assertThat(stage.journal()).hasSize(1);
    }

    @Test
    void aHandshakeThatDoesNotEndIsClosedWhenItsTimeIsUp() throws Exception {
        begin(new EdgeLimits(2048, 50, 40, 300, 0, 0));
        try (Peer client = stage.connect("ONE")) {
            // A record of a handshake of 200 bytes, of which three come.
            client.raw(new byte[] {22, 3, 1, 0, (byte) 200, 1, 0, 0});
            assertThat(client.receive()).isEqualTo("end");
        }
        assertThat(stage.journal()).hasSize(1);
    }

    @Test
    void onlyTheVersionsAndSuitesThatAreEnabledAreSpoken() throws Exception {
        begin("EnabledProtocols=TLSv1.2", "CipherSuites=TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
        SSLSocket socket = (SSLSocket) TestIdentity.connect(authority.context(), stage.address());
        try (Peer client = new Peer(socket, "ONE").loggedOn()) {
            assertThat(socket.getSession().getCipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
            stage.assertAnswers(client, 2, 2);
        }
        SSLSocket newer = (SSLSocket) TestIdentity.connect(authority.context(), stage.address());
        newer.setEnabledProtocols(new String[] {"TLSv1.3"});
        try (Peer client = new Peer(newer, "TWO")) {
            assertThat(logOn(client)).isEqualTo("end");
        }
    }

    @Test
    void rubbishBelowTheTlsOfASessionEndsThatSessionOnly() throws Exception {
        begin();
        Socket below = new Socket(stage.address().getAddress(), stage.address().getPort());
        SSLSocket above = (SSLSocket) authority.context().getSocketFactory().createSocket(below, "localhost", 1, true);
        try (Peer client = new Peer(above, "ONE").loggedOn();
                Peer neighbour = connect("TWO").loggedOn()) {
            assertThat(stage.heard()).isEqualTo("logon 0");
            assertThat(stage.heard()).isEqualTo("logon 1");
            below.getOutputStream().write(Ascii.bytes("8=FIX.4.4 and no TLS any more"));

            assertThat(stage.heard()).startsWith("logout 0: TLS: ");
            stage.assertAnswers(neighbour, 2, 2);
            assertThat(client.receive()).isEqualTo("end");
        }
    }

    @Test
    void aFarewellOfTlsIsAnEnd() throws Exception {
        begin();
        Socket below = new Socket(stage.address().getAddress(), stage.address().getPort());
        SSLSocket above = (SSLSocket) authority.context().getSocketFactory().createSocket(below, "localhost", 1, false);
        try (Peer client = new Peer(above, "ONE").loggedOn()) {
            assertThat(stage.heard()).isEqualTo("logon 0");
            above.shutdownOutput();

            assertThat(stage.heard()).isEqualTo("logout 0: the counterparty closed the connection");
            assertThat(client.receive()).isEqualTo("end");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSlowReaderIsDisconnectedAtTheBoundAndNobodyElse(boolean boring) throws Exception {
        System.setProperty(NO_OPEN_SSL, Boolean.toString(!boring));
        try {
            begin("WeirMaxOutboundBytes=65536");
        } finally {
            System.clearProperty(NO_OPEN_SSL);
        }
        Socket narrow = new Socket();
        narrow.setReceiveBufferSize(4096);
        narrow.connect(stage.address());
        Socket above = authority.context().getSocketFactory().createSocket(narrow, "localhost", 1, true);
        try (Peer client = new Peer(above, "ONE").loggedOn();
                Peer neighbour = connect("TWO").loggedOn()) {
            assertThat(stage.heard()).isEqualTo("logon 0");
            assertThat(stage.heard()).isEqualTo("logon 1");
            // One request in each batch, as the neighbour is answered between them: 20 reports of a thousand bytes.
            String reason = null;
            for (int number = 2; reason == null; number++) {
                client.send("35=H|34=" + number + "|11=20x1000|55=IBM|54=1");
                stage.assertAnswers(neighbour, number, number);
                reason = stage.heardAlready();
            }

            assertThat(reason).startsWith("logout 0: slow consumer:").endsWith("the bound is 65536");
            // What the kernel takes is not counted, what TLS holds is: one batch beyond the bound is all that waits.
            assertThat(Long.parseLong(reason.split(" ", -1)[4])).isBetween(65_537L, 65_536L + 30_000L);
        }
    }

    @Test
    void newCertificatesServeNewHandshakesAndSessionsGoOn() throws Exception {
        Path store = directory.resolve("live.p12");
        ours.save(store);
        begin("SocketKeyStore=" + store);
        try (Peer client = connect("ONE").loggedOn()) {
            stage.engine().reloadCertificates();
            Files.write(store, new byte[] {1, 2, 3});
            stage.engine().reloadCertificates();
            stage.engine().reloadCertificates();
            assertThat(stage.alert())
                    .startsWith("TLS: what was read before stays in use, as what is in " + store
                            + " now cannot serve: expected ");
            assertThat(certificateShown()).isEqualTo(ours.certificate());

            authority.issue("US", Instant.now().minusSeconds(60)).save(store);
            stage.engine().reloadCertificates();
            assertThat(stage.alert()).contains("a certificate that is valid, but it has expired at ");
            assertThat(certificateShown()).isEqualTo(ours.certificate());

            TestIdentity renewed = authority.issue("US", "dns:localhost");
            renewed.save(store);
            stage.engine().reloadCertificates();
            assertThat(stage.alert())
                    .isEqualTo("TLS: new handshakes use what is in " + store + " now: CN=US until "
                            + renewed.certificate().getNotAfter().toInstant());
            assertThat(certificateShown()).isEqualTo(renewed.certificate());
            stage.assertAnswers(client, 2, 2);
            assertThat(stage.engine().certificates())
                    .extracting(CertificateStatus::fingerprint)
                    .containsExactly(renewed.fingerprint());
        }
    }

    private X509Certificate certificateShown() throws Exception {
        try (SSLSocket socket = (SSLSocket) TestIdentity.connect(authority.context(), stage.address())) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void anAuthorityThatIsNoLongerBelievedEndsNoSessionAndLetsNoneIn() throws Exception {
        Path trust = directory.resolve("trust.p12");
        authority.saveTrust(trust);
        beginMutual("SocketTrustStore=" + trust);
        SSLContext shown = authority.context(one);
        try (Peer client = connect("ONE", shown).loggedOn()) {
            TestIdentity.authority("CN=Successor").saveTrust(trust);
            stage.engine().reloadCertificates();
            assertThat(stage.alert()).contains("new handshakes use").contains("CN=Successor");
            // The same context: it would resume its TLS session, if it were let.
            try (Peer again = connect("TWO", shown)) {
                assertThat(logOn(again)).isEqualTo("end");
            }
            stage.assertAnswers(client, 2, 2);
        }
    }

    @Test
    void sessionsOfOneListenerMustHaveOneTls() throws Exception {
        begin();
        assertThatThrownBy(() -> EngineStage.acceptor(
                        directory.resolve("other"),
                        PATIENT,
                        "TWO.SocketUseSSL=Y",
                        "TWO.SocketKeyStore=" + stores.resolve("ours.p12"),
                        "TWO.SocketKeyStorePassword=" + TestIdentity.PASSWORD))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("have different TLS, as FIX.4.4:US->TWO");
    }

    @Test
    void anEngineDoesNotStartWithoutItsKeys() throws Exception {
        begin();
        assertThatThrownBy(() -> EngineStage.acceptor(
                        directory.resolve("other"),
                        PATIENT,
                        "SocketUseSSL=Y",
                        "SocketKeyStore=" + stores.resolve("ours.p12"),
                        "SocketKeyStorePassword=wrong"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the TLS of FIX.4.4:US->ONE (" + stores.resolve("ours.p12")
                        + ") needs the password of ours.p12");
    }

    @Test
    void aFloodOfHandshakesIsBounded() throws Exception {
        begin(new EdgeLimits(2048, 20, 20, 20_000, 0, 0));
        List<Socket> flood = new ArrayList<>();
        InetSocketAddress address = stage.address();
        for (int i = 0; i < 60; i++) {
            flood.add(new Socket(address.getAddress(), address.getPort()));
        }
        // Twenty may take their time; the others are closed at once.
        List<Socket> open = new ArrayList<>(flood);
        while (open.size() > 20) {
            open.removeIf(TlsTest::isAtItsEnd);
        }
        assertThat(open).noneMatch(TlsTest::isAtItsEnd);
        for (Socket each : flood) {
            each.close();
        }
    }

    private static boolean isAtItsEnd(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
