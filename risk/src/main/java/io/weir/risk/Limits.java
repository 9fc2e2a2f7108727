package io.weir.risk;

import java.util.ArrayList;
import java.util.List;

/**
 * The limits that a firm trades under, in one version.
 *
 * <p>Clients, accounts and brokers are lists by dense number; what lies beyond the end of a list inherits (limits) or is
 * unlimited (rates). The narrowest scope that sets a limit decides: account, then client, then firm.
 *
 * @param version number of this version, which each recorded decision carries
 * @param firm limits of the firm; what it inherits is not limited
 * @param clients limits by client
 * @param accounts limits by account
 * @param clientRates message rates by client
 * @param brokerRates message rates by broker
 * @param restricted dense numbers of the instruments that must not be traded
 * @param referenceMaxAgeNanos how old a quote or a last trade may be and still be a reference price
 * @param orderMaxAgeNanos how old TransactTime (60) of a client's order may be; 0 where it is not checked
 */
public record Limits(
        long version,
        OrderLimits firm,
        List<OrderLimits> clients,
        List<OrderLimits> accounts,
        List<MessageRate> clientRates,
        List<MessageRate> brokerRates,
        List<Integer> restricted,
        long referenceMaxAgeNanos,
        long orderMaxAgeNanos) {

    /** Copies the lists. */
    public Limits {
        clients = List.copyOf(clients);
        accounts = List.copyOf(accounts);
        clientRates = List.copyOf(clientRates);
        brokerRates = List.copyOf(brokerRates);
        restricted = List.copyOf(restricted);
    }

    /** The same limits for everybody, and no rates. */
    public static Limits of(long version, OrderLimits firm, long referenceMaxAgeNanos) {
        return new Limits(
                version, firm, List.of(), List.of(), List.of(), List.of(), List.of(), referenceMaxAgeNanos, 0);
    }

    /** These with other scopes. */
    public Limits withScopes(List<OrderLimits> byClient, List<OrderLimits> byAccount) {
        return new Limits(
                version,
                firm,
                byClient,
                byAccount,
                clientRates,
                brokerRates,
                restricted,
                referenceMaxAgeNanos,
                orderMaxAgeNanos);
    }

    /** These with other rates. */
    public Limits withRates(List<MessageRate> byClient, List<MessageRate> byBroker) {
        return new Limits(
                version,
                firm,
                clients,
                accounts,
                byClient,
                byBroker,
                restricted,
                referenceMaxAgeNanos,
                orderMaxAgeNanos);
    }

    /** These with one more client, behind the others, with the limits and the rate of another one. */
    public Limits withClientLike(int like) {
        List<OrderLimits> limits = new ArrayList<>(clients);
        List<MessageRate> rates = new ArrayList<>(clientRates);
        if (like < clients.size()) {
            limits.add(clients.get(like));
        }
        if (like < clientRates.size()) {
            rates.add(clientRates.get(like));
        }
        return withScopes(limits, accounts).withRates(rates, brokerRates);
    }

    /** These with another restricted list. */
    public Limits withRestricted(List<Integer> instruments) {
        return new Limits(
                version,
                firm,
                clients,
                accounts,
                clientRates,
                brokerRates,
                instruments,
                referenceMaxAgeNanos,
                orderMaxAgeNanos);
    }

    /** These with a check of TransactTime (60). */
    public Limits withOrderMaxAge(long nanos) {
        return new Limits(
                version, firm, clients, accounts, clientRates, brokerRates, restricted, referenceMaxAgeNanos, nanos);
    }
}
