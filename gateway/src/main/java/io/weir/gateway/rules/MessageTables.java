package io.weir.gateway.rules;

import io.weir.fix.codec.MsgTypes;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.dictionary.FieldType;
import io.weir.fix.dictionary.MessageDefinition;
import io.weir.gateway.rules.Questions.Answer;
import io.weir.gateway.rules.Rehearsal.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tables of messages and their fields, from the dictionary and from what the gateway answers. */
final class MessageTables {
    /** What a reader must know of {@link #given}. */
    static final String SEEN =
            "The fields are in the order in which we send them; presence and values are those of all the messages"
                    + " that we sent to write this.";

    private static final int LARGEST = 1000;

    private final Dictionary dictionary;

    MessageTables(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    String name(int tag) {
        String name = dictionary.name(tag);
        return name == null ? "" : name;
    }

    String type(int tag) {
        FieldType type = dictionary.type(tag);
        return type == null ? "" : type.name();
    }

    List<String> values(int tag) {
        return dictionary.values(tag);
    }

    String message(String msgType) {
        MessageDefinition definition = dictionary.message(Rehearsal.packed(msgType));
        return (definition == null ? "" : definition.name() + " ") + "(35=" + msgType + ")";
    }

    private boolean isBody(int tag) {
        return !dictionary.header().has(tag) && !dictionary.trailer().has(tag);
    }

    /** Header and trailer: what must be there. */
    void frame(Document document, Fields example) {
        List<List<String>> rows = new ArrayList<>();
        for (int tag : example.tags()) {
            if (!isBody(tag)) {
                rows.add(List.of(Integer.toString(tag), name(tag), type(tag), required(tag)));
            }
        }
        document.table(List.of("Tag", "Name", "Type", "Presence"), rows);
    }

    private String required(int tag) {
        for (MessageDefinition part : List.of(dictionary.header(), dictionary.trailer())) {
            for (int i = 0; i < part.requiredCount(); i++) {
                if (part.required(i) == tag) {
                    return "required";
                }
            }
        }
        return "as agreed";
    }

    /**
     * The fields of a message of theirs, in the order of the examples.
     *
     * @param examples messages that pass, each with another set of fields
     * @param ask what the gateway does about a body, asked with new ids each time
     */
    void taken(Document document, List<Fields> examples, Function<Fields, Answer> ask) {
        Map<Integer, List<Answer>> without = new LinkedHashMap<>();
        Map<Integer, List<String>> values = new LinkedHashMap<>();
        for (Fields example : examples) {
            for (int tag : example.tags()) {
                without.computeIfAbsent(tag, each -> new ArrayList<>()).add(ask.apply(example.without(tag)));
                if (!values.containsKey(tag)) {
                    values.put(tag, values(example, tag, ask));
                }
            }
        }
        List<List<String>> rows = new ArrayList<>();
        without.forEach((tag, answers) -> rows.add(List.of(
                Integer.toString(tag),
                name(tag),
                type(tag),
                presence(answers, examples.size()),
                String.join("; ", values.getOrDefault(tag, List.of())))));
        document.table(List.of("Tag", "Name", "Type", "Presence", "Values, and what we do about them"), rows);
    }

    private static String presence(List<Answer> answers, int examples) {
        Answer refused = answers.stream()
                .filter(answer -> !answer.accepted())
                .findFirst()
                .orElse(null);
        if (refused == null) {
            return answers.size() < examples ? "conditional" : "optional";
        }
        boolean always = answers.size() == examples && answers.stream().noneMatch(Answer::accepted);
        return (always ? "required; without it: " : "conditional; where it is missing: ") + refused.words();
    }

    /** What becomes of each value that the dictionary allows. */
    private List<String> values(Fields example, int tag, Function<Fields, Answer> ask) {
        Map<String, List<String>> byFate = new LinkedHashMap<>();
        for (String value : dictionary.values(tag)) {
            Answer answer = ask.apply(example.with(tag, value));
            // The value in the text of a refusal would make each refusal another one.
            String fate =
                    answer.accepted() ? "taken" : answer.words().replaceAll(": " + Pattern.quote(value) + "$", "");
            byFate.computeIfAbsent(fate, each -> new ArrayList<>()).add(value);
        }
        return byFate.entrySet().stream()
                .map(fate -> String.join(" ", fate.getValue()) + ": " + fate.getKey())
                .toList();
    }

    /** What becomes of the other fields that the dictionary allows in a message that passes. */
    void others(Document document, String msgType, Fields example, Questions questions, Function<Fields, Answer> ask) {
        MessageDefinition definition = dictionary.message(Rehearsal.packed(msgType));
        if (definition == null) {
            return;
        }
        Answer plain = ask.apply(example);
        Map<String, Set<String>> byFate = new TreeMap<>();
        for (int tag = 1; tag < LARGEST; tag++) {
            boolean other = definition.has(tag) && definition.group(tag) == null && isBody(tag) && !example.has(tag);
            FieldType type = dictionary.type(tag);
            boolean paired = type == FieldType.DATA || type == FieldType.LENGTH;
            if (other && !paired) {
                Answer answer = ask.apply(example.with(tag, questions.sample(tag)));
                byFate.computeIfAbsent(fate(tag, plain, answer, questions), each -> new LinkedHashSet<>())
                        .add(tag + " " + name(tag));
            }
        }
        List<List<String>> rows = byFate.entrySet().stream()
                .map(each -> List.of(each.getKey(), String.join(", ", each.getValue())))
                .toList();
        document.table(List.of("What we do", "Other fields of a plain " + message(msgType)), rows);
    }

    private static String fate(int tag, Answer plain, Answer answer, Questions questions) {
        if (!answer.accepted()) {
            return "refused with " + questions.sample(tag) + ": " + answer.words();
        }
        Said child = questions.toBroker(answer);
        if (child != null && child.fields().has(tag)) {
            return "goes on to the broker";
        }
        return Questions.same(plain, answer) ? "taken, and of no effect" : "taken, and changes what happens";
    }

    /** The message types that are taken, and how the others are answered. */
    void types(Document document, Questions questions, int session) {
        Map<String, Set<String>> byFate = new LinkedHashMap<>();
        for (MessageDefinition definition : dictionary.messages()) {
            if (!MsgTypes.isAdmin(Rehearsal.packed(definition.msgType()))) {
                Answer answer = questions.least(session, definition.msgType());
                String words = answer.words();
                boolean unanswered = words.startsWith("BusinessMessageReject") || words.startsWith("Reject");
                byFate.computeIfAbsent(unanswered ? words : "taken", each -> new TreeSet<>())
                        .add(message(definition.msgType()));
            }
        }
        List<List<String>> rows = byFate.entrySet().stream()
                .map(each -> List.of(each.getKey(), String.join(", ", each.getValue())))
                .toList();
        document.table(List.of("What we do", "Message types of yours"), rows);
    }

    /** The fields of our messages, in the order in which we send them, with the values that we use. */
    void given(Document document, List<Said> said, int session) {
        Map<String, List<Fields>> byType = new TreeMap<>();
        for (Said each : said) {
            if (each.session() == session) {
                byType.computeIfAbsent(each.msgType(), type -> new ArrayList<>())
                        .add(each.fields());
            }
        }
        byType.forEach((type, messages) -> {
            document.heading(3, message(type));
            List<List<String>> rows = new ArrayList<>();
            for (int tag : order(messages)) {
                if (isBody(tag)) {
                    long with = messages.stream().filter(m -> m.has(tag)).count();
                    String presence = with == messages.size() ? "always" : "where there is one";
                    rows.add(List.of(Integer.toString(tag), name(tag), type(tag), presence, used(messages, tag)));
                }
            }
            document.table(List.of("Tag", "Name", "Type", "Presence", "Values that we use"), rows);
        });
    }

    /** The tags of messages in an order that is that of each of them, as far as they agree. */
    private static List<Integer> order(List<Fields> messages) {
        List<Integer> order = new ArrayList<>();
        for (Fields m : messages) {
            int at = 0;
            for (int tag : m.tags()) {
                int known = order.indexOf(tag);
                if (known < 0) {
                    order.add(at, tag);
                    known = at;
                }
                at = Math.max(at, known + 1);
            }
        }
        return order;
    }

    private String used(List<Fields> messages, int tag) {
        Set<String> values = messages.stream()
                .filter(m -> m.has(tag))
                .map(m -> m.get(tag))
                .collect(Collectors.toCollection(TreeSet::new));
        boolean enumerated = !dictionary.values(tag).isEmpty();
        boolean constant = values.size() == 1 && !type(tag).startsWith("UTC");
        return enumerated || constant ? String.join(" ", values) : "";
    }
}
