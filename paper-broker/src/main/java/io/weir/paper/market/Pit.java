package io.weir.paper.market;

import io.weir.fix.order.OrdType;
import io.weir.fix.order.StateHash;
import io.weir.fix.order.TimeInForce;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one symbol trades: its book, its flow, the stops that wait, what has traded. */
final class Pit {
    /** Who hears of the clients' trades here. */
    interface Fills {
        /** A client's order traded in the book. */
        void filled(Ticket ticket, long qtyE8, long priceE8, int liquidity);

        /** Anybody traded. */
        void traded(Pit pit, long priceE8, long qtyE8, boolean bought);
    }

    private static final boolean[] SIDES = {true, false};

    final Listing listing;
    final OrderBook book;
    final SyntheticFlow flow;
    final SessionStatistics statistics = new SessionStatistics();
    private final Fills fills;
    private final List<Ticket> stops = new ArrayList<>();
    private long bidE8;
    private long bidQtyE8;
    private long askE8;
    private long askQtyE8;

    Pit(Listing listing, long seed, Fills fills) {
        this.listing = listing;
        this.fills = fills;
        this.book = new OrderBook(this::traded);
        this.flow = new SyntheticFlow(listing, book, seed);
    }

    /** Brings an order that has no place here into the book, or among the stops. */
    void enter(Ticket ticket) {
        Terms terms = ticket.terms;
        if (ticket.held) {
            stops.add(ticket);
            return;
        }
        ticket.resting = book.enter(
                terms.side().isBuy(), limit(terms), ticket.leavesE8(), terms.displayE8(), terms.timeInForce(), ticket);
    }

    /** Takes an order out, wherever it is. */
    void withdraw(Ticket ticket) {
        BookOrder resting = ticket.resting;
        if (resting != null) {
            ticket.resting = null;
            book.cancel(resting);
        }
        if (ticket.held) {
            stops.remove(ticket);
        }
    }

    /** Makes the place of an order what its terms now say. */
    void amend(Ticket ticket) {
        BookOrder resting = ticket.resting;
        Terms terms = ticket.terms;
        boolean stays = terms.timeInForce() != TimeInForce.IOC && terms.timeInForce() != TimeInForce.FOK;
        if (resting == null || !stays) {
            withdraw(ticket);
            enter(ticket);
        } else {
            ticket.resting = book.amend(resting, limit(terms), ticket.leavesE8(), terms.displayE8());
        }
    }

    /** Lets the book show no more of an order than is open; it keeps its place. */
    void trim(Ticket ticket) {
        BookOrder resting = ticket.resting;
        long leavesE8 = ticket.leavesE8();
        if (leavesE8 == 0) {
            withdraw(ticket);
        } else if (resting != null && resting.leavesE8() > leavesE8) {
            book.amend(resting, resting.priceE8(), leavesE8, resting.displayE8());
        }
    }

    /** The oldest stop that the last trade has reached, no longer waiting; or null. */
    @Nullable
    Ticket triggered() {
        long lastE8 = book.lastPriceE8();
        if (lastE8 == BookOrder.NO_PRICE) {
            return null;
        }
        for (int i = 0; i < stops.size(); i++) {
            Ticket ticket = stops.get(i);
            long stopE8 = ticket.terms.stopPxE8();
            if (ticket.terms.side().isBuy() ? lastE8 >= stopE8 : lastE8 <= stopE8) {
                stops.remove(i);
                ticket.held = false;
                return ticket;
            }
        }
        return null;
    }

    /** What somebody would pay or get at once: the other side's best, else the last price, else the first. */
    long goingPriceE8(boolean buy) {
        long bestE8 = book.bestE8(!buy);
        if (bestE8 != BookOrder.NO_PRICE) {
            return bestE8;
        }
        return book.lastPriceE8() == BookOrder.NO_PRICE ? listing.startPriceE8() : book.lastPriceE8();
    }

    /** Whether the best bid or ask is another one than at the last call. */
    boolean topMoved() {
        long bid = book.bestE8(true);
        long ask = book.bestE8(false);
        long bidQty = bid == BookOrder.NO_PRICE ? 0 : book.shownE8(true, 0);
        long askQty = ask == BookOrder.NO_PRICE ? 0 : book.shownE8(false, 0);
        boolean moved = bid != bidE8 || ask != askE8 || bidQty != bidQtyE8 || askQty != askQtyE8;
        bidE8 = bid;
        askE8 = ask;
        bidQtyE8 = bidQty;
        askQtyE8 = askQty;
        return moved;
    }

    long stateHash(long seed) {
        long hash = StateHash.mix(flow.stateHash(seed), book.lastPriceE8());
        for (boolean buy : SIDES) {
            for (int i = 0; i < book.levels(buy); i++) {
                hash = StateHash.mix(hash, book.priceE8(buy, i));
                hash = StateHash.mix(hash, book.shownE8(buy, i));
            }
        }
        return StateHash.mix(hash, stops.size());
    }

    private void traded(BookOrder resting, BookOrder aggressor, long qtyE8, long priceE8) {
        fills.traded(this, priceE8, qtyE8, aggressor.buy());
        if (resting.owner() instanceof Ticket ticket) {
            if (resting.leavesE8() == 0) {
                ticket.resting = null;
            }
            fills.filled(ticket, qtyE8, priceE8, Execution.Trade.ADDED);
        } else {
            flow.traded(resting);
        }
        if (aggressor.owner() instanceof Ticket ticket) {
            fills.filled(ticket, qtyE8, priceE8, Execution.Trade.REMOVED);
        }
    }

    private static long limit(Terms terms) {
        OrdType type = terms.ordType();
        return type.hasLimit() ? terms.priceE8() : BookOrder.NO_PRICE;
    }
}
