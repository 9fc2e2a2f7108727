package io.weir.gateway.demo;

import io.weir.fix.order.OrdStatus;
import io.weir.fix.settings.SettingsException;
import io.weir.gateway.oms.Grammar;
import io.weir.gateway.oms.OmsCommand;
import io.weir.gateway.oms.OmsDesk;
import io.weir.gateway.oms.OmsEngine;
import io.weir.gateway.oms.OmsOrder;
import io.weir.gateway.oms.OmsReport;
import io.weir.gateway.oms.OmsSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The demo: eight orders live through their lives, and the books are held against what was expected. */
public final class Play {
    private static final long STEP_MILLIS = 15_000;
    private static final long TWAP_MILLIS = 20_000;
    private static final int CANCEL = 4;
    private static final int REPLACE = 5;
    private static final int TWAP = 7;

    private static final List<Act> ACTS = List.of(
            new Act("a limit order that the market meets", "buy 100 AAPL 232", OrdStatus.FILLED, "100", 1, ""),
            new Act("a market order", "sell 500 MSFT market", OrdStatus.FILLED, "500", 1, ""),
            new Act(
                    "a part filled, the rest canceled by the broker",
                    "buy 1000 JPM 249.5",
                    OrdStatus.CANCELED,
                    "300",
                    1,
                    ""),
            new Act("a working order, canceled", "buy 200 KO 63", OrdStatus.CANCELED, "0", 0, ""),
            new Act("a working order, replaced, then filled", "sell 300 XOM 112.5", OrdStatus.FILLED, "400", 1, ""),
            new Act("an order that risk refuses", "buy 100 CVX 200", OrdStatus.REJECTED, "0", 0, "TE010"),
            new Act(
                    "a TWAP: four slices in eight seconds",
                    "buy 800 AMZN market twap slices=4 duration=8",
                    OrdStatus.FILLED,
                    "800",
                    4,
                    ""),
            new Act(
                    "meanwhile an iceberg: 1000 shares, 100 shown",
                    "sell 1000 NVDA 137 iceberg display=100",
                    OrdStatus.FILLED,
                    "1000",
                    8,
                    ""));

    private final Stage stage;
    private final Screen screen;
    private final Map<Integer, String> lastText = new ConcurrentHashMap<>();
    private final Map<Integer, Long> arrivals = new HashMap<>();

    private Play(Stage stage, Screen screen) {
        this.stage = stage;
        this.screen = screen;
    }

    /**
     * Plays.
     *
     * @param weir the command that starts Weir: its arguments are a command of the command line
     * @param colour whether states are coloured
     * @return whether everything came as it must
     */
    public static boolean run(List<String> weir, Consumer<String> out, boolean colour)
            throws IOException, InterruptedException {
        Screen screen = new Screen(out, colour);
        Stage stage = Stage.prepare();
        AtomicBoolean over = new AtomicBoolean();
        Thread stop = new Thread(() -> abandon(stage, over), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        boolean good = false;
        String failure = "";
        try (stage) {
            screen.say("starting the paper broker on port " + stage.brokerPort() + " and the gateway on port "
                    + stage.gatewayPort());
            stage.startBroker(weir);
            stage.startGateway(weir);
            good = new Play(stage, screen).play();
        } catch (IOException | SettingsException | OmsSyntaxException | RuntimeException e) {
            failure = "the demo failed: " + e.getMessage();
        }
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        if (good) {
            stage.clear();
        } else {
            if (!failure.isEmpty()) {
                screen.bad(failure);
            }
            screen.bad("logs: " + stage.log("run") + " " + stage.log("paper"));
        }
        return good;
    }

    /** The process ends before the play does: nothing is left behind. */
    private static void abandon(Stage stage, AtomicBoolean over) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        stage.close();
        try {
            stage.clear();
        } catch (IOException | UncheckedIOException e) {
            // The OMS may still write there; the folder is a temporary one.
            System.err.println("weir demo: left " + stage.folder());
        }
    }

    private boolean play() throws IOException, InterruptedException, SettingsException, OmsSyntaxException {
        OmsDesk desk = new OmsDesk(this::report);
        OmsEngine.Plan plan = new OmsEngine.Plan(
                "127.0.0.1",
                stage.gatewayPort(),
                "OMS1",
                "WEIR",
                "",
                stage.folder().resolve("oms"));
        try (Quotes quotes = Quotes.watch(
                        stage.brokerPort(), Scenery.LIVELY, stage.folder().resolve("quotes"));
                OmsEngine oms = OmsEngine.start(plan, desk, cause -> screen.bad("the OMS stopped: " + cause))) {
            if (!desk.awaitLogon(STEP_MILLIS)) {
                screen.bad("the gateway does not let the OMS log on: " + desk.reason());
                return false;
            }
            stage.await("the market to open", () -> quotes.knows(Scenery.LIVELY));
            for (int id = 1; id <= ACTS.size(); id++) {
                act(oms, desk, quotes, id);
            }
            desk.awaitFinal(TWAP, TWAP_MILLIS);
            stage.checkChildren();
            return close(oms.orders());
        }
    }

    private void act(OmsEngine oms, OmsDesk desk, Quotes quotes, int id)
            throws InterruptedException, OmsSyntaxException {
        Act act = ACTS.get(id - 1);
        screen.title(id + ". " + act.title());
        OmsCommand.NewOrder order = (OmsCommand.NewOrder) Grammar.parse(act.command());
        arrivals.put(id, quotes.midE8(order.symbol(), Scenery.closeE8(order.symbol())));
        oms.submit(order);
        if (id == CANCEL || id == REPLACE) {
            desk.awaitReport(id, 0, List.of(OmsReport.What.ACCEPTED), STEP_MILLIS);
            oms.submit(Grammar.parse(id == CANCEL ? "cancel " + id : "replace " + id + " 400 112.1"));
        }
        if (id != TWAP) {
            desk.awaitFinal(id, STEP_MILLIS);
        }
    }

    private void report(OmsReport report) {
        OmsOrder order = report.order();
        if (order != null && !report.text().isEmpty()) {
            lastText.put(order.id(), report.text());
        }
        screen.report(report);
    }

    private boolean close(List<OmsOrder> orders) {
        Ledger ledger = new Ledger();
        List<String> faults = new ArrayList<>();
        if (orders.size() != ACTS.size()) {
            faults.add(orders.size() + " orders were sent, expected " + ACTS.size());
        }
        for (OmsOrder order : orders) {
            ledger.add(order, arrivals.getOrDefault(order.id(), 0L));
            faults.addAll(ACTS.get(order.id() - 1).faults(order, lastText.getOrDefault(order.id(), "")));
        }
        screen.say("");
        ledger.lines().forEach(screen::say);
        screen.say("bps and cost: positive is a cost, against the mid (or the close) when the order was sent");
        faults.forEach(screen::bad);
        if (faults.isEmpty()) {
            screen.good("all " + orders.size() + " orders ended as they must; fills add up to CumQty and AvgPx");
        }
        return faults.isEmpty();
    }
}
