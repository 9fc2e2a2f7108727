package io.weir.paper.market;

import io.weir.fix.order.OrdStatus;

/**
 * An order cancel reject (35=9).
 *
 * @param client to whom
 * @param account Account (1), or empty
 * @param orderId OrderID (37), NONE where the order is not known
 * @param clOrdID ClOrdID (11) of the refused wish
 * @param origClOrdID OrigClOrdID (41)
 * @param status OrdStatus (39) as it is after the refusal
 * @param replace whether a replace was refused (434=2), else a cancel (434=1)
 * @param reason CxlRejReason (102)
 * @param text Text (58)
 * @param utcNanos TransactTime (60)
 */
public record CancelReject(
        String client,
        String account,
        String orderId,
        String clOrdID,
        String origClOrdID,
        OrdStatus status,
        boolean replace,
        int reason,
        String text,
        long utcNanos) {}
