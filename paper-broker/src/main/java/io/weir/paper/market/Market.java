package io.weir.paper.market;

import io.weir.fix.order.StateHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broker's market: requests and times go in, reports and market data come out, and nothing else has a say.
 *
 * <p>Each call brings the time with it and first lets happen what is due until then: flow, scripted steps, the end of the
 * day. The same settings, script, calls and times give the same events. A time that lies before the last one counts as the
 * last one. Confined to one thread.
 */
public final class Market {
    /** The flows of all symbols act together at multiples of this, so that few wake-ups serve many symbols. */
    private static final long FLOW_STEP = 50_000_000L;

    private final Timetable timetable = new Timetable();
    private final Map<String, Pit> pits = new LinkedHashMap<>();
    private final Desk desk;
    private final MarketListener listener;
    private final MarketSettings settings;
    private boolean started;

    /**
     * A market that begins with the first time it is given.
     *
     * @throws IllegalArgumentException where a symbol is listed twice
     */
    public Market(List<Listing> listings, MarketSettings settings, Script script, MarketListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.desk = new Desk(timetable, listener, settings, script);
        for (Listing listing : listings) {
            Pit pit = new Pit(listing, settings.seed(), desk);
            if (pits.put(listing.symbol(), pit) != null) {
                throw new IllegalArgumentException("listing " + listing.symbol() + ": expected once");
            }
            desk.add(pit);
        }
    }

    /** Lets all happen that is due up to a time. */
    public void advance(long utcNanos) {
        begin(utcNanos);
        publish();
    }

    /** A client sends an order. */
    public void submit(long utcNanos, NewOrder order) {
        arrive(utcNanos, now -> desk.submit(order));
    }

    /** A client wants to cancel. */
    public void cancel(long utcNanos, CancelRequest request) {
        arrive(utcNanos, now -> desk.cancel(request));
    }

    /** A client wants to replace. */
    public void replace(long utcNanos, ReplaceRequest request) {
        arrive(utcNanos, now -> desk.replace(request));
    }

    /** A client wants to replace, in words that cannot be read; it is refused. */
    public void refuseReplace(long utcNanos, CancelRequest named, String text) {
        arrive(utcNanos, now -> desk.refuseReplace(named, text));
    }

    /** A client asks for an order. */
    public void status(long utcNanos, StatusRequest request) {
        arrive(utcNanos, now -> desk.status(request));
    }

    /** A client asks for all its open orders. */
    public void massStatus(long utcNanos, StatusRequest request) {
        arrive(utcNanos, now -> desk.massStatus(request));
    }

    /** Ends every open order; nothing more happens after this. */
    public void close(long utcNanos) {
        begin(utcNanos);
        desk.close();
    }

    /** Whether an order of a client is known by this ClOrdID. */
    public boolean knows(String client, String clOrdID) {
        return desk.knows(client, clOrdID);
    }

    /** When something is due next; {@link Long#MAX_VALUE} for never. */
    public long dueUtcNanos() {
        return timetable.dueUtcNanos();
    }

    /** The time of the last event. */
    public long nowUtcNanos() {
        return timetable.nowUtcNanos();
    }

    /** The symbols, in the order of their listings. */
    public List<String> symbols() {
        return new ArrayList<>(pits.keySet());
    }

    /** The listing of a symbol, or null. */
    public @Nullable Listing listing(String symbol) {
        Pit pit = pits.get(symbol);
        return pit == null ? null : pit.listing;
    }

    /** Reads the best levels of a symbol's book. */
    public void depth(String symbol, Depth into) {
        into.take(pit(symbol).book);
    }

    /** What a symbol has traded today; the object lives on. */
    public SessionStatistics statistics(String symbol) {
        return pit(symbol).statistics;
    }

    /** A hash of what decides what happens next. */
    public long stateHash() {
        long hash = StateHash.mix(desk.stateHash(), timetable.stateHash());
        for (Pit pit : pits.values()) {
            hash = pit.stateHash(hash);
        }
        return hash;
    }

    private void arrive(long utcNanos, Timetable.Task request) {
        begin(utcNanos);
        if (settings.latencyNanos() == 0) {
            request.happen(timetable.nowUtcNanos());
            timetable.advance(timetable.nowUtcNanos());
        } else {
            timetable.plan(timetable.nowUtcNanos() + settings.latencyNanos(), request);
        }
        publish();
    }

    private void begin(long utcNanos) {
        if (!started) {
            started = true;
            timetable.advance(utcNanos);
            planDayEnd();
            for (Pit pit : pits.values()) {
                pit.flow.advance(utcNanos);
                planFlow(pit);
            }
        } else if (utcNanos - timetable.nowUtcNanos() > SyntheticFlow.LONGEST_GAP) {
            for (Pit pit : pits.values()) {
                pit.flow.resume(utcNanos);
            }
        }
        timetable.advance(utcNanos);
    }

    private void planFlow(Pit pit) {
        if (pit.flow.active()) {
            long due = pit.flow.dueUtcNanos();
            timetable.plan(due + Math.floorMod(-due, FLOW_STEP), now -> {
                pit.flow.advance(now);
                desk.settle(pit);
                planFlow(pit);
            });
        }
    }

    private void planDayEnd() {
        long intoDay = Math.floorMod(timetable.nowUtcNanos() - settings.dayEndNanos(), MarketSettings.DAY_NANOS);
        timetable.plan(timetable.nowUtcNanos() - intoDay + MarketSettings.DAY_NANOS, now -> {
            desk.endDay();
            planDayEnd();
        });
    }

    private void publish() {
        for (Pit pit : pits.values()) {
            if (pit.topMoved()) {
                listener.topChanged(pit.listing.symbol());
            }
        }
    }

    private Pit pit(String symbol) {
        Pit pit = pits.get(symbol);
        if (pit == null) {
            throw new IllegalArgumentException("unknown symbol " + symbol);
        }
        return pit;
    }
}
