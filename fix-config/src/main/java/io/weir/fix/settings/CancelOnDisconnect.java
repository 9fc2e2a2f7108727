package io.weir.fix.settings;

import io.weir.fix.order.TimeInForce;

/**
 * What becomes of a client's open orders when its session is gone.
 *
 * @param windowSeconds WeirCancelOnDisconnect: how long it may be gone before they are canceled; {@link #OFF} for ever
 * @param onLogout WeirCancelOnLogout: also where it has said goodbye with a Logout
 * @param all WeirCancelOnDisconnectScope=ALL: also orders that outlive the day (GTC, GTD)
 */
public record CancelOnDisconnect(int windowSeconds, boolean onLogout, boolean all) {
    /** No window: the orders work on. */
    public static final int OFF = -1;

    /** The orders work on, however the session ends. */
    public static final CancelOnDisconnect NEVER = new CancelOnDisconnect(OFF, false, false);

    /** Every order is canceled at once, however the session ends. */
    public static final CancelOnDisconnect AT_ONCE = new CancelOnDisconnect(0, true, true);

    /** What holds for a client: what its session says, or else what the client's own settings do. */
    public static CancelOnDisconnect of(SessionSettings session, ClientSettings client) {
        CancelOnDisconnect rule = session.cancelOnDisconnect();
        return rule.isOn() || !client.cancelOnDisconnect() ? rule : AT_ONCE;
    }

    /** What it does, for people; empty where it does nothing. */
    public String text() {
        if (!isOn()) {
            return "";
        }
        String when = windowSeconds == 0 ? "at once" : "after " + windowSeconds + " s";
        return "cancel on disconnect " + when + (onLogout ? ", on logout, too" : "") + (all ? ", all orders" : "");
    }

    /** Whether anything is ever canceled. */
    public boolean isOn() {
        return windowSeconds != OFF;
    }

    /** Whether an order is among those that are canceled; one of an algo is good for the day. */
    public boolean covers(TimeInForce timeInForce) {
        return all || !timeInForce.outlivesDay();
    }
}
