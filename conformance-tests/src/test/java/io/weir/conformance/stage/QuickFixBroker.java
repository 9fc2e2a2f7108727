package io.weir.conformance.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A broker on QuickFIX/J that does what a test says: by hand, order by order, or by a reaction to each message.
 *
 * <p>Status questions it answers by itself, unless it is told to be silent.
 */
public final class QuickFixBroker extends Engine {
    private final List<Wire> received = new CopyOnWriteArrayList<>();
    private final List<Wire> everything = new CopyOnWriteArrayList<>();
    private final Map<String, BrokerOrder> byId = new LinkedHashMap<>();
    private final List<BrokerOrder> orders = new CopyOnWriteArrayList<>();
    private final AtomicInteger executions = new AtomicInteger();
    private final List<String> twice = new CopyOnWriteArrayList<>();
    private int taken;
    private volatile Consumer<BrokerOrder> onNew = order -> {};
    private volatile Consumer<BrokerOrder> onCancel = order -> {};
    private volatile Consumer<BrokerOrder> onReplace = order -> {};
    private volatile boolean answersStatus = true;

    /** A broker that listens on a port. */
    public QuickFixBroker(String compId, int port, Path directory) {
        super(compId, "WEIR", false, port, directory);
    }

    /** Begins a scenario: what came before is forgotten, but for ClOrdIDs. */
    public void begin() {
        received.clear();
        orders.clear();
        taken = 0;
        onNew = order -> {};
        onCancel = order -> {};
        onReplace = order -> {};
        answersStatus = true;
    }

    /** What to do with each new order. */
    public QuickFixBroker onNew(Consumer<BrokerOrder> reaction) {
        onNew = reaction;
        return this;
    }

    /** What to do with each cancel. */
    public QuickFixBroker onCancel(Consumer<BrokerOrder> reaction) {
        onCancel = reaction;
        return this;
    }

    /** What to do with each replace. */
    public QuickFixBroker onReplace(Consumer<BrokerOrder> reaction) {
        onReplace = reaction;
        return this;
    }

    /** Whether it answers questions for the status of an order. */
    public void answersStatus(boolean answers) {
        answersStatus = answers;
    }

    /** Loses its book, as a system that restarts without it: orders from before are unknown to it. */
    public void forgetOrders() {
        synchronized (byId) {
            byId.clear();
        }
    }

    int nextExecution() {
        return executions.incrementAndGet();
    }

    @Override
    protected void received(Wire m) {
        everything.add(m);
        received.add(m);
        switch (m.type()) {
            case "D" -> take(m);
            case "F" -> ask(m, onCancel);
            case "G" -> ask(m, onReplace);
            case "H" -> status(m);
            default -> {}
        }
    }

    private void take(Wire m) {
        BrokerOrder order = new BrokerOrder(this, m);
        synchronized (byId) {
            if (byId.put(m.get(11), order) != null) {
                twice.add(m.get(11));
            }
        }
        orders.add(order);
        onNew.accept(order);
    }

    private void ask(Wire m, Consumer<BrokerOrder> reaction) {
        BrokerOrder order = find(m.get(41));
        synchronized (byId) {
            if (byId.put(m.get(11), order) != null) {
                twice.add(m.get(11));
            }
        }
        if (order == null) {
            unknownCancel(m);
        } else {
            order.requested(m);
            reaction.accept(order);
        }
    }

    private void unknownCancel(Wire m) {
        new Draft(this, "9")
                .with(37, "NONE")
                .with(11, m.get(11))
                .with(41, m.get(41))
                .with(39, "8")
                .with(434, m.type().equals("F") ? "1" : "2")
                .with(102, 1)
                .with(58, "unknown order")
                .send();
    }

    private void status(Wire m) {
        if (!answersStatus) {
            return;
        }
        BrokerOrder order = find(m.get(11));
        if (order != null) {
            order.status(m).send();
            return;
        }
        new Draft(this, "8")
                .with(37, "NONE")
                .with(17, "0")
                .with(150, "I")
                .with(39, "8")
                .with(103, 5)
                .with(11, m.get(11))
                .with(55, m.get(55))
                .with(54, m.get(54))
                .with(790, m.get(790))
                .with(151, 0)
                .with(14, 0)
                .with(6, 0)
                .with(58, "unknown order")
                .send();
    }

    private BrokerOrder find(String clOrdId) {
        synchronized (byId) {
            return byId.get(clOrdId);
        }
    }

    /** Waits for the next new order that was not taken yet. */
    public BrokerOrder next() {
        Waiting.until("an order at the broker", () -> orders.size() > taken);
        return orders.get(taken++);
    }

    /** The new orders of this scenario. */
    public List<BrokerOrder> orders() {
        return new ArrayList<>(orders);
    }

    /** The messages of this scenario. */
    public List<Wire> messages() {
        return new ArrayList<>(received);
    }

    /** Every message since the broker was made. */
    public List<Wire> everything() {
        return new ArrayList<>(everything);
    }

    /** ClOrdIDs that came for two messages. */
    public List<String> twice() {
        return new ArrayList<>(twice);
    }

    /** The messages as lines; ClOrdIDs are c1, c2 and so on as they come. */
    public List<String> lines() {
        Map<String, String> names = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (Wire m : received) {
            lines.add(line(m, names));
        }
        return lines;
    }

    private static String line(Wire m, Map<String, String> names) {
        String id = name(m.get(11), names);
        return switch (m.type()) {
            case "D" -> "D 11=" + id + m.show(55, 54, 38, 40, 44, 59, 111).substring(1);
            case "F" ->
                "F 11=" + id + " 41=" + name(m.get(41), names) + m.show(38).substring(1);
            case "G" ->
                "G 11=" + id + " 41=" + name(m.get(41), names) + m.show(38, 44).substring(1);
            case "H" -> "H 11=" + id;
            default -> m.toString();
        };
    }

    private static String name(String id, Map<String, String> names) {
        return names.computeIfAbsent(id, each -> "c" + (names.size() + 1));
    }

    /** Waits for as many messages as there are lines, and compares all that came so far. */
    public void expect(String... lines) {
        awaitCount(lines.length);
        assertThat(lines()).containsExactly(lines);
    }

    /** Waits until this many messages have come. */
    public void awaitCount(int count) {
        Waiting.until(
                Waiting.PATIENCE, () -> count + " messages; there are " + lines(), () -> received.size() >= count);
    }

    /** Fails where the session was not at peace, or a ClOrdID came twice. */
    public void assertSatisfied() {
        assertThat(complaints()).isEmpty();
        assertThat(twice).isEmpty();
    }
}
