package io.weir.gateway.core;

import io.weir.algo.AlgoDefaults;
import io.weir.fix.order.Instrument;
import io.weir.fix.settings.AccountSettings;
import io.weir.fix.settings.AlgoSettings;
import io.weir.fix.settings.BrokerSettings;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.RiskSettings;
import io.weir.risk.Limits;
import io.weir.risk.MessageRate;
import io.weir.risk.OrderLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What risk and the algos take from the settings. */
final class RiskLimits {
    private static final long SECOND = 1_000_000_000L;
    private static final long PERCENT_E8 = 1_000_000L;
    /** What the algo's parameter takes at most, in seconds. */
    private static final long LONGEST_REPLENISH = 3600;

    private RiskLimits() {}

    static Limits of(GatewaySettings settings) {
        RiskSettings risk = settings.risk();
        List<MessageRate> brokerRates = new ArrayList<>();
        for (BrokerSettings broker : settings.brokers()) {
            brokerRates.add(new MessageRate(broker.messagesPerSecond(), Math.max(1, broker.messagesPerSecond())));
        }
        MessageRate clientRate = new MessageRate(risk.clientMessagesPerSecond(), Math.max(1, risk.clientBurst()));
        List<Integer> restricted = new ArrayList<>();
        for (Instrument instrument : settings.instruments().all()) {
            if (risk.restricted().contains(instrument.symbol())) {
                restricted.add(instrument.index());
            }
        }
        return Limits.of(risk.limitsVersion(), limits(risk.firm(), risk.collarBps()), risk.referenceMaxAgeNanos())
                .withScopes(scope(risk.clientLimits()), accounts(settings))
                .withOrderMaxAge(risk.orderMaxAgeNanos())
                .withRates(Collections.nCopies(settings.clients().size(), clientRate), brokerRates)
                .withRestricted(restricted);
    }

    private static List<OrderLimits> scope(List<io.weir.fix.settings.Limits> all) {
        return all.stream().map(each -> limits(each, OrderLimits.INHERITED)).toList();
    }

    /** An account without limits of its own has those of whichever client trades it. */
    private static List<OrderLimits> accounts(GatewaySettings settings) {
        List<OrderLimits> limits = new ArrayList<>();
        for (AccountSettings account : settings.accounts()) {
            io.weir.fix.settings.Limits own = settings.risk().accountLimits().get(account.index());
            io.weir.fix.settings.Limits owner = settings.risk().clientLimits().get(account.client());
            limits.add(own.equals(owner) ? OrderLimits.INHERIT : limits(own, OrderLimits.INHERITED));
        }
        return limits;
    }

    private static OrderLimits limits(io.weir.fix.settings.Limits limits, int collarBps) {
        return new OrderLimits(limits.maxOrderQtyE8(), limits.maxNotionalE2(), collarBps);
    }

    static AlgoDefaults algoDefaults(GatewaySettings settings) {
        AlgoSettings.Twap twap = settings.algos().twap();
        AlgoSettings.Iceberg iceberg = settings.algos().iceberg();
        return new AlgoDefaults(
                twap.slices(),
                (int) (twap.durationNanos() / SECOND),
                twap.jitter(),
                iceberg.displayQtyE8(),
                iceberg.displayFractionE8(),
                (int) (iceberg.refreshFractionE8() / PERCENT_E8),
                iceberg.maxRefreshes(),
                iceberg.varianceE8(),
                (int) Math.min(LONGEST_REPLENISH, (iceberg.minReplenishNanos() + SECOND - 1) / SECOND));
    }
}
