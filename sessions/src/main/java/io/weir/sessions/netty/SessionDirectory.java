package io.weir.sessions.netty;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.Endpoint;
import io.weir.fix.settings.Secret;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.TlsSettings;
import io.weir.sessions.passwords.LogonClaim;
import io.weir.sessions.passwords.PasswordFile;
import io.weir.sessions.passwords.PasswordFileException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which session a Logon names, by listener, and who may name it. A session without an endpoint is not listened for. Immutable.
 */
final class SessionDirectory {
    static final int UNKNOWN = -1;

    private final Map<InetSocketAddress, Map<List<String>, Integer>> listeners = new LinkedHashMap<>();
    private final List<SessionSettings> sessions;
    /** By session: the addresses that may name it; without an entry, all. */
    private final Map<Integer, AllowedAddresses> allowed = new HashMap<>();

    SessionDirectory(List<SessionSettings> sessions) {
        this.sessions = sessions;
        for (int i = 0; i < sessions.size(); i++) {
            SessionSettings each = sessions.get(i);
            boolean listens =
                    !each.initiator() && !each.connection().endpoints().isEmpty();
            if (listens) {
                listeners
                        .computeIfAbsent(address(each.connection().endpoints().get(0)), address -> new HashMap<>())
                        .put(
                                List.of(
                                        each.targetCompId(),
                                        each.targetSubId(),
                                        each.targetLocationId(),
                                        each.senderCompId(),
                                        each.senderSubId(),
                                        each.senderLocationId()),
                                i);
                requireOneTls(each);
                if (!each.connection().allowedRemoteAddresses().isEmpty()) {
                    allowed.put(i, AllowedAddresses.of(each.connection().allowedRemoteAddresses()));
                }
            }
        }
    }

    private void requireOneTls(SessionSettings session) {
        TlsSettings tls = session.connection().tls();
        TlsSettings other = first(address(session.connection().endpoints().get(0)))
                .connection()
                .tls();
        if (!Objects.equals(tls == null ? null : tls.ofHandshake(), other == null ? null : other.ofHandshake())) {
            throw new IllegalStateException("sessions that listen on "
                    + session.connection().endpoints().get(0) + " have different TLS, as " + session.ids()
                    + ": a handshake comes before it is known who connects");
        }
    }

    private static InetSocketAddress address(Endpoint endpoint) {
        return endpoint.host().isEmpty()
                ? new InetSocketAddress(endpoint.port())
                : new InetSocketAddress(endpoint.host(), endpoint.port());
    }

    List<InetSocketAddress> listeners() {
        return new ArrayList<>(listeners.keySet());
    }

    /** The session that a Logon from an address names, or {@link #UNKNOWN}. */
    int find(InetSocketAddress listener, InetAddress remote, FixMessage logon) {
        List<String> key = List.of(
                logon.textOf(Tags.SENDER_COMP_ID),
                logon.textOf(Tags.SENDER_SUB_ID),
                logon.textOf(Tags.SENDER_LOCATION_ID),
                logon.textOf(Tags.TARGET_COMP_ID),
                logon.textOf(Tags.TARGET_SUB_ID),
                logon.textOf(Tags.TARGET_LOCATION_ID));
        int session = listeners.getOrDefault(listener, Map.of()).getOrDefault(key, UNKNOWN);
        AllowedAddresses may = allowed.get(session);
        return may == null || may.contain(remote) ? session : UNKNOWN;
    }

    /** A session that listens on an address; all of them have the same TLS. */
    SessionSettings first(InetSocketAddress listener) {
        return sessions.get(
                listeners.getOrDefault(listener, Map.of()).values().iterator().next());
    }

    /** Why a session is not to be named with this certificate, or with none; nothing where it may be. */
    String objection(int session, @Nullable PeerCertificate shown) {
        TlsSettings tls = sessions.get(session).connection().tls();
        if (tls == null || tls.peers().isEmpty() || (shown != null && shown.isOneOf(tls.peers()))) {
            return "";
        }
        return "its certificate, " + shown + ", is none that may name "
                + sessions.get(session).ids();
    }

    /** The file of the passwords of a session's users, or null where none is asked for. */
    @Nullable
    Path passwordFile(int session) {
        return sessions.get(session).credentials().passwordFile();
    }

    /** What a Logon of a session claims. */
    LogonClaim claim(int session, InetAddress address, String user, Secret password, Secret newPassword) {
        SessionSettings.Credentials credentials = sessions.get(session).credentials();
        return new LogonClaim(
                address,
                sessions.get(session).ids().toString(),
                Objects.requireNonNull(credentials.passwordFile()),
                credentials.users(),
                user,
                password,
                newPassword);
    }

    /**
     * Reads the password files of all sessions once.
     *
     * @param alerts hears of users who have no password
     * @throws IllegalStateException if one is not what it must be
     */
    void checkPasswords(RareAlerts alerts) {
        for (SessionSettings each : sessions) {
            Path path = each.credentials().passwordFile();
            if (path == null) {
                continue;
            }
            PasswordFile file = new PasswordFile(path);
            try {
                file.refresh();
            } catch (PasswordFileException unusable) {
                throw new IllegalStateException(unusable.getMessage(), unusable);
            }
            List<String> without = each.credentials().users().stream()
                    .filter(user -> !file.has(user))
                    .toList();
            if (!without.isEmpty()) {
                alerts.alert(each.ids() + ": " + String.join(", ", without) + " cannot log on without a password in "
                        + path + " (./weir password writes it)");
            }
        }
    }

    /** Whether a session's messages must have the right CheckSum. */
    boolean checksChecksum(int session) {
        return sessions.get(session).validation().validateChecksum();
    }
}
