package io.weir.conformance.simulation;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.dictionary.MessageValidator;
import io.weir.fix.dictionary.ValidationSettings;
import io.weir.gateway.core.AdminCommand;
import io.weir.gateway.core.GatewayCore;
import io.weir.gateway.orders.OrderFlow;
import io.weir.gateway.orders.OrderInvariants;
import io.weir.risk.Reservations;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Event;
import io.weir.sessions.sequencer.SentNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds one life of the gateway to what must hold, after every event and at every message that is committed. It hears all that
 * the journal holds, from the beginning, also when it is replayed; what no crash can undo it takes from the world.
 *
 * <p>Findings begin with the number of the invariant.
 */
final class Judge {

    /** How far a session has come, in its epoch and in the one before. */
    private static final class Numbers {
        private long epoch = -1;
        private long nextIn = 1;
        private long before = -1;
        private long nextInBefore = 1;

        void follow(FixSession session) {
            if (session.epoch() != epoch) {
                before = epoch;
                nextInBefore = nextIn;
                epoch = session.epoch();
            }
            nextIn = session.nextIn();
        }

        long nextIn(long of) {
            return of == epoch ? nextIn : of == before ? nextInBefore : 1;
        }
    }

    private static final long UNIT = 100_000_000L;

    private final World world;
    private final MessageValidator validator =
            new MessageValidator(SimulatedGateway.DICTIONARY, ValidationSettings.DEFAULT);
    private final FixMessage message = new FixMessage();

    /** Our children at brokers, by the first ClOrdID of each; what the brokers' words add up to. */
    private final Map<String, BrokerWords> words = new HashMap<>();

    private final Map<String, BrokerWords> wordsById = new HashMap<>();
    /** ClOrdIDs of orders that ended before the configuration changed. */
    private final Set<String> earlier = new HashSet<>();

    private final Set<World.Key> sent = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    private final SeenExecutions executions = new SeenExecutions();
    private final Map<String, Client.Request> requests = new HashMap<>();
    private final Map<String, ToldOrder> ordered = new HashMap<>();
    private final Map<Client, List<ToldOrder>> ordersOf = new HashMap<>();
    private final Set<String> processed = new HashSet<>();
    private final Map<String, ToldOrder> told = new HashMap<>();
    private final Set<String> execIds = new HashSet<>();
    private final List<String> alerts = new ArrayList<>();
    /** By place: what the gateway has received and may not have taken in its turn. */
    private final List<TreeMap<Long, Message>> heard = new ArrayList<>();

    private final Numbers[] numbers = new Numbers[World.PLACES];

    private @Nullable GatewayCore judged;
    private boolean replays;
    private boolean deaf;
    private boolean killed;
    private String firstToRelease = "";
    private long day;

    /** What the journal says of the configuration in force, and whether intake was stopped. */
    private String configuration = Configurations.WIDE;

    private boolean intakeStopped;
    /** Reports about orders that nobody sent. */
    private long strangers;

    Judge(World world) {
        this.world = world;
        for (int i = 0; i < World.PLACES; i++) {
            heard.add(new TreeMap<>());
            numbers[i] = new Numbers();
        }
        world.requests.forEach(this::requested);
    }

    void require(boolean holds, Supplier<String> what) {
        world.require(holds, what);
    }

    void tell(Supplier<String> line) {
        if (!replays && !deaf) {
            world.tell(line);
        }
    }

    void alert(String text) {
        alerts.add(text);
        tell(() -> "    alert: " + text);
    }

    /** Whether it is not to listen: what happens is what it will hear once more. */
    void deaf(boolean now) {
        deaf = now;
    }

    boolean isDeaf() {
        return deaf;
    }

    /** Whether what it hears has happened before. */
    void replays(boolean again) {
        replays = again;
    }

    /** The journal has been replayed to its end. */
    void recovered(long end) {
        for (Map.Entry<World.Key, String> each : world.left.entrySet()) {
            require(
                    world.withheld.contains(each.getKey()) || sent.contains(each.getKey()),
                    () -> "1: what has left is not in the journal, which ends at " + end + ": " + each.getValue());
        }
        require(
                killed || !world.operators.killAcknowledged(),
                () -> "7: the kill switch was acknowledged, and is not engaged after the restart");
    }

    // ---- events

