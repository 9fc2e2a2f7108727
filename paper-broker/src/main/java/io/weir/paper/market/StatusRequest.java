package io.weir.paper.market;

import io.weir.fix.order.Side;

/**
 * A question for the state of an order (35=H) or of all open ones (35=AF).
 *
 * @param client who
 * @param requestId OrdStatusReqID (790) or MassStatusReqID (584), or empty
 * @param clOrdID any ClOrdID (11) of the order; of no meaning for all
 * @param symbol Symbol (55); for all: only of this symbol, or empty
 * @param side Side (54); of no meaning for all
 */
public record StatusRequest(String client, String requestId, String clOrdID, String symbol, Side side) {}
