package io.weir.gateway.orders;

import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.StateHash;
import io.weir.fix.order.Verdict;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.BrokerLink;
import io.weir.gateway.routing.Router;
import io.weir.risk.ReferencePrices;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Stop orders (40=3, 40=4) that no broker of their route takes: held here until the market is there, then sent as market or limit
 * orders.
 *
 * <p>A buy is triggered by a trade, or a bid, at its StopPx or above; a sell by a trade, or an offer, at its StopPx or below: the
 * side of the quote on which somebody stands ready to deal there, so that a wide spread triggers nothing. A crossed quote is no
 * market. Each is triggered once, through any gap, the nearest StopPx first. An order that the broker's message rate does not let
 * pass waits for its turn; whatever else keeps it from its broker ends it, with an alert.
 *
 * <p>Orders that have ended stay in the books until their turn comes or a book has doubled. Confined to the core thread.
 */
final class HeldStops implements Timers.Target, Markets.Watcher {
    private static final long RATE_PAUSE = 100_000_000L;
    private static final int SMALL_BOOK = 64;

    private final Turn turn;
    private final Timers timers;
    private final Ids ids;
    private final OrderTable table;
    private final Router router;
    private final Children children;
    private final Parents parents;
    private final ClientReports reports;
    private final ReferencePrices prices;
    private final Children.Alerts alerts;
    private final List<Book> books = new ArrayList<>();
    /** Triggered, and waiting for the message rate of their broker. */
    private final Deque<Long> waiting = new ArrayDeque<>();

    /** The stops of an instrument, each side with the nearest first. */
    private static final class Book {
        final List<Entry> buys = new ArrayList<>();
        final List<Entry> sells = new ArrayList<>();
        int purgeAt = SMALL_BOOK;
    }

    private record Entry(long stopPxE8, long order) {}

    HeldStops(
            Turn turn,
            Timers timers,
            Ids ids,
            OrderTable table,
            Router router,
            Children children,
            Parents parents,
            ClientReports reports,
            ReferencePrices prices,
            Children.Alerts alerts) {
        this.turn = turn;
        this.timers = timers;
        this.ids = ids;
        this.table = table;
        this.router = router;
        this.children = children;
        this.parents = parents;
        this.reports = reports;
        this.prices = prices;
        this.alerts = alerts;
    }

    /** Whether a stop order that risk would admit is held here: no broker of its route takes stops. */
    boolean holds(ParentOrder p) {
        return isStop(p.ordType) && !isTaken(p, p.ordType);
    }

    static boolean isStop(OrdType type) {
        return type == OrdType.STOP || type == OrdType.STOP_LIMIT;
    }

    private boolean isTaken(ParentOrder p, OrdType type) {
        return router.isTaken(
                p.client().index(), p.instrument().index(), 0, candidate -> candidate.takes(type, p.timeInForce));
    }

    /** Takes an order that risk has admitted. */
    void hold(ParentOrder p) {
        int instrument = p.instrument().index();
        if (!isTaken(p, p.triggeredType())) {
            parents.refuse(p, Verdict.refused(Refusal.UNSUPPORTED, "no broker takes the order, triggered or not"));
        } else if (!prices.hasFreshQuote(instrument, turn.monoNanos())
                && !prices.hasFreshTrade(instrument, turn.monoNanos())) {
            // It would protect nobody, and its client would believe that it does.
            parents.refuse(
                    p, Verdict.refused(Refusal.NO_REFERENCE_PRICE, "no market data that could trigger the stop"));
        } else {
            p.held = true;
            parents.held(p);
            changed(p);
        }
    }

    /** A held order is new, or has another StopPx. */
    void changed(ParentOrder p) {
        Book book = book(p.instrument());
        List<Entry> side = p.side.isBuy() ? book.buys : book.sells;
        if (side.size() >= book.purgeAt) {
            side.removeIf(entry -> !isLive(entry));
            book.purgeAt = Math.max(SMALL_BOOK, 2 * side.size());
        }
        int at = side.size();
        while (at > 0 && isNearer(p.side.isBuy(), p.stopPxE8, side.get(at - 1).stopPxE8())) {
            at--;
        }
        side.add(at, new Entry(p.stopPxE8, p.number));
        look(p.instrument());
    }

    private static boolean isNearer(boolean buy, long stopPxE8, long otherE8) {
        return buy ? stopPxE8 < otherE8 : stopPxE8 > otherE8;
    }

    private Book book(Instrument instrument) {
        while (books.size() <= instrument.index()) {
            books.add(new Book());
        }
        return books.get(instrument.index());
    }

