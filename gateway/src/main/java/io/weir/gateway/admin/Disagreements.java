package io.weir.gateway.admin;

import io.weir.gateway.core.GatewayCore;
import io.weir.gateway.orders.Difference;
import io.weir.gateway.orders.Reconciliation;
import io.weir.gateway.routing.BrokerLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What brokers and we do not agree about, as rows. */
final class Disagreements {
    private Disagreements() {}

    /** All of them, or those of the broker that is named. */
    static AdminReply list(GatewayCore core, List<String> arguments) {
        Reconciliation reconciliation = core.flow().reconciliation();
        String name = arguments.isEmpty() ? "" : arguments.get(0);
        if (arguments.size() > 1 || (!name.isEmpty() && reconciliation.broker(name) == null)) {
            return AdminReply.refused(
                    arguments.size() > 1 ? "reconcile-list takes a broker, not " + arguments : "no broker " + name);
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (BrokerLink broker : reconciliation.brokers()) {
            if (!name.isEmpty() && !name.equals(broker.settings().name())) {
                continue;
            }
            for (Difference each : reconciliation.differences().of(broker)) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("broker", broker.settings().name());
                row.put("order", each.clOrdId());
                row.put("what", each.kind().name());
                row.put("symbol", each.symbol());
                row.put("side", each.side());
                row.put("ours", reconciliation.ours(each));
                row.put("theirs", each.theirs());
                rows.add(row);
            }
        }
        String held = held(core);
        return new AdminReply(
                true, rows.size() + " differences" + (held.isEmpty() ? "" : "; no new orders to " + held), rows);
    }

    /** The brokers that get no new orders because of them. */
    static String held(GatewayCore core) {
        return core.flow().reconciliation().brokers().stream()
                .filter(BrokerLink::isHeld)
                .map(broker -> broker.settings().name())
                .collect(Collectors.joining(", "));
    }
}
