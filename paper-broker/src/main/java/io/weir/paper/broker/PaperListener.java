package io.weir.paper.broker;

import io.weir.fix.codec.FixMessage;
import io.weir.paper.market.CancelReject;
import io.weir.paper.market.Execution;

/** Who watches the broker work; called on the core thread, in replay as well. */
public interface PaperListener {
    /** Watches nothing. */
    PaperListener NONE = new PaperListener() {};

    /** A client is there. */
    default void loggedOn(String client) {}

    /** A client is gone. */
    default void loggedOut(String client, String reason) {}

    /** A client asked for something; the message is valid only during the call. */
    default void asked(String client, FixMessage message) {}

    /** A client was told something about an order. */
    default void told(Execution execution) {}

    /** A client was told that a cancel or replace is refused. */
    default void told(CancelReject reject) {}

    /** A request was refused that never became an order or a subscription. */
    default void refused(String client, String text) {}
}
