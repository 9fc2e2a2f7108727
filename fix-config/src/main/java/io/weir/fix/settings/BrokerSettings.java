package io.weir.fix.settings;

/**
 * A broker that we send orders to.
 *
 * @param index dense number of the broker, from 0
 * @param name the name that routes use
 * @param session position of its session in {@link GatewaySettings#sessions()}
 * @param dialect how it wants to be spoken to
 * @param messagesPerSecond orders, replaces and cancels it takes a second; 0 for no limit
 * @param marketData subscribe (35=V) to our instruments on its session
 * @param reconcile how its book is compared with ours
 */
public record BrokerSettings(
        int index,
        String name,
        int session,
        Dialect dialect,
        int messagesPerSecond,
        boolean marketData,
        Reconcile reconcile) {
    /**
     * How a broker's book is compared with ours when it logs on.
     *
     * @param massStatus it answers an OrderMassStatusRequest (35=AF), so that orders are found which we do not know
     * @param patienceNanos how long answers are awaited
     * @param holdsUnanswered it gets no new orders before every answer has come; else an order without an answer is in doubt and
     *     alerted, and new orders go on
     */
    public record Reconcile(boolean massStatus, long patienceNanos, boolean holdsUnanswered) {}
}
