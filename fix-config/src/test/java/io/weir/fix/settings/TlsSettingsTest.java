package io.weir.fix.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of TLS, and the stores that they name; the stores are the JDK's keytool's. */
class TlsSettingsTest {
    private static final String PASSWORD = "store-secret";

    private static final String YAML = """
            sessions: s.cfg
            instruments: i.csv
            tradingDay: {zone: UTC, roll: "00:00"}
            clients:
              - {compId: OMS1, accounts: [A]}
              - {compId: OMS2, accounts: [A]}
            brokers:
              - {name: ONE, session: BRK1}
            routes:
              - {brokers: [ONE]}
            risk: {maxOrderQty: 1000, maxNotional: 5000, collarBps: 100}
            """;

    @TempDir
    private static Path stores;

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeStores() throws Exception {
        keytool("-genkeypair -alias us -dname CN=US -keyalg EC -ext san=dns:us.example -validity 90", "keys.p12");
        keytool(
                "-genkeypair -alias other -dname CN=Other -keyalg EC -validity 90",
                "more.jks",
                "-storetype",
                "JKS",
                "-keypass",
                PASSWORD);
        Path certificate = stores.resolve("us.pem");
        keytool("-exportcert -rfc -alias us -file " + certificate, "keys.p12");
        keytool("-importcert -noprompt -alias us -file " + certificate, "trust.p12");
    }

    private static void keytool(String arguments, String store, String... more) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.addAll(Arrays.asList(arguments.split(" ", -1)));
        command.addAll(List.of("-keystore", stores.resolve(store).toString(), "-storepass", PASSWORD));
        command.addAll(Arrays.asList(more));
        // Without an input it fails where it would ask.
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @BeforeEach
    void files() throws IOException {
        Files.writeString(directory.resolve("weir.yaml"), YAML);
        Files.writeString(directory.resolve("i.csv"), "symbol,tick,lot,currency\nAAPL,0.01,1,USD\n");
    }

    /** Lines 1 to 12 are for all; then come OMS1 from 13, OMS2, and BRK1. */
    private void write(String defaults, String oms1, String oms2, String broker) throws IOException {
        Files.writeString(
                directory.resolve("s.cfg"),
                "[DEFAULT]\nBeginString=FIX.4.4\nSenderCompID=US\nNonStopSession=Y\nHeartBtInt=30\n"
                        + "SocketAcceptPort=9880\nSocketConnectHost=h\nSocketConnectPort=1\n"
                        + "SocketKeyStore=" + stores.resolve("keys.p12") + "\nSocketKeyStorePassword=" + PASSWORD
                        + "\nSocketTrustStore=" + stores.resolve("trust.p12")
                        + "\nSocketTrustStorePassword=" + PASSWORD + "\n" + defaults
                        + "[SESSION]\nConnectionType=acceptor\nTargetCompID=OMS1\n" + oms1
                        + "[SESSION]\nConnectionType=acceptor\nTargetCompID=OMS2\n" + oms2
                        + "[SESSION]\nConnectionType=initiator\nTargetCompID=BRK1\n" + broker);
    }

    private GatewaySettings load(Duration fromNow) throws SettingsException {
        return Settings.load(directory, Instant.now().plus(fromNow));
    }

    private List<String> errors(Duration fromNow) {
        try {
            load(fromNow);
            return List.of();
        } catch (SettingsException wrong) {
            return wrong.errors().stream().map(SettingsError::toString).toList();
        }
    }

    private List<String> errorsOfBroker(String keys) throws IOException {
        write("", "", "", "SocketUseSSL=Y\n" + keys);
        return errors(Duration.ZERO);
    }

    @Test
    void allKeys() throws Exception {
        write(
                "",
                "",
                "",
                "SocketUseSSL=Y\nKeyStoreType=PKCS12\nTrustStoreType=PKCS12\nKeyManagerFactoryAlgorithm=SunX509\n"
                        + "TrustManagerFactoryAlgorithm=PKIX\nEnabledProtocols=TLSv1.3\n"
                        + "CipherSuites=TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384\nUseSNI=Y\n"
                        + "EndpointIdentificationAlgorithm=HTTPS\nWeirCertificate=dns:broker.example, sha256:"
                        + "AB:".repeat(31) + "AB\n");
        TlsSettings tls = load(Duration.ZERO).sessions().get(2).connection().tls();

        assertThat(tls)
                .isEqualTo(new TlsSettings(
                        new StoreFile(stores.resolve("keys.p12"), new Secret(PASSWORD), "PKCS12"),
                        new StoreFile(stores.resolve("trust.p12"), new Secret(PASSWORD), "PKCS12"),
                        false,
                        List.of("TLSv1.3"),
                        List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"),
                        true,
                        true,
                        List.of(
                                new CertificateName(CertificateName.Kind.DNS, "broker.example"),
                                new CertificateName(CertificateName.Kind.SHA256, "ab".repeat(32)))));
        assertThat(String.valueOf(tls)).doesNotContain(PASSWORD);
    }

