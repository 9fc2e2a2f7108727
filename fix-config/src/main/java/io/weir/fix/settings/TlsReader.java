package io.weir.fix.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a session's TLS. What is in the files is another question: {@link TlsCheck}. */
final class TlsReader {
    private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

    private final SessionReader keys;
    private final boolean initiator;

    TlsReader(SessionReader keys, boolean initiator) {
        this.keys = keys;
        this.initiator = initiator;
    }

    @Nullable
    TlsSettings read() {
        if (!keys.flag("SocketUseSSL", false)) {
            if (keys.has("WeirCertificate")) {
                keys.wrong("WeirCertificate", "SocketUseSSL=Y beside it: without TLS there are no certificates");
            }
            return null;
        }
        // Their choice is made by the library; what else these may say would change what is checked.
        only("KeyManagerFactoryAlgorithm", "SunX509", "NewSunX509", "PKIX");
        only("TrustManagerFactoryAlgorithm", "PKIX");
        StoreFile keyStore = store("SocketKeyStore", "KeyStoreType");
        StoreFile trustStore = store("SocketTrustStore", "TrustStoreType");
        boolean needClientAuth = keys.flag("NeedClientAuth", false);
        List<CertificateName> peers = peers();
        if (!initiator) {
            acceptor(keyStore, trustStore, needClientAuth, peers);
        }
        return new TlsSettings(
                keyStore,
                trustStore,
                needClientAuth,
                protocols(),
                cipherSuites(),
                hostChecked(trustStore),
                keys.flag("UseSNI", false),
                peers);
    }

    private void acceptor(
            @Nullable StoreFile keyStore,
            @Nullable StoreFile trustStore,
            boolean needClientAuth,
            List<CertificateName> peers) {
        if (keyStore == null) {
            keys.required("SocketKeyStore", "the file with our certificate and key");
        }
        if (needClientAuth && trustStore == null) {
            keys.wrong("NeedClientAuth", "SocketTrustStore beside it: whose certificates are believed");
        }
        if (!peers.isEmpty() && !needClientAuth) {
            keys.wrong("WeirCertificate", "NeedClientAuth=Y beside it: else no certificate is asked for");
        }
    }

    private void only(String key, String... values) {
        String value = keys.text(key, "");
        if (!value.isEmpty() && !List.of(values).contains(value)) {
            keys.wrong(key, String.join(" or ", values) + ": certificates are always checked by PKIX");
        }
    }

    private @Nullable StoreFile store(String key, String typeKey) {
        Path path = keys.path(key);
        String type = keys.text(typeKey, "");
        if (!type.isEmpty() && !CertificateStore.TYPES.contains(type)) {
            keys.wrong(typeKey, String.join(" or ", CertificateStore.TYPES));
            type = "";
        }
        return path == null ? null : new StoreFile(path, keys.secret(key + "Password"), type);
    }

    private List<CertificateName> peers() {
        List<CertificateName> names = new ArrayList<>();
        for (String text : keys.list("WeirCertificate")) {
            CertificateName name = CertificateName.parse(text);
            if (name == null) {
                keys.wrong("WeirCertificate", CertificateName.EXPECTED);
                return List.of();
            }
            names.add(name);
        }
        if (names.isEmpty() && keys.has("WeirCertificate")) {
            keys.wrong("WeirCertificate", CertificateName.EXPECTED);
        }
        return List.copyOf(names);
    }

    private List<String> protocols() {
        List<String> protocols = keys.list("EnabledProtocols");
        if (!PROTOCOLS.containsAll(protocols)) {
            keys.wrong("EnabledProtocols", "TLSv1.2, TLSv1.3 or both: what was before them is broken");
            return PROTOCOLS;
        }
        return protocols.isEmpty() ? PROTOCOLS : protocols;
    }

    private List<String> cipherSuites() {
        List<String> suites = keys.list("CipherSuites");
        if (suites.isEmpty()) {
            return suites;
        }
        Set<String> known = new TreeSet<>(
                List.of(((SSLServerSocketFactory) SSLServerSocketFactory.getDefault()).getSupportedCipherSuites()));
        for (String suite : suites) {
            if (!known.contains(suite)) {
                String nearest = Spelling.nearest(suite, known);
                String example = nearest == null ? "" : " (did you mean " + nearest + "?)";
                keys.wrong("CipherSuites", "cipher suites by their Java names" + example);
                return List.of();
            }
        }
        return suites;
    }

    /**
     * Whether the host's name counts. Without a trust store of ours every owner of a public certificate is believed, so it
     * must; with one, as in QuickFIX/J, only where it is asked for.
     */
    private boolean hostChecked(@Nullable StoreFile trustStore) {
        String algorithm = keys.text("EndpointIdentificationAlgorithm", trustStore == null ? "HTTPS" : "");
        if (!algorithm.isEmpty() && !algorithm.equals("HTTPS")) {
            keys.wrong("EndpointIdentificationAlgorithm", "HTTPS, or nothing");
        }
        return initiator && !algorithm.isEmpty();
    }
}
