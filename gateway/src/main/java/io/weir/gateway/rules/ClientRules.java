package io.weir.gateway.rules;

import io.weir.algo.AlgoCatalog;
import io.weir.algo.AlgoDefinition;
import io.weir.algo.ParameterDefinition;
import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.FieldText;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.settings.BrokerSettings;
import io.weir.fix.settings.CancelOnDisconnect;
import io.weir.fix.settings.ClientSettings;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Limits;
import io.weir.fix.settings.RiskSettings;
import io.weir.gateway.rules.Questions.Answer;
import io.weir.gateway.rules.Questions.Working;
import io.weir.gateway.rules.Rehearsal.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the rules say to a client: what it may send, what it gets, and what happens when. */
final class ClientRules {
    private static final Set<OrdType> HELD = Set.of(OrdType.STOP, OrdType.STOP_LIMIT);
    private static final long DAY_AND_NIGHT_SECONDS = 26 * 3600;

    private final GatewaySettings settings;
    private final ClientSettings client;
    private final AlgoCatalog catalog;
    private final MessageTables tables;
    private final Questions questions;
    private final List<Example> examples = new ArrayList<>();

    ClientRules(
            GatewaySettings settings,
            ClientSettings client,
            AlgoCatalog catalog,
            MessageTables tables,
            Questions questions) {
        this.settings = settings;
        this.client = client;
        this.catalog = catalog;
        this.tables = tables;
        this.questions = questions;
    }

    void write(Document document) {
        life();
        refused();
        algoOrders();
        List<Said> said = brokerWords();
        document.heading(2, "Message types");
        tables.types(document, questions, client.session());
        orders(document);
        requests(document);
        kinds(document);
        document.heading(2, "What we send");
        document.paragraph(MessageTables.SEEN);
        said.addAll(questions.heard());
        tables.given(document, said, client.session());
        refusals(document);
        algos(document);
        limits(document);
        duplicates(document);
        ends(document);
        document.heading(2, "Examples");
        examples.forEach(example -> document.heading(3, example.title()).listing(example.lines()));
    }

    // ---- what is sent

    private void orders(Document document) {
        document.heading(2, tables.message("D"));
        Fields order = questions.likely();
        List<Fields> variants = new ArrayList<>();
        for (String type : List.of("2", "1")) {
            Fields variant = type.equals("1") ? order.without(Tags.PRICE).with(Tags.ORD_TYPE, "1") : order;
            boolean limit = variant.get(Tags.ORD_TYPE).equals(type);
            if (limit && questions.ask("D", fresh(variant)).accepted()) {
                variants.add(variant);
            }
        }
        tables.taken(document, variants.isEmpty() ? List.of(order) : variants, body -> questions.ask("D", fresh(body)));
        tables.others(document, "D", order, questions, body -> questions.ask("D", fresh(body)));
    }

    /** With a ClOrdID that was not used, where it has one. */
    private Fields fresh(Fields body) {
        Fields timed = body.has(Tags.TRANSACT_TIME)
                ? body.with(Tags.TRANSACT_TIME, questions.rehearsal().now())
                : body;
        boolean named = body.has(Tags.CL_ORD_ID) && !body.get(Tags.CL_ORD_ID).isEmpty();
        return named ? timed.with(Tags.CL_ORD_ID, questions.nextId()) : timed;
    }

    private void requests(Document document) {
        Fields order = questions.order();
        if (order == null) {
            return;
        }
        for (String type : List.of("F", "G", "H")) {
            document.heading(2, tables.message(type));
            tables.taken(document, List.of(request(type, order)), body -> {
                Working working = questions.working();
                String original = working == null ? "" : working.order().get(Tags.CL_ORD_ID);
                Fields asked = body.has(Tags.ORIG_CL_ORD_ID) ? body.with(Tags.ORIG_CL_ORD_ID, original) : body;
                boolean status = type.equals("H") && body.has(Tags.CL_ORD_ID);
                return questions.ask(type, status ? asked.with(Tags.CL_ORD_ID, original) : fresh(asked));
            });
        }
    }

    private static Fields request(String type, Fields order) {
        Fields named = new Fields(List.of("11=" + order.get(Tags.CL_ORD_ID)));
        if (type.equals("G")) {
            List<String> fields = new ArrayList<>(order.all());
            fields.add(1, "41=" + order.get(Tags.CL_ORD_ID));
            return new Fields(fields);
        }
        Fields request = type.equals("F") ? named.with(Tags.ORIG_CL_ORD_ID, order.get(Tags.CL_ORD_ID)) : named;
        request = request.with(Tags.SYMBOL, order.get(Tags.SYMBOL)).with(Tags.SIDE, order.get(Tags.SIDE));
        return type.equals("F") ? request.with(Tags.TRANSACT_TIME, order.get(Tags.TRANSACT_TIME)) : request;
    }

