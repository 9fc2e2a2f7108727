package io.weir.gateway.cli;

import io.weir.fix.settings.SettingsException;
import io.weir.gateway.admin.AdminReply;
import io.weir.gateway.archive.ArchivedOrder;
import io.weir.gateway.archive.ClosedArchive;
import io.weir.gateway.archive.OrderAnswer;
import io.weir.gateway.archive.OrderQuestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir order}. */
@Command(
        name = "order",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Tells what became of an order, however long ago.", ""},
        description = {
            "%nAs its client was last told, from the order archive (orderArchive in weir.yaml). A running gateway is asked, also for"
                    + " orders that are open; where none runs, its files are read.%n"
        },
        footer = {
            "%nExit status: 0 found, 1 not found or not to be asked, 2 wrong usage or configuration.",
            "%nExamples: ./weir order W100010000002F",
            "          ./weir order A-4711 --session OMS1 --day 2026-11-20"
        })
final class Order implements Callable<Integer> {
    @Mixin
    private Door door = new Door();

    @Parameters(
            paramLabel = "ID",
            description =
                    "Its OrderID (37), a ClOrdID (11) that it had, or the OrderID or ClOrdID of an order at a broker"
                            + " that filled some of it.")
    private String id = "";

    @Option(
            names = "--session",
            paramLabel = "ID",
            description = "Only of this session: the client's CompID, or OURS->THEIRS.")
    private String session = "";

    @Option(names = "--day", paramLabel = "DAY", description = "Only of this trading day: 2026-11-20.")
    private String day = "";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    Order() {}

    @Override
    public Integer call() throws IOException, SettingsException {
        OrderQuestion question = question();
        AdminReply reply = door.isOpen() ? door.reply("order-show", "", id, session, day) : closed(question);
        if (!reply.ok()) {
            throw new IOException(reply.text());
        }
        PrintWriter out = Screen.out(spec);
        if (json) {
            out.println(reply.json());
        } else {
            print(reply, out);
        }
        if (reply.rows().isEmpty() && !json) {
            throw new IOException("no order " + id + " is in the archive"
                    + (session.isEmpty() && day.isEmpty() ? "" : " for that session and day"));
        }
        return reply.rows().isEmpty() ? Weir.FAILED : Weir.DONE;
    }

    private OrderQuestion question() {
        try {
            return OrderQuestion.of(id, session, day);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private AdminReply closed(OrderQuestion question) throws IOException, SettingsException {
        OrderAnswer answer = ClosedArchive.look(door.settings(), question);
        return new AdminReply(
                true,
                answer.note(),
                answer.orders().stream().map(ArchivedOrder::row).toList());
    }

    private static void print(AdminReply reply, PrintWriter out) {
        boolean first = true;
        for (Map<String, String> row : reply.rows()) {
            if (!first) {
                out.println();
            }
            first = false;
            List<List<String>> lines = row.entrySet().stream()
                    .filter(entry -> !entry.getValue().isEmpty())
                    .map(entry -> List.of(entry.getKey(), entry.getValue()))
                    .toList();
            Screen.aligned(lines).forEach(out::println);
        }
        if (!reply.text().isEmpty()) {
            out.println(reply.text());
        }
    }
}
