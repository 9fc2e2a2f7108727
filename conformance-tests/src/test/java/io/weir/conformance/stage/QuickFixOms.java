package io.weir.conformance.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * An order management system on QuickFIX/J: the gateway's client.
 *
 * <p>Within a scenario ClOrdIDs are short names; on the wire each has the scenario's number behind it, so that no two
 * scenarios meet.
 */
public final class QuickFixOms extends Engine {
    private final List<Wire> received = new CopyOnWriteArrayList<>();
    private final Set<String> finished = ConcurrentHashMap.newKeySet();
    private final Set<String> execIds = new HashSet<>();
    private final List<String> repeatedExecIds = new CopyOnWriteArrayList<>();
    private volatile Consumer<Wire> onReport = report -> {};
    private int scenario;

    /** An OMS that connects to a port. */
    public QuickFixOms(String compId, int port, Path directory) {
        super(compId, "WEIR", true, port, directory);
    }

    /** Begins a scenario: what came before is forgotten. */
    public void begin(int number) {
        scenario = number;
        received.clear();
        finished.clear();
    }

    @Override
    protected void received(Wire message) {
        String execId = message.get(17);
        if (!execId.isEmpty() && !execId.equals("0") && !execIds.add(execId)) {
            repeatedExecIds.add(execId);
        }
        received.add(message);
        if (message.type().equals("8") && "248C".contains(message.get(39))) {
            finished.add(message.get(37));
        }
        onReport.accept(message);
    }

    /** What to do with each message, on the engine's thread. */
    public void onReport(Consumer<Wire> reaction) {
        onReport = reaction;
    }

    /** The ClOrdID of a short name. */
    public String id(String name) {
        return name + "-" + scenario;
    }

    // ---- requests

    /** A message of a type. */
    public Draft message(String type) {
        return new Draft(this, type);
    }

    /** A limit order to buy, good for the day. */
    public Draft buy(String name, String symbol, long qty, String price) {
        return message("D")
                .with(11, id(name))
                .with(1, "ACC1")
                .with(21, 1)
                .with(55, symbol)
                .with(54, 1)
                .with(60, Draft.time(0))
                .with(38, qty)
                .with(40, 2)
                .with(44, price)
                .with(59, 0);
    }

    /** A market order to buy. */
    public Draft buyAtMarket(String name, String symbol, long qty) {
        return buy(name, symbol, qty, "0").without(44).with(40, 1);
    }

    /** A cancel of an order of AAPL. */
    public Draft cancel(String name, String original) {
        return message("F")
                .with(11, id(name))
                .with(41, id(original))
                .with(55, "AAPL")
                .with(54, 1)
                .with(60, Draft.time(0));
    }

    /** A replace of a limit order of AAPL. */
    public Draft replace(String name, String original, long qty, String price) {
        return buy(name, "AAPL", qty, price).header(35, "G").with(41, id(original));
    }

    /** A mass cancel (35=q) by its type. */
    public Draft massCancel(String name, int type) {
        return message("q").with(11, id(name)).with(530, type).with(60, Draft.time(0));
    }

    /** A mass status request (35=AF) by its type. */
    public Draft massStatus(String name, int type) {
        return message("AF").with(584, name).with(585, type);
    }

    /** A question for the status of an order of AAPL. */
    public Draft status(String name) {
        return message("H").with(11, id(name)).with(55, "AAPL").with(54, 1);
    }

    // ---- what came

    /** The application messages of this scenario. */
    public List<Wire> messages() {
        return new ArrayList<>(received);
    }

    /** The reports of one order of this scenario, found by the OrderID of the first. */
    public List<Wire> messages(String name) {
        String orderId = received.stream()
                .filter(m -> m.get(11).equals(id(name)))
                .map(m -> m.get(37))
                .findFirst()
                .orElse("none");
        return received.stream().filter(m -> m.get(37).equals(orderId)).toList();
    }

    /** How many application messages of this scenario have come. */
    public int count() {
        return received.size();
    }

    /** How many orders of this scenario are finished. */
    public int finished() {
        return finished.size();
    }

    /** The last report of the scenario. */
    public Wire last() {
        return received.get(received.size() - 1);
    }

    /** The messages as lines. */
    public List<String> lines() {
        return received.stream().map(QuickFixOms::line).toList();
    }

    /** The messages of one order as lines. */
    public List<String> lines(String name) {
        return messages(name).stream().map(QuickFixOms::line).toList();
    }

    private static String line(Wire m) {
        return switch (m.type()) {
            case "8" ->
                switch (m.get(150)) {
                    case "F", "G", "H" -> m.show(150, 39, 14, 151, 6, 11, 41, 32, 31);
                    default -> m.show(150, 39, 14, 151, 6, 11, 41, 103, 378, 584, 911, 912, 58);
                };
            case "9" -> m.show(39, 11, 41, 434, 102, 58);
            case "r" -> m.show(11, 530, 531, 532, 533, 534, 58);
            case "j" -> m.show(372, 380, 58);
            default -> m.toString();
        };
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

    /** Waits until an order has a report that begins with these words, and returns it. */
    public Wire await(String name, String words) {
        Waiting.until(
                Waiting.PATIENCE,
                () -> words + " of " + name + "; there are " + lines(name),
                () -> messages(name).stream().anyMatch(m -> line(m).startsWith(words)));
        return messages(name).stream()
                .filter(m -> line(m).startsWith(words))
                .findFirst()
                .orElseThrow();
    }

    /** Fails where the session was not at peace, or an ExecID came for two reports. */
    public void assertSatisfied() {
        assertThat(complaints()).isEmpty();
        assertThat(repeatedExecIds).isEmpty();
    }

    /** Sends several messages. */
    public static void send(Draft... drafts) {
        Arrays.stream(drafts).forEach(Draft::send);
    }
}
