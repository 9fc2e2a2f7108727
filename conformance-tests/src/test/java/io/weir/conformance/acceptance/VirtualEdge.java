package io.weir.conformance.acceptance;

import io.weir.fix.settings.Endpoint;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Edge;
import io.weir.sessions.sequencer.ResendStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/** The edge of an engine with one session whose sockets are objects. */
final class VirtualEdge implements Edge {
    private final SessionSettings settings;
    private final VirtualClock clock;
    private final Map<Long, VirtualConnection> connections = new TreeMap<>();
    /** Where the engine wants to connect to; nobody has answered yet. */
    private final Queue<String> attempts = new ArrayDeque<>();

    private final Queue<ResendStream> streamed = new ArrayDeque<>();

    private int nextHost;
    private long nextConnection;

    VirtualEdge(SessionSettings settings, VirtualClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Queue<String> attempts() {
        return attempts;
    }

    /** Resends that have left and of which the engine has not heard. */
    Queue<ResendStream> streamed() {
        return streamed;
    }

    long number() {
        return nextConnection++;
    }

    void add(VirtualConnection connection) {
        connections.put(connection.id(), connection);
    }

    /** Whether a connection carries the session; one that is being closed does not. */
    boolean isTaken() {
        return connections.values().stream().anyMatch(each -> !each.isClosing());
    }

    /** The connection is gone; false where it was being closed by us. */
    boolean remove(VirtualConnection connection) {
        return connections.remove(connection.id()) != null && !connection.isClosing();
    }

    /** The process ends, and its connections with it. */
    void end() {
        connections.values().forEach(VirtualConnection::end);
        connections.clear();
        attempts.clear();
    }

    @Override
    public void send(FixSession session, byte[] bytes, int start, int end, long position) {
        VirtualConnection connection = connections.get(session.connection());
        if (connection != null) {
            connection.queue(Arrays.copyOfRange(bytes, start, end), position);
        }
    }

    @Override
    public void resend(FixSession session, ResendStream stream, long position) {
        VirtualConnection connection = connections.get(session.connection());
        if (connection == null) {
            stream.close();
        } else {
            connection.queue(stream, position);
        }
    }

    @Override
    public void connect(FixSession session) {
        Endpoint host = settings.connection()
                .endpoints()
                .get(nextHost++ % settings.connection().endpoints().size());
        attempts.add(host.host() + ":" + host.port());
    }

    @Override
    public void disconnect(long connection, String reason) {
        VirtualConnection closing = connections.get(connection);
        if (closing != null) {
            closing.close();
        }
    }

    @Override
    public void flush(long durablePosition) {
        connections.values().forEach(each -> each.flush(durablePosition, clock.now(), streamed));
    }

    @Override
    public void sweep(Withheld withheld) {
        throw new IllegalStateException("there is no kill switch here");
    }
}
