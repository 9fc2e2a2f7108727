package io.weir.gateway.cli;

import io.weir.fix.codec.Decimals;
import io.weir.fix.order.FieldText;
import io.weir.fix.settings.AccountSettings;
import io.weir.fix.settings.BrokerSettings;
import io.weir.fix.settings.CancelOnDisconnect;
import io.weir.fix.settings.ClientSettings;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.KeyReport;
import io.weir.fix.settings.Limits;
import io.weir.fix.settings.RiskSettings;
import io.weir.fix.settings.RouteSettings;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.Strategy;
import io.weir.fix.settings.TlsSettings;
import io.weir.gateway.run.PasswordFiles;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Reads a configuration and tells what it means, or all that is wrong in it.", ""},
        description =
                "%nTells sessions, clients, brokers, routes and limits, and of each key of the session files whether"
                        + " it is honoured, ignored (and why) or refused.%n",
        footer = "%nExit status: 0 where it can be run; 2 where not, a line for each error: file, line, key, value,"
                + " expected.")
final class Check implements Callable<Integer> {
    @Mixin
    private Configuration configuration = new Configuration();

    @Option(
            names = {"-q", "--quiet"},
            description = "Only what is wrong.")
    private boolean quiet;

    @Spec
    private @Nullable CommandSpec spec;

    Check() {}

    @Override
    public Integer call() throws Exception {
        GatewaySettings settings = configuration.load();
        List<String> withoutPassword = PasswordFiles.check(settings);
        if (!quiet) {
            PrintWriter out = Screen.out(spec);
            out.println(configuration.directory() + " can be run: " + counts(settings));
            gateway(settings, out);
            sessions(settings, out);
            parties(settings, out);
            routes(settings, out);
            limits(settings, out);
            keys(settings, out);
            if (!withoutPassword.isEmpty()) {
                section(
                        out,
                        "Users who cannot log on",
                        withoutPassword.stream().map(List::of).toList());
            }
        }
        return Weir.DONE;
    }

    private static String counts(GatewaySettings settings) {
        return settings.sessions().size() + " sessions, " + settings.clients().size() + " clients, "
                + settings.brokers().size() + " brokers, "
                + settings.instruments().size() + " instruments";
    }

    private static void section(PrintWriter out, String title, List<List<String>> rows) {
        out.println();
        out.println(title);
        Screen.aligned(rows).forEach(line -> out.println("  " + line));
    }

    private static void gateway(GatewaySettings settings, PrintWriter out) {
        GatewaySettings.JournalFiles journal = settings.journal();
        var metrics = settings.metrics().endpoint();
        var logs = settings.fixLog().directory();
        section(
                out,
                "Gateway " + settings.instance(),
                List.of(
                        List.of("journal", journal.directory() + ", durability " + word(journal.durability())),
                        List.of("admin", settings.admin().socket().toString()),
                        List.of("metrics", metrics == null ? "none" : "http://" + metrics + "/metrics"),
                        List.of("FIX logs", logs == null ? "none" : logs.toString()),
                        List.of(
                                "trading day",
                                "ends at " + settings.tradingDay().roll() + " "
                                        + settings.tradingDay().zone())));
    }

