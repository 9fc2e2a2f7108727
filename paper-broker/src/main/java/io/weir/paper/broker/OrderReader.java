package io.weir.paper.broker;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.Side;
import io.weir.fix.order.TimeInForce;
import io.weir.paper.market.BookOrder;
import io.weir.paper.market.CancelRequest;
import io.weir.paper.market.NewOrder;
import io.weir.paper.market.ReplaceRequest;
import io.weir.paper.market.StatusRequest;
import io.weir.paper.market.Terms;
import org.jspecify.annotations.Nullable;

/** Reads the order messages of FIX 4.4 into requests of the market. */
final class OrderReader {
    private static final byte DAY = '0';

    private OrderReader() {}

    /** What speaks against reading an order message at all, with its OrdRejReason (103); null where nothing does. */
    static @Nullable Unreadable fault(FixMessage message) {
        byte side = message.character(message.find(Tags.SIDE));
        byte type = message.character(message.find(Tags.ORD_TYPE));
        if (message.has(Tags.CASH_ORDER_QTY)) {
            return new Unreadable(11, "CashOrderQty is not supported");
        }
        if (Side.of(side) == null) {
            return new Unreadable(11, "Side " + (char) side + " is not supported");
        }
        if (OrdType.of(type) == null) {
            return new Unreadable(11, "OrdType " + (char) type + " is not supported");
        }
        return TimeInForce.of(timeInForce(message)) == null
                ? new Unreadable(11, "TimeInForce " + (char) timeInForce(message) + " is not supported")
                : null;
    }

    /**
     * Why an order message cannot be read.
     *
     * @param reason OrdRejReason (103)
     * @param text Text (58)
     */
    record Unreadable(int reason, String text) {}

    static NewOrder newOrder(String client, FixMessage message) {
        return new NewOrder(client, message.textOf(Tags.CL_ORD_ID), message.textOf(Tags.ACCOUNT), terms(message));
    }

    static CancelRequest cancel(String client, FixMessage message) {
        return new CancelRequest(client, message.textOf(Tags.CL_ORD_ID), message.textOf(Tags.ORIG_CL_ORD_ID));
    }

    static ReplaceRequest replace(String client, FixMessage message) {
        return new ReplaceRequest(
                client, message.textOf(Tags.CL_ORD_ID), message.textOf(Tags.ORIG_CL_ORD_ID), terms(message));
    }

    static StatusRequest status(String client, FixMessage message) {
        Side side = Side.of(message.character(message.find(Tags.SIDE)));
        return new StatusRequest(
                client,
                message.textOf(Tags.ORD_STATUS_REQ_ID),
                message.textOf(Tags.CL_ORD_ID),
                message.textOf(Tags.SYMBOL),
                side == null ? Side.BUY : side);
    }

    static StatusRequest massStatus(String client, FixMessage message) {
        return new StatusRequest(
                client, message.textOf(Tags.MASS_STATUS_REQ_ID), "", message.textOf(Tags.SYMBOL), Side.BUY);
    }

    private static Terms terms(FixMessage message) {
        Side side = Side.of(message.character(message.find(Tags.SIDE)));
        OrdType type = OrdType.of(message.character(message.find(Tags.ORD_TYPE)));
        TimeInForce time = TimeInForce.of(timeInForce(message));
        if (side == null || type == null || time == null) {
            throw new IllegalStateException("an order message that cannot be read");
        }
        return new Terms(
                message.textOf(Tags.SYMBOL),
                side,
                type,
                time,
                quantity(message, Tags.ORDER_QTY),
                price(message, Tags.PRICE),
                price(message, Tags.STOP_PX),
                quantity(message, Tags.MAX_FLOOR));
    }

    private static byte timeInForce(FixMessage message) {
        return message.has(Tags.TIME_IN_FORCE) ? message.character(message.find(Tags.TIME_IN_FORCE)) : DAY;
    }

    private static long quantity(FixMessage message, int tag) {
        long value = message.decimal(message.find(tag));
        return value == Decimals.INVALID ? 0 : value;
    }

    private static long price(FixMessage message, int tag) {
        long value = message.decimal(message.find(tag));
        return value == Decimals.INVALID ? BookOrder.NO_PRICE : value;
    }
}
