package io.weir.gateway.rules;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.Tags;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.dictionary.FieldType;
import io.weir.fix.order.Instrument;
import io.weir.fix.settings.BrokerSettings;
import io.weir.fix.settings.ClientSettings;
import io.weir.fix.settings.GatewaySettings;
import io.weir.gateway.rules.Rehearsal.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asks a gateway in rehearsal about the orders of one client: what is taken, what is refused and how, and who hears of it. */
final class Questions {
    /** No broker in particular. */
    static final int ANY = -1;

    private static final List<String> TYPES = List.of("2", "1");
    private static final List<String> FORCES = List.of("0", "3", "4");
    private static final int MOST_INSTRUMENTS = 50;
    private static final int TRIES = 40;
    /** What differs from one message to the next like it. */
    private static final Set<Integer> FLEETING = new TreeSet<>(List.of(8, 9, 10, 11, 17, 34, 37, 41, 52, 60, 198, 526));

    /**
     * What the gateway did about a message.
     *
     * @param accepted whether it was neither refused nor rejected
     * @param words how it was refused; else empty
     * @param said all that the gateway said to anybody
     */
    record Answer(boolean accepted, String words, List<Said> said) {}

    private final GatewaySettings settings;
    private final Dictionary dictionary;
    private final Rehearsal rehearsal;
    private final ClientSettings client;
    private final int broker;
    private final List<Said> heard = new ArrayList<>();
    private @Nullable Fields order;
    private int ids;
    private int execs;

    /**
     * Questions of a client.
     *
     * @param broker the session of the broker that its orders are to go to, or {@link #ANY}
     */
    Questions(GatewaySettings settings, Dictionary dictionary, ClientSettings client, int broker) {
        this.settings = settings;
        this.dictionary = dictionary;
        this.client = client;
        this.broker = broker;
        rehearsal = new Rehearsal(settings, dictionary);
        order = findOrder();
    }

    Rehearsal rehearsal() {
        return rehearsal;
    }

    int session() {
        return client.session();
    }

    /** All that was said in answers so far. */
    List<Said> heard() {
        return heard;
    }

    /** An order that passes, with a new ClOrdID; null where the settings let none pass. */
    @Nullable
    Fields order() {
        Fields passing = order;
        return passing == null
                ? null
                : passing.with(Tags.CL_ORD_ID, nextId()).with(Tags.TRANSACT_TIME, rehearsal.now());
    }

    /** An order like those that pass, also where none does. */
    Fields likely() {
        Fields passing = order();
        return passing == null ? order(settings.instruments().all().get(0), TYPES.get(0), FORCES.get(0)) : passing;
    }

    String nextId() {
        return "ORDER" + ++ids;
    }

    private @Nullable Fields findOrder() {
        List<Instrument> all = settings.instruments().all();
        for (Instrument instrument : all.subList(0, Math.min(MOST_INSTRUMENTS, all.size()))) {
            for (String type : TYPES) {
                for (String force : FORCES) {
                    Fields tried = order(instrument, type, force);
                    Answer answer = ask("D", tried);
                    if (answer.accepted() && toBroker(answer) != null) {
                        return tried;
                    }
                }
            }
        }
        return null;
    }

    private Fields order(Instrument instrument, String type, String force) {
        long lot = Math.max(1, instrument.lotE8());
        long least = Math.max(lot, instrument.minQtyE8());
        for (BrokerSettings each : settings.brokers()) {
            least = Math.max(least, each.dialect().minQtyE8());
        }
        long qty = (least + lot - 1) / lot * lot;
        long tick = Math.max(1, instrument.tickE8());
        long price = Math.max(tick, instrument.previousCloseE8() / tick * tick);
        StringBuilder fields = new StringBuilder("11=").append(nextId()).append('|');
        if (!client.accounts().isEmpty()) {
            fields.append("1=")
                    .append(settings.accounts().get(client.accounts().get(0)).name())
                    .append('|');
        }
        fields.append("21=1|55=").append(instrument.symbol());
        fields.append("|54=1|60=").append(rehearsal.now()).append("|38=").append(Decimals.text(qty));
        fields.append("|40=").append(type).append('|');
        if (type.equals("2")) {
            fields.append("44=").append(Decimals.text(price)).append('|');
        }
        return Fields.of(fields.append("59=").append(force).append('|').toString());
    }

