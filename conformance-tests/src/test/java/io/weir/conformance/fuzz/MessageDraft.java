package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.dictionary.FieldType;
import io.weir.fix.dictionary.GroupDefinition;
import io.weir.fix.dictionary.MessageDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A message of the dictionary, filled by choice, then damaged by choice.
 *
 * <p>Fields are texts ({@code 44=1.25}) until the end, so that a damage can break whatever a field consists of.
 */
final class MessageDraft {
    static final Dictionary DICTIONARY = Dictionary.load();
    /** FIX 4.4 itself ends below; our overlay adds four tags from here. */
    static final int LAST_TAG = 956;

    private static final int MOST_MEMBERS = 8;
    private static final int DEEPEST = 5;
    private static final int LONG_VALUE = 64 << 10;

    private static final List<String> VALUES = List.of(
            "",
            "0",
            "1",
            "2",
            "3",
            "9",
            "-1",
            "+1",
            "-0",
            "00",
            "007",
            "1.5",
            ".5",
            "1.",
            ".",
            "-.",
            "1e5",
            "1,5",
            "12",
            "4294967297",
            "2147483648",
            "999999999999999999",
            "1000000000000000000",
            "Y",
            "N",
            "y",
            "Z",
            "~",
            " ",
            " 1",
            "1 ",
            "A B",
            "1 G",
            "1  G",
            "G 1 ",
            "20261121",
            "20260229",
            "20261300",
            "202611",
            "202611w5",
            "202611w6",
            "20261121-09:30:00",
            "20261121-09:30:00.5",
            "20261121-09:30:00.123456789",
            "20261121-24:00:00",
            "20261121-23:59:60",
            "20261121-23:59:61",
            "00000000-00:00:00",
            "09:30:00",
            "25:00:00",
            "9:30:00",
            "USD",
            "usd",
            "US",
            "U",
            "CS",
            "BOO",
            "AE",
            "ZZ",
            "zzzzz",
            "=",
            "a=b",
            "8=FIX.4.4",
            "10=000",
            "\u00e9",
            "\u00ff\u0080",
            "\u0000",
            "1\u0000",
            "\n");

    private static final List<String> TAGS = List.of(
            "0",
            "00",
            "1",
            "8",
            "9",
            "10",
            "010",
            "34",
            "35",
            "43",
            "49",
            "52",
            "56",
            "58",
            "60",
            "89",
            "90",
            "91",
            "93",
            "95",
            "96",
            "97",
            "122",
            "141",
            "212",
            "213",
            "348",
            "349",
            "354",
            "355",
            "382",
            "453",
            "447",
            "448",
            "539",
            "627",
            "628",
            "802",
            "804",
            "956",
            "999",
            "1023",
            "1024",
            "4999",
            "5000",
            "9999",
            "20000",
            "65536",
            "99999999",
            "999999999",
            "1000000000",
            "2147483647",
            "2147483648",
            "99999999999999999999",
            "-1",
            "-5",
            "+5",
            " 5",
            "5 ",
            "",
            "x",
            "5x",
            "5.0",
            "\u00b9");

    /** Every message's members and every group's, below the overlay. */
    private static final Map<MessageDefinition, int[]> MEMBERS = new HashMap<>();

    private static final List<MessageDefinition> MESSAGES = DICTIONARY.messages();

    static {
        for (MessageDefinition each : MESSAGES) {
            MEMBERS.put(each, members(each));
        }
        MEMBERS.put(DICTIONARY.header(), members(DICTIONARY.header()));
    }

    private final Choices choices;
    private final List<String> fields = new ArrayList<>();

    private MessageDraft(Choices choices) {
        this.choices = choices;
    }

    private static int[] members(MessageDefinition message) {
        List<Integer> tags = new ArrayList<>();
        for (int tag = 1; tag <= LAST_TAG; tag++) {
            if (message.has(tag) && tag != 8 && tag != 9 && tag != 35 && tag != 10) {
                tags.add(tag);
            }
        }
        return tags.stream().mapToInt(tag -> tag).toArray();
    }

    /** The text from MsgType to before CheckSum, with real delimiters. */
    static String body(Choices choices) {
        MessageDraft draft = new MessageDraft(choices);
        draft.fill();
        int damages = choices.below(5);
        for (int n = 0; n < damages && draft.fields.size() > 1; n++) {
            draft.damage();
        }
        return String.join("\u0001", draft.fields) + "\u0001";
    }

    /** A body with what goes around it, all of it right. */
    static byte[] framed(String body) {
        return framed("FIX.4.4", Integer.toString(body.length()), body);
    }

    /** A body with what goes around it, only the CheckSum certainly right. */
    static byte[] framed(String beginString, String bodyLength, String body) {
        String counted = "8=" + beginString + "\u00019=" + bodyLength + "\u0001" + body;
        byte[] bytes = Ascii.bytes(counted);
        int sum = Ascii.sum(bytes, 0, bytes.length) & 0xff;
        return Ascii.bytes(counted + "10=" + String.valueOf(1000 + sum).substring(1) + "\u0001");
    }