    void before(GatewayCore core, Event event) {
        judged = core;
        int place = event.source();
        switch (event.type()) {
            case Received -> {
                FixSession session = core.sessions().session(place);
                String text = Reading.text(event.bytes(), event.start(), event.end());
                tell(() -> "Received " + world.parties[place].name + " " + text);
                if (session.connection() == event.aux()) {
                    received(heard.get(place), Message.of(text), session.nextIn());
                }
            }
            case Kill -> {
                tell(() -> "Kill");
                killed = true;
                firstToRelease = "";
            }
            case Admin -> {
                AdminCommand command = AdminCommand.decode(event.bytes(), event.start(), event.end());
                tell(() -> "Admin " + command);
                if (command.name().equals("release")) {
                    release(command.actor());
                }
            }
            case Withheld -> {
                tell(() -> "Withheld " + world.parties[place].name + " " + SentNumber.msgSeqNum(event.aux()));
                note(Happening.ORDER_WITHHELD);
                world.withheld.add(new World.Key(place, event.aux()));
            }
            case Timer -> {}
            case Reference -> configured(Ascii.text(event.bytes(), event.start(), event.end()));
            case Intake -> {
                intakeStopped = event.source() != 1;
                tell(() -> "Intake " + event.source());
            }
            case Started -> {
                intakeStopped = false;
                tell(() -> "Started");
            }
            default ->
                tell(() -> event.type() + " " + world.parties[place].name + " "
                        + Ascii.readable(event.bytes(), event.start(), event.end()));
        }
    }

    /** The order path begins anew, and knows nothing of orders that have ended. */
    private void configured(String content) {
        tell(() -> "Reference " + content);
        configuration = content;
        earlier.addAll(wordsById.keySet());
        words.clear();
        wordsById.clear();
    }

    private void note(Happening what) {
        if (!replays) {
            world.note(what);
        }
    }

    private void note(boolean so, Happening what) {
        if (so) {
            note(what);
        }
    }

    private void release(String actor) {
        if (!killed) {
            return;
        }
        if (firstToRelease.isEmpty()) {
            firstToRelease = actor;
        } else if (!firstToRelease.equals(actor)) {
            killed = false;
            firstToRelease = "";
        }
    }

    private static void received(NavigableMap<Long, Message> waiting, Message m, long nextIn) {
        long number = m.number(34);
        if (m.type().equals("4")) {
            waiting.subMap(number, m.number(36)).clear();
        } else if (m.type().equals("A")) {
            if (m.flag(141)) {
                waiting.clear();
            }
        } else if (number >= nextIn) {
            waiting.put(number, m);
        }
    }

    void after(GatewayCore core, Event event) {
        if (core.isEmpty() || core.sessions().size() < World.PLACES) {
            return;
        }
        for (int place = 0; place < World.PLACES; place++) {
            numbers[place].follow(core.sessions().session(place));
        }
        if (core.day() != day) {
            if (day != 0) {
                executions.rolled(core.day());
                note(Happening.DAY_ROLLED);
                if (TradingDays.isOdd(core.day() - 1)) {
                    note(Happening.CLOCKS_CHANGED);
                }
            }
            day = core.day();
        }
        hearParties(core);
        if (event.type() == RecordType.Started) {
            for (int place = 0; place < World.PLACES; place++) {
                heard.get(place).clear();
            }
        } else if (event.type() == RecordType.Disconnected) {
            heard.get(event.source()).clear();
        }
        holds(core.flow());
    }

    private void hearParties(GatewayCore core) {
        for (int place = 0; place < World.PLACES; place++) {
            Party party = world.parties[place];
            NavigableMap<Long, Message> taken =
                    heard.get(place).headMap(core.sessions().session(place).nextIn(), false);
            for (Message m : taken.values()) {
                if (party.isClient()) {
                    processed.add(party.name + m.get(11));
                } else if (m.type().equals("8")) {
                    hear(party, m);
                } else if (m.type().equals("9") && child(party, m) == null) {
                    strangers++;
                }
            }
            taken.clear();
        }
    }

    private GatewayCore judged() {
        if (judged == null) {
            throw new IllegalStateException("no event yet");
        }
        return judged;
    }

    // ---- what brokers say

    private @Nullable BrokerWords child(Party party, Message m) {
        BrokerWords child = wordsById.get(m.get(11));
        child = child != null && child.place == party.place ? child : wordsById.get(m.get(41));
        return child != null && child.place == party.place ? child : null;
    }

