package io.weir.fix.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FixWriterTest {
    private final FixWriter writer = new FixWriter(0);

    /** Length and sum by the plainest arithmetic there is. */
    private static String plain(String body) {
        String text = "8=FIX.4.4\u00019=" + body.length() + "\u0001" + body;
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += text.charAt(i);
        }
        return (text + "10=" + String.format("%03d", sum % 256) + "\u0001").replace('\u0001', '|');
    }

    @Test
    void fieldsAreWrittenAsTheyCome() {
        writer.begin('D')
                .text(49, "US")
                .number(34, 7)
                .decimal(44, 1_250_000_000L)
                .flag(43, true)
                .flag(97, false)
                .character(54, (byte) '1')
                .timestamp(52, 1_772_452_800_000_000_000L, 3)
                .bytes(11, Ascii.bytes("A1"))
                .raw(Ascii.fix("x58=hello|y"), 1, 10)
                .end();

        assertThat(writer.toString())
                .isEqualTo(plain("35=D\u000149=US\u000134=7\u000144=12.5\u000143=Y\u000197=N\u000154=1\u0001"
                        + "52=20260302-12:00:00.000\u000111=A1\u000158=hello\u0001"));
    }

    @Test
    void typesOfAnyLengthAreWritten() {
        assertThat(writer.begin('0').end().toString()).isEqualTo(plain("35=0\u0001"));
        assertThat(writer.begin(MsgTypes.ORDER_MASS_STATUS_REQUEST).end().toString())
                .isEqualTo(plain("35=AF\u0001"));
        assertThat(writer.begin(Ascii.bytes("UXYZ")).end().toString()).isEqualTo(plain("35=UXYZ\u0001"));
    }

    @Test
    void fieldsOfAnotherMessageAreCopied() {
        FixMessage message = new FixMessage();
        byte[] bytes = Ascii.fix("35=D|11=A|95=3|96=x|y|10=0|");
        FixParser.parse(bytes, 0, bytes.length, message);

        writer.begin('8')
                .copy(message, 1)
                .copy(message, 1, 41)
                .copy(message, 2)
                .copy(message, 3)
                .end();

        assertThat(writer.toString()).isEqualTo(plain("35=8\u000111=A\u000141=A\u000195=3\u000196=x\u0001y\u0001"));
    }

    @Test
    void whatIsWrittenIsFramedAndReadsBackWhateverItsLength() {
        Random random = new Random(20260302);
        FixMessage message = new FixMessage();
        for (int i = 0; i < 20_000; i++) {
            int fields = random.nextInt(60);
            StringBuilder body = new StringBuilder("35=8\u0001");
            writer.begin('8');
            for (int field = 0; field < fields; field++) {
                int tag = 5000 + random.nextInt(5000);
                String value = "v".repeat(random.nextInt(30)) + (char) (32 + random.nextInt(220));
                body.append(tag).append('=').append(value).append('\u0001');
                writer.text(tag, value);
            }
            writer.end();

            assertThat(writer.toString()).isEqualTo(plain(body.toString()));
            int length = writer.length();
            assertThat(FixFraming.next(
                            writer.buffer(), writer.start(), writer.limit(), 1 << 20, FixFraming.Recovery.NEXT_MESSAGE))
                    .isEqualTo(length);
            assertThat(FixFraming.checksumMatches(writer.buffer(), writer.start(), length))
                    .isTrue();
            assertThat(FixParser.parse(writer.buffer(), writer.start(), writer.limit(), message))
                    .isEqualTo(FixParser.Result.OK);
            assertThat(message.fieldCount()).isEqualTo(fields + 4);
        }
    }

    @Test
    void aDelimiterInATextDoesNotMakeAnotherField() {
        writer.begin('3').text(58, "no\u000154=2\u20ac").end();

        assertThat(writer.toString()).isEqualTo(plain("35=3\u000158=no 54=2?\u0001"));
    }

    @Test
    void aLongMessageLetsTheBufferGrow() {
        String text = "x".repeat(100_000);

        writer.begin('B').text(58, text).end();

        assertThat(writer.toString()).isEqualTo(plain("35=B\u000158=" + text + "\u0001"));
    }
}
