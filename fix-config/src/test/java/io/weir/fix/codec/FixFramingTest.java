package io.weir.fix.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.FixFraming.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FixFramingTest {
    private static final int MAX = 1000;

    private static String framed(String body) {
        String text = "8=FIX.4.4|9=" + body.length() + "|" + body;
        byte[] bytes = Ascii.fix(text);
        return text + String.format("10=%03d|", Ascii.sum(bytes, 0, bytes.length) & 0xff);
    }

    private static int next(String stream, Recovery recovery) {
        byte[] bytes = Ascii.fix("~~" + stream);
        return FixFraming.next(bytes, 2, bytes.length, MAX, recovery);
    }

    private static int next(String stream) {
        return next(stream, Recovery.NEXT_MESSAGE);
    }

    /** What a reader makes of a stream that comes in pieces: the frames, and how much of it was passed over. */
    private static List<String> read(byte[] stream, List<Integer> pieces, Recovery recovery) {
        List<String> frames = new ArrayList<>();
        int start = 0;
        int garbled = 0;
        for (int end : pieces) {
            while (start < end) {
                int length = FixFraming.next(stream, start, end, MAX, recovery);
                if (length == FixFraming.INCOMPLETE) {
                    break;
                }
                if (length == FixFraming.OVERSIZED) {
                    frames.add("oversized");
                    return frames;
                }
                if (length > 0) {
                    frames.add(Ascii.readable(stream, start, start + length));
                }
                garbled += Math.max(0, -length);
                start += Math.abs(length);
            }
        }
        frames.add("garbled " + garbled + ", left " + (stream.length - start));
        return frames;
    }

    private static List<Integer> everyByte(int length) {
        List<Integer> pieces = new ArrayList<>();
        for (int end = 1; end <= length; end++) {
            pieces.add(end);
        }
        return pieces;
    }

    @Test
    void aWholeMessageHasItsLength() {
        String message = framed("35=0|34=2|");

        assertThat(next(message)).isEqualTo(message.length());
        assertThat(next(message + "8=FIX")).isEqualTo(message.length());
    }

    @Test
    void everySplitOfAStreamGivesTheSameMessages() {
        String one = framed("35=0|34=2|49=A|");
        String two = framed("35=1|34=3|112=8=FIX.4.4|");
        String noise = "noise 8=F 8=FIX.4.4|no|8=FIX.4.4|9=x|";
        byte[] stream = Ascii.fix(noise + one + "||" + two + one);
        for (Recovery recovery : Recovery.values()) {
            List<String> whole = read(stream, List.of(stream.length), recovery);
            assertThat(whole).containsExactly(one, two, one, "garbled " + (noise.length() + 2) + ", left 0");
            assertThat(read(stream, everyByte(stream.length), recovery)).isEqualTo(whole);
            for (int split = 1; split < stream.length; split++) {
                assertThat(read(stream, List.of(split, stream.length), recovery))
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void randomStreamsAreReadTheSameWhateverTheirPieces() {
        Random random = new Random(20260302);
        String[] parts = {
            framed("35=0|"),
            framed("35=D|58=10=000|"),
            "8=FIX.4.4|9=30|35=0|10=000|",
            "8=FIX.4.4|9=4|35=0|10=000|",
            "8=",
            "x",
            "|",
            "9=5|",
            "8=FIX.4.4|9=5|",
            "10=123|",
            "8=FIXED AND VERY LONG BEGIN STRING WITHOUT END",
            "8=FIX.4.4|35=0|"
        };
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int part = 0; part < 12; part++) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            byte[] stream = Ascii.fix(text.toString());
            List<Integer> pieces = new ArrayList<>();
            for (int end = random.nextInt(9); end < stream.length; end += 1 + random.nextInt(40)) {
                pieces.add(end);
            }
            pieces.add(stream.length);
            for (Recovery recovery : Recovery.values()) {
                List<String> slow = read(stream, everyByte(stream.length), recovery);
                assertThat(frames(read(stream, pieces, recovery)))
                        .as("%s %s", recovery, text)
                        .isEqualTo(frames(slow));
            }
        }
    }

    private static List<String> frames(List<String> read) {
        return read.subList(0, read.size() - 1);
    }

    @Test
    void aWrongBodyLengthCostsNoNeighbour() {
        String good = framed("35=0|34=3|");
        byte[] tooShort = Ascii.fix("8=FIX.4.4|9=4|35=0|34=2|10=000|" + good);
        assertThat(read(tooShort, List.of(tooShort.length), Recovery.NEXT_MESSAGE))
                .startsWith(good);
        String tooLong = "8=FIX.4.4|9=40|35=0|34=2|10=000|";
        byte[] stream = Ascii.fix(tooLong + good + good);
        assertThat(read(stream, List.of(stream.length), Recovery.NEXT_MESSAGE)).startsWith(good, good);
    }

    @Test
    void quickFixSwallowsTheNeighbourThatBeginsWithinAWrongBodyLength() {
        String good = framed("35=0|34=3|");
        byte[] stream = Ascii.fix("8=FIX.4.4|9=40|35=0|34=2|10=000|" + good + good);

        assertThat(read(stream, List.of(stream.length), Recovery.ANNOUNCED_END))
                .startsWith(good)
                .hasSize(2);
    }

    @Test
    void aMessageIsNotBelievedBeyondTheBound() {
        assertThat(next("8=FIX.4.4|9=999999999|")).isEqualTo(FixFraming.OVERSIZED);
        assertThat(next("8=FIX.4.4|9=972|")).isEqualTo(FixFraming.INCOMPLETE);
        assertThat(next("8=FIX.4.4|9=979|")).isEqualTo(FixFraming.OVERSIZED);
    }

    @Test
    void aBodyLengthThatIsNoNumberIsGarbled() {
        for (String wrong : new String[] {"-5", "x", "", "1.0", "+5", " 5", "1234567890"}) {
            assertThat(next("8=FIX.4.4|9=" + wrong + "|35=0|"))
                    .as(wrong)
                    .isNegative()
                    .isNotEqualTo(FixFraming.OVERSIZED);
        }
    }

    @Test
    void aBeginStringWithoutEndIsGarbledSoon() {
        assertThat(next("8=FIX" + "x".repeat(26))).isEqualTo(FixFraming.INCOMPLETE);
        assertThat(next("8=FIX" + "x".repeat(27))).isEqualTo(-32);
        assertThat(next("8=FIX" + "x".repeat(27) + "8=FIX.4.4|")).isEqualTo(-32);
    }

    @Test
    void whatMayBecomeABeginningIsKept() {
        assertThat(next("8")).isEqualTo(FixFraming.INCOMPLETE);
        assertThat(next("8=FI")).isEqualTo(FixFraming.INCOMPLETE);
        assertThat(next("8=FX")).isEqualTo(-4);
        assertThat(next("rubbish8=")).isEqualTo(-7);
    }

    @Test
    void aMessageWithoutCheckSumIsGarbled() {
        assertThat(next("8=FIX.4.4|9=5|35=0|11=000|8=FIX")).isEqualTo(-26);
    }

    @Test
    void checkSumsAreCheckedToTheDigit() {
        byte[] message = Ascii.fix(framed("35=0|34=2|"));
        assertThat(FixFraming.checksumMatches(message, 0, message.length)).isTrue();
        for (int digit = message.length - 4; digit < message.length - 1; digit++) {
            byte[] wrong = message.clone();
            wrong[digit] = (byte) (wrong[digit] == '9' ? '0' : wrong[digit] + 1);
            assertThat(FixFraming.checksumMatches(wrong, 0, wrong.length)).isFalse();
            wrong[digit] = 'x';
            assertThat(FixFraming.checksumMatches(wrong, 0, wrong.length)).isFalse();
        }
    }

    @Test
    void theMsgTypeIsTheThirdField() {
        byte[] right = Ascii.fix("8=FIX.4.4|9=5|35=AE|10=000|");
        assertThat(FixFraming.msgTypeAt(right, 0, right.length)).isEqualTo(17);
        for (String wrong :
                new String[] {"8=FIX.4.4|9=5|34=2|35=A|10=000|", "8=FIX.4.4|35=A|9=5|10=000|", "8=|9=|35=", "8="}) {
            byte[] bytes = Ascii.fix(wrong);
            assertThat(FixFraming.msgTypeAt(bytes, 0, bytes.length)).as(wrong).isEqualTo(-1);
        }
    }
}
