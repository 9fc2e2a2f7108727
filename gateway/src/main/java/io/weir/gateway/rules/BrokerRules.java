package io.weir.gateway.rules;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.Instrument;
import io.weir.fix.settings.BrokerSettings;
import io.weir.fix.settings.Dialect;
import io.weir.fix.settings.GatewaySettings;
import io.weir.gateway.rules.Questions.Answer;
import io.weir.gateway.rules.Questions.Working;
import io.weir.gateway.rules.Rehearsal.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the rules say to a broker: what we send it, in its dialect, and what we make of what it says. */
final class BrokerRules {
    private static final int MOST_SYMBOLS = 100;

    private final GatewaySettings settings;
    private final BrokerSettings broker;
    private final MessageTables tables;
    private final Questions questions;

    BrokerRules(GatewaySettings settings, BrokerSettings broker, MessageTables tables, Questions questions) {
        this.settings = settings;
        this.broker = broker;
        this.tables = tables;
        this.questions = questions;
    }

    void write(Document document) {
        List<Example> examples = examples();
        dialect(document);
        document.heading(2, "What we send");
        document.paragraph(MessageTables.SEEN);
        tables.given(document, questions.heard(), broker.session());
        document.heading(2, "Message types of yours");
        tables.types(document, questions, broker.session());
        executions(document);
        document.heading(2, "Examples");
        examples.forEach(example -> document.heading(3, example.title()).listing(example.lines()));
    }