    /** The first order or request that an answer sends to the broker, or null. */
    @Nullable
    Said toBroker(Answer answer) {
        for (Said each : answer.said()) {
            boolean meant = broker == ANY || each.session() == broker;
            if (rehearsal.session(each.session()).initiator() && meant) {
                return each;
            }
        }
        return null;
    }

    // ---- asking

    Answer ask(String msgType, Fields body) {
        return ask(msgType, "", body);
    }

    /** Says something with further header fields. */
    Answer ask(String msgType, String header, Fields body) {
        if (!rehearsal.isUp(session())) {
            rehearsal.logOn(session());
        }
        return answer(rehearsal.say(session(), msgType, header, body.toString()));
    }

    private Answer answer(List<Said> said) {
        heard.addAll(said);
        for (Said each : said) {
            String words = each.session() == session() ? refusal(each.fields()) : "";
            if (!words.isEmpty()) {
                return new Answer(false, words, said);
            }
        }
        return new Answer(true, "", said);
    }

    static String refusal(Fields m) {
        String text = m.get(Tags.TEXT);
        return switch (m.get(Tags.MSG_TYPE)) {
            case "3" -> "Reject (35=3), 373=" + m.get(373) + ": " + text;
            case "j" -> "BusinessMessageReject (35=j), 380=" + m.get(380) + ": " + text;
            case "9" -> "OrderCancelReject (35=9), 102=" + m.get(102) + ": " + text;
            case "r" ->
                m.get(Tags.MASS_CANCEL_RESPONSE).equals("0")
                        ? "OrderMassCancelReport (35=r), 531=0, 532=" + m.get(Tags.MASS_CANCEL_REJECT_REASON) + ": "
                                + text
                        : "";
            case "5" -> "Logout (35=5): " + text;
            case "8" ->
                m.get(Tags.EXEC_TYPE).equals("8") ? "ExecutionReport 150=8, 103=" + m.get(103) + ": " + text : "";
            default -> "";
        };
    }

    /** The broker of a child says something about it; the answer is what the gateway makes of that. */
    Answer report(Said child, String fields) {
        Fields order = child.fields();
        String body = "37=B" + order.get(Tags.CL_ORD_ID) + "|11=" + order.get(Tags.CL_ORD_ID) + "|17=E" + ++execs + "|"
                + fields + "55=" + order.get(Tags.SYMBOL) + "|54=" + order.get(Tags.SIDE) + "|";
        return answer(rehearsal.say(child.session(), "8", body));
    }

    /** The broker of a working order reports an ExecType (150); the answer is what the gateway makes of it. */
    Answer execution(Working working, String execType) {
        Fields order = working.child().fields();
        String qty = order.get(Tags.ORDER_QTY);
        String price = order.has(Tags.PRICE) ? order.get(Tags.PRICE) : sample(Tags.PRICE);
        String trade = "32=" + qty + "|31=" + price + "|";
        String done = "151=0|14=" + qty + "|6=" + price + "|";
        return switch (execType) {
            case "F" -> report(working.child(), "150=F|39=2|" + trade + done);
            case "G", "H" -> {
                report(working.child(), "150=F|39=2|" + trade + done);
                String reference = "19=E" + execs + "|";
                String left = execType.equals("G") ? done : "151=" + qty + "|14=0|6=0|";
                yield report(
                        working.child(),
                        "150=" + execType + "|39=" + (execType.equals("G") ? "2|" : "0|") + reference + trade + left);
            }
            case "5", "D", "I" ->
                report(working.child(), "150=" + execType + "|39=0|38=" + qty + "|151=" + qty + "|14=0|6=0|");
            case "3", "4", "8", "C" ->
                report(working.child(), "150=" + execType + "|39=" + execType + "|151=0|14=0|6=0|");
            default -> report(working.child(), "150=" + execType + "|39=" + execType + "|151=" + qty + "|14=0|6=0|");
        };
    }

