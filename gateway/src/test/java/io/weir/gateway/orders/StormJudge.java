package io.weir.gateway.orders;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.dictionary.MessageValidator;
import io.weir.fix.dictionary.ValidationSettings;
import io.weir.fix.order.FillTotal;
import io.weir.fix.order.OrdStatus;
import io.weir.risk.Reservations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/** Holds the core to what must hold, after every event and at every order that leaves. */
final class StormJudge {
    private static final long UNIT = 100_000_000L;
    /** The roll of the storm's day: 17:00 in New York. */
    private static final long ROLL =
            Timestamps.parse("20261120-22:00:00".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 17);

    private final StormWorld world;
    private final MessageValidator validator = new MessageValidator(StormWorld.DICTIONARY, ValidationSettings.DEFAULT);
    private final FixMessage message = new FixMessage();
    private final FillTotal total = new FillTotal();

    /** Our children at brokers, by the first ClOrdID of each; what the brokers' words add up to. */
    private final Map<String, StormWords> words = new HashMap<>();

    private final Map<String, StormWords> wordsById = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Long> toldExecs = new HashMap<>();
    private final Set<String> seenExecs = new HashSet<>();
    private final Map<String, StormClient.Request> requests = new HashMap<>();
    private final Set<String> processed = new HashSet<>();
    private final Map<String, StormTold> told = new HashMap<>();
    private final Set<String> execIds = new HashSet<>();
    private final List<String> alerts = new ArrayList<>();

    /** Reports about orders that nobody sent. */
    private long strangers;

    StormJudge(StormWorld world) {
        this.world = world;
    }

    void alert(String text) {
        alerts.add(text);
    }

    // ---- what clients are told

    void requested(StormClient client, StormClient.Request request) {
        requests.put(client.name + request.clOrdId(), request);
    }

    void toClient(StormParty party, StormMessage m, byte[] bytes, int start, int end) {
        FixParser.parse(bytes, start, end, message);
        world.require(
                validator.validate(message),
                "a message that its dictionary refuses, " + validator.violation() + ": " + m);
        StormClient.Request request = requests.get(party.name + m.get(11));
        switch (m.type()) {
            case "8" -> report(party, m, request);
            case "9" -> {
                world.require(request == null || !request.type().equals("D"), "a cancel reject for an order: " + m);
                StormTold order = told.get(m.get(37));
                if (order != null) {
                    order.rejected(m);
                }
                requests.remove(party.name + m.get(11));
            }
            case "j", "3" -> world.fail("a lawful message is rejected: " + m);
            default -> {}
        }
    }

    private void report(
            StormParty party, StormMessage m, StormClient.@org.jspecify.annotations.Nullable Request request) {
        world.require(m.get(17).equals("0") || execIds.add(m.get(17)), "an ExecID twice: " + m);
        StormTold order = told.get(m.get(37));
        if (order == null
                && request != null
                && request.type().equals("D")
                && !request.order().isKnown()) {
            order = request.order();
            order.orderId = m.get(37);
            told.put(m.get(37), order);
            requests.remove(party.name + m.get(11));
        }
        if (order == null) {
            world.require(m.is(39) == '8' && m.is(150) != 'F', "a report of an order that was not sent: " + m);
            return;
        }
        order.report(m);
        if (m.is(150) == '4' || m.is(150) == '5') {
            requests.remove(party.name + m.get(11));
        }
    }

    // ---- what brokers are told

    void toBroker(StormParty party, StormMessage m) {
        switch (m.type()) {
            case "D", "F", "G" -> {
                world.require(ids.add(m.get(11)), "a ClOrdID twice: " + m);
                StormWords child =
                        m.type().equals("D") ? new StormWords(party.place, m.get(11)) : wordsById.get(m.get(41));
                world.require(
                        child != null && child.place == party.place, "an OrigClOrdID that the broker has not: " + m);
                if (child == null) {
                    return;
                }
                words.putIfAbsent(child.root, child);
                wordsById.put(m.get(11), child);
                if (!m.type().equals("F")) {
                    world.require(!world.killed, "an order while killed: " + m);
                    committed(m);
                }
            }
            default -> {}
        }
    }

