package io.weir.algo;

import io.weir.fix.order.Instrument;
import io.weir.fix.order.Products;

/** Sums and sizes of a parent's children that all algos share. */
final class Children {
    private Children() {}

    /** What is neither filled nor live; negative where an amendment, or a broker's overfill, took it away. */
    static long free(Ticket ticket) {
        return ticket.orderQtyE8() - ticket.cumQtyE8() - ticket.liveQtyE8();
    }

    /** What is filled or live. */
    static long committed(Ticket ticket) {
        return ticket.cumQtyE8() + ticket.liveQtyE8();
    }

    /** The smallest child that the instrument takes. */
    static long smallest(Instrument instrument) {
        long lot = Math.max(1, instrument.lotE8());
        return Math.max(lot, Products.ceilTo(instrument.minQtyE8(), lot));
    }

    /**
     * A child of at most the quantity wanted that leaves no rest too small to be sent.
     *
     * @param wantedE8 what the algo would send
     * @param mayGrow whether the child may take such a rest along; else it is made smaller for it
     * @return the quantity, or 0 where no child is possible
     */
    static long size(Ticket ticket, long wantedE8, boolean mayGrow) {
        Instrument instrument = ticket.instrument();
        long lot = instrument.lotE8();
        long smallest = smallest(instrument);
        long free = Products.floorTo(free(ticket), lot);
        long qty = Math.min(Products.floorTo(wantedE8, lot), free);
        if (qty < smallest) {
            return 0;
        }
        long rest = free - qty;
        if (rest == 0 || rest >= smallest) {
            return qty;
        }
        long smaller = qty - (smallest - rest);
        return mayGrow ? free : smaller >= smallest ? smaller : qty;
    }
}
