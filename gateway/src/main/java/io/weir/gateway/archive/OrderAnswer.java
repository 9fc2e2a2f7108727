package io.weir.gateway.archive;

import java.util.List;

/**
 * The orders that a question means.
 *
 * @param orders newest first
 * @param note what whoever asks should know besides; may be empty
 */
public record OrderAnswer(List<ArchivedOrder> orders, String note) {
    /** Copies the orders. */
    public OrderAnswer {
        orders = List.copyOf(orders);
    }
}
