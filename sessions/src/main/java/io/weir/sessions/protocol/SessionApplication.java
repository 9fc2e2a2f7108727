package io.weir.sessions.protocol;

import io.weir.fix.codec.FixMessage;

/** What lives behind the sessions: the gateway's orders, a broker's market, an echo. */
public interface SessionApplication {
    /** A session is logged on. */
    default void onLogon(FixSession session) {}

    /** A session that was logged on is no longer. */
    default void onLogout(FixSession session, String reason) {}

    /** A Logout has come, the counterparty's own or its answer to ours; the end of the session follows at once. */
    default void onLogoutReceived(FixSession session) {}

    /** An application message in sequence, valid by the dictionary; the message is valid only during the call. */
    void onMessage(FixSession session, FixMessage message);

    /** The counterparty refused one of our messages with a session-level Reject (35=3). */
    default void onReject(FixSession session, FixMessage reject) {}

    /** The counterparty asked for the numbers from begin to end (both included) again; the resend follows. */
    default void onResendRequest(FixSession session, long beginSeqNo, long endSeqNo) {}

    /** Numbers begin again at 1 in a new epoch: what was sent before can no longer be asked for. */
    default void onNewEpoch(FixSession session) {}
}
