package io.weir.conformance.simulation;

import io.weir.fix.codec.Timestamps;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A random client: orders of all kinds, changes of them, and what clients get wrong. */
final class Client extends Party {
    private static final long SLACK = 120_000_000_000L;
    private static final String[] SYMBOLS = {"AAPL", "MSFT", "IBM"};

    /**
     * A request, which has its final answer or waits for it.
     *
     * @param order the ClOrdID of the D that it is about
     * @param fields of the D; of other requests nothing
     */
    record Request(Client client, String type, String clOrdId, String order, String fields) {}

    /** A NewOrderSingle, and the trading day of it. */
    private record Ordered(String fields, long day) {}

    /** The NewOrderSingles so far. */
    private final List<Ordered> ordered = new ArrayList<>();

    /** ClOrdIDs of mass cancels, and the last of these. */
    private final Set<String> massCancels = new HashSet<>();

    private String massCancel = "";

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
        } else if (dice < 86) {
            status(pick());
        } else if (dice < 89) {
            massCancel();
        } else if (dice < 92) {
            massStatus();
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
        String symbol = SYMBOLS[random.nextInt(SYMBOLS.length)];
        String id = nextId();
        String fields = "11=" + id + "|21=1|55=" + symbol + "|54=" + (chance(60) ? 1 : 2) + "|60=" + world.time()
                + "|38=" + (1 + random.nextInt(chance(20) ? 5 : 900)) + "|" + kind(symbol);
        submit("D", id, id, fields + force());
    }

    private String kind(String symbol) {
        int dice = random.nextInt(20);
        if (dice < 2) {
            world.note(Happening.MARKET_ORDER);
            return "40=1|";
        }
        if (dice == 2 || (dice < 8 && symbol.equals("IBM"))) {
            world.note(Happening.STOP_ORDER);
            return "40=3|99=" + price(symbol) + "|";
        }
        if (dice == 8) {
            world.note(Happening.STOP_LIMIT_ORDER);
            return "40=4|99=" + price(symbol) + "|44=" + price(symbol) + "|";
        }
        world.note(Happening.LIMIT_ORDER);
        return "40=2|44=" + price(symbol) + "|";
    }

    private String force() {
        switch (random.nextInt(13)) {
            case 0, 1, 2 -> {
                world.note(Happening.TWAP_ORDER);
                return "59=0|847=1001|848=DurationSeconds=" + (1 + random.nextInt(120)) + ";Slices="
                        + (1 + random.nextInt(6)) + ";Jitter=" + (chance(50) ? "Y" : "N") + "|";
            }
            case 3, 4 -> {
                world.note(Happening.ICEBERG_ORDER);
                return "59=0|847=1002|848=DisplayQty=" + (1 + random.nextInt(200))
                        + (chance(20) ? ";MaxRefreshes=2" : "") + "|";
            }
            case 5 -> {
                world.note(Happening.MAX_FLOOR_ORDER);
                return "59=0|111=" + (1 + random.nextInt(300)) + "|";
            }
            case 6 -> {
                boolean ioc = chance(70);
                world.note(ioc ? Happening.IOC_ORDER : Happening.FOK_ORDER);
                return "59=" + (ioc ? 3 : 4) + "|";
            }
            case 7, 8 -> {
                world.note(Happening.GTC_ORDER);
                return "59=1|";
            }
            case 9 -> {
                world.note(Happening.GTD_ORDER);
                return "59=6|" + expiry();
            }
            default -> {
                return "59=0|";
            }
        }
    }

    private String expiry() {
        return chance(50)
                ? "432="
                        + DateTimeFormatter.BASIC_ISO_DATE.format(
                                TradingDays.date(world.utc()).plusDays(random.nextInt(10)))
                        + "|"
                : "126=" + Timestamps.text(world.utc() + random.nextLong(1_200_000_000_000L)) + "|";
    }

    private String price(String symbol) {
        int cents = symbol.equals("AAPL")
                ? 14_500 + random.nextInt(1_000)
                : symbol.equals("IBM") ? 24_800 + random.nextInt(400) : 39_000 + random.nextInt(2_000);
        return cents / 100 + "." + (cents % 100 < 10 ? "0" : "") + cents % 100;
    }

    private void submit(String type, String id, String order, String fields) {
        if (type.equals("D")) {
            ordered.add(new Ordered(fields, TradingDays.at(world.utc())));
        }
        Request request = new Request(this, type, id, order, type.equals("D") ? fields : "");
        world.requests.add(request);
        world.judge().requested(request);
        say(type, fields);
    }

    /** Asks for the cancel of an order; this too may be too late. */
    void cancel(ToldOrder order, String id) {
        world.note(Happening.CANCEL);
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
        world.note(Happening.REPLACE);
        long qty = switch (random.nextInt(6)) {
            case 0 -> order.orderQty + 1 + random.nextInt(500);
            case 1 -> Math.max(1, order.orderQty / 2);
            case 2 -> Math.max(1, order.cumQty + random.nextInt(5));
            case 3 -> Math.max(1, order.cumQty - random.nextInt(5));
            case 4 -> Math.max(1, order.orderQty - random.nextInt(50));
            default -> Math.max(1, order.orderQty);
        };
        boolean limit = order.ordType == '2' || order.ordType == '4';
        String price = limit ? "44=" + price(order.symbol) + "|" : "";
        if (order.ordType == '3' || order.ordType == '4') {
            price += "99=" + (chance(50) ? price(order.symbol) : order.stopPx) + "|";
        }
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
                        + order.timeInForce + "|" + (order.timeInForce == '6' ? expiry() : "") + parameters);
    }

    /** Whether a ClOrdID is one of a mass cancel: it names no order. */
    boolean isMassCancel(String clOrdId) {
        return massCancels.contains(clOrdId);
    }

    private void massCancel() {
        if (!massCancel.isEmpty() && chance(35)) {
            world.note(Happening.MASS_CANCEL_AGAIN);
            say("q", massCancel + "97=Y|");
            return;
        }
        world.note(Happening.MASS_CANCEL);
        String id = nextId();
        massCancels.add(id);
        String scope = switch (random.nextInt(6)) {
            case 0, 1 -> "530=1|55=" + SYMBOLS[random.nextInt(SYMBOLS.length)] + "|";
            case 2 -> "530=7|54=" + (1 + random.nextInt(2)) + "|";
            case 3 -> "530=3|";
            default -> "530=7|";
        };
        massCancel = "11=" + id + "|" + scope + "60=" + world.time() + "|";
        submit("q", id, id, massCancel);
    }

    private void massStatus() {
        world.note(Happening.MASS_STATUS);
        String scope = chance(70) ? "585=7|" : "585=1|55=" + SYMBOLS[random.nextInt(SYMBOLS.length)] + "|";
        say("AF", "584=" + nextId() + "|" + scope);
    }

    private void status(ToldOrder order) {
        world.note(Happening.STATUS);
        String id = chance(10) ? "nobody" : order.clOrdId;
        say("H", "11=" + id + "|790=S" + ids + "|55=" + order.symbol + "|54=" + order.side + "|");
    }

    /** An id used again, an order that nobody knows, a message said twice. */
    private void mistake() {
        ToldOrder order = pick();
        int dice = random.nextInt(4);
        // Of an id that has never arrived, nobody can say that it is used.
        switch (dice == 2 && !order.isKnown() ? 0 : dice) {
            case 3 -> again(ordered.get(random.nextInt(ordered.size())));
            case 1 -> cancel(ToldOrder.unknown(this), nextId());
            case 2 ->
                say(
                        "F",
                        "11=" + order.clOrdId + "|41=" + order.clOrdId + "|55=" + order.symbol + "|54=1|60="
                                + world.time() + "|38=1|");
            default -> replace(ToldOrder.unknown(this));
        }
    }

    /** A finished order's ClOrdID is free again in the next trading day. */
    private void again(Ordered order) {
        if (order.day() == TradingDays.at(world.utc() + SLACK)) {
            world.note(Happening.ORDER_AGAIN);
            sayOnce("D", order.fields() + (chance(50) ? "97=Y|" : ""));
        }
    }
}
