package io.weir.fix.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameCutterTest {
    private static final int MAX = 1000;

    /** Writes down what it hears. */
    private static final class Lines implements FrameCutter.Listener {
        private final List<String> lines = new ArrayList<>();
        private Runnable afterFrame = () -> {};

        @Override
        public void frame(byte[] bytes, int start, int end) {
            lines.add(Ascii.readable(bytes, start, end));
            afterFrame.run();
        }

        @Override
        public void garbled(byte[] bytes, int start, int end) {
            lines.add("garbled " + Ascii.readable(bytes, start, end));
        }

        @Override
        public void oversized(int maxMessageBytes) {
            lines.add("more than " + maxMessageBytes);
        }
    }

    private final Lines heard = new Lines();

    private static String framed(String body) {
        String text = "8=FIX.4.4|9=" + body.length() + "|" + body;
        byte[] bytes = Ascii.fix(text);
        return text + String.format("10=%03d|", Ascii.sum(bytes, 0, bytes.length) & 0xff);
    }

    private FrameCutter cutter(boolean validateChecksum) {
        FixFraming.Recovery recovery = FixFraming.Recovery.NEXT_MESSAGE;
        return new FrameCutter(new FrameCutter.Rules(MAX, recovery, validateChecksum), heard);
    }

    private static void add(FrameCutter cutter, String text, int piece) {
        byte[] stream = Ascii.fix(text);
        for (int from = 0; from < stream.length; from += piece) {
            cutter.add(stream, from, Math.min(stream.length, from + piece));
        }
    }

    @Test
    void messagesAreTheSameWhateverTheirPieces() {
        String one = framed("35=0|34=2|");
        String two = framed("35=B|148=" + "x".repeat(MAX - 50) + "|");
        String wrongSum = "8=FIX.4.4|9=5|35=0|10=000|";
        for (int piece : new int[] {1, 2, 3, 7, 100, 4095, 4096, 4097, 1 << 20}) {
            heard.lines.clear();
            add(cutter(true), (one + two + wrongSum).repeat(12) + one.substring(0, 9), piece);

            assertThat(heard.lines).as("pieces of %d", piece).hasSize(36);
            for (int i = 0; i < 36; i += 3) {
                assertThat(heard.lines.subList(i, i + 3)).containsExactly(one, two, "garbled " + wrongSum);
            }
        }
    }

    @Test
    void aWrongCheckSumMayBeAllowed() {
        add(cutter(false), "8=FIX.4.4|9=5|35=0|10=000|", 5);

        assertThat(heard.lines).containsExactly("8=FIX.4.4|9=5|35=0|10=000|");
    }

    @Test
    void nothingIsCutBehindAMessageThatIsTooLong() {
        add(cutter(true), framed("35=0|34=2|") + "8=FIX.4.4|9=1000|" + framed("35=0|34=3|"), 1000);

        assertThat(heard.lines).containsExactly(framed("35=0|34=2|"), "more than 1000");
    }

    @Test
    void nothingIsCutAfterAStop() {
        FrameCutter cutter = cutter(true);
        heard.afterFrame = cutter::stop;
        add(cutter, framed("35=5|34=2|") + framed("35=0|34=3|"), 1000);
        add(cutter, framed("35=0|34=4|"), 1000);

        assertThat(heard.lines).containsExactly(framed("35=5|34=2|"));
    }

    @Test
    void noiseIsToldOnceWhateverItsPieces() {
        String noise = "noise|8=FIX.4.4|9=x|35=0|10=000|more|";
        for (int piece = 1; piece < 200; piece++) {
            heard.lines.clear();
            add(cutter(true), noise + framed("35=0|34=2|") + noise + "8=FIX.4.4|9=5|35=0|10=000|" + noise, piece);

            assertThat(heard.lines).as("pieces of %d", piece).hasSize(5);
            assertThat(heard.lines.get(1)).isEqualTo(framed("35=0|34=2|"));
            assertThat(heard.lines.get(3)).isEqualTo("garbled 8=FIX.4.4|9=5|35=0|10=000|");
        }
    }

    @Test
    void whatComesAfterAStopIsNotKept() {
        FrameCutter cutter = cutter(true);
        add(cutter, "8=FIX.4.4|9=1000|" + "x".repeat(100_000), 1000);

        assertThat(cutter.buffer().length).isEqualTo(4096);
    }
}
