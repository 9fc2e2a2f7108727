package io.weir.gateway.core;

import io.weir.fix.codec.Decimals;
import io.weir.gateway.orders.Difference;
import java.util.ArrayList;
import java.util.List;

/**
 * What a CancelOnly event carries beside its actor and reason: how far the records were trusted, and what is open at brokers
 * by the records.
 *
 * @param trust where the first record differed, and how many events did; in words
 * @param orders each one as if the broker had told us of an order that we do not know
 */
public record CancelOnlyOrders(String trust, List<Difference> orders) {
    /** The name of the command. */
    public static final String NAME = "cancel-only";

    private static final int FIELDS = 6;

    /** The command that carries it. */
    public AdminCommand command(String actor, String reason) {
        List<String> arguments = new ArrayList<>();
        arguments.add(trust);
        for (Difference order : orders) {
            arguments.add(Integer.toString(order.session()));
            arguments.add(order.clOrdId());
            arguments.add(order.orderId());
            arguments.add(order.symbol());
            arguments.add(order.side());
            arguments.add(order.qtyE8() == Decimals.INVALID ? "" : Long.toString(order.qtyE8()));
        }
        return new AdminCommand(actor, reason, NAME, arguments);
    }

    static CancelOnlyOrders read(AdminCommand command) {
        List<String> given = command.arguments();
        List<Difference> orders = new ArrayList<>();
        for (int i = 1; i + FIELDS <= given.size(); i += FIELDS) {
            orders.add(order(given.subList(i, i + FIELDS)));
        }
        return new CancelOnlyOrders(given.isEmpty() ? "" : given.get(0), orders);
    }

    private static Difference order(List<String> fields) {
        return new Difference(
                Difference.Kind.UNKNOWN,
                Integer.parseInt(fields.get(0)),
                0,
                fields.get(1),
                fields.get(2),
                fields.get(3),
                fields.get(4),
                fields.get(5).isEmpty() ? Decimals.INVALID : Long.parseLong(fields.get(5)),
                Decimals.INVALID,
                Decimals.INVALID);
    }
}
