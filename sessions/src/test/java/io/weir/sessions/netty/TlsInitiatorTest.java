package io.weir.sessions.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.Durability;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that we open over TLS, against a broker with the JDK's own TLS. */
@Timeout(60)
class TlsInitiatorTest {
    @TempDir
    private static Path stores;

    private static TestIdentity authority;
    private static TestIdentity ours;
    private static TestIdentity brokers;

    @TempDir
    private Path directory;

    private SSLServerSocket broker;
    private EngineStage stage;

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority = TestIdentity.authority("CN=Authority");
        ours = authority.issue("US", "dns:us.example");
        brokers = authority.issue("Broker", "dns:localhost", "uri:urn:fix:BROKER");
        ours.save(stores.resolve("ours.p12"));
        authority.saveTrust(stores.resolve("trust.p12"));
    }

    @AfterEach
    void close() throws Exception {
        broker.close();
        stage.close();
    }

    private void begin(TestIdentity shown, String... keys) throws Exception {
        broker = (SSLServerSocket) authority
                .context(shown)
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        List<String> all = new ArrayList<>(List.of(
                "SocketUseSSL=Y",
                "SocketConnectHost=localhost",
                "SocketTrustStore=" + stores.resolve("trust.p12"),
                "SocketTrustStorePassword=" + TestIdentity.PASSWORD));
        all.addAll(List.of(keys));
        stage = EngineStage.initiator(directory, Durability.NONE, broker.getLocalPort(), all.toArray(String[]::new));
    }

    /** The next connection whose handshake succeeds. */
    private SSLSocket accept() throws Exception {
        return (SSLSocket) broker.accept();
    }

    private void assertLogsOn(SSLSocket socket) throws Exception {
        try (Peer peer = new Peer(socket, "BROKER")) {
            assertThat(peer.receive()).isEqualTo("35=A|34=1|98=0|108=30");
            peer.send("35=A|34=1|98=0|108=30");
            assertThat(stage.heard()).isEqualTo("logon 0");
            stage.assertAnswers(peer, 2, 2);
        }
    }

    @Test
    void weLogOnOverTls() throws Exception {
        begin(brokers);
        assertLogsOn(accept());
    }

    @Test
    void weShowOurCertificateWhereItIsAskedFor() throws Exception {
        begin(
                brokers,
                "SocketKeyStore=" + stores.resolve("ours.p12"),
                "SocketKeyStorePassword=" + TestIdentity.PASSWORD);
        broker.setNeedClientAuth(true);
        SSLSocket socket = accept();
        assertLogsOn(socket);
        assertThat(socket.getSession().getPeerCertificates()[0]).isEqualTo(ours.certificate());
    }

    @Test
    void aBrokerMayRefuseOurCertificateAndTheEngineGoesOn() throws Exception {
        begin(brokers);
        broker.setNeedClientAuth(true);
        for (int attempt = 0; attempt < 2; attempt++) {
            SSLSocket socket = accept();
            try {
                socket.startHandshake();
                assertThat(socket.getInputStream().read()).isNegative();
            } catch (SSLException refused) {
                assertThat(refused).isNotNull();
            }
            socket.close();
        }
        // The third is let in.
        SSLSocket socket = accept();
        socket.setNeedClientAuth(false);
        try (Peer peer = new Peer(socket, "BROKER")) {
            assertThat(peer.receive()).startsWith("35=A|34=");
        }
    }

    @Test
    void theBrokersCertificateMayBePinned() throws Exception {
        begin(brokers, "WeirCertificate=uri:urn:fix:BROKER, sha256:" + "0".repeat(64));
        assertLogsOn(accept());
    }

    @Test
    void aBrokerWithAnotherCertificateIsNotLoggedOnTo() throws Exception {
        begin(authority.issue("Broker", "dns:localhost"), "WeirCertificate=uri:urn:fix:BROKER");
        assertNoLogon();
    }

    @Test
    void aBrokerOfAnotherAuthorityIsNotLoggedOnTo() throws Exception {
        begin(TestIdentity.authority("CN=Elsewhere").issue("Broker", "dns:localhost"));
        assertNoLogon();
    }

    @Test
    void aBrokerOnAnotherHostIsNotLoggedOnToWhereTheHostCounts() throws Exception {
        begin(authority.issue("Broker", "dns:elsewhere.example"), "EndpointIdentificationAlgorithm=HTTPS");
        assertNoLogon();
    }

    @Test
    void aBrokerOnTheRightHostIs() throws Exception {
        begin(brokers, "EndpointIdentificationAlgorithm=HTTPS");
        assertLogsOn(accept());
    }

    @Test
    void withoutATrustStoreOnlyPublicAuthoritiesAreBelieved() throws Exception {
        begin(brokers, "SocketTrustStore=");
        assertNoLogon();
    }

    /** We come, and never send a byte of FIX; the core hears that there is no connection. */
    private void assertNoLogon() throws Exception {
        try (SSLSocket socket = accept()) {
            socket.setSoTimeout(10_000);
            int read;
            try {
                read = socket.getInputStream().read();
            } catch (SSLException refused) {
                read = -1;
            }
            assertThat(read).isNegative();
        }
        // The next attempt: by then the core has heard of the first.
        accept().close();
        List<String> journal = stage.journal();
        assertThat(journal)
                .anyMatch(line -> line.startsWith("Disconnected 0 localhost:"))
                .noneMatch(line -> line.startsWith("Connected"));
    }

    @Test
    void whatComesWithTheHandshakeIsNotLost() throws Exception {
        begin(brokers);
        SSLSocket socket = accept();
        socket.startHandshake();
        try (Peer peer = new Peer(socket, "BROKER")) {
            // A broker that does not wait for our Logon, in one record with what follows: its Logon is not an answer to
            // one.
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(peer.message("35=A|34=1|98=0|108=30"));
            bytes.writeBytes(peer.message("35=1|34=2|112=eager"));
            peer.raw(bytes.toByteArray());

            assertThat(peer.receive()).isEqualTo("35=A|34=1|98=0|108=30");
            assertThat(peer.receive()).isEqualTo("35=0|34=2|112=eager");
        }
    }

    @Test
    void handshakesDoNotWaitForTheCore() throws Exception {
        begin(brokers);
        SSLSocket socket = accept();
        socket.setSoTimeout(10_000);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        Thread blocking = new Thread(() -> stage.engine().onCore(() -> {
            blocked.countDown();
            await(release);
        }));
        blocking.start();
        await(blocked);
        try {
            socket.startHandshake();
        } finally {
            release.countDown();
            blocking.join();
        }
        assertLogsOn(socket);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