    @Test
    void whatIsNotSaid() throws Exception {
        write("", "", "", "SocketUseSSL=Y\nSocketKeyStore=\nSocketTrustStore=\n");
        GatewaySettings settings = load(Duration.ZERO);

        assertThat(settings.sessions().get(0).connection().tls()).isNull();
        assertThat(settings.sessions().get(2).connection().tls())
                .isEqualTo(new TlsSettings(
                        null, null, false, List.of("TLSv1.2", "TLSv1.3"), List.of(), true, false, List.of()));
        assertThat(settings.keyReports()).noneMatch(key -> key.value().contains(PASSWORD));
    }

    @Test
    void withATrustStoreOfOursTheHostCountsWhereItIsAskedFor() throws Exception {
        write("", "", "", "SocketUseSSL=Y\n");
        TlsSettings tls = load(Duration.ZERO).sessions().get(2).connection().tls();

        assertThat(tls).isNotNull();
        assertThat(tls.hostChecked()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EnabledProtocols=TLSv1.1,TLSv1.2 | TLSv1.2, TLSv1.3 or both: what was before them is broken",
                "CipherSuites=TLS_AES_128_GCM_SHA265 | cipher suites by their Java names (did you mean"
                        + " TLS_AES_128_GCM_SHA256?)",
                "KeyStoreType=BKS | JKS or PKCS12 or PEM",
                "TrustManagerFactoryAlgorithm=SunX509 | PKIX: certificates are always checked by PKIX",
                "EndpointIdentificationAlgorithm=LDAPS | HTTPS, or nothing",
                "WeirCertificate=CN=x | names like dns:fix.example.com, uri:urn:fix:client1, email:fix@example.com or"
                        + " sha256:FINGERPRINT",
                "WeirCertificate=sha256:ab | names like dns:fix.example.com, uri:urn:fix:client1, email:fix@example.com"
                        + " or sha256:FINGERPRINT",
            })
    void aValueThatIsNone(String key, String expected) throws IOException {
        String value = key.replaceFirst("=", " = ");
        assertThat(errorsOfBroker(key + "\n")).containsExactly("s.cfg:23: " + value + ": expected " + expected);
    }

    @Test
    void whatAnAcceptorNeeds() throws IOException {
        write("SocketTrustStore=\nSocketKeyStore=\n", "SocketUseSSL=Y\nNeedClientAuth=Y\n", "SocketUseSSL=Y\n", "");
        assertThat(errors(Duration.ZERO))
                .contains(
                        "s.cfg:14: SocketKeyStore: expected the file with our certificate and key",
                        "s.cfg:19: NeedClientAuth = Y: expected SocketTrustStore beside it: whose certificates are"
                                + " believed");
        write("", "WeirCertificate=dns:x\n", "SocketUseSSL=Y\nWeirCertificate=dns:x\n", "");
        assertThat(errors(Duration.ZERO))
                .contains(
                        "s.cfg:16: WeirCertificate = dns:x: expected SocketUseSSL=Y beside it: without TLS there are no"
                                + " certificates",
                        "s.cfg:21: WeirCertificate = dns:x: expected NeedClientAuth=Y beside it: else no certificate is"
                                + " asked for");
    }

    @Test
    void sessionsOfOneListenerAgree() throws IOException {
        write("", "SocketUseSSL=Y\n", "", "");
        assertThat(errors(Duration.ZERO))
                .containsExactly("s.cfg:19: SocketUseSSL: expected the same as FIX.4.4:US->OMS1, which listens on"
                        + " *:9880, too");
        write("SocketUseSSL=Y\n", "NeedClientAuth=Y\nWeirCertificate=dns:x\n", "NeedClientAuth=N\n", "");
        assertThat(errors(Duration.ZERO))
                .containsExactly("s.cfg:22: NeedClientAuth = N: expected the same as FIX.4.4:US->OMS1, which listens on"
                        + " *:9880, too");
        write("SocketUseSSL=Y\nNeedClientAuth=Y\n", "WeirCertificate=dns:x\n", "WeirCertificate=dns:y\n", "");
        assertThat(errors(Duration.ZERO)).isEmpty();
    }

    @Test
    void storesOfAllTypes() throws Exception {
        assertThat(errorsOfBroker("SocketKeyStore=" + stores.resolve("more.jks") + "\nKeyStoreType=JKS\n"))
                .isEmpty();
        assertThat(errorsOfBroker("SocketTrustStore=" + stores.resolve("us.pem") + "\n"))
                .isEmpty();
        assertThat(errorsOfBroker("SocketKeyStore=" + pem(true) + "\nKeyStoreType=PEM\n"))
                .isEmpty();
    }

