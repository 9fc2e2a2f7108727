package io.weir.gateway.cli;

import io.weir.fix.settings.SettingsException;
import io.weir.gateway.admin.AdminReply;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir reconcile}: orders about which a broker and we do not agree. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Lists the orders about which a broker and we do not agree, and resolves them.", ""},
        description = {
            "%nWhen a broker logs on it is asked for each open order. What its answers leave open is listed:",
            "UNKNOWN it works an order that we do not know; MISSING it had taken an order and does not know it any more;"
                    + " DIFFERENT it has another quantity or price, or counts less as filled; UNANSWERED it has not said.",
            "A broker with one of the first three gets no new orders until each is resolved: by its own report, or here."
        },
        footer = "%nExample: ./weir reconcile accept T1001000000003 --reason \"BRKA's desk says it was purged\"")
final class Reconcile implements Callable<Integer> {
    private static final String ORDER = "The order's ClOrdID at the broker, as listed.";
    private static final String WHY = "Why; it is journalled.";

    @Mixin
    private Door door = new Door();

    @Parameters(arity = "0..1", paramLabel = "BROKER", description = "Only this broker's.")
    private String broker = "";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    Reconcile() {}

    @Override
    public Integer call() throws IOException, SettingsException {
        AdminReply reply =
                broker.isEmpty() ? door.reply("reconcile-list", "") : door.reply("reconcile-list", "", broker);
        if (!reply.ok()) {
            throw new IOException(reply.text());
        }
        PrintWriter out = Screen.out(spec);
        if (json) {
            out.println(reply.json());
        } else {
            if (!reply.rows().isEmpty()) {
                Screen.table(reply.rows()).forEach(out::println);
            }
            out.println(reply.text());
        }
        return Weir.DONE;
    }

    @Command(
            name = "accept",
            mixinStandardHelpOptions = true,
            description = "The broker's word holds: its terms; or the order is not there, and ends here.")
    int accept(
            @Mixin Door to,
            @Parameters(paramLabel = "ORDER", description = ORDER) String order,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = WHY) String reason)
            throws IOException, SettingsException {
        return to.ask("reconcile-accept", reason, order);
    }

    @Command(
            name = "keep",
            mixinStandardHelpOptions = true,
            description = "Our book holds, until the broker is asked again: it will correct its own.")
    int keep(
            @Mixin Door to,
            @Parameters(paramLabel = "ORDER", description = ORDER) String order,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = WHY) String reason)
            throws IOException, SettingsException {
        return to.ask("reconcile-keep", reason, order);
    }

    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Asks the broker to cancel the order; it stays listed until the broker has.")
    int cancel(
            @Mixin Door to,
            @Parameters(paramLabel = "ORDER", description = ORDER) String order,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = WHY) String reason)
            throws IOException, SettingsException {
        return to.ask("reconcile-cancel", reason, order);
    }

    @Command(
            name = "ask",
            mixinStandardHelpOptions = true,
            description = "Asks a broker again where each of its orders stands.")
    int ask(
            @Mixin Door to,
            @Parameters(paramLabel = "BROKER", description = "The broker's name.") String name,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = WHY) String reason)
            throws IOException, SettingsException {
        return to.ask("reconcile-ask", reason, name);
    }
}