    private void hear(Party party, Message m) {
        BrokerWords child = child(party, m);
        if (child == null) {
            boolean empty = m.has(584) && m.is(39) == '8';
            strangers += empty ? 0 : 1;
            return;
        }
        switch (m.is(150)) {
            case 'F' -> {
                if (executions.isFresh(party, m, child, world.utc())) {
                    child.fill(m.get(17), m.shares(32), m.shares(14));
                }
            }
            case 'H', 'G' -> {
                if (executions.isFresh(party, m, child, world.utc())) {
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

    // ---- what is committed

    void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {
        Party party = world.parties[session.index()];
        String text = Reading.text(bytes, start, end);
        tell(() -> "    to " + party.name + (session.leaves() ? ": " : " (kept): ") + text);
        World.Key key = new World.Key(session.index(), SentNumber.of(session.epoch(), msgSeqNum));
        require(sent.add(key), () -> "2: a number twice in its epoch: " + text);
        String whole = world.left.get(key);
        require(
                whole == null
                        || world.withheld.contains(key)
                        || Reading.text(Ascii.bytes(whole)).equals(text),
                () -> "2: two contents under one number: " + whole + " left, and now " + text);
        Message m = Message.of(text);
        if (party.isClient()) {
            toClient((Client) party, m, bytes, start, end);
        } else {
            toBroker(party, m, text);
        }
    }

    private void toClient(Client client, Message m, byte[] bytes, int start, int end) {
        FixParser.parse(bytes, start, end, message);
        require(
                validator.validate(message),
                () -> "a message that its dictionary refuses, " + validator.violation() + ": " + m);
        Client.Request request = requests.get(client.name + m.get(11));
        switch (m.type()) {
            case "8" -> report(client, m, request);
            case "r" -> {
                boolean refused = m.is(531) == '0';
                note(refused ? Happening.MASS_CANCEL_REFUSED : Happening.MASS_CANCEL_TAKEN);
                require(
                        refused || m.is(531) == m.is(530),
                        () -> "23: a mass cancel is answered with another scope: " + m);
                requests.remove(client.name + m.get(11));
            }
            case "9" -> {
                note(Happening.CANCEL_REJECTED);
                // A cancel may bear the ClOrdID of its order by mistake, and the order may have been lost on its way.
                boolean own = m.get(11).equals(m.get(41));
                require(
                        own || request == null || !request.type().equals("D"),
                        () -> "23: a cancel reject for an order: " + m);
                ToldOrder order = told.get(m.get(37));
                if (order != null) {
                    order.rejected(m);
                }
                requests.remove(client.name + m.get(11));
            }
            case "j", "3" -> world.fail("20: a lawful message is rejected: " + m);
            default -> {}
        }
    }

    private void noteReport(Message m, @Nullable ToldOrder order) {
        switch (m.is(150)) {
            case '8' -> {
                note(Happening.ORDER_REJECTED);
                note(m.get(58).contains("no new orders are taken"), Happening.REFUSED_FOR_SPACE);
                note(m.get(58).startsWith("TE008"), Happening.REFUSED_BY_KILL_SWITCH);
                note(m.get(58).startsWith("TE003"), Happening.REFUSED_BY_LIMIT);
            }
            case '4' -> note(Happening.ORDER_CANCELED);
            case '5' -> note(Happening.ORDER_REPLACED);
            case 'C' -> note(Happening.ORDER_EXPIRED);
            case '3' -> note(Happening.ORDER_DONE_FOR_DAY);
            case 'H' -> note(Happening.ORDER_BUSTED);
            case 'G' -> note(Happening.ORDER_CORRECTED);
            case 'F' -> {
                note(m.is(39) == '2', Happening.ORDER_FILLED);
                note(order != null && order.isKnown() && !order.isOpen(), Happening.LATE_FILL);
            }
            case '0' -> note(m.is(636) == 'N', Happening.STOP_HELD);
            case 'D' -> {
                note(m.get(378).equals("1"), Happening.ORDER_RENEWED);
                note(m.flag(636), Happening.STOP_TRIGGERED);
            }
            case 'I' -> note(m.has(584), Happening.MASS_STATUS_REPORT);
            default -> {}
        }
    }

    private void report(Client client, Message m, Client.@Nullable Request request) {
        require(m.get(17).equals("0") || execIds.add(m.get(17)), () -> "15: an ExecID twice: " + m);
        ToldOrder order = told.get(m.get(37));
        noteReport(m, order);
        if (m.get(37).equals("NONE")) {
            // Nobody knows the order that was asked for; it may still come, said again.
            require(m.is(39) == '8' && m.is(150) == 'I', () -> "18: a report of no order: " + m);
            return;
        }
        if (order == null && request != null && request.type().equals("D")) {
            ToldOrder mine = ordered.get(client.name + request.clOrdId());
            if (mine != null && !mine.isKnown()) {
                order = mine;
                order.orderId = m.get(37);
                told.put(m.get(37), order);
                requests.remove(client.name + m.get(11));
            }
        }
        if (order == null) {
            require(m.is(39) == '8' && m.is(150) != 'F', () -> "18: a report of an order that was not sent: " + m);
            return;
        }
        order.report(m);
        if (m.is(150) == '4' || m.is(150) == '5') {
            requests.remove(client.name + m.get(11));
        }
    }

    private void toBroker(Party party, Message m, String text) {
        switch (m.type()) {
            case "D", "F", "G" -> {
                require(ids.add(m.get(11)), () -> "15: a ClOrdID twice: " + m);
                String before = world.committedIds.putIfAbsent(m.get(11), text);
                require(
                        before == null || (replays && before.equals(text)),
                        () -> "15: the ClOrdID of " + before + " again: " + m);
                if (m.type().equals("F") && (m.get(41).startsWith(Broker.OTHERS) || earlier.contains(m.get(41)))) {
                    // A person has the broker cancel what is not ours, or not any more.
                    return;
                }
                BrokerWords child =
                        m.type().equals("D") ? new BrokerWords(party.place, m.get(11)) : wordsById.get(m.get(41));
                require(
                        child != null && child.place == party.place,
                        () -> "16: an OrigClOrdID that the broker has not: " + m);
                if (child == null) {
                    return;
                }
                words.putIfAbsent(child.root, child);
                wordsById.put(m.get(11), child);
                if (m.type().equals("D")) {
                    require(!intakeStopped, () -> "9: an order while intake is stopped: " + m);
                    require(
                            m.shares(38) <= Configurations.maxOrderQty(configuration),
                            () -> "9: an order beyond the limit of " + configuration + ": " + m);
                }
                if (!m.type().equals("F")) {
                    require(!killed, () -> "6: an order while killed: " + m);
                    String wrong = new OrderInvariants(judged().flow())
                            .overcommitted(m.get(11), m.type().equals("G") ? m.shares(38) * UNIT : 0);
                    require(wrong == null, () -> "10: " + wrong + " with " + m);
                }
            }
            default -> {}
        }
    }

    // ---- what clients ask and are told

    void requested(Client.Request request) {
        requests.put(request.client().name + request.clOrdId(), request);
        if (request.type().equals("D")) {
            ToldOrder order = ToldOrder.of(request.client(), Message.of(request.fields()));
            ordered.put(request.client().name + request.clOrdId(), order);
            ordersOf.computeIfAbsent(request.client(), client -> new ArrayList<>())
                    .add(order);
        }
    }

    List<ToldOrder> ordersOf(Client client) {
        return ordersOf.getOrDefault(client, List.of());
    }

    /** The next number that the gateway expects, or expected, in this epoch of a session or the one before. */
    long nextIn(int place, long epoch) {
        return numbers[place].nextIn(epoch);
    }

    boolean isKilled() {
        return killed;
    }

    // ---- after every event

    private void holds(OrderFlow flow) {
        OrderInvariants invariants = new OrderInvariants(flow);
        String broken = invariants.broken();
        require(broken == null, () -> "13, 14, 26: " + broken);
        for (BrokerWords each : words.values()) {
            long cum = invariants.cumQtyE8(each.root);
            require(
                    cum == each.total * UNIT,
                    () -> "12: child " + each.root + " is filled " + cum / UNIT + ", its broker said " + each.total);
        }
        require(
                strangers == flow.unknownExecutions(),
                () -> "18: " + strangers + " executions of unknown orders came, " + flow.unknownExecutions()
                        + " are known");
    }

    // ---- at the end

    /** Everything has ended, or somebody was told that it has not. */
    void finished(GatewayCore core) {
        for (Client.Request request : requests.values()) {
            require(
                    !processed.contains(request.client().name + request.clOrdId()),
                    () -> "23: a request without a final answer: " + request.type() + " " + request.clOrdId());
        }
        for (ToldOrder order : told.values()) {
            boolean alerted = alerts.stream().anyMatch(text -> text.contains(order.orderId));
            require(!order.isOpen() || alerted, () -> "23: an order that never ends: " + order);
        }
        for (int i = 0; i < 2; i++) {
            for (Broker.Held held : world.broker(i).book) {
                BrokerWords said = words.get(held.root);
                require(
                        said == null || isDisputed(said) || said.total == held.cum,
                        () -> "12: child " + held.root + " is filled " + held.cum + " at its broker");
            }
        }
        for (Party party : world.parties) {
            FixSession session = core.sessions().session(party.place);
            require(
                    party.nextIn() == session.nextOut() && party.nextOut() == session.nextIn(),
                    () -> "2, 3: " + party.name + " expects " + party.nextIn() + " and says " + party.nextOut()
                            + " next, the gateway says " + session.nextOut() + " and expects " + session.nextIn());
        }
        Reservations reserved = core.flow().risk().reservations();
        require(reserved.openOrders() == 0, () -> "26: " + reserved.openOrders() + " children live on");
        require(reserved.openQtyE8() == 0 && reserved.openNotionalE2() == 0, () -> "26: something stays reserved");
        require(core.flow().table().openCount() == 0, () -> "23: orders stay open");
    }

    private boolean isDisputed(BrokerWords said) {
        if (said.disputed) {
            return true;
        }
        for (String id : world.disputed) {
            if (wordsById.get(id) == said) {
                return true;
            }
        }
        return false;
    }
}
