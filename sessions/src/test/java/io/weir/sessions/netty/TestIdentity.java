package io.weir.sessions.netty;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/** A key with its certificate, made on the spot: an authority, or one whom an authority has signed. */
record TestIdentity(PrivateKey key, X509Certificate certificate) {
    static final String PASSWORD = "store-secret";

    private static final byte[] ECDSA_WITH_SHA256 = tlv(0x30, oid(1, 2, 840, 10045, 4, 3, 2));
    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** An authority that signs itself; valid for a year. */
    static TestIdentity authority(String name) throws GeneralSecurityException {
        KeyPair pair = pair();
        return signed(pair, name, pair.getPrivate(), name, Instant.now().plusSeconds(365 * 86_400L));
    }

    /** One whom this authority has signed; valid for a year, with names like {@code dns:host}. */
    TestIdentity issue(String name, String... alternatives) throws GeneralSecurityException {
        return issue(name, Instant.now().plusSeconds(365 * 86_400L), alternatives);
    }

    TestIdentity issue(String name, Instant until, String... alternatives) throws GeneralSecurityException {
        String issuer = certificate.getSubjectX500Principal().getName();
        return signed(pair(), "CN=" + name, key, issuer, until, alternatives);
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static TestIdentity signed(
            KeyPair pair, String subject, PrivateKey signer, String issuer, Instant until, String... alternatives)
            throws GeneralSecurityException {
        byte[] body = body(pair.getPublic(), subject, issuer, until, alternatives);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer);
        signature.update(body);
        byte[] der = tlv(0x30, body, ECDSA_WITH_SHA256, tlv(3, new byte[1], signature.sign()));
        return new TestIdentity(pair.getPrivate(), (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
    }

    /** TBSCertificate, RFC 5280, 4.1. */
    private static byte[] body(
            PublicKey publicKey, String subject, String issuer, Instant until, String... alternatives) {
        byte[] validity = tlv(0x30, time(until.minusSeconds(730 * 86_400L)), time(until));
        byte[] basic = tlv(0x30, oid(2, 5, 29, 19), tlv(4, tlv(0x30, tlv(1, new byte[] {-1}))));
        byte[] extensions = subject.equals(issuer) ? basic : new byte[0];
        if (alternatives.length > 0) {
            byte[][] names = new byte[alternatives.length][];
            for (int i = 0; i < names.length; i++) {
                int colon = alternatives[i].indexOf(':');
                int type = List.of("", "email", "dns", "", "", "", "uri").indexOf(alternatives[i].substring(0, colon));
                byte[] text = alternatives[i].substring(colon + 1).getBytes(StandardCharsets.US_ASCII);
                names[i] = tlv(0x80 | type, text);
            }
            extensions = tlv(0x30, oid(2, 5, 29, 17), tlv(4, tlv(0x30, names)));
        }
        byte[] more = extensions.length == 0 ? new byte[0] : tlv(0xa3, tlv(0x30, extensions));
        return tlv(
                0x30,
                tlv(0xa0, integer(2)),
                integer(SERIAL.getAndIncrement()),
                ECDSA_WITH_SHA256,
                new X500Principal(issuer).getEncoded(),
                validity,
                new X500Principal(subject).getEncoded(),
                publicKey.getEncoded(),
                more);
    }

    private static byte[] time(Instant at) {
        return tlv(0x18, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] integer(long value) {
        return tlv(2, BigInteger.valueOf(value).toByteArray());
    }

    private static byte[] oid(int first, int second, int... rest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first * 40 + second);
        for (int part : rest) {
            for (int shift = 28; shift > 0; shift -= 7) {
                if (part >> shift != 0) {
                    out.write((part >> shift & 0x7f) | 0x80);
                }
            }
            out.write(part & 0x7f);
        }
        return tlv(6, out.toByteArray());
    }

    private static byte[] tlv(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] each : contents) {
            content.writeBytes(each);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.size() > 255) {
            out.write(0x82);
            out.write(content.size() >> 8);
        } else if (content.size() > 127) {
            out.write(0x81);
        }
        out.write(content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    /** Writes key and certificate to a PKCS12 store, in the place of what is there. */
    Path save(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setKeyEntry("ours", key, PASSWORD.toCharArray(), new X509Certificate[] {certificate});
        return save(store, file);
    }

    /** Writes the certificate alone to a PKCS12 store. */
    Path saveTrust(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setCertificateEntry("theirs", certificate);
        return save(store, file);
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Path save(KeyStore store, Path file) throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /** The JDK's TLS for one who believes this authority and shows an identity. */
    SSLContext context(TestIdentity shown) throws GeneralSecurityException, IOException {
        KeyStore keys = empty();
        keys.setKeyEntry("ours", shown.key, new char[0], new X509Certificate[] {shown.certificate});
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, new char[0]);
        return context(keyManagers);
    }

    /** The JDK's TLS for one who believes this authority and shows nothing. */
    SSLContext context() throws GeneralSecurityException, IOException {
        KeyManagerFactory none = KeyManagerFactory.getInstance("PKIX");
        none.init(empty(), new char[0]);
        return context(none);
    }

    private SSLContext context(KeyManagerFactory keyManagers) throws GeneralSecurityException, IOException {
        KeyStore trust = empty();
        trust.setCertificateEntry("theirs", certificate);
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    String fingerprint() {
        return PeerCertificate.fingerprint(certificate);
    }

    static Socket connect(SSLContext context, InetSocketAddress address) throws IOException {
        return context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    }
}
