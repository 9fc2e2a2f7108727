package io.weir.sessions.netty;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.Endpoint;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.TlsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which session a Logon names, by listener, and who may name it. Immutable. */
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
            if (!each.initiator()) {
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

    /** Whether a session's messages must have the right CheckSum. */
    boolean checksChecksum(int session) {
        return sessions.get(session).validation().validateChecksum();
    }
}
