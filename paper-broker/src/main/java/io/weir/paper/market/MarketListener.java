package io.weir.paper.market;

import java.util.List;

/** Who hears what happens in the market. It must not call the market from within. */
public interface MarketListener {
    /** Something happened to an order: accepted, filled, cancelled, expired, rejected and the rest of ExecType (150). */
    void report(Execution execution);

    /** A cancel or replace was refused. */
    void cancelRejected(CancelReject reject);

    /** The answer to a question for one order. */
    void status(StatusRequest request, Execution status);

    /** The answer to a question for all open orders, oldest first. */
    void massStatus(StatusRequest request, List<Execution> statuses);

    /** A trade, whoever made it. */
    default void traded(MarketTrade trade) {}

    /** The best bid or ask of a symbol, its price or its quantity, is another one; told once for each call. */
    default void topChanged(String symbol) {}

    /** A script asks that the connection to a client be cut. */
    default void disconnect(String client) {}
}