    private void fill() {
        MessageDefinition message = choices.of(MESSAGES);
        fields.add("35=" + message.msgType());
        fields.add("34=2");
        fields.add("49=TW");
        fields.add("52=20261121-09:30:00.000");
        fields.add("56=ISLD");
        optional(DICTIONARY.header(), choices.below(3));
        for (int n = 0; n < message.requiredCount(); n++) {
            member(message, message.required(n));
        }
        optional(message, choices.below(MOST_MEMBERS));
    }

    private void optional(MessageDefinition section, int howMany) {
        int[] members = MEMBERS.getOrDefault(section, new int[0]);
        for (int n = 0; n < howMany && members.length > 0; n++) {
            int tag = members[choices.below(members.length)];
            if (fields.stream().noneMatch(field -> field.startsWith(tag + "="))) {
                member(section, tag);
            }
        }
    }

    private void member(MessageDefinition section, int tag) {
        GroupDefinition group = section.group(tag);
        if (group == null) {
            field(tag);
        } else {
            group(group, 1);
        }
    }

    private void field(int tag) {
        FieldType type = DICTIONARY.type(tag);
        if (type == FieldType.LENGTH && DICTIONARY.type(dataOf(tag)) == FieldType.DATA) {
            String data = choices.text();
            fields.add(tag + "=" + data.length());
            fields.add(dataOf(tag) + "=" + data);
        } else if (type != FieldType.DATA) {
            fields.add(tag + "=" + value(tag, type));
        }
    }

    /** The data fields of FIX 4.4 follow their lengths by one, but for Signature. */
    private static int dataOf(int lengthTag) {
        return lengthTag == 93 ? 89 : lengthTag + 1;
    }

    private String value(int tag, FieldType type) {
        List<String> values = DICTIONARY.values(tag);
        if (!values.isEmpty()) {
            String first = choices.of(values);
            return type == FieldType.MULTIPLEVALUESTRING && choices.flip() ? first + " " + choices.of(values) : first;
        }
        return switch (type) {
            case BOOLEAN -> choices.flip() ? "Y" : "N";
            case INT, LENGTH, SEQNUM, NUMINGROUP -> Integer.toString(choices.below(9));
            case FLOAT, PRICE, PRICEOFFSET, QTY, AMT, PERCENTAGE -> choices.below(99) + "." + choices.below(99);
            case STRING -> "t" + choices.below(9);
            default -> plain(type);
        };
    }

    /** A value that is right for a type. */
    static String plain(FieldType type) {
        return switch (type) {
            case CHAR -> "x";
            case BOOLEAN -> "Y";
            case INT, LENGTH, SEQNUM, NUMINGROUP, FLOAT, PRICE, PRICEOFFSET, QTY, AMT, PERCENTAGE -> "1";
            case CURRENCY -> "USD";
            case COUNTRY -> "US";
            case UTCTIMESTAMP -> "20261121-09:30:00";
            case UTCDATEONLY, LOCALMKTDATE -> "20261121";
            case UTCTIMEONLY -> "09:30:00";
            case MONTHYEAR -> "202612";
            default -> "t";
        };
    }

    private void group(GroupDefinition group, int depth) {
        int entries = choices.below(4);
        fields.add(group.countTag() + "=" + entries);
        for (int entry = 0; entry < entries; entry++) {
            for (int position = 0; position < group.size(); position++) {
                boolean taken = position == 0 || choices.once(position < 4 ? 2 : 9);
                GroupDefinition nested = group.nested(position);
                if (taken && nested == null) {
                    field(group.member(position));
                } else if (taken && depth < DEEPEST) {
                    group(nested, depth + 1);
                }
            }
        }
    }

    private void damage() {
        int at = choices.below(fields.size());
        String field = fields.get(at);
        String tag = field.substring(0, Math.max(0, field.indexOf('=')));
        int other = choices.below(fields.size() + 1);
        switch (choices.below(12)) {
            case 0 -> fields.remove(at);
            case 1 -> fields.add(other, field);
            case 2 -> fields.add(Math.min(other, fields.size() - 1), fields.remove(at));
            case 3 -> fields.add(other, choices.of(TAGS) + "=" + choices.of(VALUES));
            case 4 -> fields.add(other, (1 + choices.below(1100)) + "=" + choices.of(VALUES));
            case 5 -> fields.set(at, choices.of(TAGS) + field.substring(tag.length()));
            case 6 -> fields.set(at, tag + "=" + choices.text());
            case 7 -> fields.set(at, choices.text());
            case 8 ->
                fields.set(at, tag + "=" + (choices.once(16) ? "x".repeat(LONG_VALUE) : "7".repeat(choices.octet())));
            case 9 -> swap(at, Math.min(other, fields.size() - 1));
            default -> fields.set(at, tag + "=" + choices.of(VALUES));
        }
    }

    private void swap(int one, int other) {
        String field = fields.get(one);
        fields.set(one, fields.get(other));
        fields.set(other, field);
    }
}
