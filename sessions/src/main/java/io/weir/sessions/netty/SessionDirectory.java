package io.weir.sessions.netty;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.Endpoint;
import io.weir.fix.settings.SessionSettings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which session a Logon names, by listener. Immutable. */
final class SessionDirectory {
    static final int UNKNOWN = -1;

    private final Map<InetSocketAddress, Map<List<String>, Integer>> listeners = new LinkedHashMap<>();

    SessionDirectory(List<SessionSettings> sessions) {
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
            }
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

    int find(InetSocketAddress listener, FixMessage logon) {
        List<String> key = List.of(
                logon.textOf(Tags.SENDER_COMP_ID),
                logon.textOf(Tags.SENDER_SUB_ID),
                logon.textOf(Tags.SENDER_LOCATION_ID),
                logon.textOf(Tags.TARGET_COMP_ID),
                logon.textOf(Tags.TARGET_SUB_ID),
                logon.textOf(Tags.TARGET_LOCATION_ID));
        return listeners.getOrDefault(listener, Map.of()).getOrDefault(key, UNKNOWN);
    }
}
