package io.weir.gateway.orders;

import io.weir.algo.AlgoCatalog;
import io.weir.algo.AlgoDefinition;
import io.weir.algo.AlgoParameters;
import io.weir.fix.order.Instrument;
import io.weir.fix.settings.Instruments;
import io.weir.fix.state.StateException;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.BrokerLink;
import io.weir.gateway.routing.ClientLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What orders refer to, by the numbers that stand for it where orders are written down: clients, brokers, instruments, algos.
 *
 * <p>Confined to the core thread.
 */
final class OrderParties {
    private static final int NONE = -1;

    private final List<ClientLink> clients;
    private final List<BrokerLink> brokers;
    private final Instruments instruments;
    private final AlgoCatalog catalog;
    private final AlgoDesk algos;

    OrderParties(
            List<ClientLink> clients,
            List<BrokerLink> brokers,
            Instruments instruments,
            AlgoCatalog catalog,
            AlgoDesk algos) {
        this.clients = clients;
        this.brokers = brokers;
        this.instruments = instruments;
        this.catalog = catalog;
        this.algos = algos;
    }

    private static <T> T numbered(List<T> all, int number, String what) {
        if (number >= all.size()) {
            throw new StateException(what + " " + number + " is not in the settings, which have " + all.size());
        }
        return all.get(number);
    }

    @Nullable
    ClientLink client(StateStream state, @Nullable ClientLink client) {
        int number = state.of(client == null ? NONE : client.index());
        return number == NONE ? null : numbered(clients, number, "client");
    }

    @Nullable
    BrokerLink broker(StateStream state, @Nullable BrokerLink broker) {
        int number = state.of(broker == null ? NONE : broker.index());
        return number == NONE ? null : numbered(brokers, number, "broker");
    }

    @Nullable
    Instrument instrument(StateStream state, @Nullable Instrument instrument) {
        int number = state.of(instrument == null ? NONE : instrument.index());
        return number == NONE ? null : numbered(instruments.all(), number, "instrument");
    }

    /** The children of a parent, in their order. */
    void children(StateStream state, ParentOrder parent) {
        int count = 0;
        for (ChildOrder child = parent.firstChild; child != null; child = child.next) {
            count++;
        }
        int children = state.count(count);
        ChildOrder before = null;
        ChildOrder child = parent.firstChild;
        for (int i = 0; i < children; i++) {
            ChildOrder at = child == null ? new ChildOrder() : child;
            at.state(state, this);
            child = at.next;
            if (!state.isReading()) {
                continue;
            }
            at.parent = parent;
            if (before == null) {
                parent.firstChild = at;
            } else {
                before.next = at;
            }
            before = at;
        }
    }

    /** The algo that works a parent, and its ticket; the children must be there already. */
    void work(StateStream state, ParentOrder parent) {
        AlgoTicket given = parent.ticket;
        int number =
                state.of(given == null ? 0 : given.parameters().definition().number());
        if (number == 0) {
            return;
        }
        AlgoDefinition definition = catalog.find(number);
        if (definition == null) {
            throw new StateException("algo " + number + " is none of this build's");
        }
        AlgoParameters parameters = definition.state(state, given == null ? null : given.parameters());
        AlgoTicket ticket = given == null ? algos.ticket(parent, definition, parameters) : given;
        ticket.state(state);
    }
}
