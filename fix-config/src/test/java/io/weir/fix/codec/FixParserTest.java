package io.weir.fix.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FixParserTest {
    private final FixMessage message = new FixMessage();

    private FixParser.Result parse(String text) {
        byte[] bytes = Ascii.fix(text);
        return FixParser.parse(bytes, 0, bytes.length, message);
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < message.fieldCount(); i++) {
            fields.add(message.tag(i) + "=" + message.text(i).replace('\u0001', '|'));
        }
        return fields;
    }

    @Test
    void fieldsAreFoundInTheirPlaces() {
        assertThat(parse("8=FIX.4.4|9=12|35=0|34=5|112=a=b|58=|10=123|")).isEqualTo(FixParser.Result.OK);

        assertThat(fields()).containsExactly("8=FIX.4.4", "9=12", "35=0", "34=5", "112=a=b", "58=", "10=123");
        assertThat(message.toString()).isEqualTo("8=FIX.4.4|9=12|35=0|34=5|112=a=b|58=|10=123|");
        assertThat(message.length()).isEqualTo(44);
    }

    @Test
    void aMessageInTheMiddleOfABufferIsReadAlone() {
        byte[] bytes = Ascii.fix("xxx8=FIX.4.4|9=5|35=0|10=1|yyy");

        assertThat(FixParser.parse(bytes, 3, bytes.length - 3, message)).isEqualTo(FixParser.Result.OK);
        assertThat(fields()).containsExactly("8=FIX.4.4", "9=5", "35=0", "10=1");
        assertThat(message.offset()).isEqualTo(3);
    }

    @Test
    void dataMayHoldDelimitersAndLookLikeFields() {
        assertThat(parse("35=B|95=9|96=a|10=1|b=|58=x|10=0|")).isEqualTo(FixParser.Result.OK);

        assertThat(fields()).containsExactly("35=B", "95=9", "96=a|10=1|b=", "58=x", "10=0");
    }

    @Test
    void dataOfNoLengthIsEmpty() {
        assertThat(parse("95=0|96=|58=x|")).isEqualTo(FixParser.Result.OK);

        assertThat(fields()).containsExactly("95=0", "96=", "58=x");
    }

    @Test
    void dataThatDoesNotEndWhereItSaysIsGarbled() {
        assertThat(parse("95=3|96=ab|58=x|")).isEqualTo(FixParser.Result.GARBLED);
        assertThat(parse("95=1|96=ab|58=x|")).isEqualTo(FixParser.Result.GARBLED);
        assertThat(parse("95=12|96=ab|58=x|")).isEqualTo(FixParser.Result.GARBLED);
        assertThat(parse("95=999999999|96=ab|58=x|")).isEqualTo(FixParser.Result.GARBLED);
        assertThat(parse("95=999999999999999999|96=ab|58=x|")).isEqualTo(FixParser.Result.GARBLED);
    }

    @Test
    void aLengthThatCannotBeIsTheDictionarysMatter() {
        assertThat(parse("95=x|96=ab|58=x|")).isEqualTo(FixParser.Result.OK);
        assertThat(parse("95=-1|96=ab|58=x|")).isEqualTo(FixParser.Result.OK);
        assertThat(parse("95=|96=ab|58=x|")).isEqualTo(FixParser.Result.OK);
    }

    @Test
    void aLengthWithoutItsDataIsAFieldLikeAnyOther() {
        assertThat(parse("95=3|58=x|96=a|")).isEqualTo(FixParser.Result.OK);

        assertThat(fields()).containsExactly("95=3", "58=x", "96=a");
    }

    @Test
    void everyDataFieldHasItsLengthField() {
        int[][] pairs = {
            {90, 91},
            {93, 89},
            {95, 96},
            {212, 213},
            {348, 349},
            {350, 351},
            {352, 353},
            {354, 355},
            {356, 357},
            {358, 359},
            {360, 361},
            {362, 363},
            {364, 365},
            {445, 446},
            {618, 619},
            {621, 622}
        };
        for (int[] pair : pairs) {
            assertThat(FixParser.dataTagOf(pair[0])).isEqualTo(pair[1]);
            assertThat(parse(pair[0] + "=3|" + pair[1] + "=a|b|58=x|")).isEqualTo(FixParser.Result.OK);
            assertThat(message.fieldCount()).isEqualTo(3);
        }
        assertThat(FixParser.dataTagOf(58)).isZero();
        assertThat(FixParser.dataTagOf(-1)).isZero();
        assertThat(FixParser.dataTagOf(99_999)).isZero();
    }

    @Test
    void aTagMustBeANumber() {
        for (String wrong :
                new String[] {"x=1|", "=1|", "3 5=D|", "-1=x|", "+1=x|", "1234567890=x|", "35|", "|", "35=0||"}) {
            assertThat(parse(wrong)).as(wrong).isEqualTo(FixParser.Result.INVALID_TAG);
        }
        assertThat(parse("0=x|007=y|999999999=z|")).isEqualTo(FixParser.Result.OK);
    }

    @Test
    void whatWasReadBeforeAWrongTagIsThere() {
        assertThat(parse("35=0|34=4|-1=x|58=y|")).isEqualTo(FixParser.Result.INVALID_TAG);

        assertThat(fields()).containsExactly("35=0", "34=4");
    }

    @Test
    void aMessageMustEndWithADelimiter() {
        assertThat(parse("35=0|58=x")).isEqualTo(FixParser.Result.GARBLED);
        assertThat(parse("35=0|58=")).isEqualTo(FixParser.Result.GARBLED);
        assertThat(parse("35=0|58")).isEqualTo(FixParser.Result.INVALID_TAG);
    }

    @Test
    void thereIsABoundInFields() {
        assertThat(parse("58=x|".repeat(FixMessage.MAX_FIELDS))).isEqualTo(FixParser.Result.OK);
        assertThat(parse("58=x|".repeat(FixMessage.MAX_FIELDS + 1))).isEqualTo(FixParser.Result.GARBLED);
    }

    @Test
    void randomBytesNeverDoHarm() {
        Random random = new Random(20260302);
        byte[] alphabet = Ascii.fix("0123456789=||95=96=8=FIX");
        byte[] bytes = new byte[200];
        for (int i = 0; i < 200_000; i++) {
            for (int p = 0; p < bytes.length; p++) {
                bytes[p] =
                        random.nextInt(20) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
            }
            int start = random.nextInt(bytes.length);
            int end = start + 1 + random.nextInt(bytes.length - start);
            if (FixParser.parse(bytes, start, end, message) == FixParser.Result.OK) {
                assertThat(message.valueEnd(message.fieldCount() - 1)).isEqualTo(end - 1);
                assertThat(bytes[end - 1]).isEqualTo(Ascii.SOH);
            }
        }
    }
}