    private ChildOrder child(String id) {
        ChildOrder child = world.flow().table().child(world.flow().id(id));
        if (child == null) {
            throw new AssertionError("no child " + id);
        }
        return child;
    }

    /** No more is out than the parent is for. */
    private void committed(StormMessage m) {
        ChildOrder child = child(m.get(11));
        ParentOrder p = child.parent();
        world.require(p.isOpen(), "an order for one that has ended: " + m);
        if (m.type().equals("G") && m.shares(38) * UNIT <= child.orderQtyE8) {
            return;
        }
        long most = p.pendingReplace ? Math.max(p.orderQtyE8, p.newQtyE8) : p.orderQtyE8;
        long out = p.filled.qtyE8() + p.liveQtyE8();
        world.require(out <= most, Decimals.text(out) + " out of " + Decimals.text(most) + " with " + m);
    }

    // ---- what brokers say

    void toldBy(StormBroker broker, StormBroker.Held held, StormBroker.Exec exec) {
        toldExecs.put(broker.name + exec.first, world.utc());
    }

    boolean isTold(StormBroker broker, String exec) {
        return toldExecs.containsKey(broker.name + exec);
    }

    /** Whether an ExecID was said in the trade date before: a plain repetition would be another fill. */
    boolean isOld(StormBroker broker, String exec) {
        Long at = toldExecs.get(broker.name + exec);
        return at != null && at < ROLL && isNextDay();
    }

    /** Whether the trading day has rolled, or is about to. */
    boolean isNextDay() {
        return world.utc() >= ROLL - 1_000_000;
    }

    /** A report of a fill is lost for good: the sums may differ from then on. */
    void lost(StormMessage m) {
        StormWords child = wordsById.get(m.get(11));
        if (child != null) {
            child.disputed = true;
        }
    }

    private void hearBrokers() {
        for (StormParty party : world.parties) {
            NavigableMap<Long, StormMessage> taken = party.heard.headMap(world.nextIn(party.place), false);
            for (StormMessage m : taken.values()) {
                if (party.isClient()) {
                    processed.add(party.name + m.get(11));
                } else if (m.type().equals("8")) {
                    hear(party, m);
                }
            }
            taken.clear();
        }
    }

    private void hear(StormParty party, StormMessage m) {
        StormWords child = wordsById.get(m.get(11));
        child = child != null && child.place == party.place ? child : wordsById.get(m.get(41));
        if (child == null || child.place != party.place) {
            strangers++;
            return;
        }
        switch (m.is(150)) {
            case 'F' -> {
                if (seenExecs.add(party.name + m.get(17))) {
                    child.fill(m.get(17), m.shares(32), m.shares(14));
                }
            }
            case 'H', 'G' -> {
                if (seenExecs.add(party.name + m.get(17))) {
                    child.change(m.get(19), m.get(17), m.is(150) == 'H' ? 0 : m.shares(32));
                }
            }
            case 'I' -> {
                if (m.is(39) != '8') {
                    child.atLeast(m.shares(14));
                }
            }
            default -> child.atLeast(m.shares(14));
        }
    }

    // ---- after every event

    void after() {
        hearBrokers();
        Reservations reserved = world.flow().risk().reservations();
        Set<ParentOrder> parents = new HashSet<>();
        int live = 0;
        long reservedQty = 0;
        for (StormWords each : words.values()) {
            ChildOrder child = child(each.root);
            parents.add(child.parent());
            world.require(
                    child.filled.qtyE8() == each.total * UNIT,
                    () -> "child " + each.root + " is filled " + Decimals.text(child.filled.qtyE8())
                            + ", its broker said " + each.total);
            world.require(
                    reserved.contains(child.number()) == child.isLive()
                            && reserved.reservedQtyE8(child.number()) == child.leavesE8(),
                    () -> "child " + each.root + " (" + child.status + ") reserves "
                            + Decimals.text(reserved.reservedQtyE8(child.number())) + " and leaves "
                            + Decimals.text(child.leavesE8()));
            world.require(
                    !child.isLive() || child.leavesE8() > 0,
                    () -> "child " + each.root + " lives with nothing to fill");
            live += child.isLive() ? 1 : 0;
            reservedQty += child.leavesE8();
        }
        world.require(
                live == reserved.openOrders(), () -> reserved.openOrders() + " children are reserved, and others live");
        world.require(reservedQty == reserved.openQtyE8(), () -> "reserved in sum " + reserved.openQtyE8());
        world.require(live > 0 || reserved.openNotionalE2() == 0, () -> "nothing lives, and notional is reserved");
        world.require(
                strangers == world.flow().unknownExecutions(), () -> strangers + " executions of unknown orders came");
        parents.forEach(this::parent);
        positions(parents);
    }

