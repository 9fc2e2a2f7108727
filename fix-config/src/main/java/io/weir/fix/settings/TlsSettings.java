package io.weir.fix.settings;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of a session.
 *
 * @param keyStore SocketKeyStore: our certificate with its key
 * @param keyStorePassword SocketKeyStorePassword
 * @param trustStore SocketTrustStore: whom we believe; null is the JDK's own
 * @param trustStorePassword SocketTrustStorePassword
 * @param needClientAuth NeedClientAuth: the other side must show a certificate
 * @param protocols EnabledProtocols; empty leaves the choice to the library
 * @param cipherSuites CipherSuites; empty leaves the choice to the library
 */
public record TlsSettings(
        @Nullable Path keyStore,
        Secret keyStorePassword,
        @Nullable Path trustStore,
        Secret trustStorePassword,
        boolean needClientAuth,
        List<String> protocols,
        List<String> cipherSuites) {}
