package io.weir.sessions.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.weir.fix.settings.CertificateStore;
import io.weir.fix.settings.StoreException;
import io.weir.fix.settings.StoreFile;
import io.weir.fix.settings.TlsSettings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What the handshakes of one TLS need, from its files as they were when they were last good.
 *
 * <p>One thread at a time looks at the files ({@link #hasChanged}, {@link #make}). Handshakes begin, and what was made comes
 * into use, on the accept thread.
 */
final class TlsContext {
    private static final int CLOSE_MILLIS = 500;

    /** What is made of the files at one moment. */
    record Made(SslContext context, List<CertificateStatus> certificates) {}

    private final TlsSettings settings;
    private final boolean initiator;
    private final SslProvider provider;
    private byte[] seen = {};
    /** Written once before the first handshake, then by the accept thread; read by any. */
    private volatile @Nullable Made made;

    TlsContext(TlsSettings settings, boolean initiator, SslProvider provider) {
        this.settings = settings;
        this.initiator = initiator;
        this.provider = provider;
    }

    /** Whether the files are others than when they were last looked at. */
    boolean hasChanged() throws StoreException {
        byte[] now = digest();
        boolean changed = !MessageDigest.isEqual(now, seen);
        seen = now;
        return changed;
    }

    private byte[] digest() throws StoreException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (StoreFile file : files()) {
                digest.update(CertificateStore.content(file));
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The files that it is made of. */
    List<StoreFile> files() {
        List<StoreFile> files = new ArrayList<>();
        if (settings.keyStore() != null) {
            files.add(settings.keyStore());
        }
        if (settings.trustStore() != null) {
            files.add(settings.trustStore());
        }
        return files;
    }

    /** Makes a context of the files as they are at a time, and does not use it yet. */
    Made make(Instant now) throws StoreException {
        StoreFile keyFile = settings.keyStore();
        StoreFile trustFile = settings.trustStore();
        List<CertificateStatus> certificates = new ArrayList<>();
        SslContextBuilder builder = SslContextBuilder.forClient();
        if (keyFile != null) {
            CertificateStore keys = CertificateStore.read(keyFile);
            X509Certificate[] chain = keys.chain().toArray(X509Certificate[]::new);
            builder =
                    initiator ? builder.keyManager(keys.key(), chain) : SslContextBuilder.forServer(keys.key(), chain);
            keys.requireValid(now);
            certificates.add(status(keyFile, true, keys.chain().get(0)));
        }
        if (trustFile != null) {
            List<X509Certificate> anchors = CertificateStore.read(trustFile).anchors();
            builder.trustManager(anchors);
            anchors.forEach(anchor -> certificates.add(status(trustFile, false, anchor)));
        }
        builder.sslProvider(provider)
                .protocols(settings.protocols())
                .ciphers(settings.cipherSuites().isEmpty() ? null : settings.cipherSuites())
                .clientAuth(settings.needClientAuth() ? ClientAuth.REQUIRE : ClientAuth.NONE)
                .endpointIdentificationAlgorithm(settings.hostChecked() ? "HTTPS" : null);
        try {
            return new Made(builder.build(), List.copyOf(certificates));
        } catch (SSLException | IllegalArgumentException e) {
            throw new StoreException("keys and certificates that TLS can use, but " + e.getMessage(), false);
        }
    }

    private static CertificateStatus status(StoreFile file, boolean ours, X509Certificate certificate) {
        return new CertificateStatus(
                file.path().toString(),
                ours,
                PeerCertificate.subject(certificate),
                PeerCertificate.fingerprint(certificate),
                certificate.getNotAfter().toInstant().toEpochMilli());
    }

    /** Lets the next handshakes use what was made; those that have begun go on with what they have. */
    void use(Made next) {
        Made before = made;
        made = next;
        if (before != null) {
            ReferenceCountUtil.release(before.context());
        }
    }

    /** The certificates that the next handshake uses. */
    List<CertificateStatus> certificates() {
        Made current = made;
        return current == null ? List.of() : current.certificates();
    }

    /** The handler of one connection, with so much time for its handshake. */
    SslHandler handler(ByteBufAllocator allocator, String host, int port, long handshakeMillis) {
        Made current = made;
        if (current == null) {
            throw new IllegalStateException("no TLS was made");
        }
        boolean named = initiator && (settings.hostSent() || settings.hostChecked());
        SslHandler handler = named
                ? current.context().newHandler(allocator, host, port)
                : current.context().newHandler(allocator);
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_MILLIS);
        return handler;
    }
}
