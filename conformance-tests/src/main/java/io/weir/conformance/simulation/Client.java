package io.weir.conformance.simulation;

import java.util.ArrayList;
import java.util.List;

/** A random client: orders of all kinds, changes of them, and what clients get wrong. */
final class Client extends Party {
    private static final String[] SYMBOLS = {"AAPL", "MSFT"};

    /**
     * A request, which has its final answer or waits for it.
     *
     * @param order the ClOrdID of the D that it is about
     * @param fields of the D; of other requests nothing
     */
    record Request(Client client, String type, String clOrdId, String order, String fields) {}

    /** The NewOrderSingles so far. */
    private final List<String> ordered = new ArrayList<>();

    private int ids;

    Client(World world, int place, String name) {
        super(world, place, name);
    }

    @Override
    boolean isClient() {
        return true;
    }

    @Override
    void hear(Message m) {
        // The judge has heard it when it was committed.
    }

    /** Does something. */
    void act() {
        if (!up) {
            return;
        }
        int dice = random.nextInt(100);
        List<ToldOrder> orders = orders();
        if (dice < 30 || orders.isEmpty()) {
            order();
        } else if (dice < 50) {
            cancel(pick(), nextId());
        } else if (dice < 80) {
            replace(pick());
        } else if (dice < 88) {
            status(pick());
        } else {
            mistake();
        }
    }

    /** Orders as the gateway's reports tell them, oldest first. */
    List<ToldOrder> orders() {
        return world.judge().ordersOf(this);
    }

    /** One of the last, mostly one that is open. */
    private ToldOrder pick() {
        List<ToldOrder> orders = orders();
        ToldOrder found = orders.get(orders.size() - 1);
        for (int i = 0; i < 4; i++) {
            ToldOrder each = orders.get(Math.max(0, orders.size() - 1 - random.nextInt(8)));
            found = found.isOpen() ? found : each;
        }
        return chance(10) ? orders.get(random.nextInt(orders.size())) : found;
    }

    private String nextId() {
        return name + "-" + ++ids;
    }

    private void order() {
        boolean market = chance(10);
        String symbol = SYMBOLS[random.nextInt(2)];
        String id = nextId();
        String fields = "11=" + id + "|21=1|55=" + symbol + "|54=" + (chance(60) ? 1 : 2) + "|60=" + world.time()
                + "|38=" + (1 + random.nextInt(chance(20) ? 5 : 900)) + "|40="
                + (market ? "1|" : "2|44=" + price(symbol) + "|");
        String more = switch (random.nextInt(10)) {
            case 0, 1, 2 ->
                "59=0|847=1001|848=DurationSeconds=" + (1 + random.nextInt(120)) + ";Slices=" + (1 + random.nextInt(6))
                        + ";Jitter=" + (chance(50) ? "Y" : "N") + "|";
            case 3, 4 ->
                "59=0|847=1002|848=DisplayQty=" + (1 + random.nextInt(200)) + (chance(20) ? ";MaxRefreshes=2" : "")
                        + "|";
            case 5 -> "59=0|111=" + (1 + random.nextInt(300)) + "|";
            case 6 -> "59=" + (chance(70) ? 3 : 4) + "|";
            default -> "59=0|";
        };
        submit("D", id, id, fields + more);
    }

    private String price(String symbol) {
        int cents = symbol.equals("AAPL") ? 14_500 + random.nextInt(1_000) : 39_000 + random.nextInt(2_000);
        return cents / 100 + "." + (cents % 100 < 10 ? "0" : "") + cents % 100;
    }

    private void submit(String type, String id, String order, String fields) {
        if (type.equals("D")) {
            ordered.add(fields);
        }
        Request request = new Request(this, type, id, order, type.equals("D") ? fields : "");
        world.requests.add(request);
        world.judge().requested(request);
        say(type, fields);
    }

    /** Asks for the cancel of an order; this too may be too late. */
    void cancel(ToldOrder order, String id) {
        submit(
                "F",
                id,
                order.root,
                "11=" + id + "|41=" + original(order) + "|55=" + order.symbol + "|54=" + order.side + "|60="
                        + world.time() + "|38=" + Math.max(1, order.orderQty) + "|");
    }

    /** Cancels for good, at the end of the storm. */
    void cancelOpen() {
        for (ToldOrder order : List.copyOf(orders())) {
            if (up && order.isOpen() && !order.isCancelPending()) {
                cancel(order, nextId());
            }
        }
    }

    private String original(ToldOrder order) {
        return order.pendingReplace.isEmpty() || chance(70) ? order.clOrdId : order.pendingReplace;
    }

    private void replace(ToldOrder order) {
        long qty = switch (random.nextInt(6)) {
            case 0 -> order.orderQty + 1 + random.nextInt(500);
            case 1 -> Math.max(1, order.orderQty / 2);
            case 2 -> Math.max(1, order.cumQty + random.nextInt(5));
            case 3 -> Math.max(1, order.cumQty - random.nextInt(5));
            case 4 -> Math.max(1, order.orderQty - random.nextInt(50));
            default -> Math.max(1, order.orderQty);
        };
        String price = order.ordType == '1' ? "" : "44=" + price(order.symbol) + "|";
        String parameters = order.strategy.isEmpty() || chance(70)
                ? ""
                : order.strategy.equals("1001") ? "848=DurationSeconds=" + (1 + random.nextInt(200)) + "|" : "111=50|";
        String id = nextId();
        submit(
                "G",
                id,
                order.root,
                "11=" + id + "|41=" + original(order) + "|21=1|55=" + order.symbol + "|54=" + order.side
                        + "|60=" + world.time() + "|38=" + qty + "|40=" + order.ordType + "|" + price + "59="
                        + order.timeInForce
                        + "|" + parameters);
    }

    private void status(ToldOrder order) {
        String id = chance(10) ? "nobody" : order.clOrdId;
        say("H", "11=" + id + "|790=S" + ids + "|55=" + order.symbol + "|54=" + order.side + "|");
    }

    /** An id used again, an order that nobody knows, a message said twice. */
    private void mistake() {
        ToldOrder order = pick();
        // A finished order's ClOrdID is free again in the next trading day.
        switch (random.nextInt(world.judge().isNextDay() ? 3 : 4)) {
            case 3 -> say("D", ordered.get(random.nextInt(ordered.size())) + (chance(50) ? "97=Y|" : ""));
            case 1 -> cancel(ToldOrder.unknown(this), nextId());
            case 2 ->
                say(
                        "F",
                        "11=" + order.clOrdId + "|41=" + order.clOrdId + "|55=" + order.symbol + "|54=1|60="
                                + world.time() + "|38=1|");
            default -> replace(ToldOrder.unknown(this));
        }
    }
}
