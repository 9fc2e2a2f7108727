package io.weir.fix.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * A rule that picks brokers; the first one that fits an order decides.
 *
 * @param client index of the client it is for, or {@link #ANY}
 * @param instrument index of the instrument it is for, or {@link #ANY}
 * @param strategy 847 of the algo it is for (0: plain orders), or {@link #ANY}
 * @param brokers indexes of the brokers, the next one where the one before is down; never empty
 */
public record RouteSettings(int client, int instrument, int strategy, List<Integer> brokers) {
    /** Fits everything. */
    public static final int ANY = -1;

    /** Routes that treat one more client as another one: each rule for that one is followed by its own. */
    public static List<RouteSettings> forAnother(List<RouteSettings> routes, int like, int client) {
        List<RouteSettings> all = new ArrayList<>();
        for (RouteSettings route : routes) {
            all.add(route);
            if (route.client == like) {
                all.add(new RouteSettings(client, route.instrument, route.strategy, route.brokers));
            }
        }
        return List.copyOf(all);
    }

    /** Whether the rule fits an order. */
    public boolean fits(int orderClient, int orderInstrument, int orderStrategy) {
        return (client == ANY || client == orderClient)
                && (instrument == ANY || instrument == orderInstrument)
                && (strategy == ANY || strategy == orderStrategy);
    }
}
