package io.weir.sessions.netty;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.Endpoint;
import io.weir.fix.settings.SessionSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which session a Logon names, by listener, and who may name it. Immutable. */
final class SessionDirectory {
    static final int UNKNOWN = -1;

    private final Map<InetSocketAddress, Map<List<String>, Integer>> listeners = new LinkedHashMap<>();
    private final List<SessionSettings> sessions;
    /** By session: the addresses that may name it; without an entry, all. */
    private final Map<Integer, Set<InetAddress>> allowed = new HashMap<>();

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
                if (!each.connection().allowedRemoteAddresses().isEmpty()) {
                    allowed.put(i, addresses(each.connection().allowedRemoteAddresses()));
                }
            }
        }
    }

    private static InetSocketAddress address(Endpoint endpoint) {
        return endpoint.host().isEmpty()
                ? new InetSocketAddress(endpoint.port())
                : new InetSocketAddress(endpoint.host(), endpoint.port());
    }

    private static Set<InetAddress> addresses(List<String> hosts) {
        Set<InetAddress> addresses = new HashSet<>();
        for (String host : hosts) {
            addresses.addAll(addressesOf(host));
        }
        return addresses;
    }

    /** The addresses of a host; one that nobody knows allows nobody. */
    private static List<InetAddress> addressesOf(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
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
        return allowed.getOrDefault(session, Set.of(remote)).contains(remote) ? session : UNKNOWN;
    }

    /** Whether a session's messages must have the right CheckSum. */
    boolean checksChecksum(int session) {
        return sessions.get(session).validation().validateChecksum();
    }
}
