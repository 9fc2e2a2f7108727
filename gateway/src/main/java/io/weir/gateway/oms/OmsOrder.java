package io.weir.gateway.oms;

import io.weir.fix.codec.Decimals;
import io.weir.fix.order.FillTotal;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrderIntent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An order as the gateway's reports have told it so far.
 *
 * @param id the short number that people use
 * @param clOrdId the last accepted ClOrdID (11)
 * @param asked what was asked
 * @param qtyE8 OrderQty (38) as it is now
 * @param priceE8 Price (44) as it is now, or {@link OrderIntent#NO_PRICE}
 * @param status OrdStatus (39) of the last report, or null where there is none yet
 * @param avgPxE8 AvgPx (6) of the last report
 * @param fills the fills that stand, in their order
 */
public record OmsOrder(
        int id,
        String clOrdId,
        OmsCommand.NewOrder asked,
        long qtyE8,
        long priceE8,
        @Nullable OrdStatus status,
        long cumE8,
        long leavesE8,
        long avgPxE8,
        List<OmsFill> fills) {
    public OmsOrder {
        fills = List.copyOf(fills);
    }

    static OmsOrder sent(int id, String clOrdId, OmsCommand.NewOrder asked) {
        return new OmsOrder(id, clOrdId, asked, asked.qtyE8(), asked.priceE8(), null, 0, asked.qtyE8(), 0, List.of());
    }

    OmsOrder as(String newClOrdId, long newQtyE8, long newPriceE8) {
        return new OmsOrder(id, newClOrdId, asked, newQtyE8, newPriceE8, status, cumE8, leavesE8, avgPxE8, fills);
    }

    OmsOrder at(@Nullable OrdStatus newStatus, long newCumE8, long newLeavesE8, long newAvgPxE8) {
        return new OmsOrder(id, clOrdId, asked, qtyE8, priceE8, newStatus, newCumE8, newLeavesE8, newAvgPxE8, fills);
    }

    OmsOrder with(List<OmsFill> newFills) {
        return new OmsOrder(id, clOrdId, asked, qtyE8, priceE8, status, cumE8, leavesE8, avgPxE8, newFills);
    }

    /** Whether nothing more is expected. */
    public boolean isFinal() {
        return status != null && (status.isTerminal() || status == OrdStatus.DONE_FOR_DAY);
    }

    /** The sum of the fills that stand. */
    public FillTotal total() {
        FillTotal total = new FillTotal();
        for (OmsFill fill : fills) {
            total.add(fill.priceE8(), fill.qtyE8());
        }
        return total;
    }

    /** The broker's orders that had fills. */
    public int children() {
        return (int) fills.stream().map(OmsFill::child).distinct().count();
    }

    /** The order in words: side, quantity, symbol, price, algo. */
    public String terms() {
        String words = asked.side().name().toLowerCase(Locale.ROOT) + " " + Decimals.text(qtyE8) + " " + asked.symbol()
                + " " + (priceE8 == OrderIntent.NO_PRICE ? "market" : Decimals.text(priceE8));
        return asked.strategy() == 0 ? words : words + " " + Grammar.strategyName(asked.strategy());
    }

    /** The state in words. */
    public String state() {
        return status == null ? "sent" : status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
