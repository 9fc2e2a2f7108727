package io.weir.fix.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FixMessageTest {
    private final FixMessage message = new FixMessage();

    private FixMessage parse(String text) {
        byte[] bytes = Ascii.fix(text);
        assertThat(FixParser.parse(bytes, 0, bytes.length, message)).isEqualTo(FixParser.Result.OK);
        return message;
    }

    @Test
    void anIndexThatWasNeverFilledHasNothing() {
        assertThat(message.find(8)).isEqualTo(FixMessage.ABSENT);
        assertThat(message.has(35)).isFalse();
        assertThat(message.msgType()).isZero();
        assertThat(message.textOf(58)).isEmpty();
        assertThat(message.flag(43)).isFalse();
    }

    @Test
    void aMsgTypeThatBeginsWithNulIsNotTheOneBehindIt() {
        for (String type : new String[] {"\u00000", "\u0000D", "\u0000\u0000\u00008", "\u0000", ""}) {
            parse("8=FIX.4.4|9=5|35=" + type + "|10=000|");

            assertThat(message.msgType()).isZero();
        }
    }

    @Test
    void aNewMessageForgetsTheOneBefore() {
        parse("8=FIX.4.4|9=5|35=D|11=A|5001=x|10=000|");
        parse("8=FIX.4.4|9=5|35=8|10=000|");

        assertThat(message.find(11)).isEqualTo(FixMessage.ABSENT);
        assertThat(message.find(5001)).isEqualTo(FixMessage.ABSENT);
        assertThat(message.find(35)).isEqualTo(2);
        assertThat(message.fieldCount()).isEqualTo(4);
    }

    @Test
    void theFirstOfSeveralIsFound() {
        parse("8=FIX.4.4|9=5|35=8|448=A|448=B|6000=C|6000=D|10=000|");

        assertThat(message.textOf(448)).isEqualTo("A");
        assertThat(message.textOf(6000)).isEqualTo("C");
        assertThat(message.find(448, 4, message.fieldCount())).isEqualTo(4);
        assertThat(message.find(448, 5, message.fieldCount())).isEqualTo(FixMessage.ABSENT);
    }

    @Test
    void findingIsTheSameAsLookingThroughForManyGenerations() {
        Random random = new Random(20260302);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int fields = 1 + random.nextInt(200);
            for (int field = 0; field < fields; field++) {
                text.append(random.nextInt(1200)).append("=v|");
            }
            parse(text.toString());
            for (int probe = 0; probe < 20; probe++) {
                int tag = random.nextInt(1200);
                assertThat(message.find(tag)).isEqualTo(message.find(tag, 0, message.fieldCount()));
            }
        }
    }

    @Test
    void valuesAreReadByTheirKind() {
        parse("8=FIX.4.4|9=5|35=AE|34=17|44=1.5|43=Y|97=N|52=20260302-12:00:00|58=text|54=12|16=|10=000|");

        assertThat(message.msgType()).isEqualTo('A' << 8 | 'E');
        assertThat(message.unsigned(message.find(34))).isEqualTo(17);
        assertThat(message.decimal(message.find(44))).isEqualTo(150_000_000);
        assertThat(message.flag(43)).isTrue();
        assertThat(message.flag(97)).isFalse();
        assertThat(Timestamps.text(message.timestamp(message.find(52)))).isEqualTo("20260302-12:00:00.000");
        assertThat(message.text(message.find(58))).isEqualTo("text");
        assertThat(message.character(message.find(54))).isZero();
        assertThat(message.valueLength(message.find(16))).isZero();
        assertThat(message.valueEquals(message.find(58), Ascii.bytes("text"))).isTrue();
        assertThat(message.valueEquals(message.find(58), Ascii.bytes("tex"))).isFalse();
    }

    @Test
    void whatIsAbsentIsNoValue() {
        parse("8=FIX.4.4|9=5|35=0|10=000|");

        assertThat(message.unsigned(message.find(34))).isEqualTo(-1);
        assertThat(message.decimal(message.find(44))).isEqualTo(Decimals.INVALID);
        assertThat(message.timestamp(message.find(52))).isEqualTo(Timestamps.INVALID);
        assertThat(message.character(message.find(54))).isZero();
        assertThat(message.valueEquals(message.find(58), new byte[0])).isFalse();
    }
}
