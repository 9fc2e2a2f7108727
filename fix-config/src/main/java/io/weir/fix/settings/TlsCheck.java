package io.weir.fix.settings;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is wrong with the TLS of sessions beyond what each says of itself: what their files hold, and whether they agree. */
final class TlsCheck {
    private static final Map<String, Function<TlsSettings, @Nullable Object>> OF_A_LISTENER = new LinkedHashMap<>();

    static {
        OF_A_LISTENER.put("SocketKeyStore", tls -> path(tls.keyStore()));
        OF_A_LISTENER.put("SocketKeyStorePassword", TlsSettings::keyStore);
        OF_A_LISTENER.put("SocketTrustStore", tls -> path(tls.trustStore()));
        OF_A_LISTENER.put("SocketTrustStorePassword", TlsSettings::trustStore);
        OF_A_LISTENER.put("NeedClientAuth", TlsSettings::needClientAuth);
        OF_A_LISTENER.put("EnabledProtocols", TlsSettings::protocols);
        OF_A_LISTENER.put("CipherSuites", TlsSettings::cipherSuites);
    }

    private final List<KeyReport> reports;
    private final Problems problems;

    /** A check that tells where a key is by the reports of all keys. */
    TlsCheck(List<KeyReport> reports, Problems problems) {
        this.reports = reports;
        this.problems = problems;
    }

    private static @Nullable Object path(@Nullable StoreFile file) {
        return file == null ? null : file.path();
    }

    /** Sessions that listen on the same address have one TLS: a handshake comes before it is known who connects. */
    void agreement(List<SessionSettings> sessions) {
        Map<Endpoint, SessionSettings> first = new LinkedHashMap<>();
        for (SessionSettings session : sessions) {
            if (!session.initiator()) {
                Endpoint listener = session.connection().endpoints().get(0);
                SessionSettings other = first.putIfAbsent(listener, session);
                if (other != null) {
                    String key = difference(
                            other.connection().tls(), session.connection().tls());
                    if (!key.isEmpty()) {
                        wrong(session, key, "the same as " + other.ids() + ", which listens on " + listener + ", too");
                    }
                }
            }
        }
    }

    /** The key that two sessions of one listener do not agree in, or nothing. */
    static String difference(@Nullable TlsSettings one, @Nullable TlsSettings other) {
        if (one == null || other == null) {
            return one == null && other == null ? "" : "SocketUseSSL";
        }
        for (Map.Entry<String, Function<TlsSettings, @Nullable Object>> key : OF_A_LISTENER.entrySet()) {
            if (!Objects.equals(key.getValue().apply(one), key.getValue().apply(other))) {
                return key.getKey();
            }
        }
        return "";
    }

    /** The stores as they are at a time. */
    void stores(List<SessionSettings> sessions, Instant now) {
        for (SessionSettings session : sessions) {
            TlsSettings tls = session.connection().tls();
            StoreFile keyStore = tls == null ? null : tls.keyStore();
            StoreFile trustStore = tls == null ? null : tls.trustStore();
            if (keyStore != null) {
                check(session, "SocketKeyStore", () -> ours(keyStore, now));
            }
            if (trustStore != null) {
                check(session, "SocketTrustStore", () -> theirs(trustStore, now));
            }
        }
    }

    private interface Look {
        void look() throws StoreException;
    }

    private void check(SessionSettings session, String key, Look look) {
        try {
            look.look();
        } catch (StoreException e) {
            wrong(session, e.ofPassword() ? key + "Password" : key, String.valueOf(e.getMessage()));
        }
    }

    private static void ours(StoreFile file, Instant now) throws StoreException {
        CertificateStore store = CertificateStore.read(file);
        store.key();
        store.requireValid(now);
    }

    private static void theirs(StoreFile file, Instant now) throws StoreException {
        List<X509Certificate> anchors = CertificateStore.read(file).anchors();
        if (anchors.stream().allMatch(anchor -> anchor.getNotAfter().toInstant().isBefore(now))) {
            throw new StoreException("a certificate that is valid, but all have expired", false);
        }
    }

    /** Reports a key where it stands, or where it should. */
    private void wrong(SessionSettings session, String key, String expected) {
        KeyReport place = place(session, key);
        if (place != null) {
            problems.add(place.file(), place.line(), key, place.value(), expected);
            return;
        }
        KeyReport nearby = nearby(session, key);
        problems.add(nearby.file(), nearby.line(), key, "", expected);
    }

    private KeyReport nearby(SessionSettings session, String key) {
        for (String other : List.of(key.replace("Password", ""), "SocketUseSSL", "TargetCompID")) {
            KeyReport place = place(session, other);
            if (place != null) {
                return place;
            }
        }
        return new KeyReport("", 0, "", key, "", KeyReport.Fate.HONOURED, "");
    }

    /** Where a session's key stands: its own before the file's default. */
    private @Nullable KeyReport place(SessionSettings session, String key) {
        List<KeyReport> found = new ArrayList<>();
        for (KeyReport report : reports) {
            boolean own = report.session().equals(session.ids().toString());
            if (report.key().equals(key) && (own || report.session().equals("DEFAULT"))) {
                found.add(own ? 0 : found.size(), report);
            }
        }
        return found.isEmpty() ? null : found.get(0);
    }
}