    /** OrdType by TimeInForce, as they are answered, and the brokers that take each. */
    private void kinds(Document document) {
        document.heading(2, "OrdType (40) and TimeInForce (59)");
        List<List<String>> rows = new ArrayList<>();
        for (OrdType type : OrdType.values()) {
            for (TimeInForce force : TimeInForce.values()) {
                Fields order = questions.likely().without(Tags.PRICE);
                Fields typed = type.hasLimit() ? order.with(Tags.PRICE, questions.sample(Tags.PRICE)) : order;
                Fields whole =
                        typed.with(Tags.ORD_TYPE, code(type.code())).with(Tags.TIME_IN_FORCE, code(force.code()));
                whole = HELD.contains(type) ? whole.with(Tags.STOP_PX, questions.sample(Tags.PRICE)) : whole;
                Answer answer = questions.ask("D", fresh(force == TimeInForce.GTD ? ending(whole) : whole));
                if (answer.accepted()) {
                    rows.add(List.of(
                            code(type.code()) + " " + word(type),
                            code(force.code()) + " " + word(force),
                            brokers(type, force)));
                }
            }
        }
        document.paragraph(
                "These pass, everything else is refused. With a broker behind each that takes it, the first one that is up"
                        + " and fits the route gets the order.");
        document.table(List.of("OrdType", "TimeInForce", "Brokers that take it"), rows);
    }

    /** Good till midnight of a date that is far away. */
    private static Fields ending(Fields order) {
        return order.with(Tags.EXPIRE_DATE, "20991231");
    }

    private String brokers(OrdType type, TimeInForce force) {
        return settings.brokers().stream()
                .filter(broker -> broker.dialect().ordTypes().contains(type)
                        && broker.dialect().timeInForces().contains(force))
                .map(BrokerSettings::name)
                .collect(Collectors.joining(", "));
    }