    /** A new order that its broker works, or null where none passes. */
    @Nullable
    Working working() {
        Fields fields = order();
        if (fields == null) {
            return null;
        }
        Answer answer = ask("D", fields);
        String sent = rehearsal.sent();
        Said child = toBroker(answer);
        if (child == null) {
            return null;
        }
        String qty = child.fields().get(Tags.ORDER_QTY);
        List<Said> said = new ArrayList<>(answer.said());
        said.addAll(report(child, "150=0|39=0|151=" + qty + "|14=0|6=0|").said());
        return new Working(fields, sent, child, said);
    }

    /**
     * An order that its broker works.
     *
     * @param order as the client sent it
     * @param sent the whole message
     * @param child what the broker got
     * @param said what the gateway said so far
     */
    record Working(Fields order, String sent, Said child, List<Said> said) {}

    // ---- comparing

    /** Whether two answers tell everybody the same, but for ids and times. */
    static boolean same(Answer one, Answer other) {
        return lines(one).equals(lines(other));
    }

    private static List<String> lines(Answer answer) {
        List<String> lines = new ArrayList<>();
        for (Said each : answer.said()) {
            List<String> kept = each.fields().all().stream()
                    .filter(field -> !FLEETING.contains(Fields.tagOf(field)))
                    .toList();
            lines.add(each.session() + " " + kept);
        }
        return lines;
    }

    /** A value that a field of the dictionary may have. */
    String sample(int tag) {
        List<String> values = dictionary.values(tag);
        FieldType type = dictionary.type(tag);
        if (!values.isEmpty()) {
            return values.get(0);
        }
        Fields like = likely();
        return switch (type == null ? FieldType.STRING : type) {
            case PRICE -> like.has(Tags.PRICE) ? like.get(Tags.PRICE) : "1";
            case QTY -> like.get(Tags.ORDER_QTY);
            case UTCTIMESTAMP -> rehearsal.now();
            case UTCDATEONLY, LOCALMKTDATE -> rehearsal.now().substring(0, 8);
            case UTCTIMEONLY -> rehearsal.now().substring(9);
            case MONTHYEAR -> rehearsal.now().substring(0, 6);
            case CURRENCY -> settings.instruments().all().get(0).currency();
            case COUNTRY -> "US";
            case BOOLEAN -> "N";
            case STRING, MULTIPLEVALUESTRING, CHAR, EXCHANGE, DATA -> tag == Tags.SYMBOL ? like.get(tag) : "X";
            default -> "1";
        };
    }

    /** What the gateway says to a message of a type with the fewest fields that the dictionary allows. */
    Answer least(int session, String msgType) {
        LeastMessage body = new LeastMessage(dictionary, msgType);
        Answer last = new Answer(false, "", List.of());
        for (int i = 0; i < TRIES; i++) {
            if (!rehearsal.isUp(session)) {
                rehearsal.logOn(session);
            }
            List<Said> said = rehearsal.say(session, msgType, body.toString()).stream()
                    .filter(each -> each.session() == session)
                    .toList();
            String words = said.stream()
                    .map(each -> refusal(each.fields()))
                    .filter(each -> !each.isEmpty())
                    .findFirst()
                    .orElse("");
            last = new Answer(words.isEmpty(), words, said);
            Said reject = said.stream()
                    .filter(each -> each.msgType().equals("3"))
                    .findFirst()
                    .orElse(null);
            String missing = reject == null ? "" : reject.fields().get(371);
            if (missing.isEmpty() || !body.add(Integer.parseInt(missing), this::sample)) {
                return last;
            }
        }
        return last;
    }

    /** Time passes, and everybody is there again; what was said meanwhile counts as heard. */
    List<Said> pass(long seconds) {
        List<Said> said = rehearsal.pass(seconds);
        heard.addAll(said);
        return said;
    }
}
