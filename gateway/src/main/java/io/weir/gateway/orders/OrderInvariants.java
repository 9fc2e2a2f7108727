package io.weir.gateway.orders;

import io.weir.fix.codec.Decimals;
import io.weir.fix.order.FillTotal;
import io.weir.fix.order.OrdStatus;
import io.weir.risk.Reservations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold among the orders after every event, whatever happened: quantities of parents and children, states,
 * reservations, positions. Each answer is what is broken, in words, or null.
 *
 * <p>It walks all orders that are kept: for simulations, and for a look at a core that runs beside the live one. Positions are
 * compared for as long as no order has been let go of.
 */
public final class OrderInvariants {
    private final OrderFlow flow;
    private final FillTotal total = new FillTotal();

    /** The invariants of an order path. */
    public OrderInvariants(OrderFlow flow) {
        this.flow = flow;
    }

    /** The first thing that does not hold. */
    public @Nullable String broken() {
        Reservations reserved = flow.risk().reservations();
        int live = 0;
        long reservedQty = 0;
        List<ParentOrder> kept = flow.table().kept();
        for (ParentOrder p : kept) {
            String wrong = parent(p);
            for (ChildOrder child = p.firstChild; child != null && wrong == null; child = child.next) {
                wrong = child(child, reserved);
                live += child.isLive() ? 1 : 0;
                reservedQty += child.leavesE8();
            }
            if (wrong != null) {
                return wrong;
            }
        }
        if (live != reserved.openOrders()) {
            return reserved.openOrders() + " children are reserved, " + live + " live";
        }
        if (reservedQty != reserved.openQtyE8()) {
            return "reserved in sum " + Decimals.text(reserved.openQtyE8()) + ", left of the children "
                    + Decimals.text(reservedQty);
        }
        if (live == 0 && reserved.openNotionalE2() != 0) {
            return "nothing lives, and notional is reserved";
        }
        return positions(kept);
    }

    private String name(ChildOrder child) {
        return "child " + flow.ids().text(child.number());
    }

    private String name(ParentOrder p) {
        return "order " + flow.ids().text(p.number);
    }

    private @Nullable String child(ChildOrder child, Reservations reserved) {
        if (reserved.contains(child.number()) != child.isLive()
                || reserved.reservedQtyE8(child.number()) != child.leavesE8()) {
            return name(child) + " (" + child.status + ") reserves "
                    + Decimals.text(reserved.reservedQtyE8(child.number())) + " and leaves "
                    + Decimals.text(child.leavesE8());
        }
        if (child.isLive() && child.leavesE8() <= 0) {
            return name(child) + " lives with nothing to fill";
        }
        return null;
    }

    private @Nullable String parent(ParentOrder p) {
        total.clear();
        int live = 0;
        for (ChildOrder child = p.firstChild; child != null; child = child.next) {
            long sum = 0;
            for (int i = 0; i < child.fillCount(); i++) {
                total.add(child.fillPriceE8(i), child.fillQtyE8(i));
                sum += child.fillQtyE8(i);
            }
            if (sum != child.filled.qtyE8()) {
                return name(p) + ": a child's fills are not its CumQty";
            }
            live += child.isLive() ? 1 : 0;
        }
        if (live != p.liveChildren) {
            return name(p) + " counts " + p.liveChildren + " live children and has " + live;
        }
        if (p.filled.qtyE8() != total.qtyE8()) {
            return name(p) + " is filled " + Decimals.text(p.filled.qtyE8()) + ", its children "
                    + Decimals.text(total.qtyE8());
        }
        if (p.filled.averageE8() != total.averageE8()) {
            return name(p) + " has an average of " + Decimals.text(p.filled.averageE8()) + ", its fills of "
                    + Decimals.text(total.averageE8());
        }
        if (p.isOpen() == p.retired) {
            return name(p) + " is " + p.status + (p.retired ? " and retired" : "");
        }
        boolean worked = p.liveChildren > 0 || (p.isAlgo() && p.ticket != null && p.ticket.isWorking());
        // A stop order is held here, or has been triggered and waits for its broker's message rate.
        boolean waits = p.held || (p.triggered && p.firstChild == null);
        if (p.isOpen() && !worked && !waits) {
            return name(p) + " is open and nobody works it";
        }
        if (p.status == OrdStatus.FILLED && !p.isComplete()) {
            return name(p) + " is filled and lacks some";
        }
        return null;
    }

    /** What was traded is what is filled, late fills and busts included. */
    private @Nullable String positions(List<ParentOrder> kept) {
        if (flow.table().hasLetGo()) {
            return null;
        }
        long[] netE8 = new long[flow.risk().positions().size()];
        for (ParentOrder p : kept) {
            netE8[p.instrument().index()] += p.side.isBuy() ? p.filled.qtyE8() : -p.filled.qtyE8();
        }
        for (int instrument = 0; instrument < netE8.length; instrument++) {
            if (flow.risk().positions().netE8(instrument) != netE8[instrument]) {
                return "the position is not what the fills make";
            }
        }
        return null;
    }

    /**
     * Asked when a D or a G has just been committed: no more is out than the parent is for.
     *
     * @param clOrdId of the D or the G
     * @param replacedByE8 the OrderQty of a G; 0 for a D
     */
    public @Nullable String overcommitted(String clOrdId, long replacedByE8) {
        ChildOrder child = flow.table().child(flow.id(clOrdId));
        if (child == null) {
            return "a child " + clOrdId + " that the order path does not know";
        }
        ParentOrder p = child.parent();
        if (!p.isOpen()) {
            return "an order for one that has ended";
        }
        boolean reduces = replacedByE8 > 0 && replacedByE8 <= child.orderQtyE8;
        long most = p.pendingReplace ? Math.max(p.orderQtyE8, p.newQtyE8) : p.orderQtyE8;
        long out = p.filled.qtyE8() + p.liveQtyE8();
        return reduces || out <= most ? null : Decimals.text(out) + " out of " + Decimals.text(most);
    }

    /** CumQty of a child by one of its ClOrdIDs; -1 where there is none. */
    public long cumQtyE8(String clOrdId) {
        ChildOrder child = flow.table().child(flow.id(clOrdId));
        return child == null ? -1 : child.filled.qtyE8();
    }
}
