package io.weir.conformance.kill;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Compares the books of both ends once all is quiet: each fill counts once, and comes to the same CumQty. */
final class Books {
    private Books() {}

    /** Compares them, says what is not so, and closes them. */
    static void compare(ClientLedger client, BrokerLedger broker, Damages damages) {
        Map<String, BigDecimal> filled = new HashMap<>();
        broker.fills().forEach((execId, fill) -> {
            filled.merge(fill.parent(), fill.qty(), BigDecimal::add);
            ClientLedger.Fill told = client.fills().get(execId);
            if (told == null) {
                damages.lost("the client of " + fill.parent() + " was not told of fill " + execId);
            } else if (!told.order().equals(fill.parent())
                    || told.qty().compareTo(fill.qty()) != 0
                    || told.px().compareTo(fill.px()) != 0) {
                damages.wrong("fill " + execId + " is " + fill + " at the broker, " + told + " at the client");
            }
        });
        client.fills().keySet().stream()
                .filter(execId -> !broker.fills().containsKey(execId))
                .forEach(execId -> damages.wrong("the client was told of fill '" + execId
                        + "' that no broker reported: " + client.fills().get(execId)));
        for (ClientOrder order : client.orders().values()) {
            BigDecimal there = filled.getOrDefault(order.name(), BigDecimal.ZERO);
            if (!order.isEnded() || order.isAsking()) {
                damages.lost("the end of " + order);
            }
            if (there.compareTo(order.cum()) > 0) {
                damages.lost("the broker filled " + there + " of " + order);
            } else if (there.compareTo(order.cum()) < 0) {
                damages.duplicated("the broker filled only " + there + " of " + order);
            }
        }
        broker.live().forEach(child -> damages.wrong("nobody minds the broker's order " + child));
        client.close();
        broker.close();
    }
}
