package io.weir.fix.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of a session.
 *
 * @param keyStore SocketKeyStore: our certificate with its key; null shows none, as only an initiator may
 * @param trustStore SocketTrustStore: whom we believe; null is the JDK's public authorities
 * @param needClientAuth NeedClientAuth: who connects must show a certificate
 * @param protocols EnabledProtocols: TLSv1.2, TLSv1.3 or both
 * @param cipherSuites CipherSuites; empty leaves the choice to the library
 * @param hostChecked EndpointIdentificationAlgorithm: the certificate must be for the host that we connect to
 * @param hostSent UseSNI: we say to which host we connect
 * @param peers WeirCertificate: the other side's certificate has one of these names; empty lets each that is believed
 */
public record TlsSettings(
        @Nullable StoreFile keyStore,
        @Nullable StoreFile trustStore,
        boolean needClientAuth,
        List<String> protocols,
        List<String> cipherSuites,
        boolean hostChecked,
        boolean hostSent,
        List<CertificateName> peers) {

    /** What a handshake needs before it can be known which session it is for. */
    public TlsSettings ofHandshake() {
        return new TlsSettings(
                keyStore, trustStore, needClientAuth, protocols, cipherSuites, hostChecked, hostSent, List.of());
    }
}
