package io.weir.sessions.netty;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.weir.fix.settings.CertificateName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the other side of a connection has shown, and whose chain is believed.
 *
 * @param certificate the certificate
 * @param fingerprint its SHA-256, in small hexadecimal digits
 */
record PeerCertificate(X509Certificate certificate, String fingerprint) {
    private static final int LONGEST_SUBJECT = 128;

    /** The certificate shown on a connection; null where it has no TLS, or the other side need not show one. */
    static @Nullable PeerCertificate of(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return null;
        }
        try {
            Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                    ? new PeerCertificate(certificate, fingerprint(certificate))
                    : null;
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }

    /** The SHA-256 of a certificate, in small hexadecimal digits. */
    static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate that was read can be written, and hashed", impossible);
        }
    }

    /** A certificate's subject as a log may show it: short and on one line. */
    static String subject(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName().replaceAll("[^ -~]", "?");
        return subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) : subject;
    }

    /** Whether it is known by one of these names. */
    boolean isOneOf(List<CertificateName> names) {
        return names.stream().anyMatch(this::is);
    }

    private boolean is(CertificateName name) {
        return name.kind() == CertificateName.Kind.SHA256 ? name.is(fingerprint) : hasEntry(name);
    }

    private boolean hasEntry(CertificateName name) {
        try {
            Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
            return entries != null
                    && entries.stream()
                            .anyMatch(entry -> entry.get(0).equals(type(name.kind()))
                                    && entry.get(1) instanceof String text
                                    && name.is(text));
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    /** The number of a kind of GeneralName (RFC 5280, 4.2.1.6). */
    private static Integer type(CertificateName.Kind kind) {
        return switch (kind) {
            case EMAIL -> 1;
            case DNS -> 2;
            case URI -> 6;
            case SHA256 -> -1;
        };
    }

    /** Subject and fingerprint. */
    @Override
    public String toString() {
        return subject(certificate) + " sha256:" + fingerprint;
    }
}
