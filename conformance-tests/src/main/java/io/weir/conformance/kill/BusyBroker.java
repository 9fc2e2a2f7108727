package io.weir.conformance.kill;

import io.weir.conformance.stage.Draft;
import io.weir.conformance.stage.Engine;
import io.weir.conformance.stage.Wire;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Random;

/**
 * A broker on QuickFIX/J that works what it gets in its own time, whether the gateway is there or not: it acknowledges or rejects,
 * fills in parts, lets some rest, cancels and replaces when asked, and says where an order stands.
 */
final class BusyBroker extends Engine {
    private static final int PERCENT = 100;

    private final Desk desk;
    private final Random random;
    private final BrokerLedger ledger;
    private int orders;
    private long executions;

    BusyBroker(String compId, int port, Path directory, long seed, Damages damages) {
        super(compId, "WEIR", false, port, directory);
        random = new Random(seed);
        ledger = new BrokerLedger(damages);
        desk = new Desk("broker", damages);
    }

    @Override
    protected void received(Wire message) {
        desk.now(() -> {
            switch (message.type()) {
                case "D" -> take(message);
                case "F", "G" -> asked(message);
                case "H" -> status(message);
                default -> throw new IllegalStateException("the broker got " + message);
            }
        });
    }

    private String execId() {
        return "E" + ++executions;
    }

    private boolean chance(int percent) {
        return random.nextInt(PERCENT) < percent;
    }

    private void take(Wire m) {
        ledger.asked(m);
        BrokerChild child = new BrokerChild(m, "B" + ++orders);
        ledger.took(child, m.get(11), child.parent().startsWith("P"));
        desk.after(random.nextInt(20), () -> begin(child));
    }

    private void begin(BrokerChild child) {
        if (!child.isLive()) {
            return;
        }
        if (chance(3)) {
            child.reject();
            ledger.ended(child);
            child.report(this, execId(), "8").with(103, 0).send();
            return;
        }
        // Some fills come before the acknowledgement, which then never comes.
        if (chance(90)) {
            child.ack();
            child.report(this, execId(), "0").send();
        }
        if (chance(75)) {
            desk.after(random.nextInt(60), () -> fill(child));
        }
    }

    private void fill(BrokerChild child) {
        if (child.leaves() == 0) {
            return;
        }
        int part = Math.min(child.leaves(), 10 * (1 + random.nextInt(20)));
        BigDecimal px = BigDecimal.valueOf(1000 + random.nextInt(10), 2);
        child.fill(part, px);
        String execId = execId();
        ledger.filled(child, execId, part, px);
        child.report(this, execId, "F")
                .with(32, part)
                .with(31, px.toPlainString())
                .send();
        if (chance(85)) {
            desk.after(random.nextInt(100), () -> fill(child));
        }
    }

    private void asked(Wire m) {
        ledger.asked(m);
        BrokerChild child = ledger.find(m.get(41));
        if (child == null) {
            new Draft(this, "9")
                    .with(37, "NONE")
                    .with(11, m.get(11))
                    .with(41, m.get(41))
                    .with(39, "8")
                    .with(434, m.type().equals("F") ? 1 : 2)
                    .with(102, 1)
                    .send();
            return;
        }
        ledger.renamed(child, m.get(11));
        if (chance(20)) {
            String pending = m.type().equals("F") ? "6" : "E";
            child.answer(this, execId(), pending, m).with(39, pending).send();
        }
        desk.after(random.nextInt(30), () -> answer(child, m));
    }

    private void answer(BrokerChild child, Wire m) {
        boolean replace = m.type().equals("G");
        if (!child.isLive()) {
            child.refusal(this, m, 0).send();
        } else if (replace && (chance(15) || m.decimal(38).intValue() <= child.cum())) {
            child.refusal(this, m, 2).send();
        } else if (replace) {
            child.replace(m);
            child.answer(this, execId(), "5", m).send();
            desk.after(random.nextInt(100), () -> fill(child));
        } else {
            child.cancel();
            ledger.ended(child);
            child.answer(this, execId(), "4", m).send();
        }
    }

    private void status(Wire m) {
        BrokerChild child = ledger.find(m.get(11));
        if (child == null) {
            Draft unknown = new Draft(this, "8")
                    .with(37, "NONE")
                    .with(17, "0")
                    .with(150, "I")
                    .with(39, "8")
                    .with(103, 5)
                    .with(11, m.get(11))
                    .with(55, m.get(55))
                    .with(54, m.get(54))
                    .with(151, 0)
                    .with(14, 0)
                    .with(6, 0);
            unknown.with(790, m.get(790)).send();
        } else {
            child.report(this, "0", "I").with(790, m.get(790)).send();
        }
    }

    /** Whether nothing is live or planned. */
    boolean isSettled() {
        return desk.isIdle() && desk.view(() -> ledger.live().isEmpty());
    }

    /** What is live. */
    String unsettled() {
        return desk.view(() -> ledger.live().toString());
    }

    /** The books; while the desk is idle. */
    BrokerLedger ledger() {
        return ledger;
    }

    /** What was done in all. */
    String totals() {
        return desk.view(ledger::totals);
    }

    @Override
    public void close() {
        desk.close();
        super.close();
    }
}
