package io.weir.conformance.kill;

import io.weir.conformance.stage.Draft;
import io.weir.conformance.stage.Engine;
import io.weir.conformance.stage.Wire;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * An OMS on QuickFIX/J that keeps a number of orders open, whether the gateway is there or not: plain ones and algo orders, which
 * it replaces and cancels after a while.
 */
final class BusyOms extends Engine {
    private static final int PLAIN_OPEN = 100;
    private static final int ALGOS_OPEN = 10;
    private static final int LOT = 100;

    private final Desk desk;
    private final Random random;
    private final ClientLedger ledger;
    private int numbers;
    private int algosOpen;
    private boolean sends;
    private long plain;
    private long algos;
    private long replaces;
    private long cancels;

    BusyOms(int port, Path directory, long seed, Damages damages) {
        super("OMS1", "WEIR", true, port, directory);
        random = new Random(seed);
        ledger = new ClientLedger(damages);
        desk = new Desk("oms", damages);
    }

    /** From now on it sends. */
    void resume() {
        desk.now(() -> {
            sends = true;
            work();
        });
    }

    /** From now on it sends no new order; what is open it cancels in its time. */
    void pause() {
        desk.view(() -> sends = false);
    }

    private void work() {
        if (!sends) {
            return;
        }
        if (algosOpen < ALGOS_OPEN && random.nextInt(4) == 0) {
            algo();
        } else if (ledger.open() - algosOpen < PLAIN_OPEN) {
            plain();
        }
        desk.after(random.nextInt(5), this::work);
    }

    private void plain() {
        int qty = LOT * (1 + random.nextInt(3));
        ClientOrder order = ledger.order("P" + ++numbers, false, qty);
        plain++;
        draft("D", order.name(), order, qty, price()).send();
        grows(order);
    }

    private void algo() {
        int qty = LOT * (2 + random.nextInt(4));
        ClientOrder order = ledger.order("A" + ++numbers, true, qty);
        algosOpen++;
        algos++;
        Draft draft = draft("D", order.name(), order, qty, price());
        // Not as a group (957): QuickFIX/J's dictionary has none, and of a message that it resends it would keep one
        // entry.
        if (random.nextBoolean()) {
            String slices = "Slices=" + (2 + random.nextInt(4)) + ";DurationSeconds=" + (1 + random.nextInt(2));
            draft.with(847, 1001).with(848, slices);
        } else {
            draft.with(847, 1002).with(848, "DisplayQty=" + LOT);
        }
        draft.send();
        grows(order);
    }

    private String price() {
        return "10." + (10 + random.nextInt(20));
    }

    private Draft draft(String type, String id, ClientOrder order, int qty, String price) {
        return new Draft(this, type)
                .with(11, id)
                .with(1, "ACC1")
                .with(21, 1)
                .with(55, "AAPL")
                .with(54, 1)
                .at(60, 0)
                .with(38, qty)
                .with(40, 2)
                .with(44, price)
                .with(59, 0)
                .with(KillRun.PARENT_TAG, order.name());
    }

    /** An order is changed after a while, perhaps, and canceled in the end, where it is still open. */
    private void grows(ClientOrder order) {
        if (random.nextInt(3) == 0) {
            desk.after(random.nextInt(300), () -> replace(order));
        }
        desk.after(100 + random.nextInt(900), () -> cancel(order));
    }

    private void replace(ClientOrder order) {
        if (order.isEnded() || order.isAsking()) {
            return;
        }
        int qty = LOT * (1 + random.nextInt(5));
        String id = "R" + ++numbers;
        replaces++;
        Draft draft = draft("G", id, order, qty, price()).with(41, order.clOrdId());
        ledger.request(order, id, true, qty);
        draft.send();
    }

    /** Cancels behind a replace, too; a cancel that is refused while the order lives on is sent again. */
    private void cancel(ClientOrder order) {
        if (order.isEnded()) {
            return;
        }
        if (!order.isCanceling()) {
            String id = "C" + ++numbers;
            cancels++;
            ledger.request(order, id, false, 0);
            new Draft(this, "F")
                    .with(11, id)
                    .with(41, order.clOrdId())
                    .with(55, "AAPL")
                    .with(54, 1)
                    .at(60, 0)
                    .send();
        }
        desk.after(300 + random.nextInt(500), () -> cancel(order));
    }

    @Override
    protected void received(Wire message) {
        desk.now(() -> {
            Map.Entry<ClientOrder, Boolean> heard = ledger.heard(message);
            if (heard.getValue() && heard.getKey().isAlgo()) {
                algosOpen--;
            }
        });
    }

    /** Whether nothing is open, asked or planned. */
    boolean isSettled() {
        return desk.isIdle() && desk.view(ledger::isSettled);
    }

    /** What is not settled. */
    String unsettled() {
        return desk.view(ledger::unsettled);
    }

    /** How many orders have ended. */
    long ended() {
        return desk.view(ledger::ended);
    }

    /** The books; while the desk is idle. */
    ClientLedger ledger() {
        return ledger;
    }

    /** What was sent in all. */
    String totals() {
        return desk.view(() -> plain + " plain and " + algos + " algo orders, " + replaces + " replaces, " + cancels
                + " cancels from the client");
    }

    @Override
    public void close() {
        desk.close();
        super.close();
    }
}