    /** Key and certificate in PEM; the certificate is that of another key where it does not belong. */
    private Path pem(boolean belongs) throws Exception {
        CertificateStore store = CertificateStore.read(
                new StoreFile(stores.resolve(belongs ? "keys.p12" : "more.jks"), new Secret(PASSWORD), ""));
        String key = Base64.getMimeEncoder().encodeToString(store.key().getEncoded());
        return Files.writeString(
                directory.resolve("keys.pem"),
                Files.readString(stores.resolve("us.pem")) + "-----BEGIN PRIVATE KEY-----\n" + key
                        + "\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void storesThatCannotServe() throws Exception {
        assertThat(errorsOfBroker("SocketKeyStore=absent.p12\n"))
                .containsExactly("s.cfg:23: SocketKeyStore = absent.p12: expected a file that can be read: "
                        + directory.resolve("absent.p12"));
        assertThat(errorsOfBroker("SocketTrustStorePassword=wrong\n"))
                .containsExactly("s.cfg:23: SocketTrustStorePassword = ***: expected the password of trust.p12");
        assertThat(errorsOfBroker("SocketKeyStore=" + stores.resolve("trust.p12") + "\n"))
                .containsExactly("s.cfg:23: SocketKeyStore = " + stores.resolve("trust.p12")
                        + ": expected a store with a private key and its certificate");
        assertThat(errorsOfBroker("SocketKeyStore=" + pem(false) + "\n"))
                .containsExactly("s.cfg:23: SocketKeyStore = " + directory.resolve("keys.pem")
                        + ": expected a private key with its own certificate first");
        Files.writeString(
                directory.resolve("rsa.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----");
        assertThat(errorsOfBroker("SocketKeyStore=rsa.pem\n"))
                .containsExactly("s.cfg:23: SocketKeyStore = rsa.pem: expected CERTIFICATE and PRIVATE KEY (PKCS#8, not"
                        + " encrypted) in PEM, but there is RSA PRIVATE KEY");
        Files.writeString(directory.resolve("empty.p12"), "");
        assertThat(errorsOfBroker("SocketTrustStore=empty.p12\n"))
                .singleElement()
                .asString()
                .startsWith("s.cfg:23: SocketTrustStore = empty.p12: expected a store in JKS, PKCS12 or PEM, but ");
    }

    @Test
    void certificatesThatAreNotValid() throws Exception {
        write("SocketUseSSL=Y\n", "", "", "");
        X509Certificate certificate = CertificateStore.read(
                        new StoreFile(stores.resolve("keys.p12"), new Secret(PASSWORD), ""))
                .chain()
                .get(0);

        // A key in the defaults is wrong once, not once for each session.
        assertThat(errors(Duration.ofDays(91)))
                .containsExactly(
                        "s.cfg:9: SocketKeyStore = " + stores.resolve("keys.p12")
                                + ": expected a certificate that is valid, but it has expired at "
                                + certificate.getNotAfter().toInstant(),
                        "s.cfg:11: SocketTrustStore = " + stores.resolve("trust.p12")
                                + ": expected a certificate that is valid, but all have expired");
        assertThat(errors(Duration.ofDays(-1)))
                .containsExactly("s.cfg:9: SocketKeyStore = " + stores.resolve("keys.p12")
                        + ": expected a certificate that is valid, but it begins at "
                        + certificate.getNotBefore().toInstant());
    }

    @Test
    void anEarlierConfigurationNeedsItsStoresNoMore() throws Exception {
        write("SocketUseSSL=Y\n", "", "", "SocketKeyStore=gone.p12\n");

        assertThat(Settings.load(directory).sessions()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::1, 0:0:0:0:0:0:0:1, true"
    })
    void aRangeOfAddresses(String range, String address, boolean contained) throws Exception {
        AddressRange parsed = AddressRange.parse(range);

        assertThat(parsed).isNotNull();
        assertThat(parsed.contains(InetAddress.getByName(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.1/24", "192.0.2.0/33", "192.0.2/24", "host/24", "2001:db8::/129", "1.2.3.4/", "/8"})
    void noRangeOfAddresses(String text) throws Exception {
        assertThat(AddressRange.parse(text)).isNull();
        write("", "AllowedRemoteAddresses=oms.example, 10.0.0.0/8, " + text + "\n", "", "");
        assertThat(errors(Duration.ZERO))
                .containsExactly("s.cfg:16: AllowedRemoteAddresses = oms.example, 10.0.0.0/8, " + text
                        + ": expected hosts, addresses, and ranges like 192.0.2.0/24 or 2001:db8::/32 that name their"
                        + " first address");
    }
}