    private boolean isLive(Entry entry) {
        ParentOrder p = table.parent(entry.order());
        return p != null && p.isOpen() && p.held && p.stopPxE8 == entry.stopPxE8();
    }

    /** How many are held. */
    int count() {
        int held = 0;
        for (ParentOrder p = table.firstOpen(); p != null; p = p.nextOpen) {
            held += p.held ? 1 : 0;
        }
        return held;
    }

    @Override
    public void moved(Instrument instrument) {
        if (instrument.index() < books.size()) {
            look(instrument);
        }
    }

    private void look(Instrument instrument) {
        Book book = book(instrument);
        long now = turn.monoNanos();
        int i = instrument.index();
        long up = Long.MIN_VALUE;
        long down = Long.MAX_VALUE;
        if (prices.hasFreshTrade(i, now)) {
            up = prices.lastE8(i);
            down = up;
        }
        if (prices.hasFreshQuote(i, now)) {
            up = Math.max(up, prices.bidE8(i));
            down = prices.askE8(i) == 0 ? down : Math.min(down, prices.askE8(i));
        }
        while (!book.buys.isEmpty() && book.buys.get(0).stopPxE8() <= up) {
            trigger(book.buys.remove(0));
        }
        while (!book.sells.isEmpty() && book.sells.get(0).stopPxE8() >= down) {
            trigger(book.sells.remove(0));
        }
    }

    private void trigger(Entry entry) {
        ParentOrder p = table.parent(entry.order());
        if (p == null || !isLive(entry)) {
            return;
        }
        p.held = false;
        p.triggered = true;
        reports.triggered(p);
        send(p);
    }

    private void send(ParentOrder p) {
        OrdType type = p.triggeredType();
        BrokerLink broker = router.route(
                p.client().index(),
                p.instrument().index(),
                0,
                candidate -> candidate.takes(type, p.timeInForce, p.orderQtyE8));
        if (broker == null) {
            failed(p, Verdict.refused(Refusal.BROKER_UNAVAILABLE, "no broker is up that takes the order"));
            return;
        }
        ChildOrder child = children.place(p, ids.next(), broker, p.orderQtyE8, type, p.priceE8, p.timeInForce, 0);
        if (child == null && children.verdict().refusal() == Refusal.RATE) {
            waiting.addLast(p.number);
            if (waiting.size() == 1) {
                timers.set(turn.monoNanos() + RATE_PAUSE, this, 0);
            }
        } else if (child == null) {
            failed(p, children.verdict());
        }
    }

    private void failed(ParentOrder p, Verdict verdict) {
        alerts.alert("stop order " + ids.text(p.number) + " is triggered and cannot be sent: " + verdict.message());
        parents.end(p, OrdStatus.CANCELED, verdict.message());
    }

    @Override
    public void onTimer(long argument, long deadline) {
        int now = waiting.size();
        List<Long> tried = new ArrayList<>(waiting);
        waiting.clear();
        for (int i = 0; i < now; i++) {
            ParentOrder p = table.parent(tried.get(i));
            if (p != null && p.isOpen() && p.firstChild == null && p.endsAs == OrdStatus.NEW) {
                send(p);
            }
        }
    }

    void state(StateStream state) {
        int count = state.count(books.size());
        for (int i = 0; i < count; i++) {
            if (state.isReading()) {
                books.add(new Book());
            }
            Book book = books.get(i);
            book.purgeAt = state.of(book.purgeAt);
            state(state, book.buys);
            state(state, book.sells);
        }
        int pending = state.count(waiting.size());
        Iterator<Long> each = waiting.iterator();
        for (int i = 0; i < pending; i++) {
            long number = state.of(state.isReading() ? 0L : each.next());
            if (state.isReading()) {
                waiting.addLast(number);
            }
        }
    }

    private static void state(StateStream state, List<Entry> entries) {
        int count = state.count(entries.size());
        for (int i = 0; i < count; i++) {
            long stop = state.of(state.isReading() ? 0L : entries.get(i).stopPxE8());
            long order = state.of(state.isReading() ? 0L : entries.get(i).order());
            if (state.isReading()) {
                entries.add(new Entry(stop, order));
            }
        }
    }

    long stateHash() {
        long hash = StateHash.SEED;
        for (Book book : books) {
            hash = StateHash.mix(hash, book.purgeAt);
            for (Entry entry : book.buys) {
                hash = StateHash.mix(StateHash.mix(hash, entry.stopPxE8()), entry.order());
            }
            for (Entry entry : book.sells) {
                hash = StateHash.mix(StateHash.mix(hash, entry.stopPxE8()), entry.order());
            }
        }
        for (long number : waiting) {
            hash = StateHash.mix(hash, number);
        }
        return hash;
    }
}
