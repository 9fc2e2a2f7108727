package io.weir.paper.broker;

import io.weir.sessions.protocol.FixSession;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A client of the broker and its session.
 *
 * <p>What it is told while it is away is committed to the session, which sends it again when it is asked for after the next
 * logon. While a logon or logout is under way nothing may come between; then it waits here, for as long as the session's own
 * timeouts allow.
 */
final class Client {
    private final FixSession session;
    private final String name;
    private final Deque<Consumer<FixSession>> waiting = new ArrayDeque<>();

    Client(FixSession session) {
        this.session = session;
        this.name = nameOf(session);
    }

    /** The name under which the market knows the counterparty of a session. */
    static String nameOf(FixSession session) {
        String sub = session.settings().targetSubId();
        String compId = session.settings().targetCompId();
        return sub.isEmpty() ? compId : compId + "/" + sub;
    }

    String name() {
        return name;
    }

    FixSession session() {
        return session;
    }

    /** Writes messages, now or as soon as they may go. */
    void send(Consumer<FixSession> message) {
        waiting.add(message);
        flush();
    }

    void flush() {
        boolean between = session.connection() != FixSession.NONE && !session.isLoggedOn();
        while (!between && !waiting.isEmpty()) {
            waiting.remove().accept(session);
        }
    }
}