    private static String code(byte code) {
        return String.valueOf((char) code);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    // ---- what comes back

    private static void refusals(Document document) {
        document.heading(2, "Refusals");
        document.paragraph(
                "Text (58) of a refusal begins with a code. OrdRejReason (103) stands in the ExecutionReport that refuses an"
                        + " order, CxlRejReason (102) in the OrderCancelReject that refuses a cancel or a replace.");
        List<List<String>> rows = new ArrayList<>();
        for (Refusal refusal : Refusal.values()) {
            rows.add(List.of(
                    refusal.code(),
                    word(refusal),
                    Integer.toString(refusal.ordRejReason()),
                    Integer.toString(refusal.cxlRejReason())));
        }
        document.table(List.of("Code", "Reason", "103", "102"), rows);
    }

    private void algos(Document document) {
        document.heading(2, "Algos");
        document.paragraph("By TargetStrategy (847), with parameters in the group 957-960 or the field that is named"
                + (client.strategies().isEmpty()
                        ? "."
                        : "; your names in 847: "
                                + client.strategies().entrySet().stream()
                                        .map(each -> each.getKey() + " is "
                                                + each.getValue().code())
                                        .collect(Collectors.joining(", "))
                                + "."));
        for (AlgoDefinition algo : catalog.definitions()) {
            document.heading(3, algo.name() + " (847=" + algo.number() + ")");
            document.paragraph(algo.description());
            List<List<String>> rows = new ArrayList<>();
            for (ParameterDefinition each : algo.parameters()) {
                boolean none = each.defaultValue() == ParameterDefinition.NO_DEFAULT;
                rows.add(List.of(
                        each.name(),
                        Integer.toString(each.type().code()),
                        each.tag() == 0 ? "" : Integer.toString(each.tag()),
                        each.expected(),
                        each.required() ? "required" : none ? "none" : each.text(each.defaultValue()),
                        each.description()));
            }
            document.table(
                    List.of("Parameter (958)", "Type (959)", "Or field", "Takes", "Default", "What it does"), rows);
        }
    }

    private void limits(Document document) {
        document.heading(2, "Limits");
        RiskSettings risk = settings.risk();
        List<List<String>> rows = new ArrayList<>();
        rows.add(limits("firm", risk.firm()));
        rows.add(limits("you", risk.clientLimits().get(client.index())));
        for (int account : client.accounts()) {
            rows.add(limits(
                    "account " + settings.accounts().get(account).name(),
                    risk.accountLimits().get(account)));
        }
        document.paragraph("The narrowest one that is set decides.");
        document.table(List.of("Whose", "Largest OrderQty (38)", "Largest notional"), rows);
        document.paragraph("A price may be " + risk.collarBps()
                + " basis points beyond the reference price, on its aggressive side. "
                + (risk.clientMessagesPerSecond() == 0
                        ? "Messages are not limited in number. "
                        : "At most " + risk.clientMessagesPerSecond() + " messages a second, " + risk.clientBurst()
                                + " at once. ")
                + (risk.orderMaxAgeNanos() == 0
                        ? "TransactTime (60) may be of any age. "
                        : "TransactTime (60) may be " + risk.orderMaxAgeNanos() / 1_000_000 + " ms old. ")
                + (risk.restricted().isEmpty()
                        ? ""
                        : "Nobody may trade " + String.join(", ", risk.restricted()) + "."));
    }

    private static List<String> limits(String whose, Limits limits) {
        return List.of(
                whose,
                limits.maxOrderQtyE8() == Limits.INHERITED ? "" : Decimals.text(limits.maxOrderQtyE8()),
                limits.maxNotionalE2() == Limits.INHERITED ? "" : FieldText.amount(limits.maxNotionalE2()));
    }

    // ---- what happens when

    private void duplicates(Document document) {
        document.heading(2, "Duplicates, PossDup and PossResend");
        List<List<String>> rows = new ArrayList<>();
        Working working = questions.working();
        if (working != null) {
            Fields order = working.order();
            rows.add(List.of("an order whose ClOrdID (11) was used", told(questions.ask("D", order))));
            rows.add(List.of("the same with PossResend (97) = Y", told(questions.ask("D", "97=Y|", order))));
            rows.add(List.of(
                    "an order with PossResend (97) = Y and a new ClOrdID",
                    told(questions.ask("D", "97=Y|", fresh(order)))));
        }
        Fields late = questions.likely();
        List<Said> again = questions
                .rehearsal()
                .sayAgain(
                        client.session(),
                        "D",
                        "43=Y|122=" + questions.rehearsal().now() + "|",
                        late.toString());
        rows.add(List.of("PossDupFlag (43) = Y under a number that we have processed", told(again)));
        document.table(List.of("You send", "We answer"), rows);
    }

    private String told(Answer answer) {
        return told(answer.said());
    }

    private String told(List<Said> said) {
        String lines = said.stream()
                .filter(each -> each.session() == client.session())
                .map(each -> brief(each.fields()))
                .collect(Collectors.joining("; "));
        return lines.isEmpty() ? "nothing" : lines;
    }

    private String brief(Fields m) {
        StringBuilder text = new StringBuilder(tables.message(m.get(Tags.MSG_TYPE)));
        for (int tag : List.of(Tags.EXEC_TYPE, Tags.ORD_STATUS, 103, 102, 380, 373, Tags.TEXT)) {
            if (m.has(tag)) {
                text.append(' ').append(tag).append('=').append(m.get(tag));
            }
        }
        return text.toString();
    }

    private void ends(Document document) {
        document.heading(2, "When the session or the day ends");
        Working working = questions.working();
        questions.rehearsal().hangUp(client.session());
        List<Said> resent = questions.rehearsal().logOn(client.session());
        questions.heard().addAll(resent);
        if (working != null) {
            Answer status = questions.ask(
                    "H",
                    new Fields(List.of(
                            "11=" + working.order().get(Tags.CL_ORD_ID),
                            "55=" + working.order().get(Tags.SYMBOL),
                            "54=1")));
            CancelOnDisconnect rule = CancelOnDisconnect.of(settings.sessions().get(client.session()), client);
            document.paragraph(
                    rule.isOn()
                            ? "When your session is gone: " + rule.text() + "."
                            : "Your open orders work on when your session ends; what happens to them meanwhile you get by a"
                                    + " ResendRequest.");
            document.paragraph("An order that worked when the connection was lost, asked for after the next Logon: "
                    + told(status) + ".");
        }
        day(document, working);
    }

    /** A day and a night later. */
    private void day(Document document, @Nullable Working working) {
        if (working == null) {
            return;
        }
        Working open = questions.working();
        List<Said> said = questions.pass(DAY_AND_NIGHT_SECONDS);
        String id = open == null ? "" : open.order().get(Tags.CL_ORD_ID);
        List<Said> last = said.stream()
                .filter(each -> each.fields().get(Tags.CL_ORD_ID).equals(id))
                .toList();
        Answer again = questions.ask(
                "D",
                working.order().with(Tags.TRANSACT_TIME, questions.rehearsal().now()));
        document.table(
                List.of("When the trading day has ended", "We send"),
                List.of(
                        List.of(
                                "an order that is good for the day and open, without a last word of the broker within "
                                        + settings.dayOrderGraceNanos() / 1_000_000_000L + " s",
                                told(last)),
                        List.of("a new order with the ClOrdID of an order of the day before", told(again))));
    }

    // ---- examples

    private void add(String title, @Nullable String first, List<Said> said) {
        List<String> lines = new ArrayList<>();
        if (first != null) {
            lines.add(first);
        }
        said.stream()
                .filter(each -> each.session() == client.session())
                .forEach(each -> lines.add(each.fields().toString()));
        examples.add(new Example(title, lines));
    }

    /** An order that is taken, filled in part, changed and canceled. */
    private void life() {
        Working working = questions.working();
        if (working == null) {
            return;
        }
        add("An order that is taken", working.sent(), working.said());
        Fields order = working.order();
        String qty = working.child().fields().get(Tags.ORDER_QTY);
        String price = order.has(Tags.PRICE) ? order.get(Tags.PRICE) : "1";
        add(
                "Its fill",
                null,
                questions.report(working.child(), fill(qty, price)).said());
        Working other = questions.working();
        if (other == null) {
            return;
        }
        String id = other.order().get(Tags.CL_ORD_ID);
        Answer cancel = questions.ask("F", request("F", other.order()).with(Tags.CL_ORD_ID, questions.nextId()));
        String asked = questions.rehearsal().sent();
        Said toBroker = questions.toBroker(cancel);
        List<Said> said = new ArrayList<>(cancel.said());
        if (toBroker != null) {
            said.addAll(questions
                    .report(
                            toBroker,
                            "41=" + other.child().fields().get(Tags.CL_ORD_ID) + "|150=4|39=4|151=0|14=0|6=0|")
                    .said());
        }
        add("A cancel of " + id, asked, said);
        Answer status = questions.ask(
                "H", new Fields(List.of("11=" + id, "55=" + order.get(Tags.SYMBOL), "54=" + order.get(Tags.SIDE))));
        add("A question for the status of an order", questions.rehearsal().sent(), status.said());
        replace();
    }

    private static String fill(String qty, String price) {
        return "150=F|39=2|32=" + qty + "|31=" + price + "|151=0|14=" + qty + "|6=" + price + "|";
    }

    private void replace() {
        Working working = questions.working();
        if (working == null) {
            return;
        }
        Answer replace = questions.ask("G", request("G", working.order()).with(Tags.CL_ORD_ID, questions.nextId()));
        String asked = questions.rehearsal().sent();
        Said toBroker = questions.toBroker(replace);
        List<Said> said = new ArrayList<>(replace.said());
        if (toBroker != null && toBroker.msgType().equals("G")) {
            String qty = toBroker.fields().get(Tags.ORDER_QTY);
            said.addAll(questions
                    .report(
                            toBroker,
                            "41=" + working.child().fields().get(Tags.CL_ORD_ID) + "|150=5|39=0|38=" + qty + "|151="
                                    + qty + "|14=0|6=0|")
                    .said());
        }
        add("A replace", asked, said);
    }

    private void refused() {
        Fields order = questions.likely();
        Answer unknown = questions.ask("D", fresh(order.with(Tags.SYMBOL, "NOSUCH")));
        add("An order that is refused", questions.rehearsal().sent(), unknown.said());
        Answer cancel = questions.ask(
                "F",
                request("F", order).with(Tags.CL_ORD_ID, questions.nextId()).with(Tags.ORIG_CL_ORD_ID, "NEVER"));
        add("A cancel that is refused", questions.rehearsal().sent(), cancel.said());
    }

    private void algoOrders() {
        Fields order = questions.likely().with(Tags.TIME_IN_FORCE, "0");
        for (AlgoDefinition algo : catalog.definitions()) {
            ParameterDefinition first = algo.parameters().stream()
                    .filter(each -> each.defaultValue() != ParameterDefinition.NO_DEFAULT)
                    .findFirst()
                    .orElse(null);
            Fields body = fresh(order).with(Tags.TARGET_STRATEGY, Integer.toString(algo.number()));
            String group = first == null
                    ? ""
                    : "957=1|958=" + first.name() + "|959=" + first.type().code() + "|960="
                            + first.text(first.defaultValue()) + "|";
            Answer answer = questions.ask("D", Fields.of(body + group));
            add("An order for " + algo.name(), questions.rehearsal().sent(), answer.said());
        }
    }

    /** What a client hears of each thing that a broker can say of an order. */
    private List<Said> brokerWords() {
        List<Said> said = new ArrayList<>();
        for (String type : tables.values(Tags.EXEC_TYPE)) {
            Working working = questions.working();
            if (working != null) {
                said.addAll(questions.execution(working, type).said());
            }
        }
        return said;
    }
}
