package io.weir.gateway.routing;

import io.weir.fix.settings.RouteSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Picks the broker of an order: the first rule that fits, and of its brokers the first that is up, agrees with us and takes it. */
public final class Router {
    private List<RouteSettings> routes;
    private final List<BrokerLink> brokers;

    /** A router over the routes of the settings. */
    public Router(List<RouteSettings> routes, List<BrokerLink> brokers) {
        this.routes = routes;
        this.brokers = brokers;
    }

    /** Treats the orders of one more client as those of another one. */
    public void addClient(int like, int client) {
        routes = RouteSettings.forAnother(routes, like, client);
    }

    /** Says whether a broker takes an order. */
    public interface Choice {
        /** Whether this broker takes it. */
        boolean takes(BrokerLink broker);
    }

    /** The broker for an order, or null where no route fits or none of its brokers is up and takes it. */
    public @Nullable BrokerLink route(int client, int instrument, int strategy, Choice choice) {
        for (int i = 0; i < routes.size(); i++) {
            RouteSettings route = routes.get(i);
            if (route.fits(client, instrument, strategy)) {
                return firstUp(route.brokers(), choice);
            }
        }
        return null;
    }

    /** Whether a broker of the order's route takes it, up or not. */
    public boolean isTaken(int client, int instrument, int strategy, Choice choice) {
        for (int i = 0; i < routes.size(); i++) {
            RouteSettings route = routes.get(i);
            if (route.fits(client, instrument, strategy)) {
                return route.brokers().stream().anyMatch(broker -> choice.takes(brokers.get(broker)));
            }
        }
        return false;
    }

    private @Nullable BrokerLink firstUp(List<Integer> candidates, Choice choice) {
        for (int i = 0; i < candidates.size(); i++) {
            BrokerLink broker = brokers.get(candidates.get(i));
            if (broker.isReady() && choice.takes(broker)) {
                return broker;
            }
        }
        return null;
    }
}
