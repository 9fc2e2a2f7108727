package io.weir.fix.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an order must keep to before it is routed.
 *
 * @param limitsVersion the version of these limits, written into each decision
 * @param firm the limits where a client or account has none of its own
 * @param clientLimits the limits of each client by its index
 * @param accountLimits the limits of each account by its index
 * @param collarBps how far from the reference a price may be on its aggressive side, basis points
 * @param referenceMaxAgeNanos how old a quote or trade may be as a reference
 * @param orderMaxAgeNanos how old TransactTime (60) of a client's order may be; 0 does not check it
 * @param restricted symbols that nobody may trade, sorted
 * @param clientMessagesPerSecond orders, replaces and cancels that one client may send a second; 0 for no limit
 * @param clientBurst how many of them may come at once
 * @param brokerMessagesPerSecond messages that one broker takes a second, where it does not say itself; 0 for no limit
 */
public record RiskSettings(
        long limitsVersion,
        Limits firm,
        List<Limits> clientLimits,
        List<Limits> accountLimits,
        int collarBps,
        long referenceMaxAgeNanos,
        long orderMaxAgeNanos,
        Set<String> restricted,
        int clientMessagesPerSecond,
        int clientBurst,
        int brokerMessagesPerSecond) {

    /** These with one more client, which has the limits of another one. */
    public RiskSettings withClientLike(int like) {
        List<Limits> nextLimits = new ArrayList<>(clientLimits);
        nextLimits.add(clientLimits.get(like));
        return new RiskSettings(
                limitsVersion,
                firm,
                List.copyOf(nextLimits),
                accountLimits,
                collarBps,
                referenceMaxAgeNanos,
                orderMaxAgeNanos,
                restricted,
                clientMessagesPerSecond,
                clientBurst,
                brokerMessagesPerSecond);
    }
}
