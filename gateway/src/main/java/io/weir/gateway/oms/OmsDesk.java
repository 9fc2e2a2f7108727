package io.weir.gateway.oms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Where a person hears of orders: passes reports on, and waits for what is expected. Any thread may call it. */
public final class OmsDesk implements OmsListener {
    /** How the session stands. */
    public enum Session {
        CONNECTING,
        UP,
        DOWN
    }

    private final Consumer<OmsReport> reports;
    private final Map<Integer, OmsOrder> orders = new TreeMap<>();
    private final List<OmsReport> heard = new ArrayList<>();
    private Session session = Session.CONNECTING;
    private String reason = "no answer";
    private int refusals;

    /** A desk that passes each report on, on the OMS's core thread. */
    public OmsDesk(Consumer<OmsReport> reports) {
        this.reports = reports;
    }

    @Override
    public synchronized void loggedOn() {
        session = Session.UP;
        notifyAll();
    }

    @Override
    public synchronized void loggedOut(String why) {
        session = Session.DOWN;
        reason = why;
        notifyAll();
    }

    @Override
    public void report(OmsReport report) {
        reports.accept(report);
        synchronized (this) {
            OmsOrder order = report.order();
            if (order != null) {
                orders.put(order.id(), order);
            }
            if (report.what().isRefusal()) {
                refusals++;
            }
            heard.add(report);
            notifyAll();
        }
    }

    /** Waits for the session to come up; false where it did not, and {@link #reason} says why. */
    public boolean awaitLogon(long millis) throws InterruptedException {
        await(() -> session != Session.CONNECTING, millis);
        return isUp();
    }

    /** Whether the session is up. */
    public synchronized boolean isUp() {
        return session == Session.UP;
    }

    /** Why the session is not up. */
    public synchronized String reason() {
        return reason;
    }

    /** Waits until an order is final; false where it still works, or the session has ended. */
    public boolean awaitFinal(int id, long millis) throws InterruptedException {
        return await(() -> isFinal(id) || session == Session.DOWN, millis) && isFinal(id);
    }

    /** Waits until every order of this run is final; false where one still works. */
    public boolean awaitAllFinal(long millis) throws InterruptedException {
        return await(() -> openCount() == 0 || session == Session.DOWN, millis) && openCount() == 0;
    }

    /** Waits until at most so many orders of this run have not been answered yet. */
    public boolean awaitAnswers(int unanswered, long millis) throws InterruptedException {
        return await(
                () -> session == Session.DOWN
                        || orders.values().stream()
                                        .filter(each -> each.status() == null)
                                        .count()
                                <= unanswered,
                millis);
    }

    /** Waits for a report of one of these kinds about an order, among those after the first so many of this run. */
    public boolean awaitReport(int id, int after, List<OmsReport.What> kinds, long millis) throws InterruptedException {
        return await(() -> session == Session.DOWN || heard(id, after, kinds), millis) && heard(id, after, kinds);
    }

    private synchronized boolean heard(int id, int after, List<OmsReport.What> kinds) {
        for (int i = after; i < heard.size(); i++) {
            OmsOrder order = heard.get(i).order();
            if (order != null && order.id() == id && kinds.contains(heard.get(i).what())) {
                return true;
            }
        }
        return false;
    }

    /** The reports of this run so far. */
    public synchronized int reportCount() {
        return heard.size();
    }

    /** The refusals of this run so far. */
    public synchronized int refusals() {
        return refusals;
    }

    /** The orders that this run has heard of. */
    public synchronized List<OmsOrder> orders() {
        return List.copyOf(orders.values());
    }

    private synchronized boolean isFinal(int id) {
        OmsOrder order = orders.get(id);
        return order != null && order.isFinal();
    }

    private synchronized int openCount() {
        return (int) orders.values().stream().filter(each -> !each.isFinal()).count();
    }

    private synchronized boolean await(BooleanSupplier condition, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
