package io.weir.gateway.core;

import io.weir.fix.codec.FixMessage;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.SessionApplication;
import org.jspecify.annotations.Nullable;

/** Hands what sessions say on to the order path, which is built behind them. Confined to the core thread. */
final class SessionRelay implements SessionApplication {
    private @Nullable SessionApplication application;

    void to(SessionApplication next) {
        application = next;
    }

    private SessionApplication application() {
        if (application == null) {
            throw new IllegalStateException("a session spoke before there was an order path");
        }
        return application;
    }

    @Override
    public void onLogon(FixSession session) {
        application().onLogon(session);
    }

    @Override
    public void onLogout(FixSession session, String reason) {
        application().onLogout(session, reason);
    }

    @Override
    public void onLogoutReceived(FixSession session) {
        application().onLogoutReceived(session);
    }

    @Override
    public void onMessage(FixSession session, FixMessage message) {
        application().onMessage(session, message);
    }

    @Override
    public void onReject(FixSession session, FixMessage reject) {
        application().onReject(session, reject);
    }

    @Override
    public void onResendRequest(FixSession session, long beginSeqNo, long endSeqNo) {
        application().onResendRequest(session, beginSeqNo, endSeqNo);
    }

    @Override
    public void onNewEpoch(FixSession session) {
        application().onNewEpoch(session);
    }
}
