package io.weir.conformance.simulation;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.Tags;
import java.util.Arrays;

/** Makes the bytes of what parties say. */
final class Letters {
    /** PossResend: a field of the header, whatever the text's order. */
    private static final String AGAIN = "|97=Y|";

    private final FixWriter writer = new FixWriter(1024);

    /**
     * A message.
     *
     * @param text the type and the body: {@code 35=D|11=A|...|}, at its end {@code 97=Y|} where it is said again
     * @param flags of the header
     */
    byte[] encode(Party party, String text, long number, String flags, long utc) {
        int bar = text.indexOf('|');
        writer.begin(Ascii.bytes(text.substring(3, bar)))
                .text(Tags.SENDER_COMP_ID, party.name)
                .text(Tags.TARGET_COMP_ID, "WEIR")
                .number(Tags.MSG_SEQ_NUM, number);
        boolean again = text.endsWith(AGAIN);
        raw(again ? flags + AGAIN.substring(1) : flags);
        writer.timestamp(Tags.SENDING_TIME, utc, 3);
        if (!flags.isEmpty()) {
            writer.timestamp(Tags.ORIG_SENDING_TIME, utc, 3);
        }
        raw(again ? text.substring(bar + 1, text.length() - AGAIN.length() + 1) : text.substring(bar + 1));
        writer.end();
        return Arrays.copyOfRange(writer.buffer(), writer.start(), writer.limit());
    }

    private void raw(String fields) {
        byte[] bytes = Ascii.fix(fields);
        writer.raw(bytes, 0, bytes.length);
    }
}
