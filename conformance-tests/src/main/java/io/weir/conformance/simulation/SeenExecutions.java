package io.weir.conformance.simulation;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.Timestamps;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which executions brokers have told, by ExecID and trading day: as the gateway can know it, and as it is. */
final class SeenExecutions {
    /** How far a broker's clock may be ahead of the gateway's. */
    private static final long CLOCKS_APART = 60 * Timestamps.SECOND;
    /** Clocks that are set may be so far from each other. */
    private static final long UNCLEAR = 3600 * Timestamps.SECOND;

    /** What a broker has told in two trading days, by ExecID: the child. */
    private static final class Told {
        private Map<String, String> today = new HashMap<>();
        private Map<String, String> before = new HashMap<>();
    }

    private final Map<Party, Told> byBroker = new HashMap<>();
    /** By the day that they were made, broker and ExecID. */
    private final Set<String> all = new HashSet<>();
    /** When the gateway's trading day began; before all in its first. */
    private long dayBegan = Long.MIN_VALUE / 2;

    /** The gateway's trading day has changed. */
    void rolled(long epochDay) {
        dayBegan = TradingDays.begin(epochDay);
        for (Told each : byBroker.values()) {
            if (!each.today.isEmpty()) {
                each.before = each.today;
                each.today = new HashMap<>();
            }
        }
    }

    /**
     * Whether an execution is news on its trading day, by what the gateway can know: the days that it has had so far, and the
     * execution's TransactTime. Where the truth is another, because it is older than yesterday's or made while a day ended, the
     * child is disputed: nobody can know.
     */
    boolean isFresh(Party party, Message m, BrokerWords child, long utc) {
        String exec = m.get(17);
        Told told = byBroker.computeIfAbsent(party, broker -> new Told());
        byte[] time = Ascii.bytes(m.get(60));
        long at = Timestamps.parse(time, 0, time.length);
        long made = TradingDays.at(at);
        boolean news = all.add(made + " " + party.name + exec);
        String seen = at < dayBegan + CLOCKS_APART ? told.before.get(exec) : null;
        if (seen == null) {
            seen = (at < dayBegan ? told.before : told.today).putIfAbsent(exec, child.root);
        }
        boolean unclear =
                TradingDays.at(utc) - made > 1 || TradingDays.at(at - UNCLEAR) != TradingDays.at(at + UNCLEAR);
        child.disputed |= (news != (seen == null) && unclear) || (seen != null && !seen.equals(child.root));
        return seen == null;
    }
}
