package io.weir.fix.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AsciiTest {
    private final Random random = new Random(20260302);

    private static long parse(String text) {
        byte[] bytes = Ascii.bytes("x" + text + "9");
        return Ascii.parseUnsigned(bytes, 1, bytes.length - 1);
    }

    @Test
    void numbersAreWrittenAsJavaWritesThem() {
        byte[] bytes = new byte[40];
        for (int i = 0; i < 200_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            int end = Ascii.writeLong(bytes, 3, value);
            assertThat(Ascii.text(bytes, 3, end)).isEqualTo(Long.toString(value));
            assertThat(Ascii.digits(value & Long.MAX_VALUE))
                    .isEqualTo(Long.toString(value & Long.MAX_VALUE).length());
        }
        int end = Ascii.writeLong(bytes, 0, Long.MAX_VALUE);
        assertThat(Ascii.text(bytes, 0, end)).isEqualTo("9223372036854775807");
    }

    @Test
    void numbersArePaddedWithZeros() {
        byte[] bytes = Ascii.bytes("..............");
        Ascii.writePadded(bytes, 1, 7, 3);
        Ascii.writePadded(bytes, 5, 123, 3);
        Ascii.writePadded(bytes, 9, 5, 1);
        Ascii.writePadded(bytes, 11, 99, 2);

        assertThat(Ascii.text(bytes, 0, bytes.length)).isEqualTo(".007.123.5.99.");
    }

    @Test
    void onlyDigitsAreANumber() {
        assertThat(parse("0")).isZero();
        assertThat(parse("007")).isEqualTo(7);
        assertThat(parse("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
        for (String wrong : new String[] {"", "-1", "+1", "1.0", " 1", "1 ", "x", "1234567890123456789", "1\u00b2"}) {
            assertThat(parse(wrong)).as(wrong).isEqualTo(-1);
        }
    }

    @Test
    void aSumIsTheSumOfUnsignedBytesWhateverTheLength() {
        byte[] bytes = new byte[4000];
        random.nextBytes(bytes);
        for (int i = 0; i < 3000; i++) {
            int start = random.nextInt(bytes.length);
            int end = start + random.nextInt(bytes.length - start + 1);
            int expected = 0;
            for (int p = start; p < end; p++) {
                expected += bytes[p] & 0xff;
            }
            assertThat(Ascii.sum(bytes, start, end)).isEqualTo(expected);
        }
    }

    @Test
    void aSumOfTheLargestBytesDoesNotOverflow() {
        byte[] bytes = new byte[1 << 20];
        Arrays.fill(bytes, (byte) 0xff);

        assertThat(Ascii.sum(bytes, 0, bytes.length)).isEqualTo(255 << 20);
    }

    @Test
    void hashesDependOnTheContentOnly() {
        Map<Long, String> seen = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String text = "ORDER-" + i;
            byte[] here = Ascii.bytes(text);
            byte[] there = Ascii.bytes("....." + text + "..");
            long hash = Ascii.hash(here, 0, here.length);

            assertThat(Ascii.hash(there, 5, 5 + here.length)).isEqualTo(hash);
            assertThat(hash).isNotZero();
            assertThat(seen.put(hash, text)).isNull();
        }
    }
}
