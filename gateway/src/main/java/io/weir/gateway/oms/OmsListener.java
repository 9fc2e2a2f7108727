package io.weir.gateway.oms;

/** Hears what an OMS is told, on its core thread. */
public interface OmsListener {
    /** The session is up. */
    default void loggedOn() {}

    /** The session is down, or did not come up, for a reason. */
    default void loggedOut(String reason) {}

    /** Something happened to an order. */
    void report(OmsReport report);
}