    private static void sessions(GatewaySettings settings, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        for (SessionSettings session : settings.sessions()) {
            String where = session.connection().endpoints().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(", then "));
            rows.add(List.of(
                    session.ids().toString(),
                    (session.initiator() ? "connects to " : "listens on ")
                            + where
                            + tls(session.connection().tls()),
                    "heartbeat " + session.heartBtIntSeconds() + " s",
                    word(session.protocol().profile())));
        }
        section(out, "Sessions", rows);
    }

    private static String tls(@Nullable TlsSettings tls) {
        if (tls == null) {
            return "";
        }
        String names = tls.peers().stream().map(Object::toString).collect(Collectors.joining(" or "));
        return ", " + String.join(" ", tls.protocols())
                + (tls.needClientAuth() || !names.isEmpty() ? ", certificate" : "")
                + (names.isEmpty() ? "" : " of " + names);
    }

    private static void parties(GatewaySettings settings, PrintWriter out) {
        List<List<String>> clients = new ArrayList<>();
        for (ClientSettings client : settings.clients()) {
            String accounts = client.accounts().stream()
                    .map(index -> settings.accounts().get(index).name())
                    .collect(Collectors.joining(" "));
            clients.add(List.of(
                    client.compId(),
                    "accounts " + (accounts.isEmpty() ? "none" : accounts),
                    "sends " + words(client.ordTypes()) + " for " + words(client.timeInForces()),
                    CancelOnDisconnect.of(settings.sessions().get(client.session()), client)
                            .text()));
        }
        section(out, "Clients", clients);
        List<List<String>> brokers = new ArrayList<>();
        for (BrokerSettings broker : settings.brokers()) {
            brokers.add(List.of(
                    broker.name(),
                    "session " + settings.sessions().get(broker.session()).targetCompId(),
                    "takes " + words(broker.dialect().ordTypes()) + " for "
                            + words(broker.dialect().timeInForces()),
                    rate(broker.messagesPerSecond()),
                    broker.marketData() ? "market data" : "no market data"));
        }
        section(out, "Brokers", brokers);
    }

    private static void routes(GatewaySettings settings, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        for (RouteSettings route : settings.routes()) {
            Strategy strategy = route.strategy() == RouteSettings.ANY ? null : Strategy.of(route.strategy());
            rows.add(List.of(
                    route.client() == RouteSettings.ANY
                            ? "any client"
                            : settings.clients().get(route.client()).compId(),
                    route.instrument() == RouteSettings.ANY
                            ? "any symbol"
                            : settings.instruments().get(route.instrument()).symbol(),
                    strategy == null ? "any algo" : strategy == Strategy.NONE ? "plain orders" : word(strategy),
                    "-> "
                            + route.brokers().stream()
                                    .map(index -> settings.brokers().get(index).name())
                                    .collect(Collectors.joining(", then "))));
        }
        section(out, "Routes, the first that fits", rows);
    }

    private static void limits(GatewaySettings settings, PrintWriter out) {
        RiskSettings risk = settings.risk();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "quantity", "notional"));
        rows.add(limits("firm", risk.firm()));
        for (ClientSettings client : settings.clients()) {
            rows.add(limits("client " + client.compId(), risk.clientLimits().get(client.index())));
        }
        for (AccountSettings account : settings.accounts()) {
            rows.add(limits("account " + account.name(), risk.accountLimits().get(account.index())));
        }
        section(out, "Limits of one order, version " + risk.limitsVersion(), rows);
        String burst = risk.clientMessagesPerSecond() == 0 ? "" : ", " + risk.clientBurst() + " at once";
        out.println("  price collar " + risk.collarBps() + " bps; each client " + rate(risk.clientMessagesPerSecond())
                + burst + "; restricted: "
                + (risk.restricted().isEmpty() ? "none" : String.join(" ", risk.restricted())));
    }

    private static List<String> limits(String whose, Limits limits) {
        return List.of(
                whose,
                limits.maxOrderQtyE8() == Limits.INHERITED ? "" : Decimals.text(limits.maxOrderQtyE8()),
                limits.maxNotionalE2() == Limits.INHERITED ? "" : FieldText.amount(limits.maxNotionalE2()));
    }

    private static void keys(GatewaySettings settings, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        for (KeyReport key : settings.keyReports()) {
            String reason = key.reason().isEmpty() ? "" : ": " + key.reason();
            rows.add(List.of(
                    key.file() + ":" + key.line(),
                    "[" + key.session() + "]",
                    key.key() + "=" + key.value(),
                    word(key.fate()) + reason));
        }
        section(out, "Keys of the session files", rows);
    }

    private static String rate(int messagesPerSecond) {
        return messagesPerSecond == 0 ? "any rate" : messagesPerSecond + " messages/s";
    }

    private static String words(Collection<? extends Enum<?>> values) {
        return values.stream().map(Check::word).collect(Collectors.joining(" "));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
