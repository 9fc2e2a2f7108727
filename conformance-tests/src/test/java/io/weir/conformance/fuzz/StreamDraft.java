package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import java.util.List;

/** A stream of messages by choice: right ones, damaged ones, and noise between them. */
final class StreamDraft {
    private static final int MOST_PIECES = 8;
    private static final int LONG_FIELD = 64 << 10;
    private static final List<String> LENGTHS = List.of(
            "-1",
            "-5",
            "0",
            "",
            "1",
            "007",
            "+5",
            " 5",
            "5 ",
            "1e3",
            "x",
            "999999999",
            "1000000000",
            "99999999999999999999",
            "2147483647",
            "4294967295",
            "\u00b2");
    private static final List<String> BEGINS = List.of(
            "FIX.4.4",
            "FIX.4.2",
            "FIXT.1.1",
            "FIX",
            "FIX.4.4.4.4.4.4.4.4.4.4.4.4.4",
            "FIX and much longer than one is, without end",
            "FI",
            "",
            "\u00e9",
            "8=FIX.4.4");
    private static final List<String> SCRAPS = List.of(
            "8",
            "8=",
            "8=F",
            "8=FI",
            "8=FIX",
            "8=FIX.4.4\u0001",
            "8=FIX.4.4\u00019=",
            "8=FIX.4.4\u00019=5\u0001",
            "10=000\u0001",
            "\u0001",
            "9=5\u0001",
            "noise",
            "8=FIX8=FIX8=FIX",
            "88=FIX",
            "8=8=FIX.4.4",
            "\u0001\u0001\u0001",
            "\u00ff\u0000");

    private StreamDraft() {}

    static String of(Choices choices) {
        StringBuilder stream = new StringBuilder();
        int pieces = 1 + choices.below(MOST_PIECES);
        for (int n = 0; n < pieces; n++) {
            stream.append(piece(choices));
        }
        return stream.toString();
    }

    private static String piece(Choices choices) {
        int kind = choices.octet() % 16;
        return switch (kind) {
            case 0 -> choices.of(SCRAPS);
            case 1 -> choices.text();
            case 2, 3, 4, 5 -> damaged(choices);
            default -> text(MessageDraft.framed(body(choices)));
        };
    }

    private static String body(Choices choices) {
        return switch (choices.octet() % 16) {
            case 0 -> "35=B\u000158=" + "x".repeat(choices.once(100) ? LONG_FIELD : choices.octet()) + "\u0001";
            case 1 -> "35=B\u000195=40\u000196=" + text(MessageDraft.framed("35=0\u000134=7\u0001")) + "\u0001";
            case 2 -> "35=B\u000196=\u000110=000\u00018=FIX.4.4\u00019=5\u0001\u0001";
            case 3 -> choices.text().replace('|', '\u0001') + "\u0001";
            case 4 -> "";
            case 5 -> "\u0001";
            default -> "35=0\u000134=" + choices.octet() + "\u0001";
        };
    }

    private static String damaged(Choices choices) {
        String body = body(choices);
        String whole = text(MessageDraft.framed(body));
        int length = body.length();
        return switch (choices.octet() % 12) {
            case 0 -> text(MessageDraft.framed("FIX.4.4", choices.of(LENGTHS), body));
            case 1 -> text(MessageDraft.framed("FIX.4.4", Integer.toString(length + choices.octet() - 128), body));
            case 2 -> text(MessageDraft.framed(choices.of(BEGINS), Integer.toString(length), body));
            case 3 -> whole.substring(0, whole.length() - 7);
            case 4 -> whole.substring(0, choices.below(whole.length() + 1));
            case 5 -> whole.substring(choices.below(whole.length() + 1));
            case 6 -> whole.substring(0, whole.length() - 4) + "999\u0001";
            case 7 -> whole.substring(0, whole.length() - 4) + " 1x\u0001";
            case 8 -> whole.substring(0, whole.length() - 1) + choices.of(SCRAPS);
            case 9 -> whole.replaceFirst("\u00019=", "\u0001" + choices.of(SCRAPS));
            case 10 -> "8=FIX.4.4\u0001" + whole;
            default -> {
                char[] changed = whole.toCharArray();
                changed[choices.below(changed.length)] = (char) choices.octet();
                yield new String(changed);
            }
        };
    }

    private static String text(byte[] bytes) {
        return Ascii.text(bytes, 0, bytes.length);
    }
}