    private void dialect(Document document) {
        Dialect dialect = broker.dialect();
        document.heading(2, "Orders in your dialect");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "OrdType (40)",
                codes(dialect.ordTypes().stream()
                        .map(each -> (char) each.code() + " " + ClientRules.word(each))
                        .toList())));
        rows.add(List.of(
                "TimeInForce (59)",
                codes(dialect.timeInForces().stream()
                        .map(each -> (char) each.code() + " " + ClientRules.word(each))
                        .toList())));
        rows.add(List.of("HandlInst (21)", dialect.handlInst().isEmpty() ? "not sent" : dialect.handlInst()));
        rows.add(List.of("Currency (15)", dialect.currency() ? "always" : "where the client sent it"));
        rows.add(List.of(
                "ExDestination (100)", dialect.exDestination().isEmpty() ? "not sent" : dialect.exDestination()));
        rows.add(List.of("MaxFloor (111)", dialect.nativeIceberg() ? "sent for icebergs" : "not sent"));
        rows.add(List.of("ClOrdID (11)", "at most " + dialect.clOrdIdLength() + " characters"));
        rows.add(List.of("OrderQty (38)", quantity(dialect)));
        rows.add(List.of(
                "Messages a second",
                broker.messagesPerSecond() == 0 ? "no limit" : "at most " + broker.messagesPerSecond()));
        rows.add(List.of("Market data (35=V)", broker.marketData() ? "subscribed on this session" : "not asked for"));
        document.table(List.of("What", "How"), rows);
        pairs(document, "Tag", "Always", tags(dialect.constantTags()));
        pairs(document, "Tag", "Sent as tag", tags(dialect.renamedTags()));
        pairs(
                document,
                "Our account",
                "Account (1) that you get",
                dialect.accounts().entrySet().stream()
                        .map(each -> List.of(each.getKey(), each.getValue()))
                        .toList());
        document.table(
                List.of(
                        "Our symbol",
                        "Symbol (55)",
                        "SymbolSfx (65)",
                        "SecurityID (48)",
                        "SecurityIDSource (22)",
                        "SecurityExchange (207)"),
                dialect.symbology().entrySet().stream()
                        .map(each -> List.of(
                                each.getKey(),
                                each.getValue().symbol(),
                                each.getValue().suffix(),
                                each.getValue().securityId(),
                                each.getValue().idSource(),
                                each.getValue().exchange()))
                        .toList());
        document.paragraph(
                dialect.symbology().isEmpty()
                        ? "Symbols go as they are: " + symbols() + "."
                        : "Other symbols go as they are.");
    }

    private String symbols() {
        List<Instrument> all = settings.instruments().all();
        String first = all.stream().limit(MOST_SYMBOLS).map(Instrument::symbol).collect(Collectors.joining(", "));
        return all.size() > MOST_SYMBOLS ? first + " and " + (all.size() - MOST_SYMBOLS) + " more" : first;
    }

    private static String codes(List<String> codes) {
        return String.join(", ", codes);
    }

    private static String quantity(Dialect dialect) {
        String least = dialect.minQtyE8() == 0 ? "" : "at least " + Decimals.text(dialect.minQtyE8()) + " ";
        String most = dialect.maxQtyE8() == Long.MAX_VALUE ? "" : "at most " + Decimals.text(dialect.maxQtyE8());
        return least.isEmpty() && most.isEmpty() ? "any" : (least + most).strip();
    }

    private List<List<String>> tags(Map<Integer, ?> tags) {
        return tags.entrySet().stream()
                .map(each -> List.of(
                        each.getKey() + " " + tables.name(each.getKey()),
                        each.getValue().toString()))
                .toList();
    }

    private static void pairs(Document document, String first, String second, List<List<String>> rows) {
        document.table(List.of(first, second), rows);
    }

    /** What becomes of each ExecType: what the client hears, or the operators. */
    private void executions(Document document) {
        document.heading(2, "ExecType (150) in your ExecutionReport (35=8)");
        List<List<String>> rows = new ArrayList<>();
        for (String type : tables.values(Tags.EXEC_TYPE)) {
            Working working = questions.working();
            if (working == null) {
                document.paragraph("Under these settings, no order comes to you.");
                return;
            }
            Answer answer = questions.execution(working, type);
            rows.add(List.of(type, outcome(answer)));
        }
        document.table(List.of("150", "What we make of it, with an order that you work"), rows);
    }

    private String outcome(Answer answer) {
        List<String> parts = new ArrayList<>();
        for (Said each : answer.said()) {
            Fields m = each.fields();
            String to = each.session() == questions.session() ? "our client gets " : "you get ";
            parts.add(to
                    + tables.message(m.get(Tags.MSG_TYPE))
                    + (m.has(Tags.EXEC_TYPE) ? " with 150=" + m.get(Tags.EXEC_TYPE) : "")
                    + (m.has(Tags.TEXT) ? ": " + m.get(Tags.TEXT) : ""));
        }
        if (!questions.rehearsal().alerts().isEmpty()) {
            parts.add("our operators are told");
        }
        return parts.isEmpty() ? "noted, and nobody is told" : String.join("; ", parts);
    }

    private List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        Working working = questions.working();
        if (working == null) {
            return examples;
        }
        examples.add(new Example(
                "An order, and how you take it",
                List.of(
                        working.child().fields().toString(),
                        questions.rehearsal().sent())));
        String original = working.order().get(Tags.CL_ORD_ID);
        Fields order = working.order().with(Tags.CL_ORD_ID, questions.nextId());
        Answer replace = questions.ask("G", new Fields(List.of("41=" + original)).followedBy(order));
        add(examples, "A replace", questions.toBroker(replace));
        Working other = questions.working();
        if (other != null) {
            Answer cancel = questions.ask(
                    "F",
                    Fields.of(
                            "11=" + questions.nextId() + "|41=" + other.order().get(Tags.CL_ORD_ID) + "|55="
                                    + other.order().get(Tags.SYMBOL) + "|54="
                                    + other.order().get(Tags.SIDE) + "|60="
                                    + questions.rehearsal().now() + "|"));
            add(examples, "A cancel", questions.toBroker(cancel));
        }
        Working lost = questions.working();
        questions.rehearsal().hangUp(broker.session());
        List<Said> said = questions.rehearsal().logOn(broker.session());
        questions.heard().addAll(said);
        if (lost != null) {
            List<String> lines = said.stream()
                    .filter(each -> each.session() == broker.session())
                    .map(each -> each.fields().toString())
                    .toList();
            examples.add(new Example("After a lost connection, with orders that you work", lines));
        }
        return examples;
    }

    private static void add(List<Example> examples, String title, @Nullable Said said) {
        if (said != null) {
            examples.add(new Example(title, List.of(said.fields().toString())));
        }
    }
}
