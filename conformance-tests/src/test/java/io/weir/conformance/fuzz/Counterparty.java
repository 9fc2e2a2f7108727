package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.Timestamps;
import io.weir.sessions.protocol.FixSession;
import java.util.List;

/** The other side of a session: right messages, and by choice all kinds of wrong ones. */
final class Counterparty {
    private static final long SECOND = 1_000_000_000L;
    private static final String ORDER = "11=c|21=1|55=IBM|54=1|60=20260302-12:00:00|40=1|38=100|";
    private static final String REPORT = "37=o|17=e|150=0|39=0|55=IBM|54=1|151=1|14=0|6=0|";

    private static final List<String> TYPES =
            List.of("0", "1", "2", "3", "4", "5", "A", "D", "8", "H", "B", "zz", "", "\u00000");
    private static final List<String> BODIES = List.of(
            "",
            ORDER,
            REPORT,
            "112=x|",
            "7=1|16=0|",
            "7=2|16=1|",
            "7=0|16=0|",
            "7=999999999|16=0|",
            "7=-1|16=x|",
            "36=9|",
            "36=1|",
            "36=999999999|",
            "36=999999999999999999|",
            "123=Y|36=9|",
            "123=Y|36=1|",
            "123=Y|36=999999999999999999|",
            "98=0|108=30|",
            "98=0|108=0|",
            "98=0|108=86400|",
            "98=0|108=-1|",
            "98=0|108=999999999999|",
            "98=0|108=30|141=Y|",
            "98=0|108=30|789=1|",
            "98=0|108=30|789=3|",
            "98=0|108=30|789=0|",
            "98=0|108=30|464=Y|",
            "98=0|108=30|553=u|554=p|925=q|",
            "45=3|",
            "58=bye|",
            "-5=x|",
            "9x=y|",
            "=|",
            "96=a|10=1|",
            "95=3|96=a|b|",
            "95=999|96=a|",
            "453=2|448=a|448=b|");
    private static final List<String> NUMBERS =
            List.of("", "0", "-1", "x", "999999999", "1000000000", "999999999999999999", "00000001");

    private Counterparty() {}

    /** A message as it should be, with the number that the session expects. */
    static byte[] right(FixSession session, long utc, String type, String body) {
        return message(session, utc, type, Long.toString(session.nextIn()), body);
    }

    static byte[] message(FixSession session, long utc, String type, String number, String body) {
        String header =
                "35=" + type + "|34=" + number + "|49=" + session.settings().targetCompId() + "|52="
                        + Timestamps.text(utc) + "|56=" + session.settings().senderCompId() + "|";
        return MessageDraft.framed((header + body).replace('|', '\u0001'));
    }

    /** A Logon that a session waits for. */
    static byte[] logon(FixSession session, long utc, boolean reset) {
        boolean fromOne = reset || (!session.isInitiator() && session.settings().resetOnLogon());
        String number = fromOne ? "1" : Long.toString(session.nextIn());
        return message(session, utc, "A", number, "98=0|108=30|" + (reset ? "141=Y|" : ""));
    }

    /** What an application sends: an order from a client, a report from a broker. */
    static byte[] business(FixSession session, long utc) {
        return session.isInitiator() ? right(session, utc, "8", REPORT) : right(session, utc, "D", ORDER);
    }

    /** Anything. */
    static byte[] any(FixSession session, long utc, Choices choices) {
        String type = choices.of(TYPES);
        String number = number(session, choices);
        StringBuilder body = new StringBuilder();
        int kind = choices.octet();
        if ((kind & 3) == 3) {
            body.append("43=Y|");
        }
        if ((kind & 12) == 12) {
            body.append("122=")
                    .append(Timestamps.text(utc + (choices.below(3) - 1L) * 10 * SECOND))
                    .append('|');
        }
        if ((kind & 48) == 48) {
            body.append("97=Y|");
        }
        body.append(choices.of(BODIES));
        long sent = choices.once(16) ? utc + (choices.octet() - 128L) * 3 * SECOND : utc;
        byte[] bytes = message(session, sent, type, number, body.toString());
        return choices.once(12) ? spoiled(bytes, choices) : bytes;
    }

    private static String number(FixSession session, Choices choices) {
        int kind = choices.octet() % 16;
        if (kind == 0) {
            return choices.of(NUMBERS);
        }
        long offset = kind < 5 ? choices.below(9) - 4L : kind < 6 ? choices.octet() * 20L : 0;
        return Long.toString(Math.max(0, session.nextIn() + offset));
    }

    /** A message whose frame is right and whose fields may be anything. */
    private static byte[] spoiled(byte[] bytes, Choices choices) {
        String text = Ascii.text(bytes, 0, bytes.length);
        int body = text.indexOf('\u0001', text.indexOf("\u00019=") + 1) + 1;
        String fields = text.substring(body, text.length() - 7);
        int at = choices.below(fields.length());
        String changed = switch (choices.below(5)) {
            case 0 -> fields.replaceFirst("49=[^\u0001]*", "49=NOBODY");
            case 1 -> fields.replaceFirst("52=[^\u0001]*\u0001", "");
            case 2 -> fields.substring(0, at) + (char) choices.octet() + fields.substring(at + 1);
            case 3 -> fields + fields;
            default -> fields.substring(0, at) + choices.text() + "\u0001";
        };
        return choices.once(6)
                ? MessageDraft.framed("FIX.4.2", Integer.toString(changed.length()), changed)
                : MessageDraft.framed(changed);
    }
}
