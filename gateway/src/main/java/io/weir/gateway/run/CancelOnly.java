package io.weir.gateway.run;

import io.weir.gateway.core.CancelOnlyOrders;
import io.weir.gateway.core.GatewayCore;
import io.weir.gateway.orders.Difference;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.sequencer.Sequencer;
import io.weir.sessions.sequencer.Trust;
import java.nio.file.Path;
import java.util.List;

/**
 * An operator's way out where a normal start is refused: the gateway takes no orders and cancels what is open.
 *
 * @param actor who wants it
 * @param reason why
 */
public record CancelOnly(String actor, String reason) {
    /** More than that at all brokers together are alerted, and left to {@code weir reconcile}. */
    private static final int MOST = 2000;

    private static final int MOST_WORDS = 2000;

    /**
     * The payload of the event.
     *
     * @param core as recovery has left it
     */
    byte[] payload(GatewayCore core, Path journal, Trust trust, Sequencer.Alerts alerts) {
        if (trust.to() > 0 && core.isEmpty()) {
            throw new IllegalStateException(
                    "this build cannot read the configuration that the journal begins with; start the build that wrote it");
        }
        List<Difference> orders = List.of();
        if (trust.to() > 0) {
            try (JournalReader reader = JournalReader.open(journal)) {
                orders =
                        RecordedOrders.read(reader, core.flow().reconciliation().brokers());
            }
            if (orders.size() > MOST) {
                alerts.alert("by the records " + orders.size() + " orders are open at brokers; " + MOST
                        + " of them are compared with what replay has, cancel the rest by hand where it has them not");
                orders = orders.subList(0, MOST);
            }
        }
        String words = trust.events() + " events came to something else, the first " + trust.first();
        String bounded = words.substring(0, Math.min(words.length(), MOST_WORDS));
        return new CancelOnlyOrders(trust.to() == 0 ? "" : bounded, orders)
                .command(actor, reason)
                .encode();
    }
}