    /** What was traded is what is filled, late fills and busts included. */
    private void positions(Set<ParentOrder> parents) {
        for (int instrument = 0; instrument < 2; instrument++) {
            long net = 0;
            for (ParentOrder p : parents) {
                long signed = p.side.isBuy() ? p.filled.qtyE8() : -p.filled.qtyE8();
                net += p.instrument().index() == instrument ? signed : 0;
            }
            world.require(
                    world.flow().risk().positions().netE8(instrument) == net,
                    "the position is not what the fills make");
        }
    }

    private String name(ParentOrder p) {
        return "order " + world.flow().ids().text(p.number);
    }

    private void parent(ParentOrder p) {
        total.clear();
        int live = 0;
        for (ChildOrder child = p.firstChild; child != null; child = child.next) {
            long sum = 0;
            for (int i = 0; i < child.fillCount(); i++) {
                total.add(child.fillPriceE8(i), child.fillQtyE8(i));
                sum += child.fillQtyE8(i);
            }
            world.require(sum == child.filled.qtyE8(), () -> name(p) + ": a child's fills are not its CumQty");
            live += child.isLive() ? 1 : 0;
        }
        world.require(live == p.liveChildren, () -> name(p) + " does not count " + p.liveChildren + " live children");
        world.require(
                p.filled.qtyE8() == total.qtyE8(),
                () -> name(p) + " is filled " + p.filled.qtyE8() + ", its children " + total.qtyE8());
        world.require(
                p.filled.averageE8() == total.averageE8(),
                () -> name(p) + " has an average of " + p.filled.averageE8() + ", its fills of " + total.averageE8());
        world.require(p.isOpen() != p.retired, () -> name(p) + " is " + p.status + (p.retired ? " and retired" : ""));
        boolean worked = p.liveChildren > 0 || (p.isAlgo() && p.ticket != null && p.ticket.isWorking());
        world.require(!p.isOpen() || worked, () -> name(p) + " is open and nobody works it");
        world.require(p.status != OrdStatus.FILLED || p.isComplete(), () -> name(p) + " is filled and lacks some");
    }

    // ---- at the end

    /** Everything has ended, or somebody was told that it has not. */
    void finished() {
        for (StormClient.Request request : requests.values()) {
            world.require(
                    !processed.contains(request.order().client.name + request.clOrdId()),
                    "a request without a final answer: " + request.type() + " " + request.clOrdId());
        }
        for (StormTold order : told.values()) {
            boolean alerted = alerts.stream().anyMatch(text -> text.contains(order.orderId));
            world.require(!order.isOpen() || alerted, "an order that never ends: " + order);
        }
        for (int i = 0; i < 2; i++) {
            for (StormBroker.Held held : world.broker(i).book) {
                StormWords said = words.get(held.root);
                world.require(
                        said == null || said.disputed || said.total == held.cum,
                        "child " + held.root + " is filled " + held.cum + " at its broker");
            }
        }
        Reservations reserved = world.flow().risk().reservations();
        world.require(reserved.openOrders() == 0, reserved.openOrders() + " children live on");
        world.require(reserved.openQtyE8() == 0 && reserved.openNotionalE2() == 0, "something stays reserved");
        world.require(world.flow().table().openCount() == 0, "orders stay open");
    }
}
